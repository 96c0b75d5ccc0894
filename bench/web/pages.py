"""How long pages take on the server, and how many bytes a first load is: `python -m bench.web.pages`.

The pages of the current build are rendered in this process, one after the other, without HTTP. A first load is the
page with every style sheet, script and picture that it names, each compressed with gzip; what a page asks for later,
such as shapes of a map, is not in it.
"""

from __future__ import annotations

import gzip
import re
import statistics
import time

import click
from flask.testing import FlaskClient
from rich.console import Console
from rich.table import Table

from westphalia.settings import Settings
from westphalia.web import create_app

PAGES = (
    "/",
    "/id/kazakhstan",
    "/id/kazakhstan?at=1995-01-01",
    "/id/un",
    "/dyad/kazakhstan/russia",
    "/explain?s=id:kazakhstan&p=wph:memberOf&o=id:csto",
    "/query",
    "/map?show=members&of=NATO",
    "/ontology",
    "/ontology/term/memberOf",
    "/conflicts",
    "/downloads",
)
_LOADED = re.compile(r'(?:src|href)="(/static/[^"]+)"')
_IMPORTED = re.compile(r'from"\./([\w-]+\.js)"')
HTML = {"Accept": "text/html"}


def render_seconds(client: FlaskClient, path: str, runs: int) -> list[float]:
    """The seconds of each of `runs` renderings, after one that fills what is kept for each version."""
    client.get(path, headers=HTML)
    seconds = []
    for _ in range(runs):
        begun = time.perf_counter()
        assert client.get(path, headers=HTML).status_code == 200, path
        seconds.append(time.perf_counter() - begun)
    return sorted(seconds)


def first_load_bytes(client: FlaskClient, path: str) -> int:
    """The bytes of a page and of what it names, compressed."""
    page = client.get(path, headers=HTML)
    waiting, seen = set(_LOADED.findall(page.text)), set()
    size = len(gzip.compress(page.data))
    while waiting:
        address = waiting.pop()
        seen.add(address)
        body = client.get(address).data
        size += len(gzip.compress(body))
        folder = address.rsplit("/", 1)[0]
        found = {f"{folder}/{name}" for name in _IMPORTED.findall(body.decode())} if ".js" in address else set()
        waiting |= found - seen
    return size


@click.command()
@click.option("--runs", default=40, show_default=True, help="Renderings of each page.")
def main(runs: int) -> None:
    """Print the table."""
    client = create_app(Settings()).test_client()
    table = Table("Page", "median ms", "95 % ms", "first load KB (gzip)")
    for path in PAGES:
        seconds = render_seconds(client, path, runs)
        cells = (statistics.median(seconds), seconds[int(len(seconds) * 0.95) - 1])
        table.add_row(path, *(f"{1000 * cell:.0f}" for cell in cells), f"{first_load_bytes(client, path) / 1024:.0f}")
    Console().print(table)


if __name__ == "__main__":
    main()
