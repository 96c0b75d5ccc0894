"""Codes by date: what converts, and the reason of what does not."""

import pytest

from westphalia.codes import Converter, ambiguous_codes, round_trip
from westphalia.codes.code_table import CodeTable
from westphalia.codes.conversion import check_year_rule
from westphalia.errors import QueryError
from westphalia.views.dates.periods import Period

BASE = "https://w3id.org/westphalia/id/"


def outcome(table, value, on, source="cow", target="name", **options):
    return Converter(table, source, target, **options).convert(value, on)


def test_the_date_decides_what_a_code_denotes(table):
    assert outcome(table, 260, 1962).code == "West Ruritania"
    assert outcome(table, 260, 1995, source="gw").code == "Ruritania"
    assert outcome(table, "255", "1995-06").entities == ("ruritania",)


def test_a_code_that_is_not_in_use_on_the_date_says_when_it_was(table):
    result = outcome(table, 260, 1995)

    assert (result.code, result.status) == ("", "not in use")
    assert "West Ruritania (23 May 1949 \N{EN DASH} 3 Oct 1990), not in 1995." in result.reason


def test_a_year_with_two_entities_is_ambiguous_and_a_day_is_not(table):
    result = outcome(table, 255, 1990)

    assert (result.code, result.status) == ("", "ambiguous")
    assert set(result.candidates) == {"East Ruritania", "Ruritania"}
    assert "in 1990." in result.reason
    assert outcome(table, 255, "1990-10-03").code == "Ruritania"
    assert outcome(table, 255, "1990-10-02").code == "East Ruritania"


@pytest.mark.parametrize(("rule", "expected"), [("first", "East Ruritania"), ("last", "Ruritania"), ("any", "")])
def test_the_rule_of_the_year_says_which_day_counts(table, rule, expected):
    assert outcome(table, 255, 1990, year=rule).code == expected


def test_several_counterparts_are_all_named(table):
    result = outcome(table, 40, 1977, target="iso3")

    assert (result.status, result.candidates) == ("ambiguous", ("GRA", "GSK"))
    assert outcome(table, 40, 1978, target="iso3").code == "GSK"


def test_a_code_of_another_time_is_given_on_request_only_and_marked(table):
    assert outcome(table, 255, 1989, target="iso3").status == "no code"
    assert outcome(table, 40, 1950, target="iso3", any_time=True).status == "no code"  # it had two
    refused, given = (outcome(table, 255, "1990-10-03", target="gw", any_time=flag) for flag in (False, True))
    assert (refused.code, given.status) == ("260", "converted")


def test_other_time_is_a_status_of_its_own(table):
    plain = outcome(table, "Ruritania", "1990-10-03", source="name", target="iso3")
    earlier = {**table.lives, f"{BASE}ruritania": Period("1900-01-01")}
    older = CodeTable(**{**vars(table), "lives": earlier})

    assert plain.code == "RUR"
    assert outcome(older, "Ruritania", 1950, source="name", target="iso3").status == "no code"
    result = outcome(older, "Ruritania", 1950, source="name", target="iso3", any_time=True)
    assert (result.code, result.status) == ("RUR", "other time")
    assert "RUR is in use since 3 Oct 1990" in result.reason


def test_a_name_of_today_stands_for_the_bearer_of_its_number_on_the_date(table):
    result = outcome(table, "Ruritania", 1970, source="name", target="cow")

    assert (result.code, result.status, result.entities) == ("255", "same number", ("east",))
    assert result.reason.endswith("not in 1970; East Ruritania had its COW state number 255 then.")
    assert outcome(table, "Ruritania", 1970, source="name", target="gw").entities == (
        "west",
    )  # its number there is that of West
    assert outcome(table, "Ruritania", 1970, source="name", target="iso3").status == "not in use"  # East or West?
    assert outcome(table, "Graustark", 1850, source="name", target="cow").status == "not in use"
    assert outcome(table, 255, 1940).status == "not in use"  # of names only


