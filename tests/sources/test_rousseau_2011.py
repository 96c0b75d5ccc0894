"""The article of 2011: each statement with its paragraph, none copied, nothing derived by hand."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SKOS

from westphalia.rdf.namespaces import ID, SOURCE, WPH

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "sources" / "rousseau-2011"
REFERENCE = ROOT.parent / "shared" / "reference"
TURTLE_FILES = ("facts.ttl", "notes.ttl", "source.ttl")
STATEMENTS = 143
COPIED_WORDS = 8
SITUATION = str(ID["rousseau-2011/"])
AUTHOR = ID["richard-rousseau"]
DIRECT_EXAMPLES = ("memberOf", "suppliesArmsTo", "borders", "hasSecurityTieWith", "exportsEnergyThrough")
NAMES = (
    "Conference on Interaction and Confidence Building Measures in Asia",
    "Global Brief, World Affairs in the 21st Century",
)
"""Proper names of eight words and more, which cannot be told in other words."""


@dataclass(frozen=True)
class Statement:
    """A row of statements.csv: a numbered statement of the article and the subjects that carry it."""

    n: int
    paragraph: int
    kind: str
    subjects: tuple[URIRef, ...]


def read_statements(path: Path) -> list[Statement]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Statement(int(r["n"]), int(r["paragraph"]), r["kind"], tuple(map(_iri, r["subjects"].split()))) for r in rows
    ]


def _iri(curie: str) -> URIRef:
    prefix, local = curie.split(":", 1)
    return URIRef({"id": str(ID), "rousseau": SITUATION}[prefix] + local)


def _situations(facts: Graph) -> set[URIRef]:
    return {s for s in facts.subjects() if isinstance(s, URIRef) and s.startswith(SITUATION)}


def numbering_problems(statements: Iterable[Statement]) -> list[str]:
    counted = Counter(s.n for s in statements)
    expected = range(1, STATEMENTS + 1)
    missing = [f"statement {n} is missing" for n in expected if n not in counted]
    wrong = [f"statement {n} occurs {k} times" for n, k in counted.items() if k > 1 or n not in expected]
    return missing + wrong


def subject_problems(statements: Iterable[Statement], facts: Graph) -> Iterator[str]:
    """Statements without subject, with an unknown one, or with a situation of another paragraph."""
    for statement in statements:
        if not statement.subjects:
            yield f"statement {statement.n} has no subject"
        for subject in statement.subjects:
            if (subject, RDF.type, None) not in facts:
                yield f"statement {statement.n}: {subject} is not in the facts"
            elif subject.startswith(SITUATION):
                locators = {str(o) for o in facts.objects(subject, WPH.locator)}
                if locators != {f"paragraph {statement.paragraph}"}:
                    yield f"statement {statement.n}: {subject} stands at {locators}"


def unaccounted_situations(statements: Iterable[Statement], facts: Graph) -> set[URIRef]:
    return _situations(facts) - {subject for s in statements for subject in s.subjects}


def evidence_problems(facts: Graph) -> Iterator[str]:
    """Situations without exactly one source, one locator, one label and at least one type."""
    for situation in sorted(_situations(facts)):
        for predicate in (WPH.source, WPH.locator, RDFS.label):
            count = len(list(facts.objects(situation, predicate)))
            if count != 1:
                yield f"{situation} has {count} of {predicate}"
        if (situation, RDF.type, None) not in facts:
            yield f"{situation} has no type"


def kind_problems(statements: Iterable[Statement], facts: Graph) -> Iterator[str]:
    """Statements whose kind (opinion, attributed, quotation, number) no subject expresses."""
    for statement in statements:
        for kind in statement.kind.split("/"):
            if not any(_expresses(facts, subject, kind) for subject in statement.subjects):
                yield f"statement {statement.n} is of kind {kind}, and no subject shows it"


def _expresses(facts: Graph, subject: URIRef, kind: str) -> bool:
    types = set(facts.objects(subject, RDF.type))
    holders = set(facts.objects(subject, WPH.heldBy))
    others = holders | set(facts.objects(subject, WPH.reportedBy))
    match kind:
        case "C":
            return bool(types & {WPH.Assessment, WPH.Forecast}) and holders == {AUTHOR}
        case "A":
            return bool(others) and AUTHOR not in others
        case "Q":
            return WPH.AttributedStatement in types and (subject, WPH.publishedIn, None) in facts
        case "N":
            return bool(types & {WPH.Observation, WPH.Ranking})
        case _:
            return not types & {WPH.Assessment, WPH.Forecast}


def direct_relations(ontology: Graph) -> set[URIRef]:
    """All properties at and below wph:relatedTo."""
    return set(ontology.transitive_subjects(RDFS.subPropertyOf, WPH.relatedTo))


def asserted_by_hand(facts: Graph, ontology: Graph) -> set[URIRef]:
    return set(facts.predicates()) & direct_relations(ontology)


def undeclared_terms(data: Graph, ontology: Graph) -> set[URIRef]:
    """Terms of the project's vocabulary used as property, class or value that the ontology does not type."""
    used = {t for triple in data for t in triple if isinstance(t, URIRef) and t.startswith(str(WPH))}
    return {t for t in used if (t, RDF.type, None) not in ontology}


