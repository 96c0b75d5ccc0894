"""What a request works with: the settings, the build that it reads from, and how it may write."""

from __future__ import annotations

from flask import current_app, g

from ..served import Publication, Served
from ..settings import Settings
from ..snapshots import Snapshots
from .writing import Writing

_SETTINGS = "WESTPHALIA_SETTINGS"
_PUBLICATION = "WESTPHALIA_PUBLICATION"
_SNAPSHOTS = "WESTPHALIA_SNAPSHOTS"
_WRITING = "WESTPHALIA_WRITING"


def configuration(settings: Settings, writing: Writing) -> dict[str, object]:
    """The application's configuration entries that hold what `context` gives."""
    return {
        _SETTINGS: settings,
        _PUBLICATION: Publication(settings),
        _SNAPSHOTS: Snapshots(settings.snapshots),
        _WRITING: writing,
    }


def settings() -> Settings:
    """The settings of the application."""
    found = current_app.config[_SETTINGS]
    assert isinstance(found, Settings)
    return found


def snapshots() -> Snapshots:
    """The snapshots of the application."""
    found = current_app.config[_SNAPSHOTS]
    assert isinstance(found, Snapshots)
    return found


def published() -> Served:
    """The build of this request, the same from its first use to its end."""
    if "served" not in g:
        publication = current_app.config[_PUBLICATION]
        assert isinstance(publication, Publication)
        g.served = publication.current()
    served = g.served
    assert isinstance(served, Served)
    return served


def writing() -> Writing:
    """How the application writes."""
    found = current_app.config[_WRITING]
    assert isinstance(found, Writing)
    return found
