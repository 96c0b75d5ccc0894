"""An answer of another server, passed on as it comes."""

from __future__ import annotations

import http.client
import io
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from ...errors import ClientGoneError, ResultLimitError, StoreError, TimeLimitError, WestphaliaError
from .. import PoolLimits, Stream
from ..querying import write_table
from ..tasks import TABLE

_BLOCK = 64 * 1024


@dataclass(frozen=True)
class Terms:
    """The limits of one answer: seconds in all, the pool's limits, and a test whether its client has gone."""

    seconds: float
    limits: PoolLimits
    cancelled: Callable[[], bool]


class RelayedStream(Stream):
    """See `Stream`. Closing it closes the connection, by which the other server may notice."""

    def __init__(self, response: http.client.HTTPResponse, head: dict[str, Any], max_rows: int, terms: Terms) -> None:
        self._response = response
        self._terms = terms
        self._max_rows = max_rows
        self.deadline = time.monotonic() + terms.seconds
        self.is_open, self.is_whole = True, False
        self.bytes = 0
        self.head = head
        self.summary: dict[str, Any] = {}

    def begin(self) -> None:
        """The head is there from the start."""

    def __iter__(self) -> Iterator[bytes]:
        """The bytes of the answer as they come."""
        if self.head["format"] == TABLE and not self.is_whole:
            yield self._table()
            return
        while not self.is_whole:
            block = self._next()
            if block:
                yield block

    def close(self) -> None:
        """Close the connection."""
        self.is_open = False
        self._response.close()

    def expire(self, why: WestphaliaError | None = None) -> None:
        """Close the connection from another thread."""
        self.close()

    def _next(self) -> bytes:
        try:
            self._check()
            block = self._response.read1(_BLOCK)
        except TimeoutError:
            self.close()
            raise self._too_late() from None
        except (OSError, ValueError, http.client.HTTPException):
            self.close()
            raise StoreError("The store on the other server broke off its answer.") from None
        if not block:
            self._end()
        self.bytes += len(block)
        return block

    def _end(self) -> None:
        left = self._response.length
        self.close()
        if left:
            raise StoreError("The store on the other server broke off its answer.")
        self.is_whole = True

    def _check(self) -> None:
        why: WestphaliaError | None = None
        if time.monotonic() > self.deadline:
            why = self._too_late()
        elif self._terms.cancelled():
            why = ClientGoneError("The client closed its connection.")
        elif self.bytes > self._terms.limits.result_bytes:
            why = ResultLimitError(
                f"The answer is longer than {self._terms.limits.result_bytes} bytes, the limit here."
            )
        if why is not None:
            self.close()
            raise why

    def _table(self) -> bytes:
        """The answer as the table of a page, made from the whole of it."""
        blocks: list[bytes] = []
        while not self.is_whole:
            blocks.append(self._next())
        results = ox.parse_query_results(b"".join(blocks), format=ox.QueryResultsFormat.JSON)
        assert isinstance(results, ox.QuerySolutions)
        file = io.BytesIO()
        self.summary = write_table(results, self._max_rows, file)
        return file.getvalue()

    def _too_late(self) -> TimeLimitError:
        return TimeLimitError(f"The query took longer than {self._terms.seconds:g} seconds, the limit here.")
