"""Generated pages on sources: how large each is and what it covers, and the lists that a source may hold."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, RDF

from ..inputs.sources import Source
from ..inputs.tables.folder import entity_slug
from ..inputs.tables.readers import READERS, Reader
from ..rdf.namespaces import SOURCE, WPH

_HEAD = ["Written by `westphalia docs`; edit the sources or their readers, not this page.", ""]
_NOTES = """
Entities are those that a source describes, and may be described by several; situations are dated records with a place
in the source. Beyond its coverage, the silence of a source means nothing. Triples are those of the files, its
description included; what the reasoner derives comes on top.
"""
_INTRODUCTION = """\
A source folder may hold these lists as CSV files (UTF-8, comma, exactly this header) beside Turtle files. Rows name
entities by the last part of their IRI; several values of one cell are separated by semicolons. Dates are written
`1991-12-16`, `1991-12` or `1991`, as far as they are known; an empty cell says that nothing is known. `reference`
names documents of `references.csv` in the same folder, and `locator` the place in them. See decision
[30](../decisions/0030-lists-as-csv.md).
"""
_TYPE = ox.NamedNode(RDF.type)
_OF_SOURCE = ox.NamedNode(WPH.source)
_CITED_DOCUMENT = ox.NamedNode(WPH.CitedDocument)


def render_sizes(sources: Iterable[Source]) -> str:
    """The page on the sources as Markdown: entities, situations, cited documents and triples, and the coverage."""
    rows = [_row(source) for source in sources]
    sums = [sum(int(row[column]) for row in rows) for column in range(3, 7)]
    table = [
        _cells("Source", "Title", "Coverage", "Entities", "Situations", "Documents cited", "Triples"),
        _cells(*["---"] * 3, *["---:"] * 4),
        *(_cells(*row[:3], *(f"{int(size):,}" for size in row[3:])) for row in rows),
        _cells("**all**", "", "", *(f"{size:,}" for size in sums)),
    ]
    return "\n".join(["# Sources", "", *_HEAD, *table, _NOTES])


def render_lists() -> str:
    """The page on lists as Markdown: each file name, its columns, and the words that some of them take."""
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
    sizes = (str(len(found)) for found in (entities, situations, documents, triples))
    return f"`{source.key}`", description[str(DCTERMS.title)], f"{begin} to {end}", *sizes


def _list(name: str, reader: Reader) -> str:
    module = sys.modules[reader.record.__module__].__doc__ or ""
    says = module.strip().partition("\n")[0].split(": ", 1)[1]
    words = [
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
            *words,
            "",
        ]
    )


def _cells(*texts: str) -> str:
    return f"| {' | '.join(texts)} |"
