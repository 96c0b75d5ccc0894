"""A build on another server: the same answers, and the version is told when all of it is there."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.conftest import silent
from westphalia.errors import StoreError
from westphalia.rdf.namespaces import GRAPH
from westphalia.replication import VERSION_GRAPH, replicate, replicated_version
from westphalia.settings import Settings
from westphalia.store import WritableEmbeddedStore, WritableStore, select
from westphalia.versions.folders import current_folder

COUNTS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


def counts(store: WritableStore) -> dict[str, int]:
    found = {row["g"]["value"]: int(row["n"]["value"]) for row in select(store, COUNTS)}
    [default] = select(store, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    return found | {"default": int(default["n"]["value"])}


def test_a_build_is_carried_to_every_kind_of_store(built: Settings, store: WritableStore, tmp_path: Path) -> None:
    store.add(str(GRAPH["of-an-earlier-load"]), [ox.Triple(*[ox.NamedNode("urn:a")] * 3)])
    version = current_folder(built.data_dir)
    name = replicate(version, store, tmp_path / "state", silent)
    here = WritableEmbeddedStore(ox.Store.read_only(str(version / "store")))

    carried = counts(store)

    assert carried.pop(str(VERSION_GRAPH)) == len(carried) - 1, (
        "each named graph but the one of today, and the version"
    )
    assert carried == counts(here)
    assert replicated_version(store) == name == version.name
    assert select(store, "SELECT ?x { ?x a wph:FullMembership }") == select(
        here, "SELECT ?x { ?x a wph:FullMembership }"
    )


def test_while_a_load_goes_on_the_store_tells_no_version(
    built: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version, store = current_folder(built.data_dir), WritableEmbeddedStore.create()
    replicate(version, store, tmp_path, silent)

    def gone(*_arguments: object) -> None:
        raise StoreError("gone")

    with monkeypatch.context() as patch:
        patch.setattr("westphalia.replication.replica.load_pieces", gone)
        with pytest.raises(StoreError):
            replicate(version, store, tmp_path, silent)
    assert replicated_version(store) is None
    replicate(version, store, tmp_path, silent)
    assert replicated_version(store) == version.name
