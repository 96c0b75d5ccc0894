"""Bulk loading: the store has each statement of the files once, however they are cut into pieces."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from westphalia.store import bulk_load as module
from westphalia.store.bulk_load import bulk_load

QUADS = """\
<urn:a> <urn:p> <urn:b> <urn:g> .
_:x <urn:p> "first" <urn:g> .
<urn:a> <urn:p> "a text with _:no node" <urn:g> .
<urn:a> <urn:q> _:x <urn:h> .
_:x <urn:q> _:y .
<urn:b> <urn:p> "caf\\u00E9"@fr .
<urn:c> <urn:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:g> ."""


def lines_of(store: ox.Store) -> set[str]:
    """The statements of a store with blank nodes by the names that they have there."""
    return {str(quad) for quad in store}


@pytest.mark.parametrize("piece_bytes", [1, 40, 1 << 24])
@pytest.mark.parametrize("end", ["", "\n"])
def test_every_statement_is_there_however_files_are_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece_bytes: int, end: str
) -> None:
    monkeypatch.setattr(module, "PIECE_BYTES", piece_bytes)
    one, other = tmp_path / "one.nq", tmp_path / "other.nq"
    one.write_text(QUADS + end, encoding="utf-8")
    other.write_text("<urn:d> <urn:p> _:z .\n" + end, encoding="utf-8")
    bulk_load(tmp_path / "store", one, other)
    expected = ox.Store()
    for file in (one, other):
        expected.extend(ox.parse(path=file, format=ox.RdfFormat.N_QUADS))

    found = lines_of(ox.Store.read_only(str(tmp_path / "store")))
    assert len(found) == 8
    assert found == lines_of(expected)
    assert {path.name for path in tmp_path.iterdir()} == {"one.nq", "other.nq", "store"}


def test_an_empty_file_adds_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.nq").touch()
    bulk_load(tmp_path / "store", tmp_path / "empty.nq")

    assert len(ox.Store.read_only(str(tmp_path / "store"))) == 0


def test_a_store_takes_one_load_after_another_until_it_is_closed(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / f"{name}.nq").write_text(f"<urn:{name}> <urn:p> <urn:b> <urn:g> .\n", encoding="utf-8")
    bulk = module.BulkLoad(tmp_path / "store")
    bulk.close()
    assert not (tmp_path / "store").exists()  # nothing was wanted of it yet

    for name in ("one", "other"):
        bulk.load(tmp_path / f"{name}.nq")
    with pytest.raises(OSError, match="lock"):
        ox.Store(str(tmp_path / "store"))
    bulk.close()
    assert len(ox.Store(str(tmp_path / "store"))) == 2
