"""A tool as a value: its parameters, as JSON Schema and as a check of what a client sends, and its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ..errors import QueryError

if TYPE_CHECKING:
    from .session import Session

Json = dict[str, Any]
Arguments = Mapping[str, Any]
Answer = Callable[["Session", Arguments], Json]

_TYPES: dict[str, type] = {"string": str, "integer": int, "array": list}
_LONGEST_NAME = 1000
"""Characters of a text, unless its parameter says otherwise: names and dates are far shorter."""


@dataclass(frozen=True)
class Parameter:
    """A parameter of a tool; one without a default is required.

    `bounds` are the least and greatest number; `longest` is the number of characters of a text, or of each text of
    an array, `items` the number of texts of an array.
    """

    name: str
    description: str
    kind: Literal["string", "integer", "array"] = "string"
    default: Any = None
    required: bool = False
    bounds: tuple[int, int] = (0, 2**31)
    longest: int = _LONGEST_NAME
    items: int = 50

    @property
    def schema(self) -> Json:
        """The parameter in JSON Schema."""
        schema: Json = {"type": self.kind, "description": self.description}
        if self.kind == "array":
            schema |= {"items": {"type": "string", "maxLength": self.longest}, "maxItems": self.items}
        if self.kind == "string":
            schema["maxLength"] = self.longest
        if self.kind == "integer":
            schema |= {"minimum": self.bounds[0], "maximum": self.bounds[1]}
        return schema if self.default is None else {**schema, "default": self.default}

    def checked(self, value: object) -> object:
        """The value, if it fits.

        Raises QueryError when it does not.
        """
        if not isinstance(value, _TYPES[self.kind]) or isinstance(value, bool):
            raise QueryError(f"The argument {self.name!r} is {_shown(value)}; expected {_noun(self.kind)}.")
        if isinstance(value, int) and not self.bounds[0] <= value <= self.bounds[1]:
            raise QueryError(
                f"The argument {self.name!r} is {value}; expected a number from {self.bounds[0]} to {self.bounds[1]}."
            )
        if isinstance(value, list):
            self._check_items(value)
        elif isinstance(value, str):
            self._check_length(value)
        return value

    def _check_items(self, values: Sequence[object]) -> None:
        if len(values) > self.items:
            raise QueryError(f"The argument {self.name!r} has {len(values)} items; expected at most {self.items}.")
        for value in values:
            if not isinstance(value, str):
                raise QueryError(f"The argument {self.name!r} has the item {_shown(value)}; expected texts.")
            self._check_length(value)

    def _check_length(self, text: str) -> None:
        if len(text) > self.longest:
            raise QueryError(
                f"The argument {self.name!r} has {len(text):,} characters; expected at most {self.longest:,}."
            )


@dataclass(frozen=True)
class Tool:
    """A question that the graph answers; `description` is what a model reads to choose it.

    A `concurrent` tool only queries, so that several calls of it may run at once.
    """

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    answer: Answer
    concurrent: bool = False

    @property
    def schema(self) -> Json:
        """The parameters in JSON Schema 2020-12."""
        return {
            "type": "object",
            "properties": {parameter.name: parameter.schema for parameter in self.parameters},
            "required": [parameter.name for parameter in self.parameters if parameter.required],
            "additionalProperties": False,
        }

    def arguments(self, sent: Mapping[str, object]) -> Arguments:
        """What a client has sent, checked, with defaults for the rest.

        Raises QueryError naming the argument that is unknown, missing or does not fit.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in sent:
            if name not in known:
                raise QueryError(
                    f"The tool {self.name!r} has no argument {name!r}; expected {', '.join(known) or 'none'}."
                )
        missing = [name for name, each in known.items() if each.required and sent.get(name) in (None, "")]
        if missing:
            raise QueryError(
                f"The tool {self.name!r} needs the argument {missing[0]!r}: {known[missing[0]].description}"
            )
        given = {name: known[name].checked(value) for name, value in sent.items() if value is not None}
        return {name: given.get(name, each.default) for name, each in known.items()}


def _noun(kind: str) -> str:
    return {"string": "a text", "integer": "a whole number", "array": "a list of texts"}[kind]


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:40]}…"
