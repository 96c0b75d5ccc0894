"""Schemathesis: requests made from the OpenAPI document get answers that the document announces."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from westphalia.rdf.formats import UPLOAD_FORMATS
from westphalia.settings import PROJECT_ROOT
from westphalia.web.service_docs.openapi_pages import PARAMETERS

schemathesis = pytest.importorskip("schemathesis")

pytestmark = pytest.mark.slow

TEXTS = ("application/sparql-query", "application/sparql-update", *(fmt.media_types[0] for fmt in UPLOAD_FORMATS))
CHECKS = ("status_code_conformance", "content_type_conformance", "response_headers_conformance")
NAMES: dict[str, dict[str, list[str]]] = {
    "/at/{day}/sparql": {"day": ["2000-06-01", "2000"]},
    "/browse/{kind}": {"kind": ["State"]},
    "/id/{name}/{list_name}.csv": {"name": ["ruritania", "league"], "list_name": ["records", "relations"]},
    "/download/{name}": {"name": ["everything.nt", "tiny.trig", "ontology.rdf", "tiny.jsonld", "tiny"]},
    "/dyad/{first}/{second}": {"first": ["ruritania"], "second": ["league", "ruritania"]},
    "/graph/{name}": {"name": ["tiny", "tiny.ttl", "inferred.trig"]},
    "/id/{name}": {"name": ["ruritania", "league.csv", "tiny-membership.ttl", "league.trig"]},
    "/ontology/term/{name}": {"name": ["State", "member"]},
    "/ontology/{name}": {"name": ["core", "actors.ttl"]},
    "/at/{day}/reconcile": {"day": ["2000"]},
    "/at/{day}/reconcile/suggest/{kind}": {"day": ["2000"], "kind": ["entity", "type", "property"]},
    "/at/{day}/reconcile/flyout/{kind}": {"day": ["2000"], "kind": ["entity", "type", "property"]},
    "/reconcile/suggest/{kind}": {"kind": ["entity", "type", "property"]},
    "/reconcile/flyout/{kind}": {"kind": ["entity", "type", "property"]},
    "/rule/{name}": {"name": ["prp-trp"]},
    "/source/{name}": {"name": ["tiny", "tiny.rdf"]},
}
"""Names that exist: names made from a schema alone would never meet the answers of what there is."""


def quickly(examples: int) -> settings:
    """The same requests in every run, and few: the whole test stays under 40 seconds on a quiet machine."""
    return settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def send(context: Any, value: Any) -> dict[str, Any]:
    return {"data": value if isinstance(value, bytes) else str(value).encode()}


@pytest.fixture(scope="module", autouse=True)
def _texts_can_be_sent() -> Iterator[None]:
    """Schemathesis knows no way to send text of these types, and leaves out what it cannot send."""
    schemathesis.serializer("application/sparql-update", *TEXTS)(send)
    yield


@pytest.mark.thorough
@pytest.mark.processes
@pytest.mark.parametrize("kind", ["curated", "plain"])
def test_answers_are_those_that_the_document_announces(kind: str, request: pytest.FixtureRequest) -> None:
    client: FlaskClient = request.getfixturevalue("ask" if kind == "curated" else "bare")
    checks = announced()
    schema = schemathesis.openapi.from_wsgi("/openapi.json", client.application)
    operations = [result.ok() for result in schema.get_all_operations()]
    assert len(operations) > 10

    for operation in operations:
        called = exercise(operation, checks)
        assert called > 0, operation.label


def announced() -> list[Any]:
    schemathesis.checks.load_all_checks()
    return [schemathesis.checks.CHECKS.get_one(name) for name in CHECKS]


def exercise(operation: Any, checks: list[Any]) -> int:
    """Call an operation with requests that fit its description, then with some that do not; the number of calls."""
    called = 0
    named = {name: st.sampled_from(values) for name, values in NAMES.get(operation.path, {}).items()}

    def call(case: Any, names: dict[str, str]) -> None:
        nonlocal called
        called += 1
        case.path_parameters = {**(case.path_parameters or {}), **names}
        response = case.call_and_validate(checks=checks)
        assert response.status_code != 500, response.text

    names = st.fixed_dictionaries(named) if named else st.just({})
    positive = operation.as_strategy(generation_mode=schemathesis.GenerationMode.POSITIVE)
    quickly(8)(given(case=positive, names=names | st.just({}))(call))()
    if operation.method.upper() != "GET" or operation.path.endswith("/sparql"):
        negative = operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)
        quickly(4)(given(case=negative, names=names)(call))()
    return called


READ = re.compile(r'request\.args(?:\.get\(|\[)"(\w+)"|(?:number|iri)_parameter\("(\w+)"|"(\w+)" in request\.args')


def test_every_parameter_that_a_page_reads_is_described() -> None:
    sources = [path.read_text("utf-8") for path in (PROJECT_ROOT / "graph" / "web" / "pages").rglob("*.py")]
    read = {next(filter(None, groups)) for text in sources for groups in READ.findall(text)}

    assert len(read) > 10
    assert read <= PARAMETERS.keys()


def test_every_parameter_that_is_described_is_given_to_a_page(ask: FlaskClient) -> None:
    paths = ask.get("/openapi.json").get_json()["paths"]
    used = {
        parameter["name"] for path in paths.values() for item in path.values() for parameter in item["parameters"]
    }

    assert used >= PARAMETERS.keys()