def words(text: str) -> list[str]:
    return re.findall(r"[\w'-]+", text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").lower())


def copied_passages(text: str, article: str) -> list[str]:
    """Passages of eight words and more that the text shares with the article; proper names do not count."""
    for name in NAMES:
        text = text.replace(name, "|")
    runs = _runs(words(article))
    return [" ".join(run) for part in text.split("|") for run in _runs(words(part)) & runs]


def _runs(tokens: list[str]) -> set[tuple[str, ...]]:
    return {tuple(tokens[i : i + COPIED_WORDS]) for i in range(len(tokens) - COPIED_WORDS + 1)}


def uncanonical_literals(turtle: bytes) -> set[str]:
    """Triples that the store would write back otherwise than they were read."""
    store = ox.Store()
    store.load(turtle, ox.RdfFormat.TURTLE)
    written = {str(quad.triple) for quad in store}
    return {str(quad.triple) for quad in ox.parse(turtle, ox.RdfFormat.TURTLE)} - written


def layout_problems(turtle: str) -> list[str]:
    """Subjects that have two blocks or stand out of order under their comment line."""
    sections = [re.findall(r"^((?:id|rousseau):\S+) ", part, re.M) for part in re.split(r"^# ", turtle, flags=re.M)]
    counted = Counter(subject for section in sections for subject in section)
    twice = [f"{subject} has {k} blocks" for subject, k in counted.items() if k > 1]
    unsorted = [f"{section[0]} begins an unsorted part" for section in sections if section != sorted(section)]
    return twice + unsorted


@pytest.fixture(scope="module")
def statements() -> list[Statement]:
    return read_statements(FOLDER / "statements.csv")


@pytest.fixture(scope="module")
def facts() -> Graph:
    return Graph().parse(FOLDER / "facts.ttl")


@pytest.fixture(scope="module")
def notes() -> Graph:
    return Graph().parse(FOLDER / "notes.ttl")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    modules = sorted((ROOT / "ontology").glob("*.ttl"))
    assert modules, "no ontology modules found"
    graph = Graph()
    for module in modules:
        graph.parse(module)
    return graph


def test_every_statement_is_there_once(statements: list[Statement]) -> None:
    assert numbering_problems(statements) == []


def test_every_subject_exists_and_stands_in_the_statements_paragraph(
    statements: list[Statement], facts: Graph
) -> None:
    assert list(subject_problems(statements, facts)) == []


def test_no_situation_goes_beyond_the_statements(statements: list[Statement], facts: Graph) -> None:
    assert len(_situations(facts)) >= STATEMENTS
    assert unaccounted_situations(statements, facts) == set()


def test_every_situation_has_one_source_one_locator_and_one_label(facts: Graph) -> None:
    assert list(evidence_problems(facts)) == []
    assert set(facts.objects(None, WPH.source)) == {SOURCE["rousseau-2011"]}


def test_opinions_attributions_quotations_and_numbers_are_recorded_as_such(
    statements: list[Statement], facts: Graph
) -> None:
    assert list(kind_problems(statements, facts)) == []


def test_the_index_agrees_with_the_numbered_facts(statements: list[Statement]) -> None:
    path = REFERENCE / "rousseau-2011-facts.csv"
    if not path.exists():
        pytest.skip("the numbered facts are not at hand")
    with path.open(encoding="utf-8", newline="") as file:
        expected = [(int(r["n"]), int(r["paragraph"]), r["kind"]) for r in csv.DictReader(file)]
    assert [(s.n, s.paragraph, s.kind) for s in statements] == expected


def test_no_sentence_is_copied_from_the_article() -> None:
    path = REFERENCE / "rousseau-2011.txt"
    if not path.exists():
        pytest.skip("the text of the article is not at hand")
    article = path.read_text(encoding="utf-8")
    texts = {file.name: file.read_text(encoding="utf-8") for file in sorted(FOLDER.iterdir())}
    assert set(TURTLE_FILES) < set(texts)
    assert {name: copied for name, text in texts.items() if (copied := copied_passages(text, article))} == {}


def test_no_direct_relation_is_asserted(facts: Graph, ontology: Graph) -> None:
    assert {WPH[name] for name in DIRECT_EXAMPLES} <= direct_relations(ontology)
    assert asserted_by_hand(facts, ontology) == set()


@pytest.mark.parametrize("name", TURTLE_FILES)
def test_every_term_is_declared(name: str, ontology: Graph) -> None:
    assert undeclared_terms(Graph().parse(FOLDER / name), ontology) == set()


@pytest.mark.parametrize("name", TURTLE_FILES)
def test_literals_are_canonical(name: str) -> None:
    assert uncanonical_literals((FOLDER / name).read_bytes()) == set()


@pytest.mark.parametrize("name", ["facts.ttl", "notes.ttl"])
def test_one_sorted_block_a_subject(name: str) -> None:
    assert layout_problems((FOLDER / name).read_text(encoding="utf-8")) == []


def test_names_are_lower_case_with_hyphens(facts: Graph, notes: Graph) -> None:
    locals_ = {
        str(s).removeprefix(str(ID)).removeprefix("rousseau-2011/") for s in {*facts.subjects(), *notes.subjects()}
    }
    assert {name for name in locals_ if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)} == set()