def test_an_unknown_code_says_where_else_it_occurs(table):
    assert outcome(table, "RUR", 2000).reason == (
        "Nothing has the COW state number RUR; it is the ISO 3166-1 alpha-3 of Ruritania."
    )
    assert outcome(table, "Ruritannia", 2000, source="name").reason.endswith("; similar: Ruritania.")


@pytest.mark.parametrize("value", [260, 260.0, "260", " 260 ", "260.0", "0260"])
def test_numbers_are_read_as_files_write_them(table, value):
    assert outcome(table, value, 1962).code == "West Ruritania"


@pytest.mark.parametrize("value", [None, "", "  ", float("nan")])
def test_blank_values_are_blank_and_not_unknown(table, value):
    assert outcome(table, value, 1962).status == "blank"


@pytest.mark.parametrize("on", ["", "NA", "19620", "1962-13", None])
def test_a_date_that_cannot_be_read_is_named(table, on):
    assert outcome(table, 260, on).status == "no date"


@pytest.mark.parametrize(
    "name", ["Ruritania, West", "west ruritania", "The West Ruritania", "West-Ruritania", "Ruritania (West)"]
)
def test_names_are_compared_without_order_case_and_articles(table, name):
    assert outcome(table, name, 1962, source="name", target="cow").code == "260"


def test_names_in_a_language_are_a_target(table):
    assert outcome(table, 260, 1962, target="name:fr").code == "West Ruritania-fr"
    assert outcome(table, 260, 1962, target="name:kk").status == "no code"


def test_an_unknown_system_is_refused_with_those_there_are(table):
    with pytest.raises(QueryError, match=r"'cov' is not a system of codes; expected one of cow, cowc, gw, .*name:fr"):
        Converter(table, "cov", "iso3")
    with pytest.raises(QueryError, match="expected any, first or last"):
        check_year_rule("middle")


def test_the_round_trip_lists_what_does_not_return(table):
    trips = {trip.code: trip for trip in round_trip(table, "cow", "gw", 1995)}

    assert set(trips) == {"40", "255"}
    assert (trips["255"].counterpart, trips["255"].returns) == ("260", True)
    assert not trips["40"].returns and "has no Gleditsch-Ward number" in trips["40"].reason


def test_ambiguous_codes_are_told_apart_by_kind(table):
    assert {(row.code, row.kind) for row in ambiguous_codes(table, "cow")} == {("255", "in turn")}
    assert {(row.entity, row.kind) for row in ambiguous_codes(table, "gw")} == {
        ("west", "in turn"),
        ("ruritania", "in turn"),
    }
    assert ambiguous_codes(table, "gw", "cow") == []
    with pytest.raises(QueryError, match="has no list of codes"):
        ambiguous_codes(table, "name")


@pytest.mark.parametrize(
    ("value", "on", "systems", "expected"),
    [
        (970, 1999, "cow name", "Nauru"),
        (970, 1999, "gw name", "Kiribati"),
        (260, 1962, "cow id", "west-germany"),
        (255, 1995, "cow id", "germany"),
        (345, 2010, "cow id", "serbia"),
        ("Zaire", 1980, "name iso3", "ZAR"),
        ("Казахстан", 2011, "name cow", "705"),
        ("Germany", 1913, "name id", "german-reich"),
        ("Russia", 1950, "name cow", "365"),
        ("Austria", 1900, "name cow", ""),
        ("Germany", 1970, "name cow", ""),
        ("Korea, South", 2000, "name iso3", "KOR"),
        ("Micronesia (Federated States of)", 2000, "name cow", "987"),
        ("4", 2000, "m49 wikidata", "Q889"),
    ],
)
def test_codes_of_the_graph(graph_table, value, on, systems, expected):
    assert outcome(graph_table, value, on, *systems.split()).code == expected
