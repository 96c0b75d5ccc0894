"""The workbench: the cases in the data folder, each with its messages and its preview; only for this machine."""

from __future__ import annotations

import threading
from dataclasses import asdict
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import NotFound

from ....cases.description import FILE
from ....cases.drafts import DRAFTS
from ....cases.preview.preview import Preview, Previewer
from ....cases.preview.preview_text import difference_text, said
from ....cases.reading.knowledge import Knowledge
from ....versions.published import PublishedVersion
from ....views.version_cache import PerVersion
from ...request_context import published, settings
from ..common.rendering import page

blueprint = Blueprint("workbench", __name__)


def _read(served: PublishedVersion) -> Knowledge:
    return Knowledge(served.folder, served.store, settings().ontology_dir, settings().reference_day)


_KNOWLEDGE = PerVersion(_read)


class _Desk:
    """The one case that is worked on: its previewer, and its last preview with the state of the files it shows."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._previewer: Previewer | None = None
        self._last: tuple[object, Preview] | None = None

    def preview(self, folder: Path, knowledge: Knowledge) -> Preview:
        """The preview of a folder as it is now; it is made again only when a file of it has changed."""
        with self._lock:
            if self._previewer is None or (self._previewer.folder, self._previewer.knowledge) != (folder, knowledge):
                if self._previewer is not None:
                    self._previewer.close()
                self._previewer, self._last = Previewer(folder, settings(), knowledge), None
            state = tuple(sorted((path.name, path.stat().st_mtime_ns) for path in folder.iterdir() if path.is_file()))
            if self._last is None or self._last[0] != state:
                self._last = state, self._previewer.preview()
            return self._last[1]


_DESK = _Desk()


@blueprint.get("/workbench")
def workbench() -> Response:
    """The cases, or one of them with messages for each cell and what follows from it."""
    _check_this_machine()
    name = request.args.get("folder", "")
    cases = _cases()
    if not name:
        return _unkept(page("workbench.html", cases=sorted(cases), name="", preview=None))
    if name not in cases:
        raise NotFound(f"There is no case {name!r}; expected one of {', '.join(sorted(cases)) or 'none'}.")
    preview = _DESK.preview(cases[name], _KNOWLEDGE.of(published()))
    if request.args.get("format") == "json":
        return _unkept(jsonify(_as_json(preview)))
    live = request.args.get("live") == "1"
    return _unkept(
        page("workbench.html", name=name, preview=preview, said=said, difference=difference_text, live=live)
    )


def _check_this_machine() -> None:
    """Raise NotFound unless the service listens to this machine alone, and it is this machine that requests.

    The name in the address is checked too, since a page elsewhere may let a name of its own stand for this machine.
    """
    host = urlsplit(f"//{request.host}").hostname or ""
    hosts = (settings().host, request.remote_addr or "", host)
    if settings().trusted_proxies or not all(_is_loopback(each) for each in hosts):
        raise NotFound("The workbench is only for the machine on which the service runs.")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _cases() -> dict[str, Path]:
    """The folders of cases by name: those in the data folder, and those of the project."""
    folders = (settings().sources_dir, settings().data_dir / DRAFTS)
    found = (path.parent for folder in folders if folder.is_dir() for path in folder.glob(f"*/{FILE}"))
    return {folder.name: folder for folder in found}


def _unkept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def _as_json(preview: Preview) -> dict[str, Any]:
    return {
        "summary": preview.case.summary(),
        "completeness": preview.case.completeness,
        "messages": [asdict(message) for message in preview.case.messages],
        "differs": [difference_text(each) for each in preview.differing],
        "alone": [{"row": each.statement.row.number, "statement": said(each)} for each in preview.alone],
        "follows": [asdict(each) for each in preview.conclusions],
        "contradictions": [each.message for each in preview.contradictions],
        "seconds": round(preview.seconds, 2),
    }
