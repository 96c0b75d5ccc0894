"""What belongs to the present request: the version that it reads, its notes, and the services it reaches."""

from __future__ import annotations

from typing import Any

from flask import Request, current_app, g, request

from ..settings import Settings
from ..versions.day_snapshots import Snapshots
from ..versions.leases import Lease
from ..versions.published import PublishedVersion
from .services import Services, services_of
from .writing import Writing

NOTES = "westphalia.notes"
"""The key in a request's WSGI environment under which the layers around the application find its notes."""


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
    """The version that this request reads, the same from its first use to its end."""
    if "served" not in g:
        g.served = services().publication.current()
        hold(g.served.lease)
    served: PublishedVersion = g.served
    return served


def hold(lease: Lease) -> None:
    """Keep a folder until the answer to this request has left, which may be long after the view has returned."""
    g.setdefault("leases", []).append(lease)


def held() -> list[Lease]:
    """The leases of this request."""
    leases: list[Lease] = g.get("leases", [])
    return leases


def writing() -> Writing:
    """How the application writes."""
    return services().writing


def current_request() -> Request:
    """The present request itself; Flask's `request` is a proxy that looks it up at each use."""
    found: Request = request._get_current_object()  # type: ignore[attr-defined]
    return found


def note(**values: Any) -> None:  # noqa: ANN401 - each note has its own type
    """Note something about this request for the layers around the application: access log, metrics, cache."""
    request.environ.setdefault(NOTES, {}).update(values)
