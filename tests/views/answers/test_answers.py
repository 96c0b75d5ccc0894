"""The three answers on the graph as it stands: holds, does not hold, not known, each with its ground."""

from collections.abc import Iterator
from datetime import date

import pytest

import westphalia
from westphalia.inputs.tables.readers import READERS
from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.views.answers.statements import read_statements

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def graph(settings: Settings) -> Iterator[westphalia.KnowledgeGraph]:
    with westphalia.open(settings=settings) as opened:
        yield opened


QUESTIONS = [
    ("kazakhstan", "memberOf", "csto", "2011-06-01", "holds", "proof"),
    ("kazakhstan", "memberOf", "nato", "2011-06-01", "does not hold", "coverage"),
    ("kazakhstan", "memberOf", "nato", "2030-01-01", "not known", "none"),
    ("kazakhstan", "memberOf", "csto", "1950-01-01", "does not hold", "lifespan"),
    ("kazakhstan", "memberOf", "france", "2011-06-01", "does not hold", "contradiction"),
    ("kazakhstan", "borders", "kazakhstan", "2011-06-01", "does not hold", "contradiction"),
    ("kazakhstan", "partyTo", "north-atlantic-treaty", "2011-06-01", "does not hold", "coverage"),
    ("kazakhstan", "a", "wph:Organization", "2011-06-01", "does not hold", "contradiction"),
    ("kazakhstan", "a", "wph:State", "1900-01-01", "does not hold", "lifespan"),
    ("france", "borders", "poland", "1960-06-01", "does not hold", "coverage"),
    ("france", "borders", "belgium", "1913-06-01", "not known", "none"),
    ("panama", "recognizes", "palestine", "2015-01-01", "not known", "none"),
    ("honduras", "recognizes", "taiwan", "2023-06-01", "does not hold", "ended"),
    ("nauru", "recognizes", "taiwan", "2024-06-01", "does not hold", "coverage"),
    ("nauru", "recognizes", "taiwan", "2029-06-01", "not known", "none"),
    ("russia", "recognizes", "abkhazia", "2001-01-01", "does not hold", "not begun"),
    ("united-kingdom", "alliedWith", "japan", "1925-01-01", "not known", "none"),
    ("united-kingdom", "obligedToDefend", "japan", "1925-01-01", "not known", "none"),
    ("japan", "obligedToDefendWith", "united-kingdom", "1925-01-01", "not known", "none"),
    ("united-states", "obligedToDefendWith", "new-zealand", "1990-01-01", "not known", "none"),
    ("uzbekistan", "memberOf", "csto", "2013-06-01", "does not hold", "coverage"),
    ("uzbekistan", "memberOf", "csto", "2035-06-01", "not known", "none"),
    ("nato", "memberOf", "osce", "2011-06-01", "does not hold", "coverage"),
    ("brazil", "alliedWith", "mongolia", "2011-06-01", "not known", "none"),
    ("russia", "succeeds", "soviet-union", "2000-01-01", "holds", "proof"),
    ("uzbekistan", "partyTo", "bishkek-eternal-friendship-treaty-1997", "2001-06-01", "not known", "undetermined"),
    ("kyrgyzstan", "obligedToDefendWith", "uzbekistan", "2001-06-01", "not known", "undetermined"),
    ("kyrgyzstan", "alliedWith", "uzbekistan", "2001-06-01", "not known", "undetermined"),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=[" ".join(question[:4]) for question in QUESTIONS])
def test_each_question_has_its_answer_and_ground(graph, question) -> None:
    *triple, day, verdict, ground = question
    answer = graph.holds(*triple, at=day)

    assert (answer.verdict, answer.ground) == (verdict, ground), str(answer)
    assert answer.holds is {"holds": True, "does not hold": False, "not known": None}[verdict]
    assert str(answer).startswith(verdict.capitalize())
    assert bool(answer.coverage) or ground != "coverage"


def test_what_is_not_known_names_the_list_that_might_have_known(graph) -> None:
    answer = graph.holds("panama", "recognizes", "palestine", at="2015")

    assert "selection" in answer.reason
    assert [statement.scope_label for statement in answer.coverage] == ["Palestine"]


def test_what_outlasts_its_coverage_was_last_confirmed(graph) -> None:
    assert graph.holds("kazakhstan", "memberOf", "csto", at="2030").last_confirmed == date(2025, 6, 30)
    assert graph.holds("kazakhstan", "memberOf", "csto", at="2011").last_confirmed is None
    assert "Last confirmed on 30 Jun 2025" in str(graph.explain("kazakhstan", "memberOf", "csto", at="2030"))


def test_what_begins_with_a_coverage_is_attested_since(graph) -> None:
    assert graph.holds("france", "borders", "belgium", at="1960").attested_since == date(1946, 1, 1)
    assert graph.holds("kazakhstan", "memberOf", "csto", at="2011").attested_since is None


def test_lists_say_whether_they_are_complete(graph) -> None:
    members = graph.related("memberOf", object="csto", at="2011-06-01")
    recognizers = graph.related("recognizes", object="palestine", at="2015")
    unborn = graph.related("memberOf", object="csto", at="1900")

    assert (members.is_complete, len(members)) == (True, 7)
    assert str(members).startswith("Complete: 7.")
    assert not recognizers.is_complete
    assert str(recognizers).startswith(f"At least these {len(recognizers)}.")
    assert (unborn.is_complete, len(unborn)) == (True, 0)


