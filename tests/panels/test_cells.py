"""Cells: 1, 0 and not known, each with its status; days decide."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.panels.columns import COMPLETE, SELECTED, cells, codes, column, fact, iri, system
from westphalia.errors import QueryError
from westphalia.panels.columns.column import ColumnFact, Doubt, Span

WHOLE = (date(1900, 1, 1), date(2017, 1, 1))
STATES = system(("a", *WHOLE), ("b", *WHOLE))


def test_one_zero_and_not_covered():
    allied = column([fact("a", "b", date(1950, 1, 1), date(1951, 6, 1))])

    assert cells(STATES, "dyad-year", "31-december", 1945, 1952, allied) == [
        ("a", "b", 1945, None, "not covered: before 1946"),
        ("a", "b", 1946, 0, "0 source complete"),
        ("a", "b", 1947, 0, "0 source complete"),
        ("a", "b", 1948, 0, "0 source complete"),
        ("a", "b", 1949, 0, "0 source complete"),
        ("a", "b", 1950, 1, "1 attested"),
        ("a", "b", 1951, 0, "0 source complete"),
        ("a", "b", 1952, 0, "0 source complete"),
    ]


@pytest.mark.parametrize(
    ("rule", "value"),
    [("any-day", 1), ("31-december", 0), ("1-january", 1), ("share", 151 / 365), ("05-31", 1), ("06-01", 0)],
)
def test_the_rule_of_the_year_decides_the_value(rule, value):
    allied = column([fact("a", "b", date(1950, 1, 1), date(1951, 6, 1))])

    [row] = cells(STATES, "dyad-year", rule, 1951, 1951, allied)
    assert row[-2] == pytest.approx(value)


def test_shares_count_days_once_that_several_facts_cover():
    overlapping = [
        fact("a", "b", date(1951, 1, 1), date(1951, 7, 1)),
        fact("a", "b", date(1951, 4, 1), date(1951, 10, 1)),
    ]

    [row] = cells(STATES, "dyad-year", "share", 1951, 1951, column(overlapping))
    assert row[-3:] == (365, pytest.approx(273 / 365), "1 attested")


def test_silence_in_a_selection_is_no_zero():
    allied = column([fact("a", "b", date(1950, 1, 1), date(1951, 1, 1))], SELECTED)

    assert [row[-2:] for row in cells(STATES, "dyad-year", "any-day", 1949, 1950, allied)] == [
        (None, "not known: list is a selection"),
        (1, "1 attested"),
    ]


def test_a_zero_needs_a_list_that_is_complete_for_all_days_that_count():
    half = (
        Span(date.min, date(1950, 7, 1), "not covered: before 1950-07-01"),
        Span(date(1950, 7, 1), date.max, "0 source complete", True),
    )

    assert cells(STATES, "dyad-year", "any-day", 1950, 1950, column([], half))[0][-2:] == (
        None,
        "not covered: before 1950-07-01",
    )
    assert cells(STATES, "dyad-year", "31-december", 1950, 1950, column([], half))[0][-2:] == (0, "0 source complete")


def test_what_has_no_end_holds_until_its_list_ends_and_not_beyond():
    allied = column([fact("a", "b", date(1950, 1, 1))], confirmed_until=date(2010, 1, 1))

    assert [row[-2:] for row in cells(STATES, "dyad-year", "any-day", 2009, 2010, allied)] == [
        (1, "1 attested"),
        (None, "not covered: after 2009"),
    ]


def test_beyond_the_list_only_where_it_is_wanted_and_then_flagged():
    allied = column([fact("a", "b", date(1950, 1, 1))], confirmed_until=date(2010, 1, 1))

    rows = cells(STATES, "dyad-year", "any-day", 2009, 2018, allied, past=True)
    assert rows[0] == ("a", "b", 2009, False, 1, "1 attested")
    assert rows[1] == ("a", "b", 2010, False, 1, "extrapolated: last confirmed 2009-12-31")
    assert rows[-1] == ("a", "b", 2018, True, 1, "extrapolated: last confirmed 2009-12-31")


def test_a_pledge_in_one_direction_is_none_in_the_other():
    pledge = column([fact("a", "b", date(1832, 1, 1), date(1833, 1, 1))], SELECTED, is_directed=True)
    states = system(("a", date(1831, 1, 1), WHOLE[1]), ("b", date(1816, 1, 1), WHOLE[1]))

    assert cells(states, "directed-dyad-year", "any-day", 1832, 1832, pledge) == [
        ("a", "b", 1832, 1, "1 attested"),
        ("b", "a", 1832, None, "not known: list is a selection"),
    ]
    assert cells(states, "dyad-year", "any-day", 1832, 1832, pledge) == [
        ("a", "b", 1832, 1, "1 attested", None, "not known: list is a selection")
    ]


def test_facts_count_on_days_on_which_both_states_are_in_the_system():
    late = system(("a", date(1950, 7, 1), WHOLE[1]), ("b", *WHOLE))
    ended_before = column([fact("a", "b", date(1950, 1, 1), date(1950, 6, 1))])

    assert cells(late, "dyad-year", "any-day", 1950, 1950, ended_before)[0][-2:] == (0, "0 source complete")


def test_a_code_stands_for_one_state_after_the_other():
    states = system(("365", date(1816, 1, 1), WHOLE[1]), ("2", *WHOLE), scheme="cowStateNumber")
    statements = codes(
        "cowStateNumber",
        ("365", "soviet-union", None, date(1991, 12, 26)),
        ("365", "russia", date(1991, 12, 26), None),
        ("2", "usa", None, None),
    )
    allied = column(
        [
            fact("usa", "russia", date(1993, 1, 1), date(1994, 1, 1)),
            fact("usa", "soviet-union", date(1990, 1, 1), date(1999, 1, 1)),
        ]
    )

    rows = cells(states, "dyad-year", "31-december", 1990, 1993, allied, statements=statements)
    assert [row[:4] for row in rows] == [(2, 365, 1990, 1), (2, 365, 1991, 0), (2, 365, 1992, 0), (2, 365, 1993, 1)]


def test_a_state_that_the_graph_does_not_have_is_not_known():
    states = system(("267", *WHOLE), ("2", *WHOLE), scheme="cowStateNumber")
    statements = codes("cowStateNumber", ("2", "usa", None, None))

    [row] = cells(states, "dyad-year", "any-day", 1950, 1950, column([]), statements=statements)
    assert row[-2:] == (None, "not known: state not in the graph")


def test_a_code_that_stands_for_two_states_at_once_is_not_known():
    states = system(("345", *WHOLE), ("2", *WHOLE), scheme="cowStateNumber")
    statements = codes(
        "cowStateNumber", ("2", "usa", None, None), ("345", "serbia", None, None), ("345", "yugoslavia", None, None)
    )

    [row] = cells(states, "dyad-year", "any-day", 1950, 1950, column([]), statements=statements)
    assert row[-2:] == (None, "not known: code stands for several states")


def test_a_column_in_the_codes_of_the_system_needs_no_state_of_the_graph():
    states = system(("267", *WHOLE), ("2", *WHOLE), scheme="cowStateNumber")
    imported = column([ColumnFact("2", "267", "", date(1950, 1, 1), None)], scheme="cowStateNumber")

    assert [row[-2:] for row in cells(states, "dyad-year", "any-day", 1949, 1950, imported)] == [
        (0, "0 source complete"),
        (1, "1 attested"),
    ]


def test_a_column_in_codes_of_another_scheme_goes_through_the_states_of_the_graph():
    imported = column([ColumnFact("970", "2", "", date(2000, 1, 1), None)], scheme="cowStateNumber")
    statements = codes("cowStateNumber", ("970", "a", None, None), ("2", "b", None, None))

    [row] = cells(STATES, "dyad-year", "any-day", 2001, 2001, imported, statements=statements)
    assert row == ("a", "b", 2001, 1, "1 attested")


def test_a_doubt_is_neither_one_nor_zero():
    doubt = Doubt(
        iri("a"), iri("b"), date(1950, 1, 1), date(1951, 1, 1), "not known: it is not known whether a treaty binds"
    )

    rows = cells(STATES, "dyad-year", "any-day", 1949, 1950, column([], COMPLETE, [doubt]))
    assert [row[-2:] for row in rows] == [(0, "0 source complete"), (None, doubt.status)]


def test_a_recorded_end_denies_where_the_list_is_a_selection():
    ended = Doubt(iri("a"), "", date(1950, 1, 1), None, "0 source records its end", 0)
    member = column([fact("a", "", date(1946, 1, 1), date(1950, 1, 1))], SELECTED, [ended], subject="state")

    rows = cells(system(("a", *WHOLE)), "state-year", "any-day", 1949, 1950, member)
    assert [row[-2:] for row in rows] == [(1, "1 attested"), (0, "0 source records its end")]


def test_counts_are_of_distinct_things_shared_on_a_day():
    in_both = [
        fact("a", "", date(1950, 1, 1), date(1952, 1, 1), "nato"),
        fact("b", "", date(1951, 1, 1), date(1952, 1, 1), "nato"),
        fact("a", "", date(1950, 1, 1), date(1950, 3, 1), "cento"),
        fact("b", "", date(1950, 6, 1), date(1951, 1, 1), "cento"),
        fact("a", "", date(1950, 1, 1), date(1952, 1, 1), "un"),
        fact("b", "", date(1950, 1, 1), date(1951, 3, 1), "un"),
        fact("b", "", date(1951, 5, 1), date(1952, 1, 1), "un"),
    ]
    shared = column(in_both, kind="count", is_shared=True)
    listed = column(in_both, kind="list", is_shared=True, name="y")

    rows = cells(STATES, "dyad-year", "any-day", 1949, 1951, shared, listed)
    assert [row[3:] for row in rows] == [
        (0, "0 source complete", None, "0 source complete"),
        (1, "attested", "un", "attested"),  # in 1950 the two were never in CENTO on one day
        (2, "attested", "nato; un", "attested"),
    ]


def test_sources_that_differ_are_a_conflict_with_their_figures():
    lengths = [
        fact("a", "b", date(1990, 1, 1), None, "7644", "factbook"),
        fact("a", "b", date(1990, 1, 1), None, "7512.8", "border-service"),
        fact("a", "b", date(1980, 1, 1), date(1981, 1, 1), "7600", "factbook"),
        fact("a", "b", date(1980, 1, 1), date(1981, 1, 1), "7600.0", "border-service"),
    ]
    length = column(lengths, SELECTED, kind="number", is_agreed=True)

    rows = cells(STATES, "dyad-year", "any-day", 1980, 1990, length)
    assert rows[0][-2:] == (7600.0, "attested")
    assert rows[-1][-2:] == (None, "conflict: border-service says 7512.8, factbook says 7644")


def test_a_text_that_changes_within_the_year_says_so():
    capital = column(
        [fact("a", "", None, date(1997, 12, 10), "almaty"), fact("a", "", date(1997, 12, 10), None, "astana")],
        SELECTED,
        kind="text",
        subject="state",
    )

    rows = cells(system(("a", *WHOLE)), "state-year", "any-day", 1996, 1998, capital)
    assert [row[-2:] for row in rows] == [
        ("almaty", "attested"),
        ("astana", "attested: the last of several in this time"),
        ("astana", "attested"),
    ]


def test_a_state_column_of_a_dyad_stands_for_each_state():
    name = column(
        [fact("a", value="Alpha"), fact("b", value="Beta")], SELECTED, kind="text", subject="state", name="name"
    )

    assert cells(STATES, "dyad-year", "any-day", 1950, 1950, name) == [
        ("a", "b", 1950, "Alpha", "attested", "Beta", "attested")
    ]


def test_lists_that_treat_a_state_apart():
    apart = {iri("b"): (Span(date.min, date.max, "0 source complete", True),)}
    recognized = column([], SELECTED, is_directed=True, scopes=frozenset(apart))
    recognized = replace(
        recognized, spans_of=lambda ends: next((apart[end] for end in ends if end in apart), SELECTED)
    )
    states = system(("a", *WHOLE), ("b", *WHOLE), ("c", *WHOLE))

    rows = cells(states, "dyad-year", "any-day", 1950, 1950, recognized)
    assert {row[:2]: row[3] for row in rows} == {("a", "b"): 0, ("a", "c"): None, ("b", "c"): 0}


def test_a_column_of_a_pair_is_none_of_a_state():
    with pytest.raises(
        QueryError, match="The column x is about a dyad; expected, for the unit state-year, one about a state"
    ):
        cells(STATES, "state-year", "any-day", 1950, 1950, column([]))


def test_a_column_that_is_there_twice_is_refused():
    with pytest.raises(QueryError, match="The column x is there twice"):
        cells(STATES, "dyad-year", "any-day", 1950, 1950, column([]), column([]))


DAYS = st.dates(date(1948, 1, 1), date(1953, 12, 31))
PERIODS = st.tuples(DAYS, st.integers(1, 900)).map(lambda p: (p[0], p[0] + timedelta(days=p[1])))


@settings(deadline=None, max_examples=25)
@given(
    spells=st.lists(PERIODS, min_size=2, max_size=2),
    held=st.lists(PERIODS, max_size=4),
    complete=PERIODS,
    rule=st.sampled_from(["any-day", "31-december", "07-01", "share"]),
)
def test_cells_are_what_single_days_say(spells, held, complete, rule):
    states = system(("a", *spells[0]), ("b", *spells[1]), until=date(2017, 1, 1))
    spans = [
        Span(date.min, complete[0], "before"),
        Span(complete[0], complete[1], "0 source complete", True),
        Span(complete[1], date.max, "after"),
    ]
    rows = cells(states, "dyad-year", rule, 1948, 1957, column([fact("a", "b", *period) for period in held], spans))

    expected = {}
    for year in range(1948, 1958):
        first = {"31-december": date(year, 12, 31), "07-01": date(year, 7, 1)}.get(rule, date(year, 1, 1))
        after = date(year + 1, 1, 1) if rule in {"any-day", "share"} else first + timedelta(days=1)
        days = [d for d in _days(first, after) if all(begin <= d < until for begin, until in spells)]
        if days:
            holding = [d for d in days if any(begin <= d < until for begin, until in held)]
            is_complete = all(complete[0] <= d < complete[1] for d in days)
            silent = 0 if is_complete else None
            expected[year] = (len(holding) / len(days) if rule == "share" else 1) if holding else silent
    assert {row[2]: row[-2] for row in rows} == pytest.approx(expected)


def _days(first, after):
    return [first + timedelta(days=n) for n in range((after - first).days)]
