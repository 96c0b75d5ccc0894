"""The first load of a page is light: its HTML, styles, scripts and what these fetch at once, as they are sent."""

import gzip
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from westphalia.settings import PROJECT_ROOT

MOST_BYTES = 150 * 1024
BUNDLE = PROJECT_ROOT / "graph" / "web" / "static" / "bundle"
FETCHED = {"/": ("/static/bundle/countries-110m.json", "/map/world.json")}
"""What scripts of a page fetch before it is whole."""


def read(client: FlaskClient, address: str) -> bytes:
    """The body of an answer, which is closed: files are sent from open ones."""
    with client.get(address, headers={"Accept": "text/html, */*;q=0.5"}) as response:
        return response.data


def packed(body: bytes) -> int:
    return len(gzip.compress(body))


def with_imports(script: Path, seen: set[Path]) -> set[Path]:
    """A script of the bundle and all that it imports."""
    if script in seen:
        return seen
    seen.add(script)
    for name in re.findall(r'(?:from|import)\s*"\./([^"]+)"', script.read_text(encoding="utf-8")):
        with_imports(BUNDLE / name, seen)
    return seen


def weight(client: FlaskClient, address: str) -> int:
    page = read(client, address)
    linked = {match.decode().partition("?")[0] for match in re.findall(rb'(?:src|href)="(/static/[^"]+)"', page)}
    scripts: set[Path] = set()
    for path in linked:
        if path.endswith(".js"):
            with_imports(BUNDLE / path.rpartition("/")[2], scripts)
    others = [read(client, path) for path in linked if not path.endswith(".js")]
    others += [read(client, path) for path in FETCHED.get(address, ()) if scripts]
    return packed(page) + sum(map(packed, [*others, *(script.read_bytes() for script in scripts)]))


@pytest.mark.parametrize(
    "address", ["/", "/id/kazakhstan", "/dyad/kazakhstan/russia", "/browse/state", "/ask?q=NATO+1990", "/ontology"]
)
def test_a_first_load_is_light(client: FlaskClient, address: str) -> None:
    assert 3_000 < weight(client, address) < MOST_BYTES
