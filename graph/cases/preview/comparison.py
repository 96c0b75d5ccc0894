"""A case beside other sources: which of them say the same, which say otherwise, and what nobody else says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ...rdf.namespaces import CATALOG_GRAPH, NOT_DERIVED, SOURCE
from ...store import Store, select
from ...views.dates.periods import MONTH, YEAR, Period
from ...views.schema import Schema
from ...views.situations.reported import ReportedSituation, read_situation
from ..reading.relations import DIRECT, EVENT, ONE_WHO, ONE_WHOM, UNDERTAKING, WORDS
from ..reading.statements import Statement
from ..written.dates import WrittenDate

_REPORTS = f"""SELECT ?n ?x ?p ?o WHERE {{ VALUES (?n ?first ?a ?second ?b) {{ %s }}
    GRAPH ?g {{ ?x ?first ?a ; ?second ?b ; ?p ?o }} FILTER({NOT_DERIVED}) }}"""
_ALONE = f"""SELECT ?n ?x ?p ?o WHERE {{ VALUES (?n ?first ?a) {{ %s }}
    GRAPH ?g {{ ?x ?first ?a ; ?p ?o }} FILTER({NOT_DERIVED}) }}"""
_LABELS = f"""SELECT ?thing ?label WHERE {{ GRAPH <{CATALOG_GRAPH}> {{ ?thing rdfs:label ?label
    FILTER(lang(?label) = "en") }} }}"""


@dataclass(frozen=True)
class Report:
    """What another source says of the same: its name, the document it cites, the place, and its period in words.

    `differs` says that the dates, or what it names, cannot both be right.
    """

    source: str
    cited: str
    locator: str
    period: str
    differs: bool
    names: str = ""
    iri: str = ""

    def text(self) -> str:
        """The report as the end of a sentence."""
        origin = f"{self.source}, after {self.cited}" if self.cited else self.source
        what = " ".join(part for part in (self.names, self.period or "gives no dates") if part)
        return f"{origin}: {what}"


@dataclass(frozen=True)
class Compared:
    """A statement with what others report of the same; no reports where nobody else says it."""

    statement: Statement
    reports: tuple[Report, ...]

    @property
    def differs(self) -> bool:
        """Whether it contradicts a source: a source that reports several periods agrees by one of them."""
        by_source: dict[str, list[bool]] = defaultdict(list)
        for report in self.reports:
            by_source[report.source].append(report.differs)
        return any(all(differences) for differences in by_source.values())


class Comparison:
    """Compares statements with the other sources of a version."""

    def __init__(self, store: Store, schema: Schema, key: str) -> None:
        self._store = store
        self._schema = schema
        self._own = str(SOURCE[key])
        self._labels = {row["thing"]["value"]: row["label"]["value"] for row in select(store, _LABELS)}

    def compare(self, statements: Sequence[Statement]) -> list[Compared]:
        """Each statement with the reports of others."""
        reported = self._read(statements)
        rivals = self._read_rivals(statements)
        return [
            Compared(statement, tuple(self._reports(statement, reported[n], rivals[n])))
            for n, statement in enumerate(statements)
        ]

    def _reports(
        self, statement: Statement, same: Iterable[ReportedSituation], rivals: Iterable[ReportedSituation]
    ) -> list[Report]:
        reports = [self._report(each, differs=not _agree(statement, each.period)) for each in same]
        for each in rivals:
            if _overlaps(statement, each.period):
                reports.append(self._report(each, differs=True, names=self._other(statement, each)))
        return sorted(reports, key=lambda report: (not report.differs, report.source, report.period))

    def _report(self, situation: ReportedSituation, *, differs: bool, names: str = "") -> Report:
        return Report(
            self._labels.get(situation.source, situation.source.rpartition("/")[2]),
            self._labels.get(situation.cited, ""),
            situation.cited_locator or situation.locator,
            situation.period.text,
            differs,
            names,
            situation.iri,
        )

    def _other(self, statement: Statement, situation: ReportedSituation) -> str:
        """The name of the other that a rival report gives in the place of the statement's."""
        relation = statement.relation
        wanted = relation.whom_role if relation.has(ONE_WHOM) else relation.who_role
        iris = [other for role, other in situation.parts if role.endswith(f"#{wanted}")]
        return " and ".join(other.rpartition("/")[2] for other in iris)

    def _read(self, statements: Sequence[Statement]) -> dict[int, list[ReportedSituation]]:
        """The situations of the same kind with the same two, by the number of the statement."""
        pairs, alone = [], []
        for n, statement in enumerate(statements):
            relation = statement.relation
            if relation.traits & {DIRECT, UNDERTAKING, WORDS}:
                continue
            if statement.whom is None:
                alone.append(f"({n} wph:{relation.who_role} <{statement.who.iri}>)")
                continue
            sides = [(relation.who_role, statement.who.iri), (relation.whom_role, statement.whom.iri)]
            ways = [sides] if relation.who_role == relation.whom_role else [sides, _turned(statement)]
            pairs += [f"({n} {' '.join(f'wph:{role} <{iri}>' for role, iri in way)})" for way in ways]
        read: dict[int, list[ReportedSituation]] = defaultdict(list)
        for query, values in ((_REPORTS, pairs), (_ALONE, alone)):
            for n, situation in self._situations(query, values):
                if self._is_same_kind(statements[n], situation):
                    read[n].append(situation)
        return read

    def _read_rivals(self, statements: Sequence[Statement]) -> dict[int, list[ReportedSituation]]:
        """Situations that give another where there is one at a time, by the number of the statement."""
        values = []
        for n, statement in enumerate(statements):
            relation = statement.relation
            if relation.has(ONE_WHOM):
                values.append(f"({n} wph:{relation.who_role} <{statement.who.iri}>)")
            elif relation.has(ONE_WHO) and statement.whom:
                values.append(f"({n} wph:{relation.whom_role} <{statement.whom.iri}>)")
        rivals: dict[int, list[ReportedSituation]] = defaultdict(list)
        for n, situation in self._situations(_ALONE, values):
            statement = statements[n]
            named = {other for _, other in situation.parts}
            if statement.whom and not {statement.who.iri, statement.whom.iri} <= named:
                rivals[n].append(situation)
        return rivals

    def _situations(self, query: str, values: list[str]) -> Iterable[tuple[int, ReportedSituation]]:
        described: dict[tuple[int, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in select(self._store, query % " ".join(values)) if values else ():
            key = int(row["n"]["value"]), row["x"]["value"]
            described[key][row["p"]["value"]].append(row["o"]["value"])
        for (n, iri), properties in sorted(described.items()):
            situation = read_situation(self._schema, iri, properties)
            if situation is not None and situation.source != self._own:
                yield n, situation

    def _is_same_kind(self, statement: Statement, situation: ReportedSituation) -> bool:
        own = next((term for term in self._schema.above if term.endswith(f"#{statement.relation.situation}")), "")
        return situation.kind == own or self._schema.is_below(situation.kind, own)


def _turned(statement: Statement) -> list[tuple[str, str]]:
    """The two with their roles exchanged, as another source may record a symmetric relation."""
    assert statement.whom is not None
    relation = statement.relation
    sides = [(relation.who_role, statement.who.iri), (relation.whom_role, statement.whom.iri)]
    if not relation.has("symmetric"):
        return sides
    return [(relation.whom_role, statement.who.iri), (relation.who_role, statement.whom.iri)]


def _agree(statement: Statement, other: Period) -> bool:
    """Whether the dates of a statement and of a report can both be right; a missing date contradicts nothing."""
    begin, end = statement.period.begin, statement.period.end
    if statement.relation.has(EVENT):
        return _touches(begin, _first_days(other.begin, other.precision))
    precision = other.end_precision or other.precision
    return _touches(begin, _first_days(other.begin, other.precision)) and _touches(
        end, _last_days(other.end, precision)
    )


def _touches(written: WrittenDate | None, days: tuple[date, date] | None) -> bool:
    """Whether a date, which may lie on any day that it leaves open, can lie among half-open days."""
    if written is None or days is None:
        return True
    first, after = written.end.first, max(written.begin.after, written.end.after)
    return first < days[1] and days[0] < after


def _span(precision: str) -> int:
    return {YEAR: 366, MONTH: 31}.get(precision, 1)


def _first_days(instant: str, precision: str) -> tuple[date, date] | None:
    """The half-open days on which something began, as far as they are known."""
    if not instant:
        return None
    first = date.fromisoformat(instant[:10])
    return first, _after(first, precision)


def _after(first: date, precision: str) -> date:
    if precision == YEAR:
        return date(first.year + 1, 1, 1)
    if precision == MONTH:
        return date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first + timedelta(days=1)


def _last_days(instant: str, precision: str) -> tuple[date, date] | None:
    """The half-open days on which something ended; a month or year ends where its period does."""
    if not instant:
        return None
    end = date.fromisoformat(instant[:10])
    if precision in {YEAR, MONTH}:
        return end - timedelta(days=_span(precision)), end
    return end, end + timedelta(days=1)


def _overlaps(statement: Statement, other: Period) -> bool:
    """Whether a statement and a report surely hold on one day; without dates nothing is sure."""
    days = statement.period.lasting()
    if days is None or days.begin is None:
        return False
    begin = max(days.begin.isoformat(), other.begin[:10])
    ends = [end for end in (days.end.isoformat() if days.end else "", other.end[:10]) if end]
    return not ends or begin < min(ends)
