"""A shortcut to cached answers, in front of the application.

The application remembers answers by what the query means; this layer remembers, for a GET, the bytes of the request
that led to such an answer, with the headers that it got. The same bytes on the same version then need neither
reading nor routing. What the cache has dropped, or what belongs to an old version, goes the long way.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..protocol.answer_cache import AnswerCache
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
class _Known:
    """What a request led to: the key of its answer in the cache, the hash of its query, its tag and its headers.

    `whole` says that they are the headers of the answer itself, not of the word that it has not changed.
    """

    key: Hashable
    query: str
    etag: str
    headers: Headers
    whole: bool


class Shortcut:
    """Wraps an application; `version` names what it serves now."""

    def __init__(self, application: WSGIApplication, cache: AnswerCache, version: Callable[[], str]) -> None:
        self._application = application
        self._cache = cache
        self._version = version
        self._lock = threading.Lock()
        self._known: OrderedDict[Hashable, _Known] = OrderedDict()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from the cache if these bytes are known, else let the application answer."""
        if not self._cache.is_on or environ["REQUEST_METHOD"] != "GET" or not environ.get("QUERY_STRING"):
            return self._application(environ, start_response)
        request = (self._version(), environ["wsgi.url_scheme"], *(environ.get(name, "") for name in _READ))
        known = self._known.get(request)
        if known is not None and known.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            environ[NOTES] = {"cached": known.key, "query": known.query}
            start_response("304 NOT MODIFIED", [header for header in known.headers if header[0] not in _OF_A_BODY])
            return []
        answer = self._cache.get(known.key) if known is not None and known.whole else None
        if known is None or answer is None:
            return self._application(environ, self._learning(request, environ, start_response))
        environ[NOTES] = {"cached": known.key, "query": known.query}
        start_response("200 OK", known.headers)
        return [answer.body]

    def _learning(
        self, request: Hashable, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Callable[..., Any]:
        """A `start_response` that remembers the headers of an answer which the cache has."""

        def start(status: str, headers: Headers, exc_info: Any = None) -> Any:  # noqa: ANN401 - as WSGI has it
            notes = environ.get(NOTES, {})
            if "cached" in notes and status[:3] in {"200", "304"}:
                kept = [(name, "hit" if name == "X-Cache" else value) for name, value in headers]
                etag = next(value for name, value in headers if name == "ETag")
                self._remember(request, _Known(notes["cached"], notes["query"], etag, kept, status[:3] == "200"))
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

        return start

    def _remember(self, request: Hashable, known: _Known) -> None:
        with self._lock:
            if known.whole or request not in self._known:
                self._known[request] = known
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)


_OF_A_BODY = frozenset({"Content-Length", "Content-Type", "Content-Encoding", "Content-Disposition"})