def test_a_list_of_what_an_organization_is_a_member_of_is_not_its_list_of_members(graph) -> None:
    assert graph.related("memberOf", object="nato", at="2011-06-01").is_complete
    assert not graph.related("memberOf", subject="nato", at="2011-06-01").is_complete


LISTS = [
    ("memberOf", "un"),
    ("alliedWith", "united-states"),
    ("borders", "china"),
    ("partyTo", "north-atlantic-treaty"),
    ("recognizes", "taiwan"),
    ("partOf", "soviet-union"),
    ("succeeds", "soviet-union"),
]


def test_lists_from_the_history_are_those_of_the_store_of_the_day(graph, article: Settings) -> None:
    """Of the whole graph on its reference date, and of the article on others, whose stores cost little."""
    sizes = [check_list(graph, relation, thing, graph.date.isoformat()) for relation, thing in LISTS]
    assert max(sizes) > 100
    with westphalia.open(settings=article) as small:
        for day in ("1993-01-01", "2006-08-16"):
            assert max(check_list(small, "relatedTo", thing, day) for thing in ("russia", "kazakhstan"))


def check_list(graph: westphalia.KnowledgeGraph, relation: str, thing: str, day: str) -> int:
    """The length of a list, which is the one that the store of the day shows."""
    query = f"SELECT DISTINCT ?s {{ ?s wph:{relation} id:{thing} FILTER(isIRI(?s)) }}"
    listed = sorted(graph.related(relation, object=thing, at=day))
    assert listed == sorted(str(row[0]) for row in graph.query(query, at=day)), (relation, thing, day)
    return len(listed)


@pytest.mark.thorough
def test_nothing_exists_before_it_is_born(graph) -> None:
    states = "SELECT ?x WHERE { VALUES ?x { id:kazakhstan id:soviet-union } ?x a wph:State }"
    parts = "SELECT ?x WHERE { ?x a wph:ConstituentRepublic ; wph:partOf id:soviet-union }"
    offices = "SELECT ?x WHERE { ?x wph:officeOf id:kazakhstan }"

    assert not graph.query(states, at="1900-01-01").rows
    assert not graph.query(parts, at="1920-06-01").rows
    assert not graph.query(offices, at="1980-01-01").rows
    assert graph.query(offices, at="2011-01-01").rows


FED = {
    "borders.csv": {"borders", "maritimeNeighbourOf", "linkedByCausewayTo"},
    "capitals.csv": {"hasCapital"},
    "cities.csv": {"locatedIn"},
    "disputed_statehood.csv": {"DisputedState"},
    "holdings.csv": {"territoryOf", "claimedBy"},
    "landlocked.csv": {"lacksCoastIn"},
    "lengths.csv": {"observedEntity"},
    "memberships.csv": {
        "memberOf",
        "associateMemberOf",
        "observerAt",
        "partnerOf",
        "suspendedFrom",
        "participatesIn",
    },
    "obligations.csv": {"obligesTo"},
    "offices.csv": {"officeOf"},
    "organizations.csv": {"Organization", "Programme", "hasSeat", "foundingTreaty"},
    "participations.csv": {"partyTo", "signatoryTo", "consentedTo"},
    "persons.csv": {"Person"},
    "recognition.csv": {"recognizes"},
    "seats.csv": {"hasSeat"},
    "signatories.csv": {"signed"},
    "states.csv": {"State", "Dependency", "ConstituentRepublic", "unAdmission", "unRegion", "hasCapital", "partOf"},
    "succession.csv": {"succeeds"},
    "tenures.csv": {"holdsOffice"},
    "territories.csv": {"territoryOf"},
    "treaties.csv": {"Treaty", "depositary"},
    "treaty_relations.csv": {"supplements", "amends", "replaces", "renews", "implements", "creates"},
    "codes.csv": {"codeOf"},
}
"""The relations and classes that each kind of list feeds."""
NO_RELATION = {"references.csv", "coverage.csv", "names.csv"}
"""Lists of documents, of coverage statements, and of names."""


def test_every_relation_that_a_list_feeds_has_a_coverage_statement(graph) -> None:
    covered = {statement.relation.split("#")[-1] for statement in read_statements(graph.store())}
    shipped = {path.name for path in (PROJECT_ROOT / "sources").rglob("*.csv")} & READERS.keys()

    assert {name: FED[name] - covered for name in sorted(shipped & FED.keys())} == {
        name: set() for name in sorted(shipped & FED.keys())
    }


def test_organizations_and_treaties_have_a_statement_of_their_own(graph) -> None:
    missing = graph.query(
        """SELECT DISTINCT ?organization WHERE { ?membership a wph:FullMembership ; wph:organization ?organization
           FILTER NOT EXISTS { ?statement wph:coveredRelation wph:memberOf ; wph:coverageScope ?organization } }"""
    )
    unsaid = graph.query(
        """SELECT DISTINCT ?treaty WHERE { ?participation a wph:Participation ; wph:agreement ?treaty .
           ?participation wph:source source:baseline-treaties
           FILTER NOT EXISTS { ?statement wph:coveredRelation wph:partyTo } }"""
    )

    assert not missing.rows
    assert not unsaid.rows
