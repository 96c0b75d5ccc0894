"""The coverage of the day of a page or an endpoint, read once for each version."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial

from ..views.answers import day_coverage
from ..views.answers.completeness import CoverageRules, own_rules, read_coverage
from ..views.answers.day_coverage import Sources, read_source_coverage
from ..views.notices.coverage_reasons import CoverageOf
from ..views.schema import schema_of
from ..views.version_cache import PerVersion
from .request_context import published, settings

HEADER = "Westphalia-Coverage"
"""The response header that says of each source where the day lies to its coverage."""
_SOURCES = PerVersion(lambda served: read_source_coverage(served.store))
_HEADERS = PerVersion(lambda served: _remembered_headers(_SOURCES.of(served)))
"""The values of the header: nearly all requests are about the same few days."""
_REMEMBERED = 64
_RULES = PerVersion(lambda served: read_coverage(served.store, own_rules(settings())))


def coverage_rules() -> CoverageRules:
    """The coverage statements of the version, and the ways to its relations."""
    return _RULES.of(published())


def current_coverage() -> CoverageOf:
    """The same with the schema of the version, for notices."""
    return CoverageOf(schema_of(published()), coverage_rules())


def coverage_notice(day: date) -> str:
    """What a page must say of a day that the lists do not all cover."""
    return day_coverage.coverage_notice(_SOURCES.of(published()), day)


def coverage_header(day: date) -> str:
    """The value of the header for a day."""
    return _HEADERS.of(published())(day)


def _remembered_headers(sources: Sources) -> Callable[[date], str]:
    return lru_cache(_REMEMBERED)(partial(day_coverage.coverage_header, sources))
