"""The cases of the W3C protocol suites (see w3c/README.md) against a plain store."""

import json
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

FOLDER = Path(__file__).parent / "w3c"


def cases(name: str) -> list[Any]:
    found = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))["case"]
    return [pytest.param(case["step"], id=case["name"]) for case in found]


PROTOCOL, GRAPH_STORE = cases("protocol.toml"), cases("graph-store.toml")


def test_every_case_is_there() -> None:
    assert (len(PROTOCOL), len(GRAPH_STORE)) == (34, 13)


@pytest.mark.parametrize("steps", PROTOCOL)
def test_protocol(bare: FlaskClient, steps: list[dict[str, Any]]) -> None:
    run(bare, steps)


@pytest.mark.parametrize("steps", GRAPH_STORE)
def test_graph_store(bare: FlaskClient, steps: list[dict[str, Any]]) -> None:
    run(bare, steps)


@pytest.mark.parametrize(
    "step",
    [
        {"query": [["query", "ASK {}"]], "status": "4xx"},
        {"query": [["query", "ASK {}"]], "status": "2xx", "answer": False},
        {"query": [["query", "ASK {}"]], "status": "2xx", "type": ["text/html"]},
        {"query": [["query", "ASK {}"]], "status": "2xx", "says": "nowhere"},
        {"path": "/gsp", "query": [["graph", "urn:g1"]], "status": [200], "graph": "<urn:a> <urn:b> 1 ."},
    ],
)
def test_a_wrong_answer_is_noticed(bare: FlaskClient, step: dict[str, Any]) -> None:
    with pytest.raises(AssertionError):
        run(bare, [step])


def run(client: FlaskClient, steps: list[dict[str, Any]]) -> None:
    kept: dict[str, str] = {}
    for step in steps:
        response = ask(client, step, kept)
        check(response, step)
        if "keep" in step:
            kept[f"${step['keep']}"] = response.headers["Location"]


def ask(client: FlaskClient, step: dict[str, Any], kept: dict[str, str]) -> TestResponse:
    path = step.get("path", "/sparql")
    path = kept.get(path, path).removeprefix("http://localhost")
    if "query" in step:
        path += "?" + urlencode(pairs(step["query"]))
    headers, body = dict(step.get("headers", {})), encoded(step.get("body", ""))
    if "form" in step:
        headers["Content-Type"], body = "application/x-www-form-urlencoded", urlencode(pairs(step["form"])).encode()
    return client.open(path, method=step.get("method", "GET"), headers=headers, data=body)


def encoded(body: str) -> bytes:
    return body.removeprefix("utf-16:").encode("utf-16") if body.startswith("utf-16:") else body.encode()


def check(response: TestResponse, step: dict[str, Any]) -> None:
    status = step["status"]
    expected = status if isinstance(status, list) else range(int(status[0]) * 100, int(status[0]) * 100 + 100)
    assert response.status_code in expected, response.text
    if "type" in step:
        assert response.mimetype in step["type"]
    if "says" in step:
        assert step["says"] in response.text
    if "answer" in step:
        assert json.loads(response.text)["boolean"] is step["answer"]
    if "graph" in step:
        assert canonical(response.text) == canonical(step["graph"])


def canonical(turtle: str) -> set[str]:
    dataset = ox.Dataset(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def pairs(found: list[list[str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in found]
