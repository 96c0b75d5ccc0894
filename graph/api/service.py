"""A graph behind a running service, read by its HTTP resources."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import Request

from ..errors import InputError, QueryError, StoreError
from ..rdf.formats import RdfFormat
from ..rdf.namespaces import BASE
from ..search.names import Hit
from ..store import Endpoints, RemoteStore, Store
from ..store.remote import send
from ..store.remote_errors import NotFoundError
from ..views.answers import Answer, ListAnswer
from ..views.answers.answer_json import answer_from_json, list_from_json
from .backend import Triple

if TYPE_CHECKING:
    from ..panels.source.panel_graph import PanelGraph
    from ..questions import Card
    from ..views.entities.evidence import Evidence

TIMEOUT_SECONDS = 300.0
MOST_SUGGESTIONS = 1000
"""The most that a service suggests."""
_JSON = "application/json"
_HIT = ("iri", "label", "kind", "name", "detail")


def open_service(address: str, timeout: float = TIMEOUT_SECONDS) -> Service:
    """The service at an address, which may be that of its SPARQL endpoint.

    Raises QueryError when it is no http or https address, StoreError when no Westphalia service answers there.
    """
    base = address.strip().rstrip("/").removesuffix("/sparql")
    if urlsplit(base).scheme not in {"http", "https"} or not urlsplit(base).hostname:
        raise QueryError(f"{address!r} is not the address of a service; expected one such as http://localhost:8000.")
    return Service(base, timeout)


class Service:
    """A running service; see `Backend`. Version and reference date are those at the time when it was opened."""

    def __init__(self, base: str, timeout: float) -> None:
        self._timeout = timeout
        self.place = base
        health = self._health()
        self.version = str(health["version"])
        self.reference = _date(health.get("reference_date"))

    def store(self, day: date | None) -> Store:
        """The endpoint of the service, or that of a date."""
        path = "/sparql" if day is None or day == self.reference else f"/at/{day.isoformat()}/sparql"
        return RemoteStore(Endpoints(f"{self.place}{path}", "", ""), self._timeout)

    def search(self, text: str, limit: int) -> list[Hit]:
        """The suggestions of the service, at most a thousand."""
        hits = self._json("/search.json", q=text, limit=str(min(limit, MOST_SUGGESTIONS)))
        return [
            Hit(**{name: str(hit[name]) for name in _HIT}, is_near=bool(hit.get("is_near"))) for hit in hits[:limit]
        ]

    def explain(self, triple: Triple, day: date, alternatives: int) -> Answer:
        """The service's explanation, with its answer."""
        terms = dict(zip("spo", triple, strict=True))
        return self._answer(self._json("/explain", **terms, at=day.isoformat(), alternatives=str(alternatives)))

    def answer(self, triple: Triple, day: date) -> Answer:
        """The service's answer."""
        terms = dict(zip(("subject", "predicate", "object"), triple, strict=True))
        return self._answer(self._json("/holds", **terms, at=day.isoformat()))

    def _answer(self, body: Any) -> Answer:  # noqa: ANN401 - any JSON
        try:
            return answer_from_json(body)
        except (KeyError, TypeError, ValueError) as error:
            raise StoreError(f"The explanation from {self.place} cannot be read: {error!r}.") from None

    def list(self, relation: str, subject: str, target: str, day: date) -> ListAnswer:
        """The service's list."""
        ends = {name: iri for name, iri in (("subject", subject), ("object", target)) if iri}
        body = self._json("/holds", predicate=relation, at=day.isoformat(), **ends)
        try:
            return list_from_json(body)
        except (KeyError, TypeError, ValueError) as error:
            raise StoreError(f"The list from {self.place} cannot be read: {error!r}.") from None

    def evidence(self, iri: str, day: date) -> Evidence:
        """What the service lists of the entity; nothing of a term, which has no relations by rules."""
        from .listed_evidence import ListedEvidence  # noqa: PLC0415

        path = f"/{quote(iri.removeprefix(BASE))}.csv?at={day.isoformat()}"
        try:
            return ListedEvidence(self._get(path, "text/csv").decode())
        except NotFoundError:
            return ListedEvidence("")

    def ask(self, question: str) -> Card:
        """The service's card."""
        from ..questions.card_json import card_from_json  # noqa: PLC0415 - few need it

        body = self._json("/ask.json", q=question)
        try:
            return card_from_json(body)
        except (KeyError, TypeError, ValueError) as error:
            raise StoreError(f"The card from {self.place} cannot be read: {error!r}.") from None

    def panel_graph(self) -> PanelGraph:
        """Dated statements from the history that the service serves."""
        from ..panels.source.dated_facts import StoreFacts  # noqa: PLC0415 - loads DuckDB
        from ..panels.source.panel_graph import PanelGraph  # noqa: PLC0415
        from ..settings import Settings  # noqa: PLC0415
        from ..views.answers.completeness import own_rules, read_coverage  # noqa: PLC0415

        store = self.store(None)
        rules = own_rules(Settings.from_environment())
        return PanelGraph(StoreFacts(store), store, lambda: read_coverage(store, rules), self.version, self.reference)

    def export(self, selection: str, rdf: RdfFormat, day: date | None) -> Iterator[bytes]:
        """The service's download of a selection."""
        at = f"?at={day}" if day else ""
        try:
            yield self._get(f"/download/{quote(selection, safe='')}.{rdf.extension}{at}", rdf.media_types[0])
        except NotFoundError:
            raise InputError(f"There is no selection {selection!r} at {self.place}.") from None

    def close(self) -> None:
        """Nothing is kept open between requests."""

    def _health(self) -> dict[str, Any]:
        try:
            health = self._json("/health")
        except NotFoundError:
            health = None
        if not isinstance(health, dict) or "version" not in health:
            raise StoreError(
                f"There is no Westphalia service at {self.place}; its /health says nothing of a version."
            )
        return health

    def _json(self, path: str, **parameters: str) -> Any:  # noqa: ANN401 - any JSON
        body = self._get(f"{path}?{urlencode(parameters)}" if parameters else path, _JSON)
        try:
            return json.loads(body)
        except ValueError:
            raise StoreError(
                f"The answer from {self.place}{path} is not JSON; expected a Westphalia service."
            ) from None

    def _get(self, path: str, accept: str) -> bytes:
        with send(Request(f"{self.place}{path}", headers={"Accept": accept}), self._timeout) as response:
            return response.read()


def _date(text: object) -> date:
    """The reference date that a service gives; of one that gives none, today."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return datetime.now(UTC).date()
