"""Rendering pages: templates, and the bundle of scripts when it has been made."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask, Response, current_app, render_template, url_for
from markupsafe import Markup

from ....rdf.curies import local_name, shorten, shortened, well_known
from ....rdf.namespaces import BASE, ID
from ....rdf.written_days import written_day, written_instant
from ....reason.proofs.terms import readable_text
from ....versions.private_sources import is_private
from ....views.entities.provenance import licence_name
from ....views.entities.statements import Attribute
from ....views.proofs.schema_steps import is_schema
from ....views.terms.glossary import read_glossary
from ...request_context import settings
from ...source_coverage import coverage_notice
from .addresses import href, local_path
from .json_ld import json_ld
from .parameters import unknown_parameters
from .table_rows import rows_markup, sentence_markup


def set_up(app: Flask) -> None:
    """Give templates what they work with."""
    app.jinja_env.filters.update(
        local=local_path, href=href, brief=shortened, curie=shorten, local_name=local_name, thousands=thousands
    )
    app.jinja_env.filters.update(rows=rows_markup, sentence=sentence_markup)
    app.jinja_env.filters["licence"] = licence_name
    app.jinja_env.filters.update(written=written_day, attribute=attribute_text, figure=figure)
    app.jinja_env.filters.update(well_known=well_known, readable=readable_text)
    app.jinja_env.tests["schema"] = is_schema
    app.jinja_env.tests["entity_iri"] = lambda iri: iri.startswith(str(ID))
    app.jinja_env.tests["undated"] = lambda node, dates: dates.is_undated(node)
    app.jinja_env.globals.update(term=glossary_term)
    app.jinja_env.globals.update(asset=asset, script=script, json_ld=json_ld, main_sections=sections, base_iri=BASE)
    app.jinja_env.globals.update(coverage_notice=coverage_notice, is_private_graph=lambda: is_private(settings()))
    app.jinja_env.globals.update(unknown_parameters=unknown_parameters)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


_SECTIONS = (
    ("ask.ask", "Ask"),
    ("search.browse", "Browse"),
    ("query_editor.query_page", "Query editor"),
    ("world_map.world_map", "Map"),
    ("network.network", "Network"),
    ("documents.ontology", "Ontology"),
    ("quality.conflicts", "Conflicts"),
    ("panel.panel", "Panels"),
    ("downloads.downloads", "Downloads"),
)


def sections() -> list[tuple[str, str]]:
    """The pages in the main navigation, as address and name; none where only endpoints are served."""
    views = current_app.view_functions
    return [(url_for(endpoint), name) for endpoint, name in _SECTIONS if endpoint in views]


def page(template: str, status: int = 200, **values: object) -> Response:
    """A page for people, from a template."""
    return Response(render_template(template, **values), status, content_type="text/html; charset=utf-8")


def glossary_term(name: str, text: str = "") -> Markup:
    """A word with its definition as a help text: a link to the glossary, with the definition to hover or listen to.

    Without the glossary it is the word alone.
    """
    term = read_glossary().get(name.lower())
    if term is None:
        return Markup("{}").format(text or name)
    return Markup('<a class="term" href="/glossary#{}"><abbr title="{}">{}</abbr></a>').format(
        term.anchor, term.definition, text or name
    )


def attribute_text(literal: Attribute) -> str:
    """A literal as a page writes it: days as everywhere, long texts whole up to 2,000 characters."""
    is_day = literal.datatype.endswith(("#date", "#dateTime"))
    return written_instant(literal.text) if is_day else shortened(literal.text, 2000)


def thousands(number: int) -> str:
    """A number with commas between thousands, as in English."""
    return f"{number:,}"


def figure(text: str) -> str:
    """A value that a source gives: a number with commas between thousands, its fraction as it is; else the text.

    >>> figure("2822.5"), figure("44"), figure("not known")
    ('2,822.5', '44', 'not known')
    """
    return re.sub(r"^(-?\d+)(?=(\.\d+)?$)", lambda match: f"{int(match[1]):,}", text)


def asset(name: str) -> str:
    """The address of a file of the pages, another one whenever the file changes; empty when there is none."""
    path = Path(current_app.static_folder or "") / name
    if not path.is_file():
        return ""
    return url_for("static", filename=name, v=int(path.stat().st_mtime))


def script(name: str) -> Markup:
    """The element that loads an entry of the bundle; nothing where the bundle has not been made."""
    address = asset(f"bundle/{name}.js")
    return Markup('<script type="module" src="{}"></script>').format(address) if address else Markup("")
