"""Notices about a query: terms that do not exist, and the pattern that leaves a query without results."""

from .notice import Notice, with_notices
from .query_notices import notices_of
from .unknown_terms import missing_terms

__all__ = ["Notice", "missing_terms", "notices_of", "with_notices"]
