"""Explanations of the project as it is: sound step by step, down to what is asserted, in words, JSON and RDF."""

import json
from collections.abc import Iterator
from datetime import date

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from tests.reason.conftest import rules
from westphalia.cli import main
from westphalia.errors import QueryError, ReasoningError
from westphalia.rdf.namespaces import INFERRED_GRAPH
from westphalia.reason.materialize import close_quads
from westphalia.reason.proofs.explainer import Explainer
from westphalia.reason.proofs.proof import Step
from westphalia.reason.proofs.proof_rdf import explanation_turtle
from westphalia.reason.proofs.proof_text import explanation_text, sentence
from westphalia.settings import Settings
from westphalia.versions.explanations import explain, open_explainer
from westphalia.versions.folders import current_folder

DAY = date(2011, 6, 1)
ALLIED = ("id:kazakhstan", "wph:alliedWith", "id:russia")
TRAINS = ("id:russia", "wph:trainsForcesOf", "id:kazakhstan")
SAMPLE = 15


@pytest.fixture
def explainer(settings: Settings) -> Iterator[Explainer]:
    with open_explainer(settings, current_folder(settings.data_dir)) as found:
        yield found


@pytest.fixture
def store(settings: Settings) -> ox.Store:
    return ox.Store.read_only(str(current_folder(settings.data_dir) / "store"))


def entails(step: Step, store: ox.Store) -> bool:
    """Whether the rule of a step draws its conclusion from its premises alone (with the lists of axioms)."""
    [rule] = [found for found in rules() if found.name == step.rule]
    given = [f"{s} {p} {o} <urn:g> ." for s, p, o in (premise.triple for premise in step.premises)]
    quads = [*ox.parse("\n".join(given), format=ox.RdfFormat.N_QUADS), *lists_below(step, store)]
    closed = close_quads(quads, [rule])
    return step.triple in {row[:3] for row in closed.triples}


def lists_below(step: Step, store: ox.Store) -> Iterator[ox.Quad]:
    """The cells of the lists that premises name."""
    waiting = [premise.triple[2] for premise in step.premises if premise.triple[2].startswith("_:")]
    seen = set()
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            for quad in store.quads_for_pattern(ox.BlankNode(node[2:]), None, None, ox.DefaultGraph()):
                if quad.predicate.value.endswith(("#first", "#rest")):
                    yield ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode("urn:g"))
                    waiting.extend([str(quad.object)] if isinstance(quad.object, ox.BlankNode) else [])


