"""Where the statements about one thing are read: in the index of a version's closure, or in a store by SPARQL.

Both give the same; the index is faster by far, and has every day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Protocol

from ...rdf.namespaces import COVERAGE_GRAPH, HISTORY_GRAPH, NOT_DERIVED, WPH
from ...reason.evaluation.dates.days import day_number
from ...store import Store
from ..closure_index import ClosureIndex, Dated, cell_of, instant_of
from ..dates.periods import Period
from ..select import select
from ..situations.reported import LITERALS

_MARKS = "wph:lastConfirmed, wph:attestedSince"
_DATES, _ENDS = "wph:validFrom|wph:validUntil", "wph:validUntil, wph:datePrecision"
"""A record that its own graph does not date ends when another graph says so (see the time model)."""
_AS_SOURCE = (str(WPH.source), str(WPH.citedDocument))
"""Roles in which a thing is the source of what names it, and not its subject matter."""

Named = Mapping[str, Mapping[str, list[str]]]
"""Subjects with their values by property."""
Pairs = Mapping[tuple[str, str], list[Period]]
"""The periods of relations, by property and thing at the other end."""


class StatementReader(Protocol):
    """Reads what is stated of a thing, and what holds of it on a day."""

    def stated(self, iri: str) -> list[tuple[str, dict[str, str]]]:
        """What sources state of it: properties with values as terms of SPARQL's JSON results."""
        ...

    def shown(self, iri: str) -> set[tuple[str, str]]:
        """What holds on the day: properties with IRIs."""
        ...

    def shown_of(self, iri: str) -> set[tuple[str, str]]:
        """What relates others to it on the day: properties with the IRIs of their subjects."""
        ...

    def naming(self, iri: str) -> Named:
        """Everything that sources state of the subjects that name it, other than as their source.

        Until and since when a record is confirmed stands in a graph of its own, computed from its source's coverage.
        """
        ...

    def history(self, iri: str) -> dict[bool, Pairs]:
        """The periods of derived relations of the thing (False) and to it (True)."""
        ...


class IndexReader:
    """Reads in the index of a closure what holds on `day`; for one page, since it keeps what it has read."""

    def __init__(self, index: ClosureIndex, day: date) -> None:
        self._index = index
        self._day = day
        self._from = cache(index.from_subject)
        self._to = cache(index.to_object)

    def stated(self, iri: str) -> list[tuple[str, dict[str, str]]]:
        """See `StatementReader`."""
        return [(prop, cell_of(name)) for prop, name in self._index.stated(iri)]

    def shown(self, iri: str) -> set[tuple[str, str]]:
        """See `StatementReader`."""
        return self._held(self._from(iri))

    def shown_of(self, iri: str) -> set[tuple[str, str]]:
        """See `StatementReader`."""
        return self._held(self._to(iri))

    def _held(self, rows: Iterable[Dated]) -> set[tuple[str, str]]:
        number = day_number(self._day)
        return {(prop, other) for prop, other, begin, end, _ in rows if begin <= number < end}

    def naming(self, iri: str) -> Named:
        """See `StatementReader`."""
        named: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for subject, prop, value in self._index.stated_of_those_naming(iri, LITERALS):
            named[subject][prop].append(value)
        return named

    def history(self, iri: str) -> dict[bool, Pairs]:
        """See `StatementReader`."""
        return {False: _periods(self._from(iri)), True: _periods(self._to(iri))}


def _periods(rows: Iterable[Dated]) -> Pairs:
    periods: dict[tuple[str, str], list[Period]] = defaultdict(list)
    for prop, other, begin, end, is_past in rows:
        if is_past:
            periods[prop, other].append(Period(instant_of(begin), instant_of(end)))
    return periods


@dataclass(frozen=True)
class StoreReader:
    """Reads in a store, which shows the day."""

    store: Store

    def stated(self, iri: str) -> list[tuple[str, dict[str, str]]]:
        """See `StatementReader`."""
        text = f"SELECT DISTINCT ?p ?o WHERE {{ GRAPH ?g {{ <{iri}> ?p ?o }} FILTER({NOT_DERIVED}) }}"
        return [(row["p"]["value"], row["o"]) for row in select(self.store, text)]

    def shown(self, iri: str) -> set[tuple[str, str]]:
        """See `StatementReader`."""
        rows = select(self.store, f"SELECT ?p ?o WHERE {{ <{iri}> ?p ?o FILTER(isIRI(?o)) }}")
        return {(row["p"]["value"], row["o"]["value"]) for row in rows}

    def shown_of(self, iri: str) -> set[tuple[str, str]]:
        """See `StatementReader`."""
        rows = select(self.store, f"SELECT ?p ?s WHERE {{ ?s ?p <{iri}> FILTER(isIRI(?s)) }}")
        return {(row["p"]["value"], row["s"]["value"]) for row in rows}

    def naming(self, iri: str) -> Named:
        """See `StatementReader`."""
        named: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        role = f"?s ?role <{iri}>"
        literals, as_source = (", ".join(f"<{prop}>" for prop in sorted(props)) for props in (LITERALS, _AS_SOURCE))
        rows = select(
            self.store,
            f"""SELECT ?s ?p ?o WHERE {{
                {{ GRAPH ?g {{ {role} ; ?p ?o }} FILTER(isIRI(?o) || ?p IN ({literals})) }}
                UNION {{ GRAPH ?g {{ {role} }}
                    GRAPH <{COVERAGE_GRAPH}> {{ ?s ?p ?o }} FILTER(?p IN ({_MARKS})) }}
                UNION {{ GRAPH ?g {{ {role} }} FILTER NOT EXISTS {{ GRAPH ?g {{ ?s {_DATES} ?day }} }}
                    GRAPH ?other {{ ?s wph:validUntil ?end ; ?p ?o }} FILTER(?other != ?g && ?p IN ({_ENDS})) }}
                FILTER({NOT_DERIVED} && ?role NOT IN ({as_source})) }}""",
        )
        for row in rows:
            subject, prop, value = row["s"], row["p"]["value"], row["o"]
            if subject["type"] == "uri":
                named[subject["value"]][prop].append(value["value"])
        return named

    def history(self, iri: str) -> dict[bool, Pairs]:
        """See `StatementReader`."""
        return {False: self._history(iri, "Source", "Target"), True: self._history(iri, "Target", "Source")}

    def _history(self, iri: str, here: str, there: str) -> Pairs:
        rows = select(
            self.store,
            f"""SELECT ?p ?other ?f ?u WHERE {{ GRAPH <{HISTORY_GRAPH}> {{
                ?a owl:annotated{here} <{iri}> ; owl:annotatedProperty ?p ; owl:annotated{there} ?other
                OPTIONAL {{ ?a wph:heldFrom ?f }} OPTIONAL {{ ?a wph:heldUntil ?u }} }} }}""",
        )
        periods: dict[tuple[str, str], list[Period]] = defaultdict(list)
        for row in rows:
            period = Period(row.get("f", {}).get("value", ""), row.get("u", {}).get("value", ""))
            periods[row["p"]["value"], row["other"]["value"]].append(period)
        return periods
