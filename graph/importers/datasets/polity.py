"""Polity5: regime authority characteristics, one row a state and year (p5v2018.xls, saved as CSV).

Polity numbers states after the Correlates of War with changes of its own: `COW_NUMBERS` has them. Where one of its
cases follows another within a year, the year has a row of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from ...panels import statuses
from ..data_column import DataColumn
from ..dataset import Dataset, Release
from ..records import Piece, Records, Span
from ..table import DataRow
from ..yearly_values import YearlyValue, record_observation, rows_of_one_state, year_of, yearly_column

HEADER = (
    *("p5", "cyear", "ccode", "scode", "country", "year", "flag", "fragment", "democ", "autoc", "polity", "polity2"),
    *("durable", "xrreg", "xrcomp", "xropen", "xconst", "parreg", "parcomp", "exrec", "exconst", "polcomp"),
    *("prior", "emonth", "eday", "eyear", "eprec", "interim", "bmonth", "bday", "byear", "bprec", "post", "change"),
    *("d5", "sf", "regtrans"),
)
BLANKS = ("", "NA", ".")
COW_NUMBERS = {
    324: (1815, 1861, 325),  # Sardinia, of which COW has Italy as the continuation
    305: (1800, 1918, 300),  # Austria, which COW numbers as Austria-Hungary until 1918
    341: (2008, 2018, 347),  # Kosovo
    342: (1830, 2018, 345),  # Serbia
    347: (1991, 2006, 345),  # Serbia and Montenegro
    348: (2006, 2018, 341),  # Montenegro
    364: (1922, 1991, 365),  # Soviet Union
    525: (2011, 2018, 626),  # South Sudan
    529: (1993, 2018, 530),  # Ethiopia without Eritrea
    626: (2011, 2018, 625),  # Sudan without South Sudan
    769: (1947, 1971, 770),  # Pakistan with Bangladesh
    818: (1976, 2018, 816),  # Vietnam
}
"""For numbers of Polity's own: the years in which it uses them, and the number of the Correlates of War."""

_CODED = {
    "-66": "not known: Polity codes a foreign interruption (-66)",
    "-77": "not known: Polity codes an interregnum (-77)",
    "-88": "not known: Polity codes a transition (-88)",
}
_MISSING = {**dict.fromkeys(BLANKS, statuses.CODED_MISSING), **_CODED}


def _value(column: str, title: str, definition: str, unit: str = "points") -> YearlyValue:
    return YearlyValue(column, title, definition, unit, _MISSING, "scode")


VALUES = {
    "polity2": _value(
        "polity2",
        "Polity score, revised",
        "The revised combined Polity score, from -10 (hereditary monarchy) to 10 (consolidated democracy): as its "
        "authors revise it, an interregnum is 0, a transition is interpolated, a foreign interruption is missing.",
    ),
    "polity": _value(
        "polity",
        "Polity score",
        "The combined Polity score, from -10 to 10; years of interruption, interregnum and transition have none.",
    ),
    "democ": _value("democ", "Institutionalized democracy", "The score of democracy, from 0 to 10."),
    "autoc": _value("autoc", "Institutionalized autocracy", "The score of autocracy, from 0 to 10."),
    "durable": _value(
        "durable",
        "Durability of the regime",
        "Years since the last change of three points or more in the Polity score, or since the end of a transition.",
        "years",
    ),
}


def cow_number(row: DataRow) -> str:
    """The number of the Correlates of War for Polity's own number of a row."""
    number, year = row.required("ccode"), year_of(row).first.year
    first, last, cow = COW_NUMBERS.get(number, (year, year, number))
    return str(cow if first <= year <= last else number)


def record(rows: Sequence[DataRow], records: Records) -> None:
    """An observation of the revised score for each run of years in which a state has one value."""
    indicator = records.entity("indicator-polity2", "Indicator", "Polity score, revised")
    unit = records.entity("unit-points", "Unit", "points from -10 to 10")
    for run in _runs(rows, records):
        row, piece = run[0]
        value = VALUES["polity2"].of(row)
        if value is None:
            records.leave_out("runs of years without a revised score")
            continue
        first, after = year_of(row).first, year_of(run[-1][0]).after
        name, phrase = f"{row['scode']}-{row['year']}", f"Polity score of {value} from {row['year']}"
        span = Span(first, after, "year")
        record_observation(row, name, piece, phrase, (indicator, unit, value), span, records)


def _runs(rows: Sequence[DataRow], records: Records) -> list[list[tuple[DataRow, Piece]]]:
    """Consecutive years of one state with one value in one of Polity's cases."""
    ordered = sorted(rows, key=lambda row: (row.required("ccode"), row.required("year")))
    single = rows_of_one_state(ordered, cow_number, records)

    def key(numbered: tuple[int, tuple[DataRow, Piece]]) -> tuple[object, ...]:
        place, (row, piece) = numbered
        return row["ccode"], piece.entity, VALUES["polity2"].of(row), row.required("year") - place

    return [[pair for _, pair in run] for _, run in groupby(enumerate(single), key)]


def columns(_header: Sequence[str]) -> dict[str, DataColumn]:
    """The scores, by the names of the file's columns."""
    return {name: yearly_column(value, cow_number) for name, value in VALUES.items()}


DATASET = Dataset(
    key="polity",
    title="Polity5: Political Regime Characteristics and Transitions",
    publisher="Center for Systemic Peace",
    url="https://www.systemicpeace.org/inscrdata.html",
    citation="Marshall, Monty G., and Ted Robert Gurr. 2020. Polity5: Political Regime Characteristics and "
    "Transitions, 1800-2018. Dataset Users' Manual. Vienna, VA: Center for Systemic Peace.",
    licence="See the publisher's terms; kept private, since this is your own download.",
    numbers="cow",
    releases=(Release("5 (2018)", HEADER, 17574, date(1800, 1, 1), date(2019, 1, 1)),),
    codebook={
        "ccode": "number of the state, by Polity's own list; translated into those of the Correlates of War",
        "polity": "combined score, from -10 to 10; -66, -77 and -88 as below",
        "polity2": "combined score with -77 as 0 and -88 interpolated, as the authors revise it",
        "democ": "institutionalized democracy, from 0 to 10; likewise autoc",
        "durable": "years since the last change of regime",
    },
    missing={
        "-66": "foreign interruption",
        "-77": "interregnum: central authority has collapsed",
        "-88": "transition",
        **dict.fromkeys(BLANKS, "missing"),
    },
)
