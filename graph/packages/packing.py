"""Packing a source: one zip file, the same bytes for the same source."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pyoxigraph as ox

from ..errors import InputError
from ..export.write import save
from ..inputs.dataset import Inputs, asserted_lines
from ..inputs.sources import Source, load_sources
from ..rdf.curies import prefixes_for
from ..rdf.formats import TRIG
from ..rdf.writing import serialized
from ..settings import Settings
from .description import describe, refuse_closed
from .descriptor import descriptor, sha256
from .layout import (
    CHECKSUMS,
    CITATION,
    DESCRIPTOR,
    FACTS,
    MAX_BYTES,
    MAX_FILE_BYTES,
    MAX_FILES,
    SOURCE,
    files_of,
)

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip file can give: that of packing would make equal packages differ."""
_FILE_MODE = 0o100644 << 16


def pack(settings: Settings, key: str, out: Path) -> str:
    """Pack the source `key` into the file `out`, which appears whole or not at all; returns its SHA-256 digest.

    Raises InputError when there is no such source or it cannot be read, RefusedError when it may not be passed on.
    """
    source, folder = _find(settings, key)
    description = describe(source)
    refuse_closed(description)
    own = {PurePosixPath(SOURCE) / name: content for name, content in files_of(folder).items()}
    made = {
        PurePosixPath(CITATION): f"{description.cited}\nLicence: {description.licence}\n".encode(),
        PurePosixPath(FACTS): _facts(source),
    }
    files = dict(sorted({**own, **made}.items()))
    _refuse_too_large(files, key)
    body = _archive({**files, PurePosixPath(DESCRIPTOR): descriptor(description, files)})
    save(body, out)
    return sha256(body)


def _find(settings: Settings, key: str) -> tuple[Source, Path]:
    """A source, read with all others, to whose entities it may refer, and its folder."""
    sources = {
        source.key: source
        for source in load_sources(settings.sources_dir, settings.extra_sources, settings.published_cases)
    }
    if key not in sources:
        raise InputError(f"There is no source {key!r}; expected one of {', '.join(sources)}.")
    extra = [Path(settings.extra_sources)] if settings.extra_sources else []
    folders = [settings.sources_dir, settings.published_cases, *extra]
    return sources[key], next(folder / key for folder in folders if (folder / key).is_dir())


def _facts(source: Source) -> bytes:
    quads = list(ox.parse("".join(asserted_lines(Inputs([], [source])).lines), format=ox.RdfFormat.N_QUADS))
    ordered = sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad)))
    return serialized(ordered, TRIG, prefixes_for(quad.triple for quad in ordered))


def _refuse_too_large(files: Mapping[PurePosixPath, bytes], key: str) -> None:
    """What nobody could add is not packed."""
    sizes = {name: len(content) for name, content in files.items()}
    largest = max(sizes, key=lambda name: sizes[name])
    if sizes[largest] > MAX_FILE_BYTES or sum(sizes.values()) > MAX_BYTES or len(files) > MAX_FILES:
        raise InputError(
            f"The source {key} has {len(files):,} files of {sum(sizes.values()):,} bytes, {largest} alone "
            f"{sizes[largest]:,}; expected at most {MAX_FILES:,} files of {MAX_FILE_BYTES:,} bytes, "
            f"{MAX_BYTES:,} in all."
        )


def _archive(files: Mapping[PurePosixPath, bytes]) -> bytes:
    sums = "".join(f"{sha256(content)}  {name}\n" for name, content in sorted(files.items())).encode()
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted({**files, PurePosixPath(CHECKSUMS): sums}.items()):
            entry = zipfile.ZipInfo(str(name), _MOMENT)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, _FILE_MODE
            archive.writestr(entry, content)
    return body.getvalue()
