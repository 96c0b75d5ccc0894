"""The page of the Python API, made from its docstrings, signatures and fields."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cached_property

from .. import api, errors

_HEAD = """\
# Python API

Written by `westphalia docs` from the docstrings of the package; edit those, not this page. Tests run every example;
in them `graph` is what `westphalia.open()` returns.

```python
import westphalia

graph = westphalia.open()  # the graph on this machine, built if need be
graph = westphalia.open("http://localhost:8000")  # or that of a running service: the same methods
```

Data frames need pandas, Polars or pyarrow: `python -m pip install 'westphalia[pandas]'`, `[polars]` or `[arrow]`.
"""
_CLASSES = (
    api.KnowledgeGraph,
    api.QueryResult,
    api.IRI,
    api.Text,
    api.Listing,
    api.EntityDescription,
    api.Fact,
    api.Report,
    api.SourceDisagreement,
    api.StatementExplanation,
    api.StatementAnswer,
    api.RelatedList,
    api.Conversions,
    api.Panel,
)
_QUOTED = re.compile(r"'([^']*)'")
_TREE = "WestphaliaError\n"


def render_python_api() -> str:
    """The page as Markdown."""
    sections = [
        _function("westphalia.open", api.open, "##"),
        _function("westphalia.dataset", api.dataset, "##"),
        *map(_class, _CLASSES),
        _errors(),
    ]
    return "\n".join([_HEAD, *sections])


def _class(described: type) -> str:
    parts = [f"## {described.__name__}\n", _text(described), *_fields(described)]
    for name, member in _members(described):
        if inspect.isfunction(member):
            parts.append(_function(f"{described.__name__}.{name}", member, "###"))
        else:
            parts.append(f"### {described.__name__}.{name}\n\n{_text(member)}")
    return "\n".join(parts)


def _members(described: type) -> Iterator[tuple[str, object]]:
    """Its public methods and properties: its own first, then those of the classes above it in this package."""
    seen: set[str] = set()
    for owner in described.__mro__:
        if owner.__module__.partition(".")[0] != __name__.partition(".")[0]:
            continue
        for name, member in vars(owner).items():
            documented = inspect.isfunction(member) or isinstance(member, property | cached_property)
            if documented and not name.startswith("_") and name not in seen:
                seen.add(name)
                yield name, member


def _fields(described: type) -> Iterator[str]:
    if is_dataclass(described):
        listed = ", ".join(f"`{field.name}`" for field in fields(described))
        yield f"Fields: {listed}.\n"


def _function(name: str, function: object, heading: str) -> str:
    assert callable(function)
    signature = inspect.signature(function)
    shown = [parameter for parameter in signature.parameters.values() if parameter.name != "self"]
    text = str(signature.replace(parameters=shown))
    return f"{heading} {name}\n\n`{name.rpartition('.')[2]}{_QUOTED.sub(_unquoted, text)}`\n\n{_text(function)}"


def _unquoted(match: re.Match[str]) -> str:
    # Annotations are strings here; what is left in quotation marks are defaults, which hold neither | nor [.
    return match[1] if match.start() and match.string[match.start() - 2] in ":>" else match[0]


def _text(described: object) -> str:
    """A docstring as Markdown, its examples as code."""
    lines: list[str] = []
    is_code = False
    for line in (inspect.getdoc(described) or "").split("\n"):
        if line.startswith(">>>") and not is_code:
            is_code = True
            lines.append("```python")
        elif not line and is_code:
            is_code = False
            lines.append("```")
        lines.append(line)
    return "\n".join([*lines, *(["```"] if is_code else []), ""])


def _errors() -> str:
    tree = _TREE + (errors.__doc__ or "").partition(_TREE)[2].rstrip()
    head = "## Errors\n\n`westphalia.errors` has one tree of exceptions, each with one clear sentence."
    return f"{head}\n\n```text\n{tree}\n```\n"