@pytest.mark.thorough
def test_every_step_of_a_sample_of_proofs_follows_by_its_rule_from_its_premises(
    settings: Settings, explainer: Explainer, store: ox.Store
) -> None:
    derived = sorted(
        str(quad.triple) for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(INFERRED_GRAPH))
    )
    today = settings.reference_day
    checked: set[tuple[str, str, str]] = set()
    for line in derived[:: len(derived) // SAMPLE]:
        [quad] = ox.parse(f"{line} .", format=ox.RdfFormat.N_TRIPLES)
        found = explainer.explain((str(quad.subject), str(quad.predicate), str(quad.object)), today)
        for proof in found.proofs:
            for step in proof.statements():
                if step.triple not in checked and not step.is_asserted:
                    assert step.premises, f"{step.triple} rests on nothing"
                    assert entails(step, store), f"{step.triple} does not follow by {step.rule}"
                checked.add(step.triple)
    assert len(checked) > SAMPLE


def test_the_leaves_of_a_proof_are_asserted_in_the_graphs_that_it_cites(settings: Settings, store: ox.Store) -> None:
    found = explain(settings, current_folder(settings.data_dir), ("id:kazakhstan", "a", "wph:MultiVectorState"), DAY)
    leaves = [step for step in found.proofs[0].statements() if step.is_asserted]

    assert leaves
    for leaf in leaves:
        assert leaf.citations, leaf.triple
        for citation in leaf.citations:
            line = " ".join([*leaf.triple, citation.graph])
            [quad] = ox.parse(f"{line} .", format=ox.RdfFormat.N_QUADS)
            assert quad in store


def test_a_proof_ends_at_the_paragraph(settings: Settings) -> None:
    found = explain(settings, current_folder(settings.data_dir), ALLIED, DAY)
    text = explanation_text(found)

    assert found.holds
    assert sentence(found).startswith("Kazakhstan · allied with · Russia: follows on 1 Jun 2011")
    assert "Rule " in text
    assert "source:" in text
    assert text.index("Proof") > text.index("follows on")


def test_what_has_ended_is_said_to_have_and_when_it_held(settings: Settings) -> None:
    found = explain(settings, current_folder(settings.data_dir), TRAINS, DAY)

    assert not found.holds
    assert found.proofs == ()
    assert sentence(found) == (
        "Russia · trains forces of · Kazakhstan: does not follow on 1 Jun 2011. "
        "It holds from 1 Jan 1992 until 1 Jan 2006."
    )


def test_what_never_follows_is_said_not_to(settings: Settings) -> None:
    found = explain(
        settings, current_folder(settings.data_dir), ("id:kazakhstan", "wph:alliedWith", "id:nowhere"), DAY
    )

    assert "It follows on no day." in sentence(found)


def test_alternatives_are_other_proofs_longest_last_and_bounded(settings: Settings) -> None:
    triple = ("id:kazakhstan", "wph:relatedTo", "id:russia")
    found = explain(settings, current_folder(settings.data_dir), triple, DAY, alternatives=3)
    sizes = [proof.size for proof in found.proofs]

    assert len(found.proofs) == 4
    assert found.partial, "there are more ways in which the two are related"
    assert sizes == sorted(sizes)
    ways = {(proof.rule, tuple(premise.triple for premise in proof.premises)) for proof in found.proofs}
    assert len(ways) == 4
    for proof in found.proofs:
        inner = [step.triple for premise in proof.premises for step in premise.statements()]
        assert proof.triple not in inner, "no proof rests on what it proves"


def test_rdf_says_what_each_conclusion_was_derived_from(settings: Settings) -> None:
    found = explain(settings, current_folder(settings.data_dir), ALLIED, DAY)
    store = ox.Store()
    store.load(explanation_turtle(found), format=ox.RdfFormat.TURTLE)
    query = "ASK { ?s prov:wasDerivedFrom+ ?leaf . ?leaf prov:hadPrimarySource ?source ; wph:locator ?place }"
    prefixes = {"prov": "http://www.w3.org/ns/prov#", "wph": "https://w3id.org/westphalia/ontology#"}

    assert bool(store.query(query, prefixes=prefixes))
    statements = store.query(
        "SELECT (COUNT(*) AS ?n) { ?s a <http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement> }"
    )
    assert next(iter(statements))["n"].value == str(found.proofs[0].size)


def test_the_endpoint_explains_in_each_format(client: FlaskClient) -> None:
    query = dict(zip("spo", ALLIED, strict=True)) | {"at": "2011-06"}
    answer = client.get("/explain", query_string=query, headers={"Accept": "application/json"})

    assert answer.status_code == 200
    assert json.loads(answer.text)["holds"] is True
    turtle = client.get("/explain", query_string=query, headers={"Accept": "text/turtle"})
    assert turtle.content_type.startswith("text/turtle")
    assert list(ox.parse(turtle.data, format=ox.RdfFormat.TURTLE))
    assert "Proof" in client.get("/explain", query_string=query | {"format": "text"}).text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"s": ""}, "'s' is missing"),
        ({"p": "nothing:at-all"}, "prefix 'nothing'"),
        ({"at": "June"}, "'June' is not a day"),
        ({"alternatives": "-1"}, "alternatives is '-1'"),
        ({"o": '"unfinished'}, "is not a term"),
    ],
)
def test_a_wrong_parameter_is_named(client: FlaskClient, change: dict[str, str], words: str) -> None:
    query = dict(zip("spo", ALLIED, strict=True)) | change
    answer = client.get("/explain", query_string=query, headers={"Accept": "application/json"})

    assert answer.status_code == 400
    assert words in answer.text


def test_the_command_explains_and_both_answers_exit_with_0(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WESTPHALIA_DATA_DIR", str(settings.data_dir))
    held = CliRunner().invoke(main, ["explain", *ALLIED, "--at", "2011-06-01"])
    ended = CliRunner().invoke(main, ["explain", *TRAINS, "--at", "2011-06-01", "--format", "json"])

    assert held.exit_code == 0
    assert held.output.startswith("Kazakhstan · allied with · Russia")
    assert ended.exit_code == 0
    assert json.loads(ended.output)["holds"] is False


def test_terms_that_cannot_be_read_are_refused(settings: Settings) -> None:
    with pytest.raises(QueryError, match="not an IRI"):
        explain(settings, current_folder(settings.data_dir), ("kazakhstan", "a", "wph:State"), DAY)


def test_a_contradiction_that_is_none_is_refused(explainer: Explainer) -> None:
    with pytest.raises(ReasoningError, match="finds no contradiction"):
        explainer.explain_clash("cax-dw", ["<urn:a>", "<urn:b>", "<urn:c>"], DAY)
    with pytest.raises(ReasoningError, match="no rule 'nothing'"):
        explainer.explain_clash("nothing", [], DAY)
