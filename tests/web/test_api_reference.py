"""The HTTP interface as a page: every operation of the OpenAPI document, with examples that run."""

import html
import re

import pytest
from flask.testing import FlaskClient

from westphalia.web.service_docs.reference import _EXAMPLES


def test_the_page_has_every_operation_and_parameter(client: FlaskClient) -> None:
    page = client.get("/api").text
    paths = client.get("/openapi.json").json["paths"]
    summaries = re.findall(r'<span class="method">(\w+)</span> <code>(.*?)</code>', page)

    assert sorted((html.unescape(path), method) for method, path in summaries) == sorted(
        (path, method.upper()) for path, methods in paths.items() for method in methods
    )
    assert "System of the values: cow, gw" in page


def test_examples_are_of_addresses_that_exist(client: FlaskClient) -> None:
    assert set(_EXAMPLES) <= set(client.get("/openapi.json").json["paths"])


@pytest.mark.parametrize("address", sorted(_EXAMPLES.values()))
def test_an_example_runs(client: FlaskClient, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 200
    assert answer.text.strip()
