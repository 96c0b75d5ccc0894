"""What to cite for the page of an entity or a pair: `/cite?of=id:kazakhstan&at=…`, as a page and in four forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest

from ....rdf.curies import shorten
from ....views.citations.page_references import PageReferences, graph_reference, page_references
from ....views.citations.reference import Reference, bibtex, csl_json, plain, ris
from ....views.entities.entity import Entity
from ....views.situations.reported import ReportedSituation
from ...request_context import published
from ..common.forms import empty_form
from ..common.parameters import iri_of
from ..common.rendering import page
from ..common.requested_entity import requested_entity
from ..common.selected_day import Day

blueprint = Blueprint("citation", __name__)


class _Form(NamedTuple):
    label: str
    media_type: str
    write: Callable[[Iterable[Reference]], str]


FORMS = {
    "bibtex": _Form("BibTeX", "application/x-bibtex", bibtex),
    "ris": _Form("RIS", "application/x-research-info-systems", ris),
    "csl": _Form("CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json),
    "text": _Form("Plain text", "text/plain", plain),
}


@blueprint.get("/cite")
def cite() -> Response:
    """List what to cite for what the graph says of an entity, or of two, on a day: original sources first."""
    form = empty_form()
    if form is not None:
        return form
    names = [name for name in request.args.get("of", "").split(",") if name.strip()]
    if not 1 <= len(names) <= 2:
        raise BadRequest("The parameter of names no entity; expected one or two, for instance of=id:kazakhstan.")
    described = [requested_entity(iri_of(name.strip())) for name in names]
    entities, day = [entity for entity, _ in described], described[0][1]
    title = " and ".join(entity.title for entity in entities)
    records = _records(*(entity.statements.records for entity in entities))
    return _as(request.args.get("format", ""), references_of(entities[0], records, title).listed, title, day)


def references_of(
    entity: Entity, records: Iterable[ReportedSituation], title: str, most: int | None = None
) -> PageReferences:
    """What to cite for those of the records that hold on the date of the entity; see `page_references`."""
    holding = [record for record in records if record.period.holds(entity.date)]
    served = published()
    graph = graph_reference(title, entity.iri, entity.date, served.manifest)
    return page_references(served, holding, graph, most)


def _records(first: Iterable[ReportedSituation], *others: Iterable[ReportedSituation]) -> list[ReportedSituation]:
    """The records that name all entities."""
    in_others = [{record.iri for record in records} for records in others]
    return [record for record in first if all(record.iri in iris for iris in in_others)]


def _as(form: str, listed: tuple[Reference, ...], title: str, day: Day) -> Response:
    if not form:
        of = ",".join(shorten(iri_of(name.strip())) for name in request.args["of"].split(","))
        return page("cite.html", references=listed, title=title, day=day, of=of, forms=FORMS)
    if form not in FORMS:
        raise BadRequest(f"format is {form!r}; expected one of {', '.join(FORMS)}.")
    chosen = FORMS[form]
    return Response(chosen.write(listed), content_type=f"{chosen.media_type}; charset=utf-8")
