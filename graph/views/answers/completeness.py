"""Whether the lists are complete enough to say that a statement does not hold.

A relation with coverage statements of its own goes by these: those about one of its ends count before those about the
whole relation. A relation without any is as complete as everything from which it follows: it is denied only if every
way to it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ...inputs.ontology import domain_rule_paths
from ...reason.rules.cache import read_rules_cached
from ...reason.rules.rule import Rule
from ...settings import Settings
from ...store import Store
from .derivations import Derivations, read_derivations
from .disjointness import Disjointness, read_disjointness
from .statements import CoverageStatement, of_scope, read_statements


@dataclass(frozen=True)
class Completeness:
    """What coverage says of a statement on a day.

    `denied_by` are the complete lists that let one say that it does not hold; empty, it is not known, and `gaps` are
    the statements nearest to it: selections, lists of unknown completeness, and lists that do not reach that day.
    `unlisted` are the relations that no list is about.
    """

    denied_by: tuple[CoverageStatement, ...]
    gaps: tuple[CoverageStatement, ...]
    unlisted: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Whether silence means that it does not hold."""
        return bool(self.denied_by) and not self.gaps and not self.unlisted


@dataclass(frozen=True)
class CoverageRules:
    """The coverage statements of a graph, the ways to its relations, and what the ontology holds impossible."""

    statements: tuple[CoverageStatement, ...]
    derivations: Derivations
    disjointness: Disjointness
    rules: tuple[Rule, ...]

    @cached_property
    def _by_relation(self) -> Mapping[str, tuple[CoverageStatement, ...]]:
        found: dict[str, list[CoverageStatement]] = defaultdict(list)
        for statement in self.statements:
            found[statement.relation].append(statement)
        return {relation: tuple(statements) for relation, statements in found.items()}

    def completeness(self, relation: str, ends: tuple[str, ...], day: date) -> Completeness:
        """What coverage says of a relation between `ends` (one end alone for a whole list) on a day."""
        parts = list(self._parts(relation, ends, day, set()))
        denied = tuple(dict.fromkeys(s for part in parts for s in part.denied_by))
        gaps = tuple(dict.fromkeys(s for part in parts for s in part.gaps))
        unlisted = tuple(dict.fromkeys(name for part in parts for name in part.unlisted))
        return Completeness(denied, gaps, unlisted)

    def has_statements(self, relation: str) -> bool:
        """Whether a list of its own feeds the relation."""
        return relation in self._by_relation

    def _parts(
        self, relation: str, ends: tuple[str, ...], day: date, seen: set[tuple[str, bool]]
    ) -> Iterator[Completeness]:
        """What coverage says of each relation on which a relation rests, each once: ways meet, and go in circles."""
        if (relation, bool(ends)) in seen:
            return
        seen.add((relation, bool(ends)))
        if self.has_statements(relation):
            yield _of_statements(of_scope(self._by_relation[relation], ends), day, relation)
            return
        ways = self.derivations.get(relation, ())
        if not ways:
            yield Completeness((), (), (relation,))
        for way in ways:
            for needed in way.relations:
                # Only what relates the same two ends is limited to them.
                yield from self._parts(needed, ends if way.direct else (), day, seen)


def own_rules(settings: Settings) -> list[Rule]:
    """The project's own rules, by which relations follow from others."""
    return read_rules_cached(domain_rule_paths(settings.ontology_dir), settings.cache_dir)


def read_coverage(store: Store, rules: Sequence[Rule]) -> CoverageRules:
    """What answers need of a graph, whichever day they are about."""
    return CoverageRules(
        read_statements(store), read_derivations(store, rules), read_disjointness(store), tuple(rules)
    )


def _of_statements(statements: tuple[CoverageStatement, ...], day: date, relation: str) -> Completeness:
    """What statements about one relation say: one that is complete on the day is enough."""
    complete = tuple(s for s in statements if s.covers(day) and s.completeness == "complete")
    if complete:
        return Completeness(complete, (), ())
    nearest = sorted(statements, key=lambda statement: statement.distance(day))[:1]
    return Completeness((), tuple(nearest), () if nearest else (relation,))
