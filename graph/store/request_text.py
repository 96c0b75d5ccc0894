"""The text of queries and updates as it is sent to another server."""

from __future__ import annotations

from ..errors import QueryError
from ..rdf.namespaces import PREFIXES
from ..sparql.lexer import tokens
from ..sparql.prologue import own_prefixes, used_prefixes
from .store import Kind

_FORMS: dict[str, Kind] = {"SELECT": "bindings", "ASK": "boolean", "CONSTRUCT": "graph", "DESCRIBE": "graph"}


def query_kind(query: str) -> Kind:
    """The kind of result of a query, by its first keyword after the prologue.

    Raises QueryError when the text is not a query.
    """
    keywords = (token.text.upper() for token in tokens(query) if token.kind == "word")
    form = next((keyword for keyword in keywords if keyword in _FORMS), None)
    if form is None:
        raise QueryError("The query has no SELECT, ASK, CONSTRUCT or DESCRIBE; expected one of them.")
    return _FORMS[form]


def declared(text: str, base: str | None = None) -> str:
    """The text with a declaration of `base`, and of the project's prefixes that it uses without declaring them.

    >>> print(declared("ASK { id:x a ?c }"))
    PREFIX id: <https://w3id.org/westphalia/id/>
    ASK { id:x a ?c }
    """
    own = own_prefixes(text)
    needed = [name for name in used_prefixes(text) if name in PREFIXES and name not in own]
    lines = [f"PREFIX {name}: <{PREFIXES[name]}>" for name in needed]
    if base is not None:
        lines.insert(0, f"BASE <{base}>")
    return "\n".join([*lines, text])
