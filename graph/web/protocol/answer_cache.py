"""The cache of answers: whole responses of one version, bounded by bytes, those used last."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

_OVERHEAD_BYTES = 1000
"""What an entry takes beside its body: key, headers, bookkeeping."""


@dataclass(frozen=True)
class CachedAnswer:
    """A whole answer: content type, encoding (empty for none), entity tag, bytes as sent, notices about its query."""

    content_type: str
    encoding: str
    etag: str
    body: bytes
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class CacheState:
    """What a cache holds, and its numbers of hits and misses."""

    entries: int
    bytes: int
    hits: int
    misses: int


class AnswerCache:
    """Answers by key. The sum of their sizes stays at most `max_bytes`; `max_entry_bytes` bounds each.

    Keys name the version, so an answer of an old version is never a hit again and is evicted in time.
    """

    def __init__(self, max_bytes: int, max_entry_bytes: int) -> None:
        self._max_bytes = max_bytes
        self.max_entry_bytes = min(max_entry_bytes, max_bytes)
        self._lock = threading.Lock()
        self._entries: OrderedDict[Hashable, CachedAnswer] = OrderedDict()
        self._bytes = self._hits = self._misses = 0

    @property
    def is_on(self) -> bool:
        """Whether it keeps anything at all."""
        return self._max_bytes > 0

    def get(self, key: Hashable) -> CachedAnswer | None:
        """The answer with this key, if it is here."""
        with self._lock:
            found = self._entries.get(key)
            if found is None:
                self._misses += 1
            else:
                self._hits += 1
                self._entries.move_to_end(key)
            return found

    def put(self, key: Hashable, answer: CachedAnswer) -> None:
        """Keep an answer, unless it is too long; those used longest ago make room."""
        if len(answer.body) > self.max_entry_bytes or not self.is_on:
            return
        with self._lock:
            self._drop(key)
            self._entries[key] = answer
            self._bytes += len(answer.body) + _OVERHEAD_BYTES
            while self._bytes > self._max_bytes:
                self._drop(next(iter(self._entries)))

    def state(self) -> CacheState:
        """What it holds now."""
        with self._lock:
            return CacheState(len(self._entries), self._bytes, self._hits, self._misses)

    def _drop(self, key: Hashable) -> None:
        found = self._entries.pop(key, None)
        if found is not None:
            self._bytes -= len(found.body) + _OVERHEAD_BYTES
