"""Dates of what follows are told as precisely as the records behind it are dated."""

import pytest
from flask.testing import FlaskClient

from westphalia.settings import Settings
from westphalia.versions.published import CurrentVersion
from westphalia.views.dates.periods import DAY, MONTH, YEAR, Period, coarsest
from westphalia.views.dates.precision import Instants, Precisions, instants_of
from westphalia.views.schema import OTHER, Schema
from westphalia.views.situations.reported import ReportedSituation

SCHEMA = Schema({}, {}, {}, frozenset(), frozenset())
INSTANTS = Instants({"1992-01-01": YEAR, "1993-05-01": MONTH}, frozenset({"2011-01-01", "1992-01-01"}))


def record(other: str, begin: str, precision: str = DAY, end: str = "") -> ReportedSituation:
    return ReportedSituation(
        "urn:r", "urn:Kind", frozenset({("urn:role", other)}), "urn:s", "", Period(begin, end, precision)
    )


@pytest.mark.parametrize(
    ("records", "begin", "expected"),
    [
        ([record("b", "1992-01-01")], "1992-01-01", DAY),
        ([record("b", "1992-01-01", YEAR)], "1992-01-01", YEAR),
        ([record("b", "1992-01-01"), record("b", "1992-01-01", YEAR)], "1992-01-01", YEAR),
        ([record("c", "1992-01-01")], "1992-01-01", DAY),
        ([], "1992-01-01", YEAR),
        ([], "1993-05-01", MONTH),
        ([], "1994-03-07", DAY),
        ([record("b", ""), record("b", "2011-01-01", YEAR)], "2011-01-01", YEAR),
        ([record("c", "")], "2011-01-01", DAY),
    ],
)
def test_a_start_is_known_as_its_nearest_records_are(
    records: list[ReportedSituation], begin: str, expected: str
) -> None:
    told = Precisions(SCHEMA, records, INSTANTS).apply(OTHER, "b", Period(begin))

    assert (told.begin, told.precision) == (begin, expected)


def test_an_end_is_known_as_the_records_that_end_then() -> None:
    records = [record("b", "1990-03-01", DAY), record("b", "1991-01-01", YEAR, "1996-01-01")]
    told = Precisions(SCHEMA, records, INSTANTS).apply(OTHER, "b", Period("1990-03-01", "1996-01-01"))

    assert told.text == "1 Mar 1990 \N{EN DASH} 1995"


def test_the_coarsest_is_true_of_all() -> None:
    assert [coarsest(of) for of in ([DAY, MONTH], [YEAR, DAY], [], ["unknown", MONTH])] == [MONTH, YEAR, DAY, MONTH]


def test_the_instants_of_a_version_are_read(settings: Settings, client: FlaskClient) -> None:
    found = instants_of(CurrentVersion(settings).current())

    assert "2011-01-01T00:00:00Z" in found.starts
    assert YEAR in found.precision.values()


def test_begin_and_end_of_a_record_may_each_have_a_precision_of_its_own() -> None:
    period = Period("1955-06-01", "1991-07-01", MONTH, DAY)
    told = ReportedSituation("urn:r", "urn:Kind", frozenset({("urn:role", "b")}), "urn:s", "", period)

    assert Precisions(SCHEMA, [told], INSTANTS).apply(OTHER, "b", Period("1955-06-01", "1991-07-01")) == period
    assert period.coarser_precision == MONTH
