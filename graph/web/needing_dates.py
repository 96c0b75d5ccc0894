"""Pages that need dates, which a version of another reasoner has not, so that documents about the service say so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from werkzeug.exceptions import NotFound

_View = TypeVar("_View", bound=Callable[..., Any])
_MARKED: set[Callable[..., Any]] = set()


def needs_dates(view: _View) -> _View:
    """Mark a page as one that is not found in a version without dates."""
    _MARKED.add(view)
    return view


def is_marked(view: Callable[..., Any]) -> bool:
    """Whether a page is one that needs dates."""
    return view in _MARKED


def without_dates() -> NotFound:
    """What such a page raises in a version without dates."""
    return NotFound("This version has no dates: its reasoner keeps none.")
