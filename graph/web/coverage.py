"""The coverage of the version that a request reads, read once for each version."""

from __future__ import annotations

from ..views.notices.coverage_reasons import CoverageOf, read_coverage_of
from ..views.version_cache import PerVersion
from .request_context import published, settings

_COVERAGE = PerVersion(lambda version: read_coverage_of(version.store, settings().ontology_dir))


def current_coverage() -> CoverageOf:
    """The coverage of the version of the present request."""
    return _COVERAGE.of(published())
