"""Names as the World Bank, the United Nations, COW, Gleditsch and Ward and others write them convert on their dates."""

import pytest

from tests.codes.list_spellings import SPELLINGS
from westphalia.codes import Converter

LISTS = {"world-bank", "united-nations", "cow", "gleditsch-ward", "v-dem", "polity", "sipri", "imf"}


def test_the_table_has_every_list():
    assert {spelling.source for spelling in SPELLINGS} >= LISTS
    assert len(SPELLINGS) > 400


def test_each_name_converts_on_its_date(graph_table):
    converter = Converter(graph_table, "name", "id")

    found = {(each.name, each.on): converter.convert(each.name, each.on).code for each in SPELLINGS}

    assert {each: found[each.name, each.on] for each in SPELLINGS if found[each.name, each.on] != each.entity} == {}


@pytest.mark.parametrize(
    ("name", "year", "entity"),
    [
        ("Russia (Soviet Union)", 1850, "russian-empire"),
        ("Russia (Soviet Union)", 1965, "soviet-union"),
        ("Russia (Soviet Union)", 2010, "russia"),
        ("Germany (Prussia)", 1900, "german-reich"),
    ],
)
def test_of_two_names_written_as_one_the_date_takes_its_own(graph_table, name, year, entity):
    assert Converter(graph_table, "name", "id").convert(name, year).code == entity


def test_a_bracket_that_names_no_state_is_not_ignored(graph_table):
    assert Converter(graph_table, "name", "id").convert("Congo (Pointe-Noire)", 2010).status == "unknown"