def test_the_numbers_are_those_of_the_article(facts: Graph) -> None:
    rows = facts.query(
        """SELECT ?x ?value ?unit ?qualifier ?start ?end WHERE {
             ?x wph:value ?value ; wph:unit ?unit ; wph:valueQualifier ?qualifier .
             OPTIONAL { ?x wph:validFrom ?start } OPTIONAL { ?x wph:validUntil ?end } }"""
    )
    found = {
        (_local(x), str(value), _local(unit), _local(qualifier), _day(start), _day(end))
        for x, value, unit, qualifier, start, end in rows
    }
    y1989 = ("1989-01-01", "1990-01-01")
    assert found == {
        ("gdp-growth-since-2000", "8", "percent", "approximately", "2000-01-01", None),
        ("number-of-bilateral-agreements", "60", "item", "moreThan", None, None),
        ("number-of-exercises-2010", "3", "item", "exact", "2010-01-01", "2011-01-01"),
        ("number-of-exercises-scheduled-2011", "3", "item", "exact", "2011-01-01", "2012-01-01"),
        ("number-of-soldiers-trained", "15000", "person", "moreThan", "1992-01-01", "2006-01-01"),
        ("number-of-central-asian-states-in-ipap", "1", "item", "exact", None, None),
        ("length-of-border", "6000", "kilometre", "exact", None, None),
        ("share-of-ethnic-russians", "25", "percent", "exact", None, None),
        ("population-size", "16300000", "person", "exact", None, None),
        ("share-of-kazakhs-1989", "39.7", "percent", "estimated", *y1989),
        ("share-of-ethnic-russians-1989", "37.8", "percent", "estimated", *y1989),
        ("share-of-other-groups-1989", "22", "percent", "exact", *y1989),
        ("number-of-oil-fields", "3", "item", "exact", None, None),
    }


