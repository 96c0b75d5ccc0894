"""The sources of a version: title, coverage, licence, and how many triples each states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..store import Store
from .dates.periods import years
from .entities.provenance import licence_name
from .select import select
from .tables.table import Cell, Column, Part, Row, Table

_COLUMNS = (
    Column("label", "Source"),
    Column("coverage", "Coverage", sort_by="from"),
    Column("triples", "Triples", is_number=True),
    Column("licence", "Licence", is_facet=True),
    *(Column(name) for name in ("source", "key", "graph", "from", "until", "redistributable", "licence_iri")),
)
_QUERY = "SELECT DISTINCT ?source WHERE {\n  ?source wph:namedGraph ?graph ; wph:sourceKey ?key\n}\nORDER BY ?source"


@dataclass(frozen=True)
class SourceLine:
    """A source with what may be done with it; `begin` and `end` are those of its coverage, empty where open."""

    iri: str
    title: str
    key: str
    graph: str
    licence: str
    is_open: bool
    begin: str
    end: str
    triples: int

    @property
    def coverage(self) -> str:
        """The coverage in years."""
        return years(self.begin, self.end)


def sources_of(store: Store, counts: Mapping[str, int]) -> list[SourceLine]:
    """The sources, those with most triples first; `counts` are the numbers of triples by named graph."""
    rows = select(
        store,
        """SELECT ?source ?graph (SAMPLE(?t) AS ?title) (SAMPLE(?k) AS ?key)
            (SAMPLE(?l) AS ?licence) (SAMPLE(?r) AS ?open) (SAMPLE(?f) AS ?from) (SAMPLE(?u) AS ?until) WHERE {
            ?source wph:namedGraph ?graph ; dcterms:title ?t ; wph:sourceKey ?k
            OPTIONAL { ?source dcterms:license ?l } OPTIONAL { ?source wph:redistributable ?r }
            OPTIONAL { ?source wph:coverageFrom ?f } OPTIONAL { ?source wph:coverageUntil ?u } }
        GROUP BY ?source ?graph""",
    )
    plain = ({name: cell["value"] for name, cell in row.items()} for row in rows)
    lines = [_line(row, counts) for row in plain]
    return sorted(lines, key=lambda line: (-line.triples, line.title))


def _line(row: dict[str, str], counts: Mapping[str, int]) -> SourceLine:
    return SourceLine(
        row["source"],
        row["title"],
        row["key"],
        row["graph"],
        row.get("licence", ""),
        row.get("open") != "false",
        row.get("from", ""),
        row.get("until", ""),
        counts.get(row["graph"], 0),
    )


def sources_table(lines: list[SourceLine]) -> Table:
    """The sources as a table."""
    return Table("sources", "Sources", _COLUMNS, tuple(map(_row, lines)), _QUERY)


def _row(line: SourceLine) -> Row:
    licence = licence_name(line.licence) if line.licence.startswith("http") else line.licence or "none stated"
    return Row(
        {
            "label": Cell(line.title, (Part(line.title, iri=line.iri),)),
            "coverage": Cell(line.coverage),
            "triples": Cell(line.triples),
            "licence": Cell(licence, (Part(licence, iri=line.licence),)),
            "source": Cell(line.iri),
            "key": Cell(line.key),
            "graph": Cell(line.graph),
            "from": Cell(line.begin[:10]),
            "until": Cell(line.end[:10]),
            "redistributable": Cell(line.is_open),
            "licence_iri": Cell(line.licence),
        }
    )
