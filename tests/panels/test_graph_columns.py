"""Columns of the graph as it stands: known cells, coverage as the three answers know it, systems of its own."""

from datetime import date
from functools import partial
from pathlib import Path

import duckdb
import pytest

from tests.panels.conftest import published
from westphalia.errors import QueryError
from westphalia.importers import DatasetColumns
from westphalia.panels.assembly import Shape, assemble
from westphalia.panels.columns.catalogue import find_column, graph_columns, offered
from westphalia.panels.columns.queries import QueryColumn
from westphalia.panels.making import make_panel
from westphalia.panels.recipe import Recipe
from westphalia.panels.source.dated_facts import ClosureFacts, StoreFacts
from westphalia.panels.source.own_system import WITH_DISPUTED, organizations, own_system
from westphalia.panels.source.panel_graph import PanelGraph
from westphalia.panels.units import UNITS, read_unit, read_years
from westphalia.panels.year_rules import read_year_rule
from westphalia.store import EmbeddedStore
from westphalia.versions.folders import current_folder
from westphalia.views.answers.completeness import own_rules, read_coverage


@pytest.fixture(scope="module")
def graph(settings) -> PanelGraph:
    folder: Path = current_folder(settings.data_dir)
    store = EmbeddedStore.open(folder / "store")
    find = partial(read_coverage, store, own_rules(settings))
    return PanelGraph(ClosureFacts(folder), store, find, folder.name, date(2026, 1, 1))


@pytest.fixture(scope="module")
def sources(graph):
    return graph_columns(graph)


@pytest.fixture(scope="module")
def panel(graph, sources):
    def make(unit, names, first, last, system=None, rule="any-day", more=()):  # noqa: PLR0917 - as in a command
        connection = duckdb.connect()
        chosen = system or (organizations(graph) if unit == "organization-year" else own_system(graph))
        shape = Shape(read_unit(unit), chosen, read_years(first, last), read_year_rule(rule))
        columns = [find_column(name, [*sources, *more]) for name in names.split()]
        assemble(connection, shape, columns, graph.facts)
        return connection

    return make


def rows(connection, columns: str, where: str) -> list[tuple]:
    return connection.execute(f"SELECT {columns} FROM panel WHERE {where} ORDER BY row").fetchall()


def test_uzbekistan_in_the_treaty_and_the_organization_of_collective_security(panel):
    made = panel(
        "state-year", "party:collective-security-treaty signatory:collective-security-treaty member:csto", 1991, 2014
    )

    def years(column: str) -> list[int]:
        return [year for (year,) in rows(made, "year", f"state = 'uzbekistan' AND {column} = 1")]

    assert years("signatory_collective_security_treaty") == [1992, 1993, 1994]
    assert years("party_collective_security_treaty") == [*range(1994, 2000), *range(2006, 2013)]
    assert years("member_csto") == [*range(2006, 2013)]
    assert rows(made, "member_csto, member_csto_status", "state = 'uzbekistan' AND year = 2000") == [
        (0, "0 it did not exist")
    ]
    assert rows(made, "member_csto, member_csto_status", "state = 'uzbekistan' AND year = 2005") == [
        (0, "0 source complete")
    ]


def test_land_borders_are_complete_since_1946(panel):
    made = panel("directed-dyad-year", "land-border", 1945, 1946, published("cow-states2016.csv"), "31-december")

    found = rows(made, "year, land_border, land_border_status", "state_a = 200 AND state_b = 2")
    assert found == [(1945, None, "not known: list is a selection"), (1946, 0, "0 source complete")]


def test_silence_about_alliances_is_no_zero(panel):
    made = panel("dyad-year", "allied", 2010, 2010)

    assert rows(made, "allied, allied_status", "state_a = 'belgium' AND state_b = 'france'") == [(1, "1 attested")]
    assert rows(made, "allied, allied_status", "state_a = 'brazil' AND state_b = 'china'") == [
        (None, "not known: list is a selection")
    ]
    assert rows(made, "state_a", "allied = 0") == []


