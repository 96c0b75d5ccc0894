"""Relations with their periods, by SPARQL in the history of a version: for any time, without a store of the day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...rdf.curies import expand
from ...rdf.instants import instant
from ...reason.proofs.proof import Period
from ...store import Store
from ...views.answers.statements import day_of
from ...views.select import select
from ..language.window import Window, common, merged

_TERM = re.compile(r"[?{][\w]+\}?|\S+")
ITEM = "?item"


@dataclass(frozen=True)
class Statement:
    """A statement of a pattern: its terms are IRIs or variables; `is_dated` says that the history has its periods."""

    subject: str
    relation: str
    object: str
    is_dated: bool = True

    @property
    def variables(self) -> set[str]:
        """The variables in it."""
        return {term for term in (self.subject, self.relation, self.object) if term.startswith("?")}

    def with_item(self, iri: str) -> tuple[str, str, str]:
        """Its terms with an IRI for the item."""
        subject, relation, target = (
            iri if term == ITEM else term for term in (self.subject, self.relation, self.object)
        )
        return subject, relation, target


@dataclass(frozen=True)
class Item:
    """What fills the item of statements: its IRI, the periods in which all hold, and values of other variables."""

    iri: str
    periods: tuple[Period, ...]
    others: Mapping[str, tuple[str, ...]]


def read_statements(texts: Iterable[str], slots: Mapping[str, str]) -> tuple[Statement, ...]:
    """Statements of a pattern, such as `?item wph:memberOf {organization}`, with IRIs for slots.

    A statement that begins with `always` is one that does not change, which the history lacks.
    """
    return tuple(_statement(text, slots) for text in texts)


def _statement(text: str, slots: Mapping[str, str]) -> Statement:
    is_dated = not text.startswith("always ")
    subject, relation, target = (_term(term, slots) for term in _TERM.findall(text.removeprefix("always ")))
    return Statement(subject, relation, target, is_dated)


def _term(text: str, slots: Mapping[str, str]) -> str:
    if text.startswith("{"):
        return slots[text[1:-1]]
    return text if text.startswith("?") else expand(text)


def items_query(
    statements: Sequence[Statement], window: Window, without: Sequence[Statement] = (), kind: str = ""
) -> str:
    """The query for the items of statements that hold at some time in a window, and of `without` none does."""
    variables = sorted({name for statement in statements for name in statement.variables} - {ITEM})
    bounds = [f"?from{n} ?until{n}" for n, statement in enumerate(statements) if statement.is_dated]
    body = [_pattern(statement, str(n), window) for n, statement in enumerate(statements)]
    body += [f"MINUS {_pattern(other, f'N{n}', window)}" for n, other in enumerate(without)]
    if kind:
        body.append(
            f"{{ SELECT ?item WHERE {{ ?kind rdfs:subClassOf* <{kind}> . GRAPH ?asserted {{ ?item a ?kind }} }} }}"
        )
    inside = "\n".join(f"  {line}" for part in body for line in part.split("\n"))
    return f"SELECT DISTINCT {' '.join([ITEM, *variables, *bounds])} WHERE {{\n{inside}\n}}"


def _pattern(statement: Statement, suffix: str, window: Window) -> str:
    """A statement as a subquery: each is evaluated by itself, from its bound end, and only then joined."""
    subject, relation, target = (_written(term) for term in (statement.subject, statement.relation, statement.object))
    if not statement.is_dated:
        return f"{subject} {relation} {target} ."
    begins, ends = f"?from{suffix}", f"?until{suffix}"
    lines = [
        f"{{ SELECT {' '.join([*sorted(statement.variables), begins, ends])} WHERE {{ GRAPH graph:history {{",
        f"    ?held owl:annotatedSource {subject} ; owl:annotatedProperty {relation} ;",
        f"        owl:annotatedTarget {target} .",
        f"    OPTIONAL {{ ?held wph:heldFrom {begins} }} OPTIONAL {{ ?held wph:heldUntil {ends} }} }}",
    ]
    if window.ends:
        lines.append(f"    FILTER(!BOUND({begins}) || {begins} < {_instant(window.ends)})")
    if window.begins:
        lines.append(f"    FILTER(!BOUND({ends}) || {ends} > {_instant(window.begins)})")
    return "\n".join([*lines, "} }"])


def _written(term: str) -> str:
    return term if term.startswith("?") else f"<{term}>"


def _instant(day: date) -> str:
    return f'"{instant(day)}"^^xsd:dateTime'


def read_items(store: Store, query: str, window: Window) -> list[Item]:
    """The items that a query of `items_query` finds, with the periods in which all its statements hold."""
    periods: dict[str, list[Period]] = defaultdict(list)
    others: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in select(store, query):
        values = {name: cell["value"] for name, cell in row.items()}
        period = _all_of(values)
        iri = values.pop("item")
        if period is None or not window.meets(period):
            continue
        periods[iri].append(period)
        for name, value in values.items():
            if not re.fullmatch(r"(?:from|until)\d+", name) and value not in others[iri][name]:
                others[iri][name].append(value)
    return [
        Item(iri, merged(found), {name: tuple(values) for name, values in others[iri].items()})
        for iri, found in periods.items()
    ]


def _all_of(values: Mapping[str, str]) -> Period | None:
    """The days on which every statement of a solution holds; None where there are none."""
    whole: Period | None = Period(None, None)
    places = {name.lstrip("fromuntil") for name in values if re.fullmatch(r"(?:from|until)\d+", name)}
    for place in places:
        period = Period(day_of(values.get(f"from{place}", "")), day_of(values.get(f"until{place}", "")))
        whole = whole and common(whole, period)
    return whole


def periods_query(statement: Statement) -> str:
    """The query for the periods in which a statement without variables holds."""
    return items_query((statement,), Window(None, None, "")).replace(f"DISTINCT {ITEM} ", "DISTINCT ")


def read_periods(store: Store, query: str) -> tuple[Period, ...]:
    """The periods that a query of `periods_query` finds."""
    rows = select(store, query)
    return merged(
        Period(day_of(row.get("from0", {}).get("value", "")), day_of(row.get("until0", {}).get("value", "")))
        for row in rows
    )
