"""Parsed rules, kept as data: parsing a hundred SPARQL files takes most of a second, reading the result takes none.

The cache is a file of two lines: a checksum, and the rules as JSON. It holds values only, never code, and a file that
is damaged, or was written by other code, is as good as none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from ...code_digest import code_digest
from . import rule as rule_module
from .reader import read_rules
from .rule import Rule

_CODE = [Path(__file__), Path(__file__).with_name("reader.py")]
_CLASSES: dict[str, type] = {name: value for name, value in vars(rule_module).items() if is_dataclass(value)}  # type: ignore[misc]
"""The classes of which rules are made, by name."""


def read_rules_cached(paths: Sequence[Path], cache: Path | None) -> list[Rule]:
    """Read rule files like `read_rules`, keeping the result in the folder `cache` (None: nowhere).

    A cache that cannot be written costs time only. Raises ReasoningError as `read_rules` does.
    """
    if cache is None:
        return read_rules(paths)
    key = _key(paths)
    kept = cache / f"rules-{key[:16]}.json"
    rules = _load(kept, key)
    if rules is None:
        rules = read_rules(paths)
        with suppress(OSError):
            _store(kept, key, rules)
    return rules


def _key(paths: Sequence[Path]) -> str:
    """Changes with the rule files and with the code that reads them."""
    digest = hashlib.sha256(f"{code_digest(*_CODE)}\n".encode())
    for path in paths:
        digest.update(f"{path}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _load(kept: Path, key: str) -> list[Rule] | None:
    """The rules in the file, or None unless every byte is as it was written for this key."""
    try:
        checksum, _, body = kept.read_bytes().partition(b"\n")
    except OSError:
        return None
    if checksum != _checksum(key, body):
        return None
    return [_value(encoded) for encoded in json.loads(body)]


def _store(kept: Path, key: str, rules: list[Rule]) -> None:
    body = json.dumps([_encoded(rule) for rule in rules], ensure_ascii=False).encode()
    kept.parent.mkdir(parents=True, exist_ok=True)
    for old in kept.parent.glob("rules-*"):
        old.unlink(missing_ok=True)
    unfinished = kept.with_suffix(".unfinished")
    unfinished.write_bytes(_checksum(key, body) + b"\n" + body)
    unfinished.replace(kept)


def _checksum(key: str, body: bytes) -> bytes:
    return hashlib.sha256(key.encode() + body).hexdigest().encode()


def _encoded(value: Any) -> Any:  # noqa: ANN401 - any part of a rule, as JSON has it
    """A part of a rule as JSON: an object for a class or a set, an array for a tuple, else the value itself."""
    if isinstance(value, tuple):
        return [_encoded(part) for part in value]
    if isinstance(value, frozenset):
        return {"set": sorted(value)}
    if is_dataclass(value):
        return {"class": type(value).__name__, **{f.name: _encoded(getattr(value, f.name)) for f in fields(value)}}
    return value


def _value(encoded: Any) -> Any:  # noqa: ANN401 - the inverse of `_encoded`
    if isinstance(encoded, list):
        return tuple(_value(part) for part in encoded)
    if not isinstance(encoded, dict):
        return encoded
    if "set" in encoded:
        return frozenset(encoded["set"])
    parts = {name: _value(part) for name, part in encoded.items() if name != "class"}
    return _CLASSES[encoded["class"]](**parts)
