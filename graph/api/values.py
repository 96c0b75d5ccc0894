"""The values in the rows of a result: RDF terms as the Python values that they stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ..rdf.curies import local_name, shorten

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = (
    *("integer", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger"),
    *("negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
)


class IRI(str):
    """An IRI, which is a string like any other.

    >>> country = IRI("https://w3id.org/westphalia/id/kazakhstan")
    >>> country.curie, country.local_name
    ('id:kazakhstan', 'kazakhstan')
    """

    @property
    def curie(self) -> str:
        """The IRI with a prefix of the project, or whole where none fits."""
        return shorten(str(self))

    @property
    def local_name(self) -> str:
        """The last part of the IRI."""
        return local_name(str(self))


class BlankNode(str):
    """A blank node, as `_:` and the name that it has in one result."""


class Text(str):
    """A text in a language; `direction` is `ltr`, `rtl`, or empty where the literal has no base direction.

    >>> Text("Kasachstan", "de").language
    'de'
    """

    language: str
    direction: str

    def __new__(cls, text: str, language: str, direction: str = "") -> Text:
        """Make the text with its language tag and its base direction."""
        made = super().__new__(cls, text)
        made.language = language
        made.direction = direction
        return made

    def __reduce__(self) -> tuple[type[Text], tuple[str, str, str]]:  # for copies and pickles
        return Text, (str(self), self.language, self.direction)


Value = IRI | BlankNode | Text | str | int | float | Decimal | bool | date | datetime | None
"""A value of a row; None where a variable is not bound. A literal of another datatype is its lexical form."""

_READERS: dict[str, Callable[[str], Value]] = {
    **dict.fromkeys((_XSD + name for name in _INTEGERS), int),
    f"{_XSD}decimal": Decimal,
    f"{_XSD}double": float,
    f"{_XSD}float": float,
    f"{_XSD}boolean": lambda text: text in {"true", "1"},
    f"{_XSD}dateTime": datetime.fromisoformat,
    f"{_XSD}date": date.fromisoformat,
}


def read_term(term: Mapping[str, Any] | None) -> Value:
    """The value of a term of SPARQL JSON results.

    >>> read_term({"type": "literal", "value": "42", "datatype": "http://www.w3.org/2001/XMLSchema#integer"})
    42
    """
    if term is None:
        return None
    kind, value = term["type"], term["value"]
    if kind == "uri":
        return IRI(value)
    if kind == "bnode":
        return BlankNode(f"_:{value}")
    if kind == "triple":
        return " ".join(("<<(", *(str(read_term(value[part])) for part in ("subject", "predicate", "object")), ")>>"))
    if "xml:lang" in term:
        return Text(value, term["xml:lang"], term.get("its:dir", ""))
    return _read_literal(value, term.get("datatype", ""))


def _read_literal(text: str, datatype: str) -> Value:
    try:
        return _READERS.get(datatype, str)(text)
    except (ValueError, ArithmeticError):  # Python has no year 0 or 10000; what it cannot hold stays as it is written
        return text
