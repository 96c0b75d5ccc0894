"""Files of the edit log: any change comes back as it was, and a file that is not as it was written is refused."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import memory_folder
from tests.unicode_terms import iris, literals
from westphalia.errors import DamagedError
from westphalia.sparql.update import Change
from westphalia.versions import edit_file
from westphalia.versions.edit_file import read_change, write_change

QUAD = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal("line\u2028sep"), ox.NamedNode("urn:g"))
quads = st.builds(ox.Quad, iris(), iris(), iris() | literals(), iris())


@given(st.frozensets(quads, max_size=4), st.frozensets(quads, max_size=4), st.frozensets(iris(), max_size=2))
def test_any_change_comes_back_as_it_was(
    added: frozenset[ox.Quad], removed: frozenset[ox.Quad], graphs: frozenset[ox.NamedNode]
) -> None:
    change = Change(added, removed - added, graphs)
    with memory_folder() as folder:
        write_change(folder / "1.edit", change)

        assert read_change(folder / "1.edit") == change


def test_a_file_of_an_earlier_release_has_no_checksum_and_is_read(tmp_path: Path) -> None:
    (tmp_path / "1.edit").write_text(f"create <urn:g>\n+ {QUAD} .\n", encoding="utf-8")

    assert read_change(tmp_path / "1.edit") == Change(
        added=frozenset({QUAD}), created=frozenset({ox.NamedNode("urn:g")})
    )


def test_every_flipped_bit_and_every_cut_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "1.edit"
    write_change(path, Change(added=frozenset({QUAD})))
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(DamagedError, match=r"1\.edit cannot be read"):
            read_change(path)
        if place:
            path.write_bytes(whole[:place])
            with pytest.raises(DamagedError, match=r"1\.edit cannot be read"):
                read_change(path)


def test_a_file_that_does_not_read_as_it_was_meant_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edit_file, "read_change", lambda _path: Change())
    with pytest.raises(DamagedError, match="not written as it was meant"):
        write_change(tmp_path / "1.edit", Change(added=frozenset({QUAD})))

    assert list(tmp_path.iterdir()) == []
