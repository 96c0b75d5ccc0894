"""What relations rest on, for pages: read once for each version."""

from __future__ import annotations

from ..versions.published import PublishedVersion
from ..views.closure_index import index_of
from ..views.entities.evidence import VersionEvidence, read_evidence
from ..views.version_cache import PerVersion
from .request_context import published
from .source_coverage import coverage_rules


def _read(version: PublishedVersion) -> VersionEvidence:
    index = index_of(version)
    return read_evidence(version, coverage_rules().rules, None if index is None else index.edges)


_EVIDENCE = PerVersion(_read)


def version_evidence() -> VersionEvidence:
    """The evidence for the relations of the version."""
    return _EVIDENCE.of(published())
