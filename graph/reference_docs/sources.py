"""Generated pages on sources: size and coverage of each source, and the lists that a source may contain."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, RDF

from ..inputs.sources import Source
from ..inputs.tables.folder import entity_slug
from ..inputs.tables.readers import READERS, Reader
from ..rdf.namespaces import SOURCE, WPH
from .source_tables import cells, coverage_of_relations, memberships, treaties_by_decade, treaties_by_kind
from .statements import Statements

_HEAD = ["Written by `westphalia docs`; edit the sources or their readers, not this page.", ""]
_NOTES = """
Entities are those that a source describes, and several sources may describe the same entity; situations are dated
records with a locator in the source. Beyond its coverage, the silence of a source means nothing. Triples are those of
the files, including the description of the source; derived triples are not counted.
"""
_INTRODUCTION = """\
A source folder may hold these lists as CSV files (UTF-8, comma, exactly this header) beside Turtle files. It may have
sections: sub-folders with lists of the same kinds, such as `africa/treaties.csv`. All lists of a source are read
together, so that a row may refer to a record of any section, and each record has one row in one of them. Rows name
entities by the last part of their IRI; several values in a cell are separated by semicolons. Dates have the precision
of a day, month or year (`1991-12-16`, `1991-12`, `1991`); an empty cell means that the value is unknown. `reference`
holds keys of `references.csv` of the same source, and `locator` a page, article or paragraph there. See decision
[30](../decisions/0030-lists-as-csv.md).
"""
_TREATIES = """\
The entry into force is known if its date is, or if it is known that there was none. Participations have a place if
their record names one in the document cited: the signatures, a chapter, a volume. An obligation is cited with its
article (or paragraph, section, point) unless the text has no articles, has not been published, or was not consulted.
"""
_MEMBERSHIPS = """\
Memberships are those of full members, observers, associates and others; the completeness is that of full members.
"""
_GAPS = """\
What the sources say of the completeness of whole lists. Statements on one treaty, organization or state are in
`coverage.csv` of each source and in the query `coverage-statements`.
"""
_TYPE = ox.NamedNode(RDF.type)
_OF_SOURCE = ox.NamedNode(WPH.source)
_CITED_DOCUMENT = ox.NamedNode(WPH.CitedDocument)


def render_sources(sources: Sequence[Source]) -> str:
    """The page on sources as Markdown: their sizes, and what is known of their completeness."""
    statements = Statements.of(sources)
    return "\n".join(
        [
            *("# Sources", "", *_HEAD, *_sizes(sources), _NOTES),
            *("## Treaties by kind", "", _TREATIES, *treaties_by_kind(statements), ""),
            *("## Treaties by decade of conclusion", "", *treaties_by_decade(statements), ""),
            *("## Organizations", "", _MEMBERSHIPS, *memberships(statements), ""),
            *("## Completeness and known gaps", "", _GAPS, *coverage_of_relations(statements), ""),
        ]
    )


def _sizes(sources: Sequence[Source]) -> list[str]:
    rows = [_row(source) for source in sources]
    sums = [sum(int(row[column]) for row in rows) for column in range(3, 7)]
    return [
        cells("Source", "Title", "Coverage", "Entities", "Situations", "Documents cited", "Triples"),
        cells(*["---"] * 3, *["---:"] * 4),
        *(cells(*row[:3], *(f"{int(size):,}" for size in row[3:])) for row in rows),
        cells("**all**", "", "", *(f"{size:,}" for size in sums)),
    ]


def render_lists() -> str:
    """The page on lists as Markdown: file name, columns, and the allowed values of columns with keywords."""
    return "\n".join(
        ["# Lists", "", *_HEAD, _INTRODUCTION, *(_list(name, READERS[name]) for name in sorted(READERS))]
    )


def _row(source: Source) -> tuple[str, ...]:
    description = {
        t.predicate.value: str(t.object.value)
        for document in source.documents
        for t in document.triples
        if t.subject == ox.NamedNode(SOURCE[source.key]) and isinstance(t.object, ox.Literal)
    }
    begin, end = (description[str(prop)][:10] for prop in (WPH.coverageFrom, WPH.coverageUntil))
    triples = [triple for document in source.documents for triple in document.triples]
    entities = {t.subject for t in triples if t.predicate == _TYPE and entity_slug(t.subject)}
    situations = {t.subject for document in source.facts for t in document.triples if t.predicate == _OF_SOURCE}
    documents = {t.subject for t in triples if t.predicate == _TYPE and t.object == _CITED_DOCUMENT}
    sizes = (str(len(items)) for items in (entities, situations, documents, triples))
    return f"`{source.key}`", description[str(DCTERMS.title)], f"{begin} to {end}", *sizes


def _list(name: str, reader: Reader) -> str:
    module = sys.modules[reader.record.__module__].__doc__ or ""
    says = module.strip().partition("\n")[0].split(": ", 1)[1]
    allowed = [
        f"- `{column}` is one of {', '.join(f'`{word}`' for word in sorted(words) if word)}"
        + (", or empty" if "" in words else "")
        for column, words in reader.allowed.items()
    ]
    return "\n".join(
        [
            f"## {name}",
            "",
            f"{says[:1].upper()}{says[1:]}",
            "",
            f"- columns: `{','.join(reader.columns)}`",
            *allowed,
            "",
        ]
    )
