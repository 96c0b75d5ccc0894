"""Conditional requests (RFC 9110, section 13) on versions of the dataset."""

from __future__ import annotations

from collections.abc import Callable

from flask import request
from werkzeug.http import quote_etag

from ...errors import StaleError


def etag_of(version: str) -> str:
    """The entity tag of a version; those of its representations begin with it and a point."""
    return quote_etag(version)


def expected_version() -> Callable[[str], None]:
    """A check of If-Match: the version that a write is about to change must be one that the client knows.

    The tag of any form of a version will do. The check raises StaleError when it fails.
    """
    given = request.if_match
    if not given or given.star_tag:
        return lambda _version: None
    known = {tag.split(".")[0] for tag in given.as_set()}

    def check(version: str) -> None:
        if version not in known:
            raise StaleError(f"The version is {version}, not one that If-Match names; read again and repeat.")

    return check


def check_absence(*, exists: bool) -> None:
    """Raise StaleError when If-None-Match requires that nothing exists yet, and something does."""
    if exists and request.if_none_match.star_tag:
        raise StaleError("The graph exists already, and If-None-Match requires that it does not.")


def check_presence(*, exists: bool) -> None:
    """Raise StaleError when If-Match requires that something exists, and nothing does."""
    if not exists and request.if_match.star_tag:
        raise StaleError("The graph does not exist, and If-Match requires that it does.")
