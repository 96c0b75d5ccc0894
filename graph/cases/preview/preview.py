"""The preview of a case: its messages, what other sources say, what follows from it, and contradictions."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ...inputs.confirmations import confirmations
from ...inputs.ontology import rule_paths
from ...rdf.namespaces import CATALOG_GRAPH, COVERAGE_GRAPH, GRAPH, ID, SOURCE, WPH
from ...rdf.reading import Document
from ...reason import Contradiction
from ...reason.rules.cache import read_rules_cached
from ...reason.rules.rule import Rule
from ...reason.trial import Trial, TrialClosure, TrialFact
from ...settings import Settings
from ...views.dates.periods import Period
from ...views.schema import RELATED, Schema, read_schema
from ..case import Case, read_case
from ..reading.knowledge import Knowledge
from .comparison import Compared, Comparison


@dataclass(frozen=True)
class Conclusion:
    """What follows: a relation of one to others, in a period, and the rule by which it follows."""

    subject: str
    relation: str
    objects: tuple[str, ...]
    period: str
    rule: str

    def text(self) -> str:
        """The conclusion as a sentence."""
        when = f" ({self.period})" if self.period else ""
        return f"{self.subject} {self.relation} {', '.join(self.objects)}{when}"


@dataclass(frozen=True)
class Preview:
    """What a case would be; `seconds` is how long it took from reading the folder on."""

    case: Case
    compared: tuple[Compared, ...]
    conclusions: tuple[Conclusion, ...]
    contradictions: tuple[Contradiction, ...]
    seconds: float

    @property
    def differing(self) -> list[Compared]:
        """The statements that contradict another source."""
        return [each for each in self.compared if each.differs]

    @property
    def confirmed(self) -> list[Compared]:
        """The statements that another source makes too."""
        return [each for each in self.compared if each.reports and not each.differs]

    @property
    def alone(self) -> list[Compared]:
        """The statements that nobody else makes."""
        return [each for each in self.compared if not each.reports]


@dataclass
class Previewer:
    """Previews one folder again and again; what does not change with it is read once."""

    folder: Path
    settings: Settings
    knowledge: Knowledge
    _closure: TrialClosure | None = field(default=None, repr=False)
    _schema: Schema | None = field(default=None, repr=False)
    _comparison: Comparison | None = field(default=None, repr=False)
    _titles: dict[str, str] = field(default_factory=dict, repr=False)

    def preview(self) -> Preview:
        """Read the folder as it is now, and what follows from it.

        Raises ReasoningError when what it says cannot be reasoned over.
        """
        begin = time.monotonic()
        case = read_case(self.folder, self.knowledge)
        compared = self._compared().compare(case.statements)
        trial = self._trial().add(quads_of(case)) if case.triples else Trial((), ())
        conclusions = tuple(self._conclusions(trial.facts, case))
        return Preview(case, tuple(compared), conclusions, trial.contradictions, time.monotonic() - begin)

    def close(self) -> None:
        """Give up the copy of the closure."""
        if self._closure is not None:
            self._closure.close()

    @property
    def key(self) -> str:
        """The key of the source, which is the folder's name."""
        return self.folder.resolve().name

    def _compared(self) -> Comparison:
        if self._comparison is None:
            self._comparison = Comparison(self.knowledge.store, self._ontology(), self.key)
        return self._comparison

    def _ontology(self) -> Schema:
        if self._schema is None:
            self._schema = read_schema(self.knowledge.store)
        return self._schema

    def _trial(self) -> TrialClosure:
        if self._closure is None:
            rules = self._rules()
            self._titles = {rule.name: rule.title for rule in rules}
            graph, source, records = GRAPH[self.key], SOURCE[self.key], ID[f"{self.key}/"]
            self._closure = TrialClosure(self.knowledge.folder, rules, str(graph), str(source), str(records))
        return self._closure

    def _rules(self) -> list[Rule]:
        return read_rules_cached(rule_paths(self.settings.ontology_dir), self.settings.cache_dir)

    def _conclusions(self, facts: Iterable[TrialFact], case: Case) -> Iterable[Conclusion]:
        """The relations between entities that follow, the narrowest of each pair, with one line for one relation."""
        schema = self._ontology()
        narrow = _narrowest([fact for fact in facts if _is_relation(fact, schema)], schema)
        labels = self._labels(narrow, case)
        grouped: dict[tuple[str, str, str | None, str | None, str], list[str]] = defaultdict(list)
        for fact in narrow:
            grouped[fact.subject, fact.predicate, fact.begin, fact.until, fact.rule].append(fact.object)
        for (subject, predicate, begin, until, rule), objects in grouped.items():
            yield Conclusion(
                labels[subject],
                schema.label(predicate),
                tuple(sorted(labels[iri] for iri in objects)),
                Period(begin or "", until or "").text,
                self._titles.get(rule, rule),
            )

    def _labels(self, facts: Sequence[TrialFact], case: Case) -> dict[str, str]:
        iris = {iri for fact in facts for iri in (fact.subject, fact.object)}
        own = case.records.labels
        labels = self.knowledge.catalog.names.labels(iris)
        return {iri: own.get(iri) or labels.get(iri) or iri.rpartition("/")[2] for iri in iris}


def quads_of(case: Case) -> list[str]:
    """The quads that a published case adds to the asserted ones, as lines of N-Quads."""
    described = [*case.description.triples()] if case.description and case.is_described else []
    documents = [
        Document(case.folder, str(GRAPH[case.key]), tuple(case.triples)),
        Document(case.folder, str(CATALOG_GRAPH), tuple(described)),
    ]
    confirmed = Document(case.folder, str(COVERAGE_GRAPH), tuple(confirmations(documents)))
    return [f"{quad} .\n" for document in (*documents, confirmed) for quad in document.quads()]


def _is_relation(fact: TrialFact, schema: Schema) -> bool:
    """Whether a fact relates two entities; records are not shown, since they are what is typed."""
    return (
        schema.is_below(fact.predicate, RELATED)
        and _is_entity(fact.subject)
        and _is_entity(fact.object)
        and fact.predicate.startswith(str(WPH))
        and (fact.predicate not in schema.symmetric or fact.subject < fact.object)
    )


def _is_entity(iri: str) -> bool:
    return iri.startswith(str(ID)) and "/" not in iri.removeprefix(str(ID))


def _narrowest(facts: Sequence[TrialFact], schema: Schema) -> list[TrialFact]:
    """The facts without those that another of the same two already says more exactly."""
    predicates: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in facts:
        predicates[fact.subject, fact.object].add(fact.predicate)
        predicates[fact.object, fact.subject].add(fact.predicate)
    return [fact for fact in facts if fact.predicate in schema.narrowest(predicates[fact.subject, fact.object])]