def test_what_a_doubtful_treaty_would_bring_is_not_known(panel):
    made = panel("directed-dyad-year", "consultation", 2000, 2010)

    [(doubtful,)] = made.execute(
        "SELECT count(*) FROM panel WHERE consultation_status = 'not known: it is not known whether a treaty binds'"
    ).fetchall()
    assert doubtful > 0


def test_lengths_of_borders_by_source(panel):
    made = panel("dyad-year", "border-length border-length:cia-world-factbook", 2005, 2005)

    length, status, factbook, _ = rows(
        made, "* EXCLUDE (row, state_a, state_b, year)", "state_a = 'kazakhstan' AND state_b = 'russia'"
    )[0]
    assert (length, factbook) == (None, 7644.0)
    assert status == "conflict: cia-world-factbook says 7644, russia-border-service says 7512.8"


def test_shared_organizations_are_counted_where_lists_are_complete(panel):
    made = panel(
        "dyad-year",
        "shared-organizations shared-organizations-list shared-organizations:DefenceOrganization",
        2005,
        2005,
    )

    [(count, names, defence)] = rows(
        made,
        "shared_organizations, shared_organizations_list, shared_organizations_defenceorganization",
        "state_a = 'kazakhstan' AND state_b = 'russia'",
    )
    assert count == len(names.split("; "))
    assert {"csto", "un", "sco"} <= set(names.split("; "))
    assert defence == 1


def test_codes_names_and_neighbours_of_a_state(panel):
    made = panel("state-year", "name name:ru code:cow code:iso3 region neighbours landlocked", 1999, 1999)

    values = rows(made, "name, name_ru, code_cow, code_iso3, region, neighbours, landlocked", "state = 'kazakhstan'")
    assert values == [("Kazakhstan", "Казахстан", "705", "KAZ", "central-asia", 5, 1)]


def test_members_of_an_organization(panel):
    made = panel("organization-year", "members", 2005, 2006)

    assert rows(made, "year, members", "organization = 'csto'") == [(2005, 6), (2006, 7)]


def test_a_query_as_a_column(graph, panel):
    text = """SELECT ?state ?other ?from ?until WHERE { GRAPH graph:history { ?axiom owl:annotatedProperty wph:borders ;
        owl:annotatedSource ?state ; owl:annotatedTarget ?other ; wph:heldFrom ?from . OPTIONAL { ?axiom wph:heldUntil ?until } } }"""
    made = panel("directed-dyad-year", "mine land-border", 2005, 2005, more=[QueryColumn("mine", text, graph.store)])

    assert rows(made, "mine, mine_status", "state_a = 'china' AND state_b = 'kazakhstan'") == [(1, "1 attested")]
    assert made.execute(
        "SELECT count(*) FROM panel WHERE mine = 1 AND land_border IS DISTINCT FROM 1"
    ).fetchone() == (0,)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?other WHERE { ?other a wph:State }", r"gives no \?state"),
        ("SELECT ?state ?year WHERE { ?state a wph:State BIND('recently' AS ?year) }", "gives the year 'recently'"),
    ],
)
def test_a_query_that_is_no_column_is_refused(graph, text, message):
    with pytest.raises(QueryError, match=message):
        QueryColumn("mine", text, graph.store).read("mine")


def test_the_closure_and_the_served_history_give_the_same(graph):
    for relation in ("borders", "linkedByCausewayTo"):
        assert StoreFacts(graph.store).of(relation) == graph.facts.of(relation)


