"""Datasets as columns of panels: values, zeros within the coverage, and what is not known beyond it or by its code."""

import csv
from datetime import date

import pytest

import westphalia
from tests.importers.test_datasets import (
    ARCHIGOS,
    ATOP_COLUMNS,
    CONTIGUITY,
    CSHAPES,
    POLITY,
    STATE,
    VDEM,
    header_of,
    leader,
    outline,
    polity,
    row_of,
)
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


def test_two_cases_of_polity_in_one_year_are_a_conflict_and_its_codes_are_no_scores(columns):
    scores = ((365, 1922, -1, "RUS"), (364, 1922, -7, "USR"), (364, 1941, -66, "USR"))
    column = columns(POLITY, *(polity(*score) for score in scores)).read("polity:polity")

    assert [(fact.subject, fact.value, fact.origin) for fact in column.facts] == [
        ("365", "-1", "RUS"),
        ("365", "-7", "USR"),
    ]
    assert column.is_agreed
    assert [doubt.status for doubt in column.doubts] == ["not known: Polity codes a foreign interruption (-66)"]


def test_an_index_of_democracy_has_its_bounds(columns):
    row = row_of(VDEM, "", country_name="x", year=2023, cowcode=40, v2x_regime=3, v2x_polyarchy_codelow="0.6")
    source = columns(VDEM, row)

    assert facts(source.read("vdem:v2x_polyarchy_codelow")) == [("40", "", "0.6", date(2023, 1, 1), date(2024, 1, 1))]
    assert [doubt.subject for doubt in source.read("vdem:v2x_polyarchy").doubts] == ["40"]
    assert source.read("vdem:v2x_polyarchy_codehigh") is None  # the file does not have it


def test_what_leaders_do_is_on_one_day(columns):
    source = columns(
        ARCHIGOS,
        leader("GRA-1950", "1950-03-04", "1953-03-05", "Unknown"),
        leader("GRA-1953", "1953-03-05", "2015-12-31", "Still in Office", "Irregular"),
    )

    assert facts(source.read("archigos:irregular-entry")) == [("40", "", "", date(1953, 3, 5), date(1953, 3, 6))]
    assert facts(source.read("archigos:irregular-exit")) == []
    assert [doubt.begin for doubt in source.read("archigos:irregular-exit").doubts] == [date(1953, 3, 5)]
    assert [fact[2:] for fact in facts(source.read("archigos:leader"))] == [
        ("Leader GRA-1950", date(1950, 3, 4), date(1953, 3, 6)),
        ("Leader GRA-1953", date(1953, 3, 5), None),
    ]


def test_capitals_are_as_far_apart_as_a_great_circle_is_long(columns):
    column = columns(
        CSHAPES,
        outline(211, "1886-01-01", "1919-01-09", "50.85", "4.35"),
        outline(211, "1919-01-10", "2019-12-31", "50.85", "4.35"),  # the outline changes, the capital does not
        outline(220, "1886-01-01", "1940-06-30", "48.866667", "2.333333"),
        outline(220, "1944-08-26", "2019-12-31", "48.866667", "2.333333"),
        outline(731, "1948-09-09", "2019-12-31", "", ""),
    ).read("cshapes:capital-distance")

    assert [(*fact[:2], float(fact[2]), *fact[3:]) for fact in facts(column)[::2]] == [
        ("211", "220", pytest.approx(264, abs=2), date(1886, 1, 1), date(1940, 7, 1)),
        ("211", "220", pytest.approx(264, abs=2), date(1944, 8, 26), None),
    ]


def test_members_of_a_trade_agreement_have_it_from_when_the_later_joined(columns):
    header = header_of("desta", c1="", c2="")
    given = {"base_treaty": 9, "name": "Accord"}
    first = row_of(header, "NA", **given, entry_type="base_treaty", year=1950, entryforceyear=1952, c1=40, c2=345)
    second = row_of(header, "NA", **given, entry_type="accession", year=1960, entryforceyear=1961, c1=365)
    third = row_of(header, "NA", **given, entry_type="accession", year=1970, c1=2)
    column = columns(header, first, second, third).read("desta:agreement")

    found = {(fact.subject, fact.other): fact.begin.year for fact in column.facts}
    assert found["040", "345"] == 1952 and found["345", "365"] == found["365", "345"] == 1961
    assert {(doubt.subject, doubt.other, doubt.begin.year) for doubt in column.doubts if doubt.subject == "002"} == {
        *(("002", other, 1970) for other in ("040", "345", "365")),
    }


def test_an_onset_is_the_first_year_of_an_episode(columns):
    header = DATASETS["ucdp-prio"].releases[0].header
    given = {"gwno_a": 40, "intensity_level": 1, "start_date2": "1950-03-03", "version": "19.1"}
    rows = [row_of(header, "", year=year, **given) for year in (1950, 1951)]

    assert facts(columns(header, *rows).read("ucdp-prio:onset")) == [
        ("40", "", "", date(1950, 1, 1), date(1951, 1, 1))
    ]
    bad = columns(header, row_of(header, "", year=1950, **(given | {"start_date2": "3/3/1950"})))
    with pytest.raises(InputError, match="row 2, start_date2: '3/3/1950'; expected a day such as 2015-03-03"):
        bad.read("ucdp-prio:onset")


def test_lists_of_states_say_who_is_on_them(columns):
    source = columns(STATE, ["RUR", 365, "Ruritania", 1816, 1, 1, 1975, 11, 24, 2016])

    assert facts(source.read("cow-states:member")) == [("365", "", "", None, date(1975, 11, 25))]


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
