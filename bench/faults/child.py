"""The process that is killed: it writes, builds or saves without end, and tells each thing that is done.

    python -m bench.faults.child write|serve|build|backup ROOT DATA_DIR [--quick]

A line on standard output is an acknowledgement: what it names must be there afterwards. With `--quick` the reasoner
derives nothing, so that more of the time goes to writing files.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.request import Request, urlopen

import pyoxigraph as ox

from westphalia.reason import Closure, View, reasoners
from westphalia.serve.waitress_server import make_server
from westphalia.settings import Settings
from westphalia.versions import build as building
from westphalia.versions.backup import backup
from westphalia.versions.folders import current_folder
from westphalia.versions.transactions import CuratedDataset, MaintainDated, Writer
from westphalia.web import create_app

MINE = ox.NamedNode("https://w3id.org/westphalia/graph/mine")
LOCAL = ox.NamedNode("https://w3id.org/westphalia/graph/local")
TOKEN = "a-token-for-one-run"
MARK = ox.NamedNode("urn:mark")


class Underived:
    """A reasoner that derives nothing."""

    name = "none"

    def close(self, asserted: Path, workdir: Path, progress: object) -> Closure:
        """See `Reasoner.close`."""
        default, derived = workdir / "default.nt", workdir / "derived.nq"
        triples = {str(quad.triple) for quad in ox.parse(path=asserted, format=ox.RdfFormat.N_QUADS)}
        default.write_text("".join(f"{triple} .\n" for triple in triples), encoding="utf-8")
        derived.touch()
        return Closure(View(default, derived, 0, None), ())


def writes(settings: Settings) -> Iterator[int]:
    """Mark number after number in two graphs at once; the last one also stands in a triple that is replaced."""
    maintainer = MaintainDated(lambda: reasoners.make_reasoner(settings), lambda: settings.reference_day)
    writer = Writer(settings.data_dir, CuratedDataset(settings.data_dir, maintainer))
    for number, text in _updates(settings.data_dir):
        writer.write(lambda evaluation, text=text: evaluation.update(text))
        yield number


def served_writes(settings: Settings) -> Iterator[int]:
    """As `writes`, but over HTTP, from a server in this process with its workers."""
    app = create_app(replace(settings, write_token=TOKEN, workers=1))
    server = make_server(app, settings, "127.0.0.1", 0)
    threading.Thread(target=server.run, daemon=True).start()
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/sparql-update"}
    for number, text in _updates(settings.data_dir):
        urlopen(Request(f"http://127.0.0.1:{server.effective_port}/sparql", text.encode(), headers)).close()
        yield number


def _updates(data_dir: Path) -> Iterator[tuple[int, str]]:
    number = last_mark(data_dir)
    while True:
        number += 1
        text = f"""INSERT DATA {{ <urn:{number}> <urn:mark> {number} .
                GRAPH graph:mine {{ <urn:{number}> <urn:mark> {number} }} }} ;
            DELETE WHERE {{ GRAPH graph:mine {{ <urn:last> <urn:is> ?n }} }} ;
            INSERT DATA {{ GRAPH graph:mine {{ <urn:last> <urn:is> {number} }} }}"""
        yield number, text


def builds(settings: Settings) -> Iterator[str]:
    """Build again and again."""
    while True:
        report, _ = building.build(settings, lambda _sentence: None, force=True)
        yield report.version


def backups(settings: Settings) -> Iterator[str]:
    """Save again and again, into folders beside the data folder."""
    number = 0
    while True:
        folder = settings.data_dir.with_name(f"saved-{number}")
        number += 1
        if not folder.exists():
            backup(settings.data_dir, folder)
            yield folder.name


def last_mark(data_dir: Path) -> int:
    """The highest number that is served."""
    return max(marks(data_dir, MINE), default=0)


def marks(data_dir: Path, graph: ox.NamedNode) -> set[int]:
    """The numbers that are served in a graph."""
    store = ox.Store.read_only(str(current_folder(data_dir) / "store"))
    return {int(quad.object.value) for quad in store.quads_for_pattern(None, MARK, None, graph)}


DEEDS = {"write": writes, "serve": served_writes, "build": builds, "backup": backups}


def main(deed: str, root: str, data_dir: str, *options: str) -> None:
    if "--quick" in options:
        reasoners.make_reasoner = lambda *_: Underived()
    for done in DEEDS[deed](Settings(root=Path(root), data_dir=Path(data_dir))):
        print(done, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
