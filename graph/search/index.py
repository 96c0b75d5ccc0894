"""The index: every name of every resource, with what ranking and display need.

    builds/<version>/derived/names-2.sqlite tables `thing`, `name` (one row a name), `words` (their full text),
                                            `parts` (their trigrams) and `spelling` (the words by which
                                            misspelt ones are corrected)

Names are labels, alternative and official names, titles and codes, in all languages. SQLite's FTS5 indexes them as
`fold` writes them, so that `cote` finds Côte d'Ivoire.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..rdf.curies import shortened
from ..rdf.folding import fold
from ..rdf.namespaces import NOT_DERIVED, WPH
from ..rdf.stated_classes import stated_class
from ..store import Store, select
from ..versions.derived import derived_file, made_file
from .labels import every_label, labels_among
from .names import ENTITY, RECORD, TERM, Names
from .vocabulary import vocabulary

FILE = "names-2.sqlite"
"""The number is that of the tables: a version may have an index of an earlier release beside it."""

_SCHEMA = """
CREATE TABLE thing (iri TEXT PRIMARY KEY, label TEXT, kind TEXT, family INTEGER, mentions INTEGER) WITHOUT ROWID;
CREATE TABLE name (id INTEGER PRIMARY KEY, iri TEXT, text TEXT, folded TEXT, detail TEXT);
CREATE TABLE spelling (text TEXT PRIMARY KEY, written TEXT, times INTEGER) WITHOUT ROWID;
CREATE INDEX name_folded ON name (folded);
CREATE INDEX name_iri ON name (iri);
-- Prefixes of 1 to 3 letters are indexed, since suggestions are requested from the first letter on.
CREATE VIRTUAL TABLE words USING fts5 (
    folded, content = 'name', content_rowid = 'id', tokenize = 'unicode61', prefix = '1 2 3'
);
-- Names of entities and terms only, for what stands within a word; records repeat the names of entities.
CREATE VIRTUAL TABLE parts USING fts5 (folded, tokenize = 'trigram');
"""
_FILL = f"""
INSERT INTO words (words) VALUES ('rebuild');
INSERT INTO parts (rowid, folded)
    SELECT n.id, n.folded FROM name AS n JOIN thing AS t USING (iri) WHERE t.family < {RECORD};
"""
# Names come from the graphs that assert them: the view of the reference day lacks what has ended. Codes and
# statements of coverage are found by what they are about: their thousands of labels would hide it.
_NAMES = f"""SELECT ?thing ?text ?detail WHERE {{
    {{ GRAPH ?g {{ ?thing rdfs:label|skos:altLabel|dcterms:title|wph:officialName ?text
        FILTER NOT EXISTS {{ ?thing a wph:Code }} FILTER NOT EXISTS {{ ?thing a wph:CoverageStatement }} }} }}
    UNION {{ GRAPH ?g {{ ?code wph:codeOf ?thing ; wph:codeText ?text ; wph:codeScheme ?scheme }}
        ?scheme rdfs:label ?detail FILTER(lang(?detail) = "en") }}
    FILTER({NOT_DERIVED}) }}"""
_KINDS = f"""SELECT ?thing ?class ?text WHERE {{
    {stated_class("?thing")}
    ?class rdfs:label ?text FILTER(lang(?text) = "en") }}"""
_DEPTHS = "SELECT ?class (COUNT(DISTINCT ?up) AS ?n) WHERE { ?class rdfs:subClassOf+ ?up } GROUP BY ?class"
# The filter comes after the counting: of a term in a row the engine knows its digest, and whether it is an IRI only
# when it has looked the term up.
_MENTIONS = """SELECT ?thing ?n WHERE {
    { SELECT ?thing (COUNT(*) AS ?n) WHERE { ?s ?p ?thing } GROUP BY ?thing } FILTER(isIRI(?thing)) }"""
_ENTITIES = f"""SELECT DISTINCT ?thing WHERE {{
    ?class rdfs:subClassOf* wph:Entity GRAPH ?g {{ ?thing a ?class }} FILTER({NOT_DERIVED}) }}"""


def open_index(folder: Path, store: Store) -> Names:
    """The index of the version in `folder`; made from its `store` when it is not there yet."""
    return Names(derived_file(folder, FILE, lambda work: _make(work, store)))


def labels_of(folder: Path, store: Store, iris: Iterable[str]) -> dict[str, str]:
    """The labels of those of `iris` that the version in `folder` has, without waiting for its index to be made."""
    if (path := made_file(folder, FILE)) is not None:
        return Names(path).labels(iris)
    return {iri: shortened(label) for iri, label in labels_among(store, iris).items()}


def _make(path: Path, store: Store) -> None:
    labels, names = every_label(store), list(_names(store))
    with sqlite3.connect(path) as connection:
        connection.executescript(_SCHEMA)
        connection.executemany("INSERT INTO thing VALUES (?, ?, ?, ?, ?)", _things(store, labels))
        connection.executemany("INSERT INTO name (iri, text, folded, detail) VALUES (?, ?, ?, ?)", names)
        connection.executescript(_FILL)
        named = connection.execute("SELECT folded FROM parts").fetchall()
        connection.executemany("INSERT INTO spelling VALUES (?, ?, ?)", vocabulary(text for (text,) in named))
    connection.close()


def _names(store: Store) -> Iterator[tuple[str, str, str, str]]:
    """Each name with its language, or the code scheme to which it belongs."""
    seen = set()
    for row in select(store, _NAMES):
        detail = row["detail"]["value"] if "detail" in row else row["text"].get("xml:lang", "")
        name = row["thing"]["value"], row["text"]["value"], fold(row["text"]["value"]), detail
        if name not in seen and row["thing"]["type"] == "uri":
            seen.add(name)
            yield name


def _things(store: Store, labels: dict[str, str]) -> Iterator[tuple[str, str, str, int, int]]:
    kinds = _most_specific_classes(store)
    mentions = {row["thing"]["value"]: int(row["n"]["value"]) for row in select(store, _MENTIONS)}
    entities = {row["thing"]["value"] for row in select(store, _ENTITIES)}
    for iri, label in labels.items():
        family = ENTITY if iri in entities else TERM if iri.startswith(str(WPH)) else RECORD
        yield iri, label, kinds.get(iri, ""), family, mentions.get(iri, 0)


def _most_specific_classes(store: Store) -> dict[str, str]:
    """For each resource the label of its most specific asserted class, the one with most superclasses."""
    depth = {row["class"]["value"]: int(row["n"]["value"]) for row in select(store, _DEPTHS)}
    deepest: dict[str, tuple[int, str]] = {}
    for row in select(store, _KINDS):
        candidate = depth.get(row["class"]["value"], 0), row["text"]["value"]
        iri = row["thing"]["value"]
        deepest[iri] = max(deepest.get(iri, candidate), candidate)
    return {iri: text for iri, (_, text) in deepest.items()}
