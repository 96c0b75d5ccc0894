"""Reading ahead what pages need of a version, so that no reader is the first to wait for it."""

from __future__ import annotations

import gc
import threading

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
    _keep_from_collector()


def _keep_from_collector() -> None:
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
    latest = ""
    while True:
        version = shared.publication.version()
        if version != latest:
            _try(app)
            latest = version
        if shared.stopping.wait(_PAUSE_SECONDS):
            return


def _try(app: Flask) -> None:
    """Read ahead; what fails is logged here, and reported on the page that needs it."""
    try:
        read_ahead(app)
    except Exception:
        app.logger.exception("Reading ahead for the pages failed; each page reads what it needs.")
