"""Explanations for people: from a fact down to the paragraph it rests on."""

import re
from dataclasses import replace
from datetime import date

import pytest
from flask.testing import FlaskClient

from westphalia.rdf.namespaces import ONTOLOGY_GRAPH
from westphalia.reason.proofs.proof import Period, SourceCitation, Step
from westphalia.views.proofs.nodes import key_step, record_view
from westphalia.views.proofs.picture import BAR_WIDTH, BOX_HEIGHT, COLUMN, picture_of, scale_of
from westphalia.views.proofs.schema_steps import is_schema

HTML = {"Accept": "text/html"}
MULTI_VECTOR = "/explain?s=id:kazakhstan&p=rdf:type&o=wph:MultiVectorState&at=2012-01-01"


def stated(name: str, begins: date | None = None, graph: str = "<urn:g>") -> Step:
    return Step(
        (f"<urn:{name}>", "<urn:p>", "<urn:o>"), Period(begins, None), citations=(SourceCitation(graph, None, None),)
    )


def derived(name: str, *premises: Step, begins: date | None = None) -> Step:
    return Step((f"<urn:{name}>", "<urn:p>", "<urn:o>"), Period(begins, None), "r", "A rule.", premises)


def test_a_proof_is_followed_to_the_paragraph(client: FlaskClient) -> None:
    page = client.get(MULTI_VECTOR, headers=HTML).text

    assert "<h1>Why? Kazakhstan is a multi-vector state</h1>" in page
    assert "Inferred; no source asserts it." in re.sub(r"<[^>]+>", "", page)
    assert re.search(r'href="/source/rousseau-2011">[^<]+</a>, paragraph 5', page)
    assert 'href="/explain?s=id%3Akazakhstan' in page
    assert "format=turtle" in page


def test_the_sentence_that_tells_most_comes_first(client: FlaskClient) -> None:
    page = client.get("/explain?s=id:kazakhstan&p=wph:alliedWith&o=id:russia", headers=HTML).text

    assert "no source asserts it. Two parties to one agreement by which all parties undertake" in page


def test_a_rule_of_the_subject_tells_most_while_the_reasoning_has_one_line() -> None:
    fact = stated("fact")
    own = replace(derived("own", fact), rule="own")

    def telling(proof: Step) -> str | None:
        return key_step(record_view(proof), {"own"}).rule

    assert telling(own) == "own"
    assert telling(derived("top", derived("middle", own, fact))) == "own"
    assert telling(derived("top", derived("middle", fact))) == "r"
    assert telling(derived("top", own, derived("other", fact))) == "r"


AGREEMENT = "/explain?s=id:kazakhstan&p=wph:hasSecurityAgreementWith&o=id:russia"


def test_what_a_record_states_is_one_row_with_the_exact_statements_in_reach(client: FlaskClient) -> None:
    page = client.get(AGREEMENT, headers=HTML).text
    facts = page[page.index("<tbody>") : page.index("</tbody>")]

    assert facts.count("<tr>") == 3
    assert facts.count(">Kazakhstan is a party to the bilateral agreements on defence</a>") == 1
    assert 'party <a href="/id/kazakhstan">Kazakhstan</a>' in facts
    assert "“" not in facts
    assert "id:rousseau-2011/agreements-party-kazakhstan wph:party id:kazakhstan ." in page


def test_no_date_is_told_that_no_source_gives(client: FlaskClient) -> None:
    """Both records are undated; the reasoner lets them hold from 2011, where their source begins."""
    page = client.get(AGREEMENT, headers=HTML).text

    assert page.count("undated; its source covers 2011") >= 4
    assert "attested since 2011" in page
    assert "1 Jan 2011" not in page
    assert 'class="bar undated"' in page


def test_dates_are_told_as_precisely_as_the_records_below_know_them(client: FlaskClient) -> None:
    """The membership is dated to the day, and by the article not at all."""
    page = client.get("/explain?s=id:kazakhstan&p=wph:memberOf&o=id:csto", headers=HTML).text

    assert "It holds: since 18 Sep 2003." in page
    assert "attested" not in page


