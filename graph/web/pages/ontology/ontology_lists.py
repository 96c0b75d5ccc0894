"""The lists of the ontology at addresses of their own: terms, the project's own rules, modules, changes of terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from ....rdf.curies import shorten
from ....rdf.namespaces import ONTOLOGY_IRI
from ....views.schema import schema_of
from ....views.tables.table import Cell, Column, Part, Row, Table
from ....views.terms.changes import changes_of_terms
from ....views.terms.listing import ontology_terms, terms_table
from ...request_context import published, settings
from ..common.tables import FORMATS, as_requested_file, list_page, requested
from .module import change_notes, modules_of
from .rule import own_rules

blueprint = Blueprint("ontology_lists", __name__)


def ontology_list(name: str, extension: str = "") -> Response:
    """Give one list of the ontology whole: terms (all, or of a `module`), rules, modules, or changes of terms."""
    table = _LISTS[name]()
    if extension:
        return as_requested_file(table, extension)
    module = request.args.get("module", "")
    keep = {"module": module} if module and name == "terms" else {}
    return list_page(requested(table, f"/ontology/{name}", keep), table.title, back=("/ontology", "Ontology"))


def _terms() -> Table:
    """The terms, all or those of the module that the address names; aborts with 404 for one that there is not."""
    groups, module = ontology_terms(published().store), request.args.get("module", "")
    if not module:
        return terms_table(groups)
    iri = f"{ONTOLOGY_IRI}/{module}"
    if iri not in modules_of(settings().ontology_dir):
        raise NotFound(f"The ontology has no module {module!r}; /ontology/modules lists those it has.")
    return terms_table([(title, [term for term in terms if term.module == iri]) for title, terms in groups])


def _rules() -> Table:
    rules = (
        Row(
            {
                "label": Cell(rule.title, (Part(rule.title, href=f"/rule/{rule.name}"),)),
                "rule": Cell(rule.name),
                "derives": _terms_cell(rule.derives),
                "uses": _terms_cell(rule.needs),
                "finds_contradictions": Cell(rule.finds_contradictions),
            }
        )
        for rule in own_rules(settings())
    )
    columns = (
        Column("label", "Rule"),
        *(Column(name, name.capitalize()) for name in ("derives", "uses")),
        *(Column(name) for name in ("rule", "finds_contradictions")),
    )
    return Table("rules", "Rules of the project", columns, tuple(rules))


def _terms_cell(terms: Iterable[str]) -> Cell:
    """Terms by their names for people, linked; as data by their CURIEs."""
    schema, ordered = schema_of(published()), sorted(terms, key=shorten)
    parts = (
        Part(schema.label(term), iri=term, after="," if place < len(ordered) else "")
        for place, term in enumerate(ordered, 1)
    )
    return Cell(" ".join(map(shorten, ordered)), tuple(parts))


def _modules() -> Table:
    modules = (
        Row(
            {
                "label": Cell(module.title, (Part(module.title, iri=module.iri),)),
                "description": Cell(module.description),
                "terms": Cell(len(module.terms)),
                "imports": Cell(" ".join(module.imports)),
                "iri": Cell(module.iri),
            }
        )
        for iri, module in modules_of(settings().ontology_dir).items()
        if iri != ONTOLOGY_IRI
    )
    columns = (
        Column("label", "Module"),
        Column("description", "Description"),
        Column("terms", "Terms", is_number=True),
        *(Column(name) for name in ("imports", "iri")),
    )
    return Table("modules", "Modules of the ontology", columns, tuple(modules))


def _changes() -> Table:
    """What each version changed in its terms, the latest version first, as the notes of the terms have it."""
    changes = changes_of_terms(change_notes(settings().ontology_dir))
    rows = (
        Row(
            {
                "version": Cell(change.version),
                "label": Cell(change.label, (Part(change.label, iri=change.term),)),
                "change": Cell(change.kind),
                "before": Cell(change.before),
                "term": Cell(shorten(change.term)),
            }
        )
        for change in changes
    )
    columns = (
        Column("label", "Term"),
        Column("change", "Change", is_facet=True),
        Column("before", "Before"),
        Column("version", "Version", is_facet=True),
        Column("term"),
    )
    return Table("changelog", "Changes of terms", columns, tuple(rows))


_LISTS: dict[str, Callable[[], Table]] = {
    "terms": _terms,
    "rules": _rules,
    "modules": _modules,
    "changelog": _changes,
}
"""The lists of the ontology by the last part of their address."""

# Each at an address that is written out: a module of the ontology may be at any other below /ontology.
for _name in _LISTS:
    blueprint.add_url_rule(f"/ontology/{_name}", view_func=ontology_list, defaults={"name": _name})
    for _extension in FORMATS:
        blueprint.add_url_rule(
            f"/ontology/{_name}.{_extension}",
            view_func=ontology_list,
            defaults={"name": _name, "extension": _extension},
        )