def _local(term: URIRef) -> str:
    return str(term).removeprefix(str(WPH)).removeprefix(SITUATION)


def _day(instant: Literal | None) -> str | None:
    return None if instant is None else str(instant)[:10]


def test_the_days_are_those_of_the_article(facts: Graph) -> None:
    days = {
        str(s).removeprefix(SITUATION): str(facts.value(s, WPH.validFrom))[:10]
        for s in facts.subjects(WPH.datePrecision, WPH.dayPrecision)
    }
    assert days == {
        "plan-signature-kazakhstan": "2010-12-08",
        "plan-signature-russia": "2010-12-08",
        "attack-in-astana": "2011-05-17",
        "attack-in-aktobe": "2011-05-24",
    }


@pytest.mark.parametrize(
    ("note", "concerned"),
    [
        ("plan-signed-within-its-term", "rousseau:plan-term"),
        ("order-of-bombings", "rousseau:attack-in-astana"),
        ("border-length", "rousseau:length-of-border"),
        ("shares-of-1989", "rousseau:share-of-other-groups-1989"),
        ("soviet-era-place-names", "id:kokchetav-region"),
        ("gurievsk", "id:gurievsk-region"),
        ("kazakhstankaya", "id:kazakhstankaya"),
        ("exercises-scheduled", "rousseau:number-of-exercises-scheduled-2011"),
        ("kazakh-population", "rousseau:share-of-ethnic-russians"),
        ("agreement-of-2002", "id:energy-agreement-2002"),
        ("only-soviet-republic", "rousseau:view-only-titular-minority"),
        ("doctrine-name", "id:medvedev-doctrine"),
        ("leadership", "rousseau:csto-leadership-russia"),
    ],
)
def test_each_oddity_carries_a_note(note: str, concerned: str, notes: Graph) -> None:
    assert (_iri(f"rousseau:note-{note}"), WPH.concerns, _iri(concerned)) in notes


def test_notes_are_complete_and_concern_what_exists(notes: Graph, facts: Graph) -> None:
    subjects = set(notes.subjects(RDF.type, WPH.EditorialNote))
    known = {*facts.subjects(), SOURCE["rousseau-2011"]}
    assert subjects == set(notes.subjects())
    assert all(len(list(notes.objects(s, WPH.noteText))) == 1 for s in subjects)
    assert all(set(notes.objects(s, WPH.concerns)) for s in subjects)
    assert set(notes.objects(None, WPH.concerns)) <= known


def test_the_two_shares_and_the_remainder_keep_their_gap(facts: Graph) -> None:
    shares = ("share-of-kazakhs-1989", "share-of-ethnic-russians-1989", "share-of-other-groups-1989")
    values = [facts.value(_iri(f"rousseau:{name}"), WPH.value) for name in shares]
    assert str(sum(v.toPython() for v in values)) == "99.5"


BAD_FACTS = """
@prefix id: <https://w3id.org/westphalia/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rousseau: <https://w3id.org/westphalia/id/rousseau-2011/> .
@prefix source: <https://w3id.org/westphalia/source/> .
@prefix wph: <https://w3id.org/westphalia/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

rousseau:view a wph:Claimm ; rdfs:label "A view"@en ;
    wph:source source:rousseau-2011 ; wph:locator "paragraph 2" .

rousseau:number rdfs:label "A number"@en ; wph:value 25.0 ; wph:locator "paragraph 1", "paragraph 2" .

id:kazakhstan a wph:State ; wph:memberOf id:csto .

rousseau:view wph:heldBy id:kazakhstan .
"""
"""No type, no source, two locators, a misspelt class, a direct relation, a bad literal, two blocks."""

