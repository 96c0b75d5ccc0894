"""Datasets as columns of panels: values, zeros within the coverage, and what is not known beyond it or by its code."""

import csv
from datetime import date

import pytest

import westphalia
from tests.importers.test_datasets import ATOP_COLUMNS, CONTIGUITY, header_of, row_of
from westphalia.errors import InputError
from westphalia.importers import DATASETS


@pytest.fixture
def columns(tmp_path):
    """The columns of a file with a header and rows."""

    def read(header, *rows):
        path = tmp_path / "download.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
        return westphalia.dataset(path)

    return read


def facts(column):
    return [(f.subject, f.other, f.value, f.begin, f.until) for f in column.facts]


def test_contiguity_is_complete_within_its_list_and_unknown_beyond(columns):
    source = columns(
        CONTIGUITY,
        [40345, 40, "GRA", 345, "SYL", 1, "190205", "190609", "", "3.2"],
        [40345, 40, "GRA", 345, "SYL", 4, "192409", "201612", "", "3.2"],
    )
    land, water = source.read("cow-contiguity:land"), source.read("cow-contiguity:water-150")

    assert facts(land) == [
        ("40", "345", "", date(1902, 5, 1), date(1906, 10, 1)),
        ("345", "40", "", date(1902, 5, 1), date(1906, 10, 1)),
    ]
    assert len(facts(water)) == 4 and facts(water)[2][3:] == (date(1924, 9, 1), None)
    assert land.scheme == "cowStateNumber" and land.confirmed_until == date(2017, 1, 1)
    assert [(span.is_complete, span.status) for span in land.spans_of(())] == [
        (False, "not covered: before 1816"),
        (True, "0 source complete"),
        (False, "not covered: after 2016"),
    ]
    assert {entry.name for entry in source.offers()} == {
        *("cow-contiguity:land", "cow-contiguity:type"),
        *(f"cow-contiguity:water-{miles}" for miles in (12, 24, 150, 400)),
    }
    assert source.read("land-border") is None


def test_missing_quantities_are_doubts_and_never_zero(columns):
    header = DATASETS["cow-nmc"].releases[0].header
    given = {"ccode": 40, "year": 1950, "milper": 0, "cinc": "0.0127", "version": "5.0"}
    source = columns(header, row_of(header, -9, **given))

    assert facts(source.read("cow-nmc:milper")) == [("40", "", "0", date(1950, 1, 1), date(1951, 1, 1))]
    energy = source.read("cow-nmc:pec")
    assert energy.facts == []
    assert [(doubt.subject, doubt.status) for doubt in energy.doubts] == [("40", "not known: coded as missing")]
    assert not any(span.is_complete for span in energy.spans_of(()))
    assert energy.description.unit and "Singer" in energy.description.definition


def test_an_obligation_that_members_do_not_share_is_not_known_between_them(columns):
    header = header_of("atop-alliances", **dict.fromkeys(ATOP_COLUMNS))

    def alliance(number, **values):
        return row_of(header, "", atopid=number, begyr=1950, endyr=0, mem1=40, version="5.1", **values)

    source = columns(header, alliance(1, mem2=345, defense=1, asymm=0), alliance(2, mem2=365, defense=1, asymm=1))

    assert {(one, other) for one, other, *_ in facts(source.read("atop-alliances:allied"))} == {
        *(("40", "345"), ("345", "40"), ("40", "365"), ("365", "40")),
    }
    defence = source.read("atop-alliances:defense")
    assert {(one, other) for one, other, *_ in facts(defence)} == {("40", "345"), ("345", "40")}
    assert {(doubt.subject, doubt.other) for doubt in defence.doubts} == {("40", "365"), ("365", "40")}
    assert facts(source.read("atop-alliances:nonagg")) == []


def test_a_pledge_in_one_direction_stays_in_one_direction(columns):
    header = header_of("atop-members", **dict.fromkeys(("defense", "offense", "neutral", "nonagg", "consul")))

    def member(number, **values):
        return row_of(header, "", atopid=7, member=number, version="4.01", **values)

    source = columns(
        header,
        member(220, yrent=1832, defense=1, yrexit=1840),
        member(211, yrent=1835, defense=0, yrexit=0),
        member(300, yrent=1850, defense=0, yrexit=0),
    )
    column = source.read("atop-members:defense")

    assert column.description.is_directed
    assert facts(column) == [("220", "211", "", date(1835, 1, 1), date(1841, 1, 1))]


def test_disputes_count_by_what_the_state_did(columns):
    header = DATASETS["cow-mids"].releases[0].header

    def part(year, level):
        return row_of(header, -9, dispnum3=year, ccode=40, styear=year, endyear=year, sidea=1, hostlev=level)

    source = columns(header, part(1950, 4), part(1960, 2), part(1970, -9))

    assert [fact[3].year for fact in facts(source.read("cow-mids:dispute"))] == [1950, 1960]
    force = source.read("cow-mids:force")
    assert [fact[3].year for fact in facts(force)] == [1950]
    assert [doubt.begin.year for doubt in force.doubts] == [1970]


def test_organizations_are_columns_of_the_file(columns):
    header = header_of("cow-igo")
    rows = [
        row_of(header, 0, ccode=345, year=year, state="x", aaaid=status)
        for year, status in ((1950, 1), (1951, -9), (1952, 3))
    ]
    column = columns(header, *rows).read("cow-igo:aaaid")

    assert facts(column) == [("345", "", "", date(1950, 1, 1), date(1951, 1, 1))]
    assert [doubt.begin.year for doubt in column.doubts] == [1951]


def test_a_file_that_is_none_of_them_is_refused(columns):
    with pytest.raises(InputError, match="which is not that of a dataset that can be imported"):
        columns(["a", "b"], [1, 2])


def test_a_panel_has_the_columns_of_a_file(settings, columns):
    header = DATASETS["cow-nmc"].releases[0].header
    source = columns(
        header,
        row_of(header, -9, ccode=705, year=2005, milper=65, version="5.0"),
        row_of(header, -9, ccode=705, year=2006, version="5.0"),
    )
    with westphalia.open(settings=settings, build="never") as graph:
        panel = graph.panel("state-year", from_=2005, until=2013, columns=["cow-nmc:milper"], sources=[source])
        cells = {row[1]: row[2:] for row in panel.rows() if row[0] == "kazakhstan"}

    assert (float(cells[2005][0]), cells[2005][1]) == (65.0, "attested")
    assert cells[2006] == (None, "not known: coded as missing")
    assert cells[2007] == (None, "not known: no source gives it")
    assert cells[2013] == (None, "not covered: after 2012")