def test_a_derived_statement_holds_while_the_premises_that_are_shown_do(client: FlaskClient) -> None:
    found = client.get("/explain?s=id:kazakhstan&p=wph:memberOf&o=id:csto").get_json()
    waiting = list(found["proofs"])
    while waiting:
        step = waiting.pop()
        waiting += step.get("premises", [])
        for side, worst in (("from", max), ("until", min)):
            ends = [one["period"][side] for one in step.get("premises", []) if one["period"][side]]
            assert not step.get("premises") or step["period"][side] == worst(ends, default=None)


def test_what_does_not_follow_is_told_with_when_it_does(client: FlaskClient) -> None:
    before = client.get(MULTI_VECTOR.replace("2012-01-01", "1985-01-01"), headers=HTML).text
    never = client.get("/explain?s=id:kazakhstan&p=wph:alliedWith&o=id:kazakhstan", headers=HTML)

    assert "It does not hold on 1 Jan 1985." in before
    assert "explain this period" in before
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
    drawn = picture_of(
        record_view(proof), lambda _: "a statement of some length about something that takes many words"
    )

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

    assert picture_of(record_view(proof), lambda _: "x") is None


def test_a_picture_leaves_out_what_the_ontology_adds_to_facts() -> None:
    axiom = stated("axiom", graph=ONTOLOGY_GRAPH.n3())
    drawn = picture_of(record_view(derived("top", stated("fact"), axiom)), lambda node: node.step.triple[0])
    only_axioms = picture_of(record_view(derived("top", axiom)), lambda node: node.step.triple[0])

    assert drawn is not None
    assert [box.lines for box in drawn.boxes] == [("<urn:top>",), ("<urn:fact>",)]
    assert only_axioms is not None
    assert len(only_axioms.boxes) == 2


def recorded(name: str, role: str, value: str, begins: date | None = None) -> Step:
    record = f"<https://w3id.org/westphalia/id/a-source/{name}>"
    citation = SourceCitation("<urn:g>", "<urn:a-source>", f'"{name}"')
    return Step((record, f"<urn:{role}>", f"<urn:{value}>"), Period(begins, None), citations=(citation,))


def test_what_a_proof_needs_of_one_record_is_one_node_wherever_it_needs_it() -> None:
    party, agreement = recorded("r", "party", "a"), recorded("r", "agreement", "t")
    other = recorded("s", "party", "b")
    seen = record_view(derived("top", derived("left", party), agreement, other, stated("fact")))
    nodes = list(seen.nodes())

    assert [node.steps for node in nodes if node.record] == [(agreement, party), (other,)]
    assert seen.premises[0].premises == (seen.premises[1],)
    assert [node.key[0] for node in nodes if node.is_fact] == [agreement.triple[0], other.triple[0], "<urn:fact>"]


def test_a_record_that_is_dated_otherwise_in_a_source_stays_apart() -> None:
    early, late = recorded("r", "party", "a", date(1990, 1, 1)), recorded("r", "party", "b", date(2000, 1, 1))

    assert len([node for node in record_view(derived("top", early, late)).nodes() if node.record]) == 2


def test_a_record_that_is_asked_about_stays_a_statement() -> None:
    assert record_view(recorded("r", "party", "a")).record == ""


def test_bars_share_a_scale_and_open_sides_reach_its_ends() -> None:
    proof = derived("top", stated("always"), stated("later", date(2003, 9, 18)), begins=date(2003, 9, 18))
    scale = scale_of(proof, date(2012, 1, 1))

    assert scale.bar(Period(None, None)) == (0.0, BAR_WIDTH)
    begin, width = scale.bar(proof.period)
    assert 0 < begin < BAR_WIDTH
    assert begin + width == pytest.approx(BAR_WIDTH, abs=0.2)
    assert scale.bar(proof.premises[1].period) == scale.bar(proof.period)
