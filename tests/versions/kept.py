"""What a version keeps to make other days from, as sets that can be compared with those of another version."""

from pathlib import Path

import pyoxigraph as ox

from westphalia.reason.dated import open_closure
from westphalia.reason.views.dated_quads import ALL_DAYS, rows_of
from westphalia.settings import Settings
from westphalia.versions.folders import current_folder
from westphalia.versions.kept_days import kept_dated_quads, lasting_store


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
    assert not entering & stored
    return (stored - leaving) | entering
