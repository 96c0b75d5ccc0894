"""Rows of panels: days decide which states, and which pairs, a year has."""

from dataclasses import replace
from datetime import date

import pytest

from tests.panels.conftest import keys, published, rows_of
from westphalia.errors import QueryError
from westphalia.panels.units import pairs_without_a_day, read_unit, read_years
from westphalia.panels.year_rules import read_year_rule

COW, GW = ("cow-states2016.csv", 1816, 2016), ("gw-system-2020.csv", 1816, 2020)


@pytest.mark.parametrize(
    ("name", "unit", "rule", "rows"),
    [
        (COW, "state-year", "any-day", 15_951),
        (COW, "state-year", "31-december", 15_904),
        (COW, "directed-dyad-year", "any-day", 1_912_290),
        (COW, "directed-dyad-year", "31-december", 1_906_442),
        (COW, "dyad-year", "any-day", 956_145),
        (GW, "state-year", "any-day", 19_864),
        (GW, "state-year", "31-december", 19_827),
        (GW, "directed-dyad-year", "any-day", 2_445_018),
        (GW, "directed-dyad-year", "31-december", 2_439_384),
    ],
)
def test_counts_of_the_published_lists(name, unit, rule, rows):
    file, first, last = name
    connection = rows_of(published(file), unit, rule, first, last)

    assert connection.execute("SELECT count(*), max(row) + 1 FROM rows").fetchone() == (rows, rows)


@pytest.mark.parametrize(("name", "pairs"), [(COW, 60), (GW, 40)])
def test_pairs_that_share_a_year_but_no_day_are_no_dyads(name, pairs):
    file, first, last = name
    connection = rows_of(published(file), "directed-dyad-year", "any-day", first, last)

    sharing_a_year = """SELECT count(*) FROM (
        SELECT DISTINCT x.member, y.member, year FROM spells x, spells y, range(?, ?) r(year)
        WHERE x.member <> y.member AND year BETWEEN year(x.begin) AND year(x.until - 1)
          AND year BETWEEN year(y.begin) AND year(y.until - 1))"""
    [(shared,)] = connection.execute(sharing_a_year, [first, last + 1]).fetchall()
    [(rows,)] = connection.execute("SELECT count(*) FROM rows").fetchall()
    assert shared - rows == pairs
    assert 2 * pairs_without_a_day(published(file), read_years(first, last)) == pairs


def test_pairs_without_a_day_are_counted_in_lists_of_ones_own(cow):
    assert pairs_without_a_day(cow, read_years(1900, 2016)) == 1  # Sylvania ends the day before Grand Fenwick begins
    assert pairs_without_a_day(cow, read_years(1976, 2016)) == 0


def test_suriname_and_south_vietnam_are_no_dyad_in_1975():
    connection = rows_of(published(COW[0]), "dyad-year", "any-day", 1975, 1975)

    found = keys(connection)
    assert ("115", "817", 1975) not in found
    assert ("2", "817", 1975) in found
    assert ("2", "115", 1975) in found


def test_days_decide_in_lists_of_ones_own(cow):
    found = keys(rows_of(cow, "dyad-year", "any-day", 1975, 1975))

    assert ("115", "701", 1975) not in found  # one ends on the eve of the other's first day
    assert ("700", "701", 1975) in found  # six days in common
    assert ("115", "700", 1975) in found


def test_two_spells_in_a_year_make_one_row(tmp_path, cow):
    spells = tuple(s for s in cow.spells if s.code != "700")
    again = replace(cow.spells_of("700")[1], begin=date(1975, 12, 10))
    system = replace(cow, spells=(*spells, cow.spells_of("700")[0], again))
    connection = rows_of(system, "state-year", "any-day", 1975, 1975)

    [row] = connection.execute(
        "SELECT begin, until, days FROM rows JOIN members ON a = member WHERE code = '700'"
    ).fetchall()
    assert row == (date(1975, 1, 1), date(1976, 1, 1), 365 - 9)
    [(windows,)] = connection.execute(
        "SELECT count(*) FROM windows JOIN members ON a = member WHERE code = '700'"
    ).fetchall()
    assert windows == 2


def test_rows_are_in_the_order_of_codes_and_years(cow):
    found = keys(rows_of(cow, "directed-dyad-year", "any-day", 1816, 2016))

    assert found == sorted(found, key=lambda row: (int(row[0]), int(row[1]), row[2]))


def test_an_undirected_dyad_is_half_of_the_directed_ones(cow):
    undirected = keys(rows_of(cow, "dyad-year", "any-day", 1816, 2016))
    directed = keys(rows_of(cow, "directed-dyad-year", "any-day", 1816, 2016))

    assert sorted(directed) == sorted([*undirected, *((b, a, year) for a, b, year in undirected)])


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("any-day", {"115", "365", "700", "701"}),
        ("share", {"115", "365", "700", "701"}),
        ("1-january", {"365", "700"}),
        ("31-december", {"365", "701"}),
        ("07-01", {"115", "365", "700"}),
        ("11-25", {"365", "700", "701"}),
    ],
)
def test_the_rule_of_the_year_moves_rows(cow, rule, expected):
    found = keys(rows_of(cow, "state-year", rule, 1975, 1975), "x.code")

    assert {code for (code,) in found} == expected


def test_days_of_a_state(cow):
    connection = rows_of(cow, "state-day", "any-day", 1975, 1975)

    days = connection.execute(
        "SELECT count(*), min(begin), max(until) FROM rows JOIN members ON a = member WHERE code = '115'"
    ).fetchone()
    assert days == (208, date(1975, 5, 1), date(1975, 11, 25))


def test_nothing_lies_past_the_end_of_the_list_unless_it_is_wanted(cow):
    plain = keys(rows_of(cow, "state-year", "any-day", 2015, 2020), "x.code, year, past_list")
    past = keys(rows_of(cow, "state-year", "any-day", 2015, 2020, past_list=True), "x.code, year, past_list")

    assert {year for _, year, _ in plain} == {2015, 2016}
    assert {(year, flag) for _, year, flag in past} == {(year, year > 2016) for year in range(2015, 2021)}


@pytest.mark.parametrize("text", ["any", "02-29", "13-01", "31 December", ""])
def test_other_rules_are_refused(text):
    with pytest.raises(QueryError, match="is not a rule of the year; expected any-day"):
        read_year_rule(text)


@pytest.mark.parametrize(("first", "last"), [(2016, 1816), (0, 10), (1990, 10_000)])
def test_years_that_make_no_panel_are_refused(first, last):
    with pytest.raises(QueryError, match="expected"):
        read_years(first, last)


def test_other_units_are_refused():
    with pytest.raises(QueryError, match="'country-year' is not a unit of a panel; expected one of state-year"):
        read_unit("country-year")
