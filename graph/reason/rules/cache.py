"""Rules read once: parsing a hundred SPARQL files takes most of a second, reading what was parsed takes none."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from .reading import read_rules
from .rule import Rule


def read_rules_cached(paths: Sequence[Path], cache: Path | None) -> list[Rule]:
    """Read rule files like `read_rules`, keeping the result in the folder `cache` (None: nowhere).

    The folder is the service's own: what lies there is trusted as its code is.
    """
    if cache is None:
        return read_rules(paths)
    kept = cache / f"rules-{_digest(paths)}.pickle"
    try:
        rules: list[Rule] = pickle.loads(kept.read_bytes())
    except (OSError, pickle.UnpicklingError, EOFError):
        rules = read_rules(paths)
        _keep(kept, rules)
    return rules


def _digest(paths: Sequence[Path]) -> str:
    """Changes with the files and with the code that reads them."""
    digest = hashlib.sha256(version("rdflib").encode())
    code = [Path(__file__).with_name(name) for name in ("rule.py", "reading.py")]
    for path in [*code, *paths]:
        digest.update(str(path).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _keep(kept: Path, rules: list[Rule]) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    for old in kept.parent.glob("rules-*.pickle"):
        old.unlink(missing_ok=True)
    unfinished = kept.with_suffix(".unfinished")
    unfinished.write_bytes(pickle.dumps(rules))
    unfinished.replace(kept)