def test_own_systems(graph):
    ours, every = own_system(graph), own_system(graph, WITH_DISPUTED)

    assert ours.until == date(2025, 1, 1)
    [kazakhstan] = ours.spells_of("kazakhstan")
    assert (kazakhstan.begin, kazakhstan.is_open) == (date(1991, 12, 16), True)
    assert ours.spells_of("kosovo") == ours.spells_of("tibet") == ()
    assert [spell.until for spell in ours.spells_of("taiwan")] == [date(1949, 10, 1)]
    assert len(every.spells_of("kosovo")) == 1
    [india] = ours.spells_of("india")  # an actor since 1858, and a state for a part of its life
    assert india.begin == date(1947, 8, 15)
    [ukraine] = ours.spells_of("ukrainian-ssr")
    assert (ukraine.begin, ukraine.until) == (date(1919, 1, 1), date(1922, 12, 30))
    assert {spell.code for spell in ours.spells} < {spell.code for spell in every.spells}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("land-bordr", "There is no column 'land-bordr'; expected one such as land-border"),
        ("member:shire", "about 'shire', to which no state of the graph stands so"),
        ("code:fips", "'fips' is not a scheme of codes; expected one of cow, gw"),
        ("name:tlh", "No state has a name in the language 'tlh'"),
        ("border-length:gazetteer", "No length of a border is from 'gazetteer'"),
        ("shared-organizations:Shire", "The graph has nothing of the class 'Shire'"),
    ],
)
def test_columns_that_there_are_not(sources, name, message):
    with pytest.raises(QueryError, match=message):
        find_column(name, sources)


@pytest.mark.thorough
def test_every_column_that_is_offered_can_be_read(sources):
    examples = {
        "<organization>": "nato",
        "<treaty>": "north-atlantic-treaty",
        "<class>": "DefenceOrganization",
        "<language>": "fr",
        "<publisher>": "cia-world-factbook",
    }
    names = [description.name for description in offered(sources)]
    assert len(names) > 35

    for name in names:
        prefix, _, parameter = name.partition(":")
        wanted = f"{prefix}:{examples.get(parameter, parameter)}" if parameter else name
        if "treaties:" in name:
            wanted = f"{prefix}:AllianceTreaty"
        try:
            column = find_column(wanted, sources)
        except QueryError as error:
            assert "stands so" in str(error)  # NATO has no associate members
            continue
        assert column.description.definition
        assert column.facts, wanted
        assert column.spans_of(())[0].begin == date.min, wanted
        assert column.spans_of(())[-1].until == date.max, wanted


def test_every_unit_has_a_title():
    assert all(unit.title for unit in UNITS.values())


def test_a_dataset_is_compared_with_the_graph_and_cited(graph, tmp_path):
    path = tmp_path / "contdir.csv"
    path.write_text(
        "dyad,statelno,statelab,statehno,statehab,conttype,begin,end,notes,version\n"
        "2020,2,USA,20,CAN,1,192001,201612,,3.2\n365705,365,RUS,705,KZK,1,200001,201612,,3.2\n",
        encoding="utf-8",
    )
    dataset = DatasetColumns(path)
    recipe = Recipe("dyad-year", first=1998, last=2001, columns=("cow-contiguity:land", "land-border"))
    made = make_panel(graph, recipe, sources=[dataset])

    found = made.compare("cow_contiguity_land", "land_border")
    differing = {difference.keys: (difference.first, difference.second) for difference in found.differences}
    assert differing["kazakhstan", "russia", 1999] == (0, 1)
    assert ("kazakhstan", "russia", 2000) not in differing
    assert "@misc{cow-contiguity," in made.cite()
    assert "@misc{baseline-treaties," not in made.cite()


def test_spells_of_members_and_parties(panel):
    members = panel("membership-spell", "region", 1990, 2020)
    parties = panel("treaty-party-spell", "name", 1990, 2020)

    found = rows(members, "begin, last_day, region", "state = 'uzbekistan' AND organization = 'csto'")
    assert found == [(date(2006, 8, 16), date(2012, 12, 18), "central-asia")]
    found = rows(parties, "begin, last_day", "state = 'uzbekistan' AND treaty = 'collective-security-treaty'")
    assert found == [(date(1994, 4, 20), date(1999, 4, 30)), (date(2006, 8, 16), date(2012, 12, 18))]
