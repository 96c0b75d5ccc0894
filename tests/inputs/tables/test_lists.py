"""The readers of lists: a small world in every kind of list, and the message for each mistake in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from westphalia.errors import InputError
from westphalia.inputs.dataset import Inputs
from westphalia.inputs.ontology import load_modules, shape_paths
from westphalia.inputs.sources import Source, load_source
from westphalia.inputs.tables.rdf_terms import entity_iri
from westphalia.inputs.tables.readers import READERS, Reader
from westphalia.inputs.tables.recorder import Recorder
from westphalia.inputs.validation import validate
from westphalia.rdf.namespaces import CATALOG_GRAPH, COVERAGE_GRAPH, GRAPH
from westphalia.settings import PROJECT_ROOT

WORLD = Path(__file__).parent / "world"
EXPECTED = Path(__file__).parent / "world.expected.nq"
ONTOLOGY = PROJECT_ROOT / "ontology"

# file, part of a line, its replacement, and the expected sentence
MISTAKES = [
    ("states.csv", "state,,1901,,", "state,,19O1,,", "column 'valid_from' has '19O1'; expected a date such as 1991-12-16, 1991-12 or 1991."),
    ("states.csv", ",state,,1918-11-03,", ",kingdom,,1918-11-03,", "column 'kind' has 'kingdom'; expected one of state, historical-state, constituent-republic, dependency, actor."),
    ("states.csv", ",constituent-republic,ruritanian-empire,", ",constituent-republic,,", "column 'part_of' has nothing; expected the id of an entity."),
    ("states.csv", "1900-01,1918-11,", "1918-11,1900-01,", "column 'valid_until' has '1900-01'; expected a date after 1918-11, or nothing."),
    ("states.csv", "grand-fenwick,Grand", "Grand Fenwick,Grand", "column 'id' has 'Grand Fenwick'; expected lower-case letters, digits and single hyphens."),
    ("states.csv", "almanac,page 3,", "atlas,page 3,", "column 'reference' has 'atlas'; expected keys of references.csv of the same source."),
    ("names.csv", "ruritania,fr,", "ruritanie,fr,", "column 'entity' has 'ruritanie'; expected the id of an entity that a source describes."),
    ("names.csv", "ruritania,fr,", "ruritania,en,", "column 'language' has 'en'; expected another language, since states.csv has the English short name."),
    ("codes.csv", ",RUR,", ",rur,", "column 'notation' has 'rur'; expected three capital letters."),
    ("capitals.csv", ",Strelsau,", ",,", "column 'city' has nothing; expected the name of a city."),
    ("capitals.csv", "1918-11-03,1920-02", "1920-03,1920-02", "column 'until' has '1920-02'; expected a date after 1920-03, or nothing."),
    ("cities.csv", "Zenda,", ",", "column 'city' has nothing; expected the name of a city."),
    ("cities.csv", "ruritania", "league", "column 'state' has 'league'; expected the id of a state that has a territory."),
    ("lengths.csv", ",119,", ",-119,", "column 'kilometres' has '-119'; expected a number above 0."),
    ("borders.csv", ",graustark,ruritania,land", ",graustark,atlantis,land", "column 'side_b' has 'atlantis'; expected the id of a territory or state."),
    ("memberships.csv", "grand-fenwick,participant", "grand-fenwick,full", "column 'status' has 'full'; expected participant, since it is a programme."),
    ("memberships.csv", "graustark,full", "graustark,participant", "column 'status' has 'participant'; expected another status, since it is not a programme."),
    ("memberships.csv", "league,ruritania,full,1945-09-02", "league,ruritania,full,1930-05-01", "the row repeats the record of line 3; expected one row for each record."),
    ("membership_suspensions.csv", ",by-organization,", ",by-nobody,", "column 'kind' has 'by-nobody'; expected one of by-organization, by-member, from-bodies."),
    ("membership_suspensions.csv", ",1935,1936,", ",,1936,", "column 'from' has nothing; expected the date of the suspension, of a year at least."),
    ("membership_suspensions.csv", "graustark,1935,1936", "graustark,1929,1936", "column 'member' has 'graustark'; expected somebody who is a member when the suspension begins, by a row of memberships.csv."),
    ("membership_suspensions.csv", "graustark,1935", "grand-fenwick,1935", "column 'member' has 'grand-fenwick'; expected somebody who is a member when the suspension begins, by a row of memberships.csv."),
    ("memberships.csv", "graustark,full", "graustark,suspended", "column 'status' has 'suspended'; expected one of full, associate, observer, partner, participant."),
    ("occupations.csv", ",military,", ",friendly,", "column 'kind' has 'friendly'; expected one of military, annexation, after-surrender."),
    ("occupations.csv", ",part,", ",half,", "column 'extent' has 'half'; expected one of whole, part."),
    ("occupations.csv", ",1935-04-01,", ",,", "column 'from' has nothing; expected the date on which it began, of a year at least."),
    ("occupations.csv", "graustark,ruritania", "graustark,atlantis", "column 'occupant' has 'atlantis'; expected the id of an entity that a source describes."),
    ("seats.csv", ",Zenda,", ",,", "column 'city' has nothing; expected the name of a city."),
    ("seats.csv", "league,Zenda", "leage,Zenda", "column 'organization' has 'leage'; expected the id of an entity that a source describes."),
    ("organizations.csv", ",programme,1940,,,,", ",programme,1940,,,Strelsau,", "column 'seat' has 'Strelsau'; expected nothing, since a programme has no seat."),
    ("organizations.csv", ",Strelsau,old-league,", ",Strelsau,elder-league,", "column 'predecessor' has 'elder-league'; expected ids that a source describes ('elder-league' is not one)."),
    ("treaties.csv", "league; graustark", "league; nobody", "column 'depositary' has 'league; nobody'; expected ids of entities that a source describes ('nobody' is not one)."),
    ("treaties.csv", ",ruritania,,pact,", ",ruritania,lost,pact,", "column 'text' has 'lost'; expected one of without-articles, unpublished, not-consulted, or nothing."),
    ("treaties.csv", "1930-07,1950-06-30", "soon,1950-06-30", "column 'in_force' has 'soon'; expected a date such as 1991-12-16, 1991-12 or 1991."),
    ("participations.csv", "1931,,,,,,almanac", "1931,,,1932,,,almanac", "column 'in_force' has '1932'; expected nothing, since treaties.csv has no date of entry into force."),
    ("treaty_acts.csv", ",suspension,1935", ",desertion,1935", "column 'act' has 'desertion'; expected one of signature, ratification, accession, acceptance, approval, succession, definitive-signature, provisional-application, end-of-provisional-application, reservation, withdrawal-of-reservation, declaration, notice-of-withdrawal, withdrawal-of-notice, withdrawal, denunciation, withdrawal-of-signature, withdrawal-of-ratification, suspension, end-of-suspension, termination."),
    ("treaty_acts.csv", "ruritania,suspension", "grand-fenwick,suspension", "column 'party' has 'grand-fenwick'; expected one that participations.csv has for the treaty."),
    ("treaty_acts.csv", "ruritania,suspension", ",suspension", "column 'party' has nothing; expected the id of an entity, since only a termination is an act of all parties."),
    ("treaty_acts.csv", ",1935-03-02,", ",,", "column 'date' has nothing; expected the date of the act, of a year at least."),
    ("treaty_acts.csv", ",1935-04-01,", ",1934-04-01,", "column 'effective' has '1934-04-01'; expected a date not before 1935-03-02, or nothing."),
    ("treaty_acts.csv", "ratification,1932-02,,,", "ratification,1932-02,,graustark,", "column 'towards' has 'graustark'; expected nothing, since only suspension or end-of-suspension or declaration or reservation or withdrawal-of-reservation may be towards some alone."),
    ("treaty_acts.csv", "1935-03-02,1935-04-01,,", "1935-03-02,1935-04-01,atlantis,", "column 'towards' has 'atlantis'; expected ids of entities that a source describes ('atlantis' is not one)."),
    ("obligations.csv", ",defence,", ",bravery,", "column 'obligation' has 'bravery'; expected one of defence, offence, neutrality, non-aggression, consultation, no-hostile-alliance, no-hostile-use-of-territory, peaceful-settlement, territorial-integrity, basing, arms-control, military-cooperation, border-delimitation, trade, transit."),
    ("obligations.csv", ",consultation,graustark,", ",consultation,grand-fenwick,", "column 'by' has 'grand-fenwick'; expected parties that participations.csv has for the treaty ('grand-fenwick' is not one)."),
    ("obligations.csv", "grand-fenwick; ruritania", "grand-fenwick; atlantis", "column 'to' has 'grand-fenwick; atlantis'; expected ids of entities that a source describes ('atlantis' is not one)."),
    ("obligations.csv", ",1931,1940-05-10,", ",1941,1940-05-10,", "column 'until' has '1940-05-10'; expected a date after 1941, or nothing."),
    ("participations.csv", ",ratification,", ",approbation,", "column 'consent_kind' has 'approbation'; expected one of ratification, accession, acceptance, approval, succession, definitive-signature, or nothing."),
    ("holdings.csv", ",holds,", ",owns,", "column 'basis' has 'owns'; expected one of holds, colony, protectorate, condominium, lease, mandate, trusteeship, claims."),
    ("holdings.csv", "graustark; ruritania,condominium", "graustark,condominium", "column 'actor' has 'graustark'; expected the ids of two or more entities, since they hold it together."),
    ("statuses.csv", ",state,,", ",state,ruritania,", "column 'of' has 'ruritania'; expected nothing, since a state is a part of no other."),
    ("statuses.csv", ",dependency,ruritania,", ",dependency,,", "column 'of' has nothing; expected the id of an entity."),
    ("statuses.csv", ",state,", ",kingdom,", "column 'status' has 'kingdom'; expected one of state, constituent-republic, dependency."),
    ("tenures.csv", "1951,", "1851,", "column 'until' has '1851'; expected a date after 1925-10-01, or nothing."),
    ("tenures.csv", ",page 2", "", "the row has 5 cells; expected 6."),
    ("coverage.csv", ",complete,", ",whole,", "column 'completeness' has 'whole'; expected one of complete, selected, unknown."),
    ("coverage.csv", "memberOf,league", "member of,league", "column 'relation' has 'member of'; expected the name of a property or class, such as memberOf."),
    ("coverage.csv", "The League publishes its members.", "", "column 'rests_on' has nothing; expected a sentence that says what the statement rests on."),
    ("coverage.csv", "memberOf,league", "memberOf,leage", "column 'scope' has 'leage'; expected the id of an entity that a source describes."),
    ("references.csv", ",yearbook,", ",pamphlet,", "column 'kind' has 'pamphlet'; expected one of treaty, law, resolution, membership-list, official-statistics, yearbook, dataset, book, press-release."),
]  # fmt: skip


def triples(source: Source) -> list[ox.Quad]:
    return [quad for document in source.documents if document.path.suffix == ".csv" for quad in document.quads()]


@pytest.fixture
def world(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WORLD, tmp_path / "world"))


def test_every_kind_of_list_is_in_the_small_world():
    assert {path.name for path in WORLD.glob("*.csv")} == READERS.keys()


def test_the_lists_give_the_expected_quads():
    found = sorted({f"{quad} ." for quad in triples(load_source(WORLD))})
    assert found == EXPECTED.read_text(encoding="utf-8").splitlines()


def test_what_the_lists_say_fits_ontology_and_shapes():
    findings = validate(Inputs(load_modules(ONTOLOGY), [load_source(WORLD)]), shape_paths(ONTOLOGY))
    assert [finding.sentence() for finding in findings] == []


def test_cited_documents_go_to_the_catalog_coverage_to_its_graph_and_the_rest_to_the_source():
    graphs: dict[str, set[str]] = {}
    for document in load_source(WORLD).documents:
        graphs.setdefault(document.graph, set()).add(document.path.name)
    assert graphs.keys() == {str(CATALOG_GRAPH), str(COVERAGE_GRAPH), str(GRAPH["world"])}
    assert graphs[str(CATALOG_GRAPH)] == {"references.csv", "source.ttl"}
    assert graphs[str(COVERAGE_GRAPH)] == {"coverage.csv"}


@pytest.mark.parametrize(("name", "before", "after", "sentence"), MISTAKES, ids=[f"{m[0]}-{m[2]}" for m in MISTAKES])
def test_a_mistake_is_reported_with_file_line_and_column(
    world: Path, name: str, before: str, after: str, sentence: str
):
    path = world / name
    text = path.read_text(encoding="utf-8")
    assert text.count(before) >= 1
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    line = text[: text.index(before)].count("\n") + 1
    with pytest.raises(InputError) as error:
        load_source(world)
    assert f"{path}:{line}: {sentence}" in str(error.value).splitlines()


def test_all_mistakes_of_all_lists_are_reported_at_once(world: Path):
    for name, before, after in (
        ("codes.csv", "RUR", "rur"),
        ("codes.csv", "Q1", "X1"),
        ("holdings.csv", "holds", "owns"),
    ):
        path = world / name
        path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_source(world)
    assert len(str(error.value).splitlines()) == 3


def test_a_list_of_an_unknown_name_is_refused(world: Path):
    (world / "kings.csv").write_text("a,b\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"kings\.csv is not a known list; expected one of borders\.csv,"):
        load_source(world)


def divide(world: Path) -> Path:
    """Move the rows of the small world that lie in the south to a section of its own."""
    south = world / "south"
    south.mkdir()
    for name, begin in (
        ("treaties.csv", "protocol-of-edelweiss,"),
        ("participations.csv", "protocol-of-edelweiss,"),
        ("signatories.csv", "protocol-of-edelweiss,"),
        ("memberships.csv", "league,ruritania,full,1945"),
        ("references.csv", "pact,"),
        ("lengths.csv", "graustark-ruritania-border,119"),
    ):
        header, *rows = (world / name).read_text(encoding="utf-8").splitlines(keepends=True)
        moved = [row for row in rows if row.startswith(begin)]
        (south / name).write_text("".join([header, *moved]), encoding="utf-8")
        (world / name).write_text("".join([header, *(row for row in rows if row not in moved)]), encoding="utf-8")
    (south / "README.md").write_text("# The south\n", encoding="utf-8")
    return south


def test_sections_say_the_same_as_the_undivided_lists(world: Path):
    """Rows refer to treaties, references and rows of other sections; only the locators name the section's file."""
    divide(world)
    found = sorted({f"{quad} ." for quad in triples(load_source(world))})
    assert sum('"south/' in line for line in found) == 6
    assert sorted(line.replace('"south/', '"') for line in found) == EXPECTED.read_text(encoding="utf-8").splitlines()


