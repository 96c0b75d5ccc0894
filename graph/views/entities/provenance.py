"""The sources of the records of a page, and, on the page of a source, its records by kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ...rdf.namespaces import NOT_DERIVED, WPH
from ...store import Store
from ..schema import Schema
from ..select import select
from ..situations.reported import ReportedSituation

_SOURCES = tuple(str(WPH[name]) for name in ("Source", "CitedDocument"))
Label = Callable[[str], str]
_CC0 = re.compile(r"https?://creativecommons\.org/publicdomain/zero/(\d\.\d)/?")
_SPDX = re.compile(r"https?://spdx\.org/licenses/")
_CREATIVE_COMMONS = re.compile(r"https?://creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)/?(?:deed\.\w+)?")
_BY = "wph:source|wph:citedDocument"


@dataclass(frozen=True)
class Origin:
    """A source of the records of a page: how many it gives, the first and last day that it covers, its licence."""

    iri: str
    label: str
    count: int
    licence: str
    begin: str
    end: str


@dataclass(frozen=True)
class Given:
    """How many records of a kind a source gives, and the query that lists them."""

    kind: str
    label: str
    count: int
    query: str


def origins(store: Store, label: Label, records: Iterable[ReportedSituation]) -> list[Origin]:
    """The sources of records, those with most first."""
    counted = Counter(record.source for record in records if record.source)
    if not counted:
        return []
    values = " ".join(f"<{source}>" for source in counted)
    rows = select(
        store,
        f"""SELECT ?source (SAMPLE(?l) AS ?licence) (SAMPLE(?f) AS ?from) (SAMPLE(?u) AS ?until) WHERE {{
            VALUES ?source {{ {values} }} OPTIONAL {{ ?source dcterms:license ?l }}
            OPTIONAL {{ ?source wph:coverageFrom ?f }} OPTIONAL {{ ?source wph:coverageUntil ?u }} }}
        GROUP BY ?source""",
    )
    described = {row["source"]["value"]: {name: cell["value"] for name, cell in row.items()} for row in rows}
    return [
        _origin(source, label(source), count, described.get(source, {})) for source, count in counted.most_common()
    ]


def _origin(source: str, label: str, count: int, row: dict[str, str]) -> Origin:
    begin, until = row.get("from", "")[:10], row.get("until", "")[:10]
    last = (date.fromisoformat(until) - timedelta(days=1)).isoformat() if until else ""
    return Origin(source, label, count, row.get("licence", ""), begin, last)


def licence_name(iri: str) -> str:
    """The short name of a licence: `CC BY 4.0` or `CC0 1.0` for one of Creative Commons, else its address.

    Of one in the list of SPDX it is the identifier there.

    >>> licence_name("https://spdx.org/licenses/Unicode-3.0")
    'Unicode-3.0'
    """
    waived = _CC0.fullmatch(iri)
    if waived:
        return f"CC0 {waived[1]}"
    licence = _CREATIVE_COMMONS.fullmatch(iri)
    return f"CC {licence[1].upper()} {licence[2]}" if licence else _SPDX.sub("", iri).removeprefix("https://")


def is_source(schema: Schema, types: Iterable[str]) -> bool:
    """Whether an entity of these classes is a source, or a document that a source cites."""
    return any(kind in _SOURCES or any(schema.is_below(kind, above) for above in _SOURCES) for kind in types)


def given_by(store: Store, schema: Schema, iri: str) -> list[Given]:
    """What a source gives, or what sources have from a document, by kind; most first."""
    rows = select(
        store,
        f"""SELECT ?kind (COUNT(DISTINCT ?record) AS ?n) WHERE {{
            GRAPH ?g {{ ?record {_BY} <{iri}> ; a ?kind }} FILTER({NOT_DERIVED}) }} GROUP BY ?kind""",
    )
    counts = [(row["kind"]["value"], int(row["n"]["value"])) for row in rows]
    return [
        Given(kind, schema.label(kind), count, _listing(iri, kind))
        for kind, count in sorted(counts, key=lambda pair: (-pair[1], pair[0]))
    ]


def _listing(iri: str, kind: str) -> str:
    return f"""SELECT ?record ?from ?until ?place WHERE {{
  ?record {_BY} <{iri}> ; a <{kind}> .
  OPTIONAL {{ ?record wph:validFrom ?from }}
  OPTIONAL {{ ?record wph:validUntil ?until }}
  OPTIONAL {{ ?record wph:locator ?place }}
}}
ORDER BY ?from ?record"""
