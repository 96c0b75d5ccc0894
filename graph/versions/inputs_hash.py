"""The digest of the inputs of a build, by which a build is skipped when nothing that it depends on has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from ..code_digest import code_digest
from ..settings import Settings

_BUILD = Path(__file__).with_name("build.py")


def hash_inputs(settings: Settings) -> str:
    """A digest of all that the stored version and its conclusions rest on.

    These are the ontology, the sources, the query library, the code that a build imports, and the releases of the
    libraries that this code imports. Pages, templates, exports and commands are not among them: a change there needs
    no build.
    """
    return hash_of(hash_parts(settings))


def hash_parts(settings: Settings) -> dict[str, str]:
    """The digests of which `hash_inputs` is made: `program`, `ontology`, `queries`, and `sources/<key>`.

    Sources that lie elsewhere are `extra/<key>` and `cases/<key>`.
    """
    digests = {"program": hashlib.sha256(f"{settings.reasoner}\n{code_digest(_BUILD)}\n".encode())}
    for name, path in sorted(_input_files(settings)):
        label, _, rest = name.partition("/")
        part = label if label in {"ontology", "queries"} else f"{label}/{rest.partition('/')[0]}"
        digest = digests.setdefault(part, hashlib.sha256())
        digest.update(f"{name}\n".encode())
        digest.update(path.read_bytes())
    return {part: digest.hexdigest() for part, digest in digests.items()}


def hash_of(parts: dict[str, str]) -> str:
    """The digest of a build's inputs, made of the digests of its parts."""
    return hashlib.sha256(
        "".join(f"{part} {digest}\n" for part, digest in sorted(parts.items())).encode()
    ).hexdigest()


def _input_files(settings: Settings) -> Iterator[tuple[str, Path]]:
    """Each file with its path relative to the project, so that the digest is the same wherever the project lies."""
    folders: list[tuple[str, Path, tuple[str, ...]]] = [
        ("ontology", settings.ontology_dir, ("ttl", "rq")),
        ("queries", settings.queries_dir, ("rq",)),
        ("sources", settings.sources_dir, ("ttl", "csv", "rq")),
    ]
    if settings.extra_sources:
        folders.append(("extra", Path(settings.extra_sources), ("ttl", "csv", "rq")))
    if settings.published_cases.is_dir():
        folders.append(("cases", settings.published_cases, ("ttl", "csv", "rq")))
    for label, folder, endings in folders:
        for ending in endings:
            for path in folder.rglob(f"*.{ending}"):
                yield f"{label}/{path.relative_to(folder).as_posix()}", path