def test_a_mistake_in_a_section_names_its_file(world: Path):
    path = divide(world) / "participations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",graustark,1931", ",graustark,193l"), encoding="utf-8")
    with pytest.raises(
        InputError, match=r"/south/participations\.csv:2: column 'signed' has '193l'; expected a date"
    ):
        load_source(world)


@pytest.mark.parametrize(
    ("name", "row", "earlier"),
    [
        ("treaties.csv", "pact-of-strelsau,Pact,,,other,,,,,,,almanac,,", 2),
        ("references.csv", "almanac,Almanac,,,,yearbook,", 2),
        ("participations.csv", "pact-of-strelsau,graustark,1930-05-01,,,,,,pact,,", 2),
    ],
)
def test_a_record_of_another_section_may_not_be_repeated(world: Path, name: str, row: str, earlier: int):
    with (divide(world) / name).open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")
    expected = rf"/south/{name}:3: the row repeats the record of {name}:{earlier}; expected one row for each record\."
    with pytest.raises(InputError, match=expected):
        load_source(world)


def test_a_section_holds_lists_alone(world: Path):
    (divide(world) / "facts.ttl").write_text("# none\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"south/facts\.ttl is in a section of a source; expected CSV lists there"):
        load_source(world)


def test_a_section_has_no_sections(world: Path):
    (divide(world) / "far").mkdir()
    with pytest.raises(InputError, match=r"south/far is in a section of a source; expected CSV lists there"):
        load_source(world)


def test_a_section_has_lists_of_the_known_kinds_alone(world: Path):
    (divide(world) / "kings.csv").write_text("a,b\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"south/kings\.csv is not a known list; expected one of borders\.csv,"):
        load_source(world)


def test_another_header_is_refused(world: Path):
    (world / "tenures.csv").write_text("who,what\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"tenures\.csv:1: the header is 'who,what'; expected 'person,office,"):
        load_source(world)


def test_a_list_that_is_not_utf8_is_refused(world: Path):
    (world / "tenures.csv").write_bytes(b"person,office\n\xff")
    with pytest.raises(InputError, match=r"tenures\.csv is not UTF-8 at byte 14"):
        load_source(world)


def test_a_quote_that_does_not_end_is_reported_with_its_line(world: Path):
    path = world / "tenures.csv"
    path.write_text(path.read_text(encoding="utf-8") + '"rudolf-v,open', encoding="utf-8")
    with pytest.raises(InputError, match=r"tenures\.csv:3: the row cannot be read"):
        load_source(world)


def test_a_shape_finding_names_the_line_of_the_list(world: Path):
    path = world / "states.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("ruritania,Ruritania,", "ruritania,,"), encoding="utf-8")
    findings = validate(Inputs(load_modules(ONTOLOGY), [load_source(world)]), shape_paths(ONTOLOGY))
    assert [f.where for f in findings if f.message.startswith("id:ruritania ")] == [f"{path}:6"]


def test_a_new_kind_of_list_needs_nothing_but_its_entry_in_the_registry(world: Path, monkeypatch: pytest.MonkeyPatch):
    """Entities, programmes, keys of documents and the graph all come from the reader."""
    recorders: list[Recorder] = []
    clubs = Reader(
        ("id", "label"),
        lambda table, recorder: (recorders.append(recorder), recorder.label(entity_iri("club"), "Club"))[0],
        declares=lambda table: ((row["id"], row["label"]) for row in table.rows),
        programmes=lambda table: (row["id"] for row in table.rows),
        document_keys=lambda table: (f"{row['id']}-statute" for row in table.rows),
        graph=CATALOG_GRAPH,
    )
    monkeypatch.setitem(READERS, "clubs.csv", clubs)
    (world / "clubs.csv").write_text("id,label\nclub,Club\n", encoding="utf-8")

    [document] = [d for d in load_source(world).documents if d.path.name == "clubs.csv"]

    assert document.graph == str(CATALOG_GRAPH)
    assert recorders[0].registry.label("club") == "Club"
    assert recorders[0].registry.is_programme("club")
    assert "club-statute" in recorders[0].references
