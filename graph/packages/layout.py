"""The layout of a package: which files of a source it has, under which names, and how large it may be."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from ..errors import InputError
from ..rdf.reading import unreadable

DESCRIPTOR = "datapackage.json"
CHECKSUMS = "SHA256SUMS"
CITATION = "CITATION.txt"
FACTS = "facts.trig"
"""The statements of the source as TriG, for those who read RDF but not our lists."""
SOURCE = "source"
"""The folder of the source's own files."""
RAW = "raw"
"""The folder with the document itself, which is never passed on."""

FORMAT = 1
"""The version of this layout, under `westphalia` in the descriptor."""
MAX_FILES = 2000
MAX_FILE_BYTES = 100_000_000
MAX_BYTES = 300_000_000
"""All files together, uncompressed; the largest source of the project has some 20 MB."""

_ENDINGS = frozenset({".ttl", ".csv", ".md", ".rq", ".toml", ".xlsx", ".ods", ".txt", ".json"})
_NAMES = frozenset({"LICENSE"})


def is_allowed(name: PurePosixPath) -> bool:
    """Whether a file of this name may be part of a packed source."""
    hidden = any(part.startswith(".") for part in name.parts)
    return not hidden and name.parts[0] != RAW and (name.suffix in _ENDINGS or name.name in _NAMES)


def files_of(folder: Path) -> dict[PurePosixPath, bytes]:
    """The files of a source folder that a package has, by their paths in the folder, sorted.

    Left out are hidden files, the document itself in raw/, and what is no kind of file of a source.
    Raises InputError when one is a link, or cannot be read.
    """
    try:
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        named = {PurePosixPath(path.relative_to(folder).as_posix()): path for path in paths}
        kept = {name: path for name, path in named.items() if is_allowed(name)}
        for path in kept.values():
            _refuse_link(path, folder)
        return {name: path.read_bytes() for name, path in kept.items()}
    except OSError as error:
        raise unreadable(folder, error) from None


def _refuse_link(path: Path, folder: Path) -> None:
    """A link could bring a file of another place into the package."""
    if path.is_symlink() or not path.resolve().is_relative_to(folder.resolve()):
        raise InputError(f"{path} is a symbolic link; expected a file of the source itself.")
