"""Reading ahead what pages need of a version, so that no reader is the first to wait for it."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable

from flask import Flask

from ..views.citations.page_references import described_works
from ..views.closure_index import index_of
from ..views.dates.precision import instants_of
from ..views.entities.lifetimes import lifetimes_of
from ..views.numbers import numbers_of
from ..views.schema import schema_of
from ..views.situations.stored_overview import overview_of
from ..views.terms.axioms import AXIOMS
from .evidence import version_evidence
from .pages.answers.ask import questions
from .pages.answers.search import names
from .pages.entities.summaries import salience_of
from .pages.ontology.rule import own_rules
from .pages.quality import findings_of
from .request_context import published, settings, snapshots
from .services import services_of
from .source_coverage import coverage_rules

_PAUSE_SECONDS = 2.0
"""Between looks for another version."""
_SETTLED_SECONDS = 30.0
"""A version that is followed by another before that is not worth what preparing the days of all times costs."""


def read_ahead(app: Flask) -> None:
    """Read what pages need of the version that is served now."""
    with app.app_context():
        served = published()
        # In the order of need: what every page of an entity reads first, then what searches and questions read, which
        # takes longest for a new version; what a few pages count or compare last.
        schema_of(served)
        coverage_rules()
        for read_first in (instants_of, index_of, lifetimes_of):
            read_first(served)
        version_evidence()
        salience_of(served)
        described_works(served)
        names()
        questions()
        for read in (numbers_of, AXIOMS.of):
            read(served)
        own_rules(settings())
        for read_last in (overview_of, findings_of):
            read_last(served)
        snapshots().prepare(served.folder)
    keep_from_collector()


def keep_from_collector() -> None:
    """Take what has been read, millions of objects that stay, out of what the garbage collector looks through.

    Each full collection would stop a request for 0.2 seconds. Of the version before, what the collector alone can
    free is freed first.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def keep_ahead(app: Flask) -> threading.Thread:
    """Read ahead in the background, now and whenever another version is published, until the service stops."""
    thread = threading.Thread(target=_keep, args=(app,), name="read-ahead", daemon=True)
    thread.start()
    return thread


def _keep(app: Flask) -> None:
    shared = services_of(app)
    latest, since, is_prepared = "", 0.0, False
    while True:
        version = shared.publication.version()
        if version != latest:
            _try(app, read_ahead, "Reading ahead for the pages failed; each page reads what it needs.")
            latest, since, is_prepared = version, time.monotonic(), False
        elif not is_prepared and time.monotonic() - since > _SETTLED_SECONDS:
            is_prepared = not _try(
                app, prepare_epoch, "Preparing other days failed; the first of an epoch takes longer."
            )
        if shared.stopping.wait(_PAUSE_SECONDS):
            return


def prepare_epoch(app: Flask) -> bool:
    """Prepare the days of one more epoch, one to two seconds of work; returns whether there was one."""
    with app.app_context():
        return snapshots().prepare_epoch(published().folder)


def _try(app: Flask, work: Callable[[Flask], bool | None], failure: str) -> bool:
    """Work ahead; what fails is logged here with a sentence, and reported where it is needed."""
    try:
        return bool(work(app))
    except Exception:
        app.logger.exception(failure)
        return False
