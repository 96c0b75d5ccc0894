"""The query page: an editor, the library of questions, and answers in several views. All its state is in its address.

Without scripts its form goes to the endpoint, which answers browsers with a page.
"""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from ..library import LibraryQuery, load_library
from .context import settings
from .rendering import page

blueprint = Blueprint("asking", __name__)


@blueprint.get("/query")
def query_page() -> Response:
    """Ask: an editor for queries, with the library beside it."""
    library = load_library(settings().queries_dir)
    chosen = _chosen(library)
    text = request.args.get("query") or (chosen or next(iter(library.values()))).render()
    return page("query.html", library=library, chosen=chosen, text=text, day=request.args.get("at", ""))


@blueprint.get("/queries")
def queries() -> BaseResponse:
    """Lead to the library, which is part of the query page."""
    return redirect(url_for("asking.query_page"), 303)


def _chosen(library: dict[str, LibraryQuery]) -> LibraryQuery | None:
    name = request.args.get("library", "")
    if name and name not in library:
        raise NotFound(f"The library has no query {name!r}; /query lists those it has.")
    return library.get(name)
