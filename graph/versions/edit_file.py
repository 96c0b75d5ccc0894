"""One file of the edit log: the change that a write made, as lines of text under a checksum.

    # sha256 <hexadecimal digest of all that follows>
    drop <graph>
    create <graph>
    - <quad in N-Quads> .
    + <quad in N-Quads> .

Lines end with U+000A and with nothing else. N-Quads escapes the control characters below U+0020, but U+0085, U+2028
and U+2029 may occur in a literal as they are, so the file is cut as bytes: `str.splitlines` would cut there too.
Files of earlier releases have no first line; they are read as they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from ..errors import DamagedError
from ..rdf.reading import one_sentence
from ..sparql.update import Change
from ..store.failures import raise_if_refused
from .disk import write_whole

_SEAL = b"# sha256 "


def write_change(path: Path, change: Change) -> None:
    """Write a change to the file `path` and read it back: it is on disk, and as it was meant, before this returns.

    Raises OSError when the system refuses to write, DamagedError when what comes back is something else.
    """
    body = "".join(f"{line}\n" for line in _lines(change)).encode("utf-8")
    write_whole(path, _sealed(body))
    if read_change(path) != change:
        path.unlink()
        raise DamagedError(f"The edit {path.name} was not written as it was meant; nothing was changed.")


def read_change(path: Path) -> Change:
    """The change that the file `path` holds.

    Raises DamagedError when the file is missing, is not as it was written, or cannot be understood, StorageError when
    the system refuses to open it.
    """
    try:
        return _change(_unsealed(path.read_bytes()))
    except OSError as error:
        raise_if_refused(error, f"The edit {path.name} cannot be read")
        reason = error.strerror or one_sentence(str(error))
    except (ValueError, KeyError, SyntaxError) as error:
        reason = one_sentence(str(error))
    raise DamagedError(f"The edit {path.name} cannot be read: {reason}.")


def _sealed(body: bytes) -> bytes:
    return _SEAL + hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def _unsealed(content: bytes) -> bytes:
    if not content.startswith(b"#"):
        return content
    seal, _, body = content.partition(b"\n")
    if seal != _SEAL + hashlib.sha256(body).hexdigest().encode():
        raise ValueError("its checksum does not match")
    return body


def _lines(change: Change) -> Iterator[str]:
    yield from (f"drop {graph}" for graph in sorted(change.dropped, key=str))
    yield from (f"create {graph}" for graph in sorted(change.created, key=str))
    yield from (f"- {quad} ." for quad in sorted(change.removed, key=str))
    yield from (f"+ {quad} ." for quad in sorted(change.added, key=str))


def _change(body: bytes) -> Change:
    by_sign: dict[bytes, list[bytes]] = {b"drop": [], b"create": [], b"-": [], b"+": []}
    for line in body.split(b"\n")[:-1]:
        sign, rest = line.split(b" ", 1)
        by_sign[sign].append(rest)
    if not body.endswith(b"\n") and body:
        raise ValueError("its last line is cut off")
    return Change(
        _quads(by_sign[b"+"]), _quads(by_sign[b"-"]), _graphs(by_sign[b"create"]), _graphs(by_sign[b"drop"])
    )


def _quads(lines: list[bytes]) -> frozenset[ox.Quad]:
    return frozenset(ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_QUADS))


def _graphs(names: list[bytes]) -> frozenset[ox.NamedNode]:
    return frozenset(ox.NamedNode(name[1:-1].decode("utf-8")) for name in names)
