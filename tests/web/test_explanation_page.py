"""Explanations for people: from a fact down to the paragraph it rests on."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from graph.reason.proof import Citation, Period, Step
from graph.web.proof_picture import BAR_WIDTH, BOX_HEIGHT, COLUMN, picture_of, scale_of
from graph.web.proofs import is_schema

HTML = {"Accept": "text/html"}
MULTI_VECTOR = "/explain?s=id:kazakhstan&p=rdf:type&o=wph:MultiVectorState&at=2012-01-01"


def stated(name: str, begins: date | None = None, graph: str = "<urn:g>") -> Step:
    return Step(
        (f"<urn:{name}>", "<urn:p>", "<urn:o>"), Period(begins, None), citations=(Citation(graph, None, None),)
    )


def derived(name: str, *premises: Step, begins: date | None = None) -> Step:
    return Step((f"<urn:{name}>", "<urn:p>", "<urn:o>"), Period(begins, None), "r", "A rule.", premises)


def test_a_proof_is_followed_to_the_paragraph(client: FlaskClient) -> None:
    page = client.get(MULTI_VECTOR, headers=HTML).text

    assert "<h1>Why? Kazakhstan is a multi-vector state</h1>" in page
    assert "No source states it; it follows." in page
    assert re.search(r'href="/source/rousseau-2011">[^<]+</a>, paragraph 5', page)
    assert 'href="/explain?s=id%3Akazakhstan' in page
    assert "format=turtle" in page


def test_what_does_not_follow_is_told_with_when_it_does(client: FlaskClient) -> None:
    before = client.get(MULTI_VECTOR.replace("2012-01-01", "1985-01-01"), headers=HTML).text
    never = client.get("/explain?s=id:kazakhstan&p=wph:alliedWith&o=id:kazakhstan", headers=HTML)

    assert "It does not follow on 1985-01-01." in before
    assert "why then?" in before
    assert never.status_code == 200
    assert "It follows on no day." in never.text


def test_programs_still_get_json(client: FlaskClient) -> None:
    assert client.get(MULTI_VECTOR).mimetype == "application/json"
    assert client.get(MULTI_VECTOR, headers={"Accept": "text/turtle"}).mimetype == "text/turtle"


def test_what_rules_rest_on_in_the_ontology_is_told_from_facts() -> None:
    axiom = stated("axiom", graph="<https://w3id.org/westphalia/graph/ontology>")

    assert is_schema(derived("x", axiom))
    assert not is_schema(derived("x", axiom, stated("fact")))


def test_lines_of_a_picture_go_up_and_boxes_stand_apart() -> None:
    shared = stated("shared")
    proof = derived("top", derived("left", shared, stated("a")), derived("right", derived("deep", shared)))
    words = {
        step.triple: "a statement of some length about something that takes many words to say"
        for step in proof.statements()
    }
    drawn = picture_of(proof, words)

    assert drawn is not None
    assert len(drawn.boxes) == 6
    assert all(upper < lower for _, upper, _, lower in drawn.lines)
    places = [(box.x, box.y) for box in drawn.boxes]
    assert len(set(places)) == len(places)
    assert all(
        abs(x - other) >= COLUMN or y != also for x, y in places for other, also in places if (x, y) != (other, also)
    )
    assert all(len(box.lines) <= 3 and box.y + BOX_HEIGHT <= drawn.height for box in drawn.boxes)


@pytest.mark.parametrize("count", [1, 60])
def test_no_picture_is_drawn_of_too_little_or_too_much(count: int) -> None:
    proof = derived("top", *(stated(str(n)) for n in range(count)[1:])) if count > 1 else stated("alone")

    assert picture_of(proof, {step.triple: "x" for step in proof.statements()}) is None


def test_bars_share_a_scale_and_open_sides_reach_its_ends() -> None:
    proof = derived("top", stated("always"), stated("later", date(2003, 9, 18)), begins=date(2003, 9, 18))
    scale = scale_of(proof, date(2012, 1, 1))

    assert scale.bar(Period(None, None)) == (0.0, BAR_WIDTH)
    begin, width = scale.bar(proof.period)
    assert 0 < begin < BAR_WIDTH
    assert begin + width == pytest.approx(BAR_WIDTH, abs=0.2)
    assert scale.bar(proof.premises[1].period) == scale.bar(proof.period)
