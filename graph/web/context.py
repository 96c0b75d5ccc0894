"""What a request works with: the settings, the build that it reads, and the services that all requests share."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, Request, current_app, g, request

from ..settings import Settings
from ..sparql.complexity import QueryLimits
from ..sparql.federation import Fetcher
from ..store import remote_store
from ..versions.day_snapshots import Snapshots
from ..versions.published import CurrentVersion, PublishedVersion
from ..versions.transactions import Answer, answer_in_pool
from ..workers import PoolLimits, WorkerPool
from ..workers.remote import RelayPool
from .access.rate_limit import RateLimiter
from .middleware.metrics import Metrics
from .protocol.answer_cache import AnswerCache
from .writing import Writing, outside

_SERVICES = "westphalia"
NOTES = "westphalia.notes"
"""Where in a request's WSGI environment its notes are, for what wraps the application."""


MakeWriting = Callable[[Settings, Answer, Fetcher], Writing]
"""Makes the writing of an application: with its settings, what answers the patterns of updates, and the door out."""


@dataclass(frozen=True)
class Services:
    """What all requests of an application share."""

    settings: Settings
    publication: CurrentVersion
    snapshots: Snapshots
    writing: Writing
    outside: Fetcher
    pool: WorkerPool
    cache: AnswerCache
    metrics: Metrics
    rates: RateLimiter
    query_limits: QueryLimits
    stopping: threading.Event
    """Set when no new request is taken any more."""


def make_services(settings: Settings, make_writing: MakeWriting, pool: WorkerPool | None = None) -> Services:
    """The services with the limits that the settings give; `pool` is one that exists already."""
    pool = pool or make_pool(settings)
    limits = QueryLimits(settings.max_query_bytes, settings.max_query_depth, settings.max_query_patterns)
    fetcher = outside(settings)
    cache = AnswerCache(settings.cache_mb * 1024 * 1024, settings.cache_entry_kb * 1024)
    return Services(
        settings=settings,
        publication=CurrentVersion(settings),
        snapshots=Snapshots(settings.snapshots),
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


def services() -> Services:
    """The services of the application that answers the present request."""
    return services_of(current_app)


def settings() -> Settings:
    """The settings of the application."""
    return services().settings


def snapshots() -> Snapshots:
    """The snapshots of the application."""
    return services().snapshots


def published() -> PublishedVersion:
    """The build of this request, the same from its first use to its end."""
    if "served" not in g:
        g.served = services().publication.current()
    served: PublishedVersion = g.served
    return served


def writing() -> Writing:
    """How the application writes."""
    return services().writing


def current_request() -> Request:
    """The present request itself: what Flask calls `request` looks it up at each use."""
    found: Request = request._get_current_object()  # type: ignore[attr-defined]
    return found


def note(**values: Any) -> None:  # noqa: ANN401 - each note has its own type
    """Note something of this request for what wraps the application: access log, metrics, the cache's shortcut."""
    request.environ.setdefault(NOTES, {}).update(values)
