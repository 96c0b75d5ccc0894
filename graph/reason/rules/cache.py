"""Parsed rules, kept as data: parsing a hundred SPARQL files takes seconds, reading the results a few milliseconds.

    <cache>/rules-<code>/<content>.json

There is a file for each rule, named after the content of the rule's file, in a folder named after the code that read
it; so a rule that changes is the only one parsed again, and all builds share the cache. Such a file has two lines: a
checksum and the rule as JSON. It holds values only, never code, and one that is damaged is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, cast

from ...code_digest import code_digest
from ...rdf.reading import unreadable
from ...sparql.files import file_name
from . import rule as rule_module
from .reader import read_rule, read_rules
from .rule import Rule

_CODE = [Path(__file__), Path(__file__).with_name("reader.py")]
_CLASSES: dict[str, type] = {name: value for name, value in vars(rule_module).items() if is_dataclass(value)}  # type: ignore[misc]
"""The classes of which rules are made, by name."""
_READ: dict[str, Rule] = {}
"""The rules that this process has read, by key: each explanation asks for all of them."""


def read_rules_cached(paths: Sequence[Path], cache: Path | None) -> list[Rule]:
    """Read rule files like `read_rules`, keeping the results in the folder `cache` (None: nowhere).

    A cache that cannot be written costs time only. Raises ReasoningError as `read_rules` does.
    """
    return read_rules(paths, None if cache is None else _RuleCache(cache).read)


class _RuleCache:
    """The rules in one folder, as the code of today reads them."""

    def __init__(self, cache: Path) -> None:
        self._code = code_digest(*_CODE)
        self._folder = cache / f"rules-{self._code[:16]}"

    def read(self, path: Path) -> Rule:
        """The rule in a file, parsed unless it is kept."""
        key = self._key(path)
        if key not in _READ:
            _READ[key] = self._read(path, key)
        return _READ[key]

    def _read(self, path: Path, key: str) -> Rule:
        kept = self._folder / f"{key}.json"
        rule = _load(kept, key)
        if rule is None:
            rule = read_rule(path)
            with suppress(OSError):
                self._keep(kept, key, rule)
        return rule

    def _key(self, path: Path) -> str:
        """Changes with the name of the rule, the content of its file, and the code that reads it."""
        try:
            text = path.read_bytes()
        except OSError as error:
            raise unreadable(path, error) from None
        return hashlib.sha256(b"\n".join([self._code.encode(), file_name(path).encode(), text])).hexdigest()

    def _keep(self, kept: Path, key: str, rule: Rule) -> None:
        if not self._folder.exists():
            self._begin()
        body = json.dumps(_encoded(rule), ensure_ascii=False).encode()
        unfinished = kept.with_suffix(f".{uuid.uuid4().hex}")
        unfinished.write_bytes(_checksum(key, body) + b"\n" + body)
        unfinished.replace(kept)

    def _begin(self) -> None:
        """Make the folder, in the place of those of other code."""
        for old in self._folder.parent.glob("rules-*"):
            shutil.rmtree(old, ignore_errors=True)
        self._folder.mkdir(parents=True, exist_ok=True)


def _load(kept: Path, key: str) -> Rule | None:
    """The rule in the file, or None unless every byte is as it was written for this key."""
    try:
        checksum, _, body = kept.read_bytes().partition(b"\n")
    except OSError:
        return None
    return cast(Rule, _value(json.loads(body))) if checksum == _checksum(key, body) else None


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
