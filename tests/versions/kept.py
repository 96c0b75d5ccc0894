"""What a version holds, and keeps to make other days from, as sets that can be compared with those of another version."""

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from tests.conftest import silent
from westphalia.reason.dated import open_closure
from westphalia.reason.views.dated_quads import ALL_DAYS, rows_of
from westphalia.settings import Settings
from westphalia.versions.build import build
from westphalia.versions.folders import current_folder
from westphalia.versions.kept_days import kept_dated_quads, lasting_store
from westphalia.versions.manifest import Manifest


def content(project: Settings) -> set[str]:
    store = ox.Store.read_only(str(current_folder(project.data_dir) / "store"))
    return {str(quad) for quad in store} | {str(name) for name in store.named_graphs()}


def assert_as_built_anew(project: Settings, manifest: Manifest, tmp_path: Path) -> None:
    other = replace(project, data_dir=tmp_path / "anew")
    anew, _ = build(other, silent)

    assert content(project) == content(other)
    assert days(project) == days(other)
    assert manifest == replace(anew, version=manifest.version, built=manifest.built, seconds=manifest.seconds)


def days(project: Settings) -> tuple[set[str], set[tuple[str, ...]]]:
    """What other days are made from: what lasts always, and what is shown on which days."""
    version = current_folder(project.data_dir)
    dated = kept_dated_quads(version)
    assert dated
    store = lasting_content(version)
    with open_closure(version) as connection:
        rows = connection.execute(
            f"""SELECT g, s.text, p.text, o.text, f, u FROM {rows_of(dated)} AS d
            JOIN term AS s ON s.id = d.s JOIN term AS p ON p.id = d.p JOIN term AS o ON o.id = d.o"""
        ).fetchall()
    assert len(set(rows)) == len(rows) > 0
    return {str(quad) for quad in store} | {str(quad.graph_name) for quad in store}, set(rows)


def lasting_content(version: Path) -> set[ox.Quad]:
    kept = lasting_store(version, ALL_DAYS)
    leaving, entering = (
        set(ox.parse(path=path, format=ox.RdfFormat.N_QUADS)) if path.exists() else set()
        for path in (kept.leaving, kept.entering)
    )
    stored = set(ox.Store.read_only(str(kept.store)))
    assert leaving <= stored
    assert not entering & stored, sorted(map(str, entering & stored))[:5]
    return (stored - leaving) | entering
