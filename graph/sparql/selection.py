"""Queries over the solutions of a SELECT query: how many there are, and some of them in an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .lexer import Token, significant_tokens
from .prologue import leading_declarations
from .rewriting import replace_tokens

_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r"})


@dataclass(frozen=True)
class Selection:
    """Some of the solutions: those in which a term, or a label of one, contains `text` whatever its case.

    `order` is the name of a variable, or empty for the query's own order; `first` is counted from 0.
    """

    text: str = ""
    order: str = ""
    is_descending: bool = False
    first: int = 0
    most: int = 500


def count_query(query: str, variables: Sequence[str], text: str = "") -> str:
    """The query for the number `?n` of the solutions of a SELECT query that contain a text.

    >>> print(count_query("PREFIX x: <urn:x> SELECT * FROM x:g { ?s ?p ?o }", ["s"]))
    PREFIX x: <urn:x>
    SELECT (COUNT(*) AS ?n) FROM x:g WHERE {
    { SELECT *   { ?s ?p ?o }
    }
    }
    """
    return _around(query, "(COUNT(*) AS ?n)", _filter(variables, text))


def part_query(query: str, variables: Sequence[str], selection: Selection) -> str:
    """The query for a part of the solutions of a SELECT query with these variables."""
    order = f"{'DESC' if selection.is_descending else 'ASC'}(?{selection.order})" if selection.order else ""
    ordering = f"ORDER BY (!BOUND(?{selection.order})) {order} " if order else ""
    shown = " ".join(f"?{name}" for name in variables)
    around = _around(query, shown, _filter(variables, selection.text))
    return f"{around}\n{ordering}LIMIT {selection.most} OFFSET {selection.first}"


def _around(query: str, shown: str, condition: str) -> str:
    """A SELECT over the query as its subquery, which has neither prologue nor dataset clauses of its own."""
    words = list(significant_tokens(query))
    length = leading_declarations(words)
    prologue = " ".join(token.text for token in words[:length])
    dataset = _dataset_clauses(words[length:])
    inner = replace_tokens(query, dict.fromkeys((*words[:length], *dataset), ""))
    # The engine keeps the order of a subquery, which SPARQL does not promise.
    lines = (prologue, f"SELECT {shown}{_spaced(dataset)} WHERE {{", f"{{ {inner.strip()}\n}}{condition}\n}}")
    return "\n".join(filter(None, lines))


def _dataset_clauses(words: Sequence[Token]) -> list[Token]:
    """The tokens of the clauses FROM and FROM NAMED, which stand before the outermost group."""
    clauses: list[Token] = []
    open_brackets = 0
    for place, token in enumerate(words):
        if token.text == "{":
            break
        open_brackets += (token.text == "(") - (token.text == ")")
        if not open_brackets and token.kind == "word" and token.text.upper() == "FROM":
            is_named = words[place + 1].text.upper() == "NAMED"
            clauses += words[place : place + 2 + is_named]
    return clauses


def _spaced(words: Sequence[Token]) -> str:
    return "".join(f" {token.text}" for token in words)


def _filter(variables: Sequence[str], text: str) -> str:
    if not text:
        return ""
    wanted = f'"{text.lower().translate(_ESCAPES)}"'
    own = [f"CONTAINS(LCASE(STR(?{name})), {wanted})" for name in variables]
    labels = [
        f"EXISTS {{ ?{name} {_LABEL} ?wph_label_{name} FILTER(CONTAINS(LCASE(STR(?wph_label_{name})), {wanted})) }}"
        for name in variables
    ]
    return f"\nFILTER({' || '.join([*own, *labels])})"
