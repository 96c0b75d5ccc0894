"""`query`: SPARQL, read only, in the worker processes of the service."""

from __future__ import annotations

import json

from ...api.knowledge_graph import read_date
from ...errors import StoreError
from ...views.notices import notices_of
from ...workers import QueryTask
from ...workers.tasks import TABLE
from ..pooled_store import PooledStore
from ..references import all_sources, answered
from ..session import Session
from ..tool import Arguments, Json, Parameter, Tool
from . import parameters

_FORMATS = {"bindings": TABLE, "boolean": "json", "graph": "turtle"}
_NOTE = (
    "Rows carry no places of their own: select ?record wph:source ?source ; wph:locator ?place, or ask 'why'. The "
    "sources are all those of the graph."
)


def _query(session: Session, arguments: Arguments) -> Json:
    text, day = arguments["sparql"], read_date(arguments["at"])
    session.query_limits.check(text)
    store = session.graph.store(day)
    if not isinstance(store, PooledStore):
        raise StoreError("The store does not answer queries in workers.")
    task = QueryTask(store.folder, text, _FORMATS, max_rows=arguments["limit"])
    head, body = session.pool.collect(task)
    content = _content(head["kind"], body)
    is_empty = not (content.get("rows") or content.get("turtle") or content.get("boolean"))
    notices = [notice.text for notice in notices_of(text, store, is_empty=is_empty)]
    return answered(session, day, {**content, "notices": notices, "note": _NOTE}, all_sources(session))


def _content(kind: str, body: bytes) -> Json:
    if kind == "graph":
        return {"turtle": body.decode()}
    answer = json.loads(body)
    if kind == "boolean":
        return {"boolean": answer["boolean"]}
    rows = [[None if cell is None else cell["text"] for cell in row] for row in answer["rows"]]
    return {"columns": answer["columns"], "rows": rows, "more": answer["more"]}


TOOL = Tool(
    "query",
    "Answer a SPARQL query",
    "Answers a SPARQL 1.1 query (SELECT, ASK, CONSTRUCT, DESCRIBE) on the facts of a date. The prefixes wph "
    "(ontology), id (entities), source, graph, rdfs, skos and others need no declaration. For example: SELECT ?state "
    "WHERE { ?state wph:memberOf id:csto }. Updates and SERVICE are refused. `more` says that rows were left out.",
    (
        Parameter("sparql", "The query.", required=True, longest=100_000),
        parameters.AT,
        parameters.limit(1000, 100),
    ),
    _query,
    concurrent=True,
)
