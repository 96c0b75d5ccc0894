"""Metrics for Prometheus: requests, their time and size, and the state of pool and cache when asked."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from ...workers import WorkerPool
from ..protocol.answer_cache import AnswerCache

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """The metrics of one application, in a registry of its own."""

    def __init__(self, pool: WorkerPool, cache: AnswerCache) -> None:
        self.registry = CollectorRegistry()
        self.registry.register(_States(pool, cache))
        self._requests = Counter(
            "westphalia_requests", "Requests by method and status", ["method", "status"], registry=self.registry
        )
        self._outcomes = Counter("westphalia_queries", "Queries by outcome", ["outcome"], registry=self.registry)
        self._counters: dict[tuple[str, int], Counter] = {}
        self._seconds = Histogram(
            "westphalia_request_seconds", "Time of a request", buckets=_SECONDS, registry=self.registry
        )
        self._bytes = Counter("westphalia_response_bytes", "Bytes of response bodies", registry=self.registry)
        self._running = Gauge("westphalia_requests_running", "Requests being answered", registry=self.registry)

    def begin(self) -> None:
        """A request has begun."""
        self._running.inc()

    def end(self, method: str, status: int, seconds: float, size: int) -> None:
        """A request has ended."""
        self._running.dec()
        self._of(method, status).inc()
        self._seconds.observe(seconds)
        self._bytes.inc(size)

    def _of(self, method: str, status: int) -> Counter:
        """The counter of requests with a method and a status, which takes the library a while to find."""
        found = self._counters.get((method, status))
        if found is None:
            found = self._counters[method, status] = self._requests.labels(method, str(status))
        return found

    def count_query(self, outcome: str) -> None:
        """A query has been answered, or not."""
        self._outcomes.labels(outcome).inc()

    @property
    def running(self) -> int:
        """Requests that are being answered now."""
        return int(self._running._value.get())


class _States(Collector):
    """The state of pool and cache, read at each scrape."""

    def __init__(self, pool: WorkerPool, cache: AnswerCache) -> None:
        self._pool = pool
        self._cache = cache

    def collect(self) -> Iterator[GaugeMetricFamily | CounterMetricFamily]:
        """The present values."""
        pool, cache = self._pool.state(), self._cache.state()
        for name, text, value in (
            ("westphalia_workers", "Worker processes", pool.workers),
            ("westphalia_workers_busy", "Worker processes that answer", pool.busy),
            ("westphalia_queries_waiting", "Queries that wait for a worker", pool.waiting),
            ("westphalia_cache_entries", "Answers in the cache", cache.entries),
            ("westphalia_cache_bytes", "Size of the cache", cache.bytes),
        ):
            yield GaugeMetricFamily(name, text, value)
        for name, text, value in (
            ("westphalia_workers_ended", "Workers ended before their answer was whole", pool.ended),
            ("westphalia_cache_hits", "Answers found in the cache", cache.hits),
            ("westphalia_cache_misses", "Answers not found in the cache", cache.misses),
        ):
            yield CounterMetricFamily(name, text, value)
