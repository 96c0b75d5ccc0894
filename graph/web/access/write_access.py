"""Who may write: those who bring the token, or, where the service is open, those on the same machine."""

from __future__ import annotations

from ipaddress import ip_address
from typing import NoReturn
from urllib.parse import urlsplit

from flask import request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from ..request_context import writing

_LOCAL_NAMES = {"localhost", "localhost.localdomain"}


def authorize() -> None:
    """Let the request pass if it may write.

    Aborts with 403 where the service accepts no writes, 401 where the token is missing or wrong (RFC 6750).
    """
    allowed = writing()
    if allowed.token is not None:
        if not allowed.token.matches(_given_token()):
            _ask_for_token()
    elif allowed.open:
        _refuse_others_than_this_machine()
        _refuse_foreign_pages()
    else:
        raise Forbidden(
            "This service is read-only; it accepts writes when started with a token (WESTPHALIA_WRITE_TOKEN_FILE)."
        )


def _given_token() -> str:
    """The token as bearer, or as the password of Basic, which is all that some SPARQL clients can send."""
    given = request.authorization
    if given is None:
        return ""
    return (given.token if given.type == "bearer" else given.password) or ""


def _ask_for_token() -> NoReturn:
    # The reason is deliberately not disclosed.
    error = {"error": "invalid_token"} if request.authorization else {}
    challenges = [WWWAuthenticate("bearer", {"realm": "westphalia", **error})]
    raise Unauthorized("Writing needs the token: send 'Authorization: Bearer …'.", www_authenticate=challenges)


def _refuse_others_than_this_machine() -> None:
    if not _is_loopback(request.remote_addr or ""):
        raise Forbidden("Writes without a token are taken from this machine only.")


def _refuse_foreign_pages() -> None:
    """Refuse what a web page of another site makes a browser send to this machine.

    Without a token, only the origin of a request distinguishes a user's own program from such a page: requests of a
    page carry its Origin, and one that reaches us by a name of its own (DNS rebinding) carries that name as Host.
    """
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise Forbidden(f"Pages of {origin} may not write here; start the service with a token to allow it.")
    name = urlsplit(f"//{request.host}").hostname or ""
    if name not in _LOCAL_NAMES and not _is_loopback(name):
        raise Forbidden(f"Writes without a token are taken on this machine only, not as {name!r}.")


def _is_loopback(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
