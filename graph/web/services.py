"""The composition root: what all requests of an application share, made from its settings."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask

from ..settings import Settings
from ..sparql.complexity import QueryLimits
from ..sparql.federation import Fetcher
from ..store import remote_store
from ..versions.day_snapshots import Snapshots
from ..versions.published import CurrentVersion
from ..versions.transactions import Answer, answer_in_pool
from ..workers import PoolLimits, WorkerPool
from ..workers.remote import RelayPool
from .access.rate_limit import RateLimiter
from .days_elsewhere import DaysElsewhere
from .middleware.metrics import Metrics
from .protocol.answer_cache import AnswerCache
from .writing import Writing, outside

_SERVICES = "westphalia"

MakeWriting = Callable[[Settings, Answer, Fetcher], Writing]
"""Makes the write access of an application from settings, evaluator of WHERE, and client of other servers."""


@dataclass(frozen=True)
class Services:
    """What all requests of an application share."""

    settings: Settings
    publication: CurrentVersion
    snapshots: Snapshots
    days_elsewhere: DaysElsewhere | None
    writing: Writing
    outside: Fetcher
    pool: WorkerPool
    cache: AnswerCache
    metrics: Metrics
    rates: RateLimiter
    query_limits: QueryLimits
    stopping: threading.Event
    """Set once the service accepts no new requests."""


def make_services(settings: Settings, make_writing: MakeWriting, pool: WorkerPool | None = None) -> Services:
    """The services with the limits of `settings`; they use `pool` where one is passed, else a new one."""
    pool = pool or make_pool(settings)
    limits = QueryLimits(settings.max_query_bytes, settings.max_query_depth, settings.max_query_patterns)
    fetcher = outside(settings)
    cache = AnswerCache(settings.cache_mb * 1024 * 1024, settings.cache_entry_kb * 1024)
    return Services(
        settings=settings,
        publication=CurrentVersion(settings),
        snapshots=Snapshots(settings.snapshots),
        days_elsewhere=DaysElsewhere.of(settings),
        writing=make_writing(settings, answer_in_pool(pool, limits), fetcher),
        outside=fetcher,
        pool=pool,
        cache=cache,
        metrics=Metrics(pool, cache),
        rates=RateLimiter(settings.rate, settings.rate_burst, limit_loopback=settings.trusted_proxies > 0),
        query_limits=limits,
        stopping=threading.Event(),
    )


def make_pool(settings: Settings) -> WorkerPool:
    """The pool that answers queries: workers here, or a store on another server."""
    limits, store = PoolLimits.of(settings), remote_store(settings)
    return WorkerPool(limits) if store is None else RelayPool(limits, store)


def configuration(shared: Services) -> dict[str, Any]:
    """The application's configuration entries that hold the services."""
    return {_SERVICES: shared}


def services_of(app: Flask) -> Services:
    """The services of an application."""
    found: Services = app.config[_SERVICES]
    return found
