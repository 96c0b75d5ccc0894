"""What relations rest on, for pages: the rules of the version, and the confirmations that were found for a day."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date

from ...versions.published import PublishedVersion
from ...views.closure_index import index_of
from ...views.entities.entity import Entity
from ...views.entities.evidence import Evidence
from ...views.entities.grounds import GroundFinder, Statement
from ...views.entities.join_plans import RuleBook
from ...views.entities.lifetimes import lifetimes_of
from ...views.entities.rule_facts import read_rule_facts
from ...views.entities.ways import read_ways
from ...views.schema import schema_of
from ...views.version_cache import PerVersion
from ..request_context import published
from ..source_coverage import coverage_rules

_DAYS = 16
"""Days of which confirmations are kept: some 100,000 statements, thus some 20 MB, each at most."""


def _read_book(version: PublishedVersion) -> RuleBook:
    ways = read_ways(version.store, schema_of(version), coverage_rules().rules)
    return RuleBook(ways, read_rule_facts(index_of(version), version.store, ways.patterns))


_BOOKS = PerVersion(_read_book)
_CONFIRMED: PerVersion[OrderedDict[date, dict[Statement, str]]] = PerVersion(lambda _version: OrderedDict())


def rule_book() -> RuleBook:
    """The ways to relations in the version, with the statements that they match."""
    return _BOOKS.of(published())


def evidence_of(entity: Entity) -> Evidence:
    """The evidence for the relations of an entity on its date."""
    version, book = published(), rule_book()
    lifetimes = lifetimes_of(version)

    def finder_on(day: date) -> GroundFinder:
        return GroundFinder(book, lifetimes, entity.iri, day, _confirmed_on(version, day))

    return Evidence(entity.date, finder_on)


def _confirmed_on(version: PublishedVersion, day: date) -> dict[Statement, str]:
    """What has been found for a day; other requests add to it at the same time, and find the same."""
    days = _CONFIRMED.of(version)
    found = days.setdefault(day, {})
    while len(days) > _DAYS:
        days.popitem(last=False)
    return found