SMALL_ONTOLOGY = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix wph: <https://w3id.org/westphalia/ontology#> .
wph:State a owl:Class .
wph:affiliatedWith a owl:ObjectProperty ; rdfs:subPropertyOf wph:relatedTo .
wph:memberOf a owl:ObjectProperty ; rdfs:subPropertyOf wph:affiliatedWith .
wph:source a owl:ObjectProperty . wph:heldBy a owl:ObjectProperty .
wph:locator a owl:DatatypeProperty . wph:value a owl:DatatypeProperty .
"""


@pytest.fixture
def bad() -> Graph:
    return Graph().parse(data=BAD_FACTS)


@pytest.fixture
def small_ontology() -> Graph:
    return Graph().parse(data=SMALL_ONTOLOGY)


def test_numbering_is_caught_when_broken() -> None:
    rows = [Statement(n, 1, "F", ()) for n in (*range(1, STATEMENTS), 7, 200)]
    assert numbering_problems(rows) == [
        "statement 143 is missing",
        "statement 7 occurs 2 times",
        "statement 200 occurs 1 times",
    ]


def test_wrong_subjects_are_caught(bad: Graph) -> None:
    rows = [
        Statement(1, 1, "F", (_iri("rousseau:view"),)),
        Statement(2, 1, "F", (_iri("id:nowhere"),)),
        Statement(3, 1, "F", ()),
    ]
    first, second, third = subject_problems(rows, bad)
    assert "stands at {'paragraph 2'}" in first
    assert "id/nowhere is not in the facts" in second
    assert third == "statement 3 has no subject"
    assert unaccounted_situations(rows, bad) == {_iri("rousseau:number")}


def test_missing_evidence_is_caught(bad: Graph) -> None:
    problems = list(evidence_problems(bad))
    assert [p.rsplit("/", 1)[-1] for p in problems] == [
        "ontology#source",
        "ontology#locator",
        "number has no type",
    ]


@pytest.mark.parametrize("kind", ["C", "Q", "N"])
def test_a_kind_that_no_subject_shows_is_caught(kind: str, bad: Graph) -> None:
    row = Statement(1, 2, kind, (_iri("rousseau:view"),))
    assert list(kind_problems([row], bad)) == [f"statement 1 is of kind {kind}, and no subject shows it"]


def test_an_attribution_to_nobody_else_is_caught(bad: Graph) -> None:
    row = Statement(1, 1, "A", (_iri("rousseau:number"),))
    assert len(list(kind_problems([row], bad))) == 1


def test_a_direct_relation_and_an_unknown_term_are_caught(bad: Graph, small_ontology: Graph) -> None:
    assert asserted_by_hand(bad, small_ontology) == {WPH.memberOf}
    assert undeclared_terms(bad, small_ontology) == {WPH.Claimm}


def test_an_uncanonical_literal_and_a_second_block_are_caught() -> None:
    (triple,) = uncanonical_literals(BAD_FACTS.encode())
    assert '"25.0"' in triple
    assert layout_problems(BAD_FACTS) == [
        "rousseau:view has 2 blocks",
        "rousseau:view begins an unsorted part",
    ]


def test_a_copied_passage_is_caught_and_a_name_is_not() -> None:
    article = f"One two three four five six seven eight nine. {NAMES[0]} and more."
    assert copied_passages("Two three four, five six seven eight NINE", article) == [
        "two three four five six seven eight nine"
    ]
    assert copied_passages(NAMES[0], article) == []


def test_external_terms_are_only_those_meant(facts: Graph, notes: Graph) -> None:
    external = {p for g in (facts, notes) for p in g.predicates() if not p.startswith(str(WPH))}
    assert external == {RDF.type, RDFS.label, SKOS.altLabel}
