"""Failures of requests to another server as errors of the package, in one sentence each."""

from __future__ import annotations

import re
from urllib.error import HTTPError

from ..errors import QueryError, StoreError, TimeLimitError, WestphaliaError
from ..rdf.reading import one_sentence

_MAX_SENTENCE = 300
"""Characters of a server's own message, which may be a page or a trace."""
_MAX_BODY = 10_000


class NotFoundError(StoreError):
    """The server has no such graph."""


def refusal(address: str, error: HTTPError) -> WestphaliaError:
    """The error for an HTTP response with a status of 400 or above."""
    body = error.read(_MAX_BODY).decode("utf-8", "replace")
    sentence = one_sentence(re.sub(r"<[^>]*>", " ", body))[:_MAX_SENTENCE]  # error pages are often HTML
    endpoint = _endpoint(address)
    if error.code == 404:
        return NotFoundError(f"The store at {endpoint} has no such graph or address.")
    if error.code in {401, 403}:
        return StoreError(f"The store at {endpoint} refused the request ({error.code}): {sentence}.")
    if error.code < 500:
        return QueryError(f"The store at {endpoint} cannot answer ({error.code}): {sentence}.")
    return StoreError(f"The store at {endpoint} failed ({error.code}): {sentence}.")


def unreachable(address: str, error: Exception, timeout: float) -> WestphaliaError:
    """The error for a request without response: TimeLimitError after `timeout` seconds, else StoreError."""
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return TimeLimitError(f"The store at {_endpoint(address)} did not answer within {timeout:g} seconds.")
    return StoreError(f"The store at {_endpoint(address)} cannot be reached: {one_sentence(str(reason))}.")


def _endpoint(address: str) -> str:
    return address.split("?", maxsplit=1)[0]
