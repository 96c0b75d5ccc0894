"""Terms of a query that the graph does not have.

They are IRIs in the project's namespaces that occur nowhere in it, IRIs that only look like the project's, and names
that a standard vocabulary does not define.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches
from functools import cache

from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, DefinedNamespace

from ...rdf.curies import local_name, shorten
from ...rdf.folding import fold
from ...rdf.namespaces import (
    BASE,
    CATALOG_GRAPH,
    GRAPH,
    ID,
    NOT_DERIVED,
    ONTOLOGY_GRAPH,
    PREFIXES,
    RESERVED_GRAPHS,
    SOURCE,
    WPH,
)
from ...sparql.lexer import Token, significant_tokens
from ...store import Store
from ..select import is_mentioned, select
from .notice import Notice

_OURS = (str(WPH), str(ID), str(SOURCE), str(GRAPH))
_LIKE_OURS = re.compile(f"https?://{re.escape(BASE.partition('//')[2])}")
"""IRIs that someone means to be the project's, in whatever namespace and scheme."""
_VOCABULARIES: tuple[type[DefinedNamespace], ...] = (RDF, RDFS, OWL, SKOS, DCTERMS, PROV)
"""Vocabularies that the graph uses and that define all their terms."""
LANGUAGES = ("", "@en", "@fr", "@ru", "@kk", "@de", "@es")
"""In which names of entities are looked for."""
_TERMS = frozenset({"iri", "prefix"})
"""The kinds of tokens that are IRIs."""
_MOST_TERMS = 20
"""Terms of one query that are looked up."""
_MOST_PRESENT = 10_000
"""IRIs that are remembered to be in a store, some megabyte: queries name the same ones again and again."""
_MOST_SUGGESTED = 3
_LIKENESS = 0.6
"""The least ratio of likeness of a name that is suggested (difflib)."""
_SURE = 0.8
"""The ratio from which a term of the ontology is taken to be misspelt, and no other word for what it means."""
_BEGINNING = 3
"""Letters with which terms begin that are suggested for another word, as wph:alliedWith for wph:ally."""
_LIKENESS_OF_IRI = 0.9
"""The same of whole IRIs, most of whose characters are those of their namespace."""
_SHORTEST_WORD = 4
"""Letters of a word that is looked for in definitions; shorter ones occur anywhere."""


def missing_terms(text: str, store: Store, present: set[str] | None = None) -> list[str]:
    """The IRIs that a query reads and the graph does not have; found in a moment, unlike what was meant by them.

    `present` are IRIs that have been found in this very store, which does not change; those found now are added.
    """
    present = set() if present is None else present
    unsure = [iri for iri in list(iris_of(text))[:_MOST_TERMS] if iri not in present]
    missing = [iri for iri in unsure if _is_missing(store, iri)]
    if len(present) < _MOST_PRESENT:
        present.update(set(unsure).difference(missing))
    return missing


def unknown_terms(missing: Iterable[str], store: Store) -> Iterator[Notice]:
    """A notice for each of the terms that the graph does not have, with what may have been meant."""
    for iri in missing:
        if iri.startswith(_OURS):
            yield _notice(iri, nearest(store, iri))
        elif _LIKE_OURS.match(iri):
            yield _notice(iri, _with_name(store, iri))
        else:
            yield _notice(iri, _nearest_of(iri, defined_terms(iri)))


def _is_missing(store: Store, iri: str) -> bool:
    if iri.startswith(_OURS):
        return not _is_there(store, iri)
    return not is_mentioned(store, iri) if _LIKE_OURS.match(iri) else bool(vocabulary_mistakes([iri]))


def _is_there(store: Store, iri: str) -> bool:
    """Whether the graph has an IRI, as a term or as the name of a graph."""
    return is_mentioned(store, iri) or (iri.startswith(str(GRAPH)) and iri in _candidates(store, str(GRAPH)))


def our_iris(text: str) -> Iterable[str]:
    """The IRIs of the project's namespaces that a query reads, each once; those that it constructs are its own."""
    return (iri for iri in iris_of(text) if iri.startswith(_OURS))


def iris_of(text: str) -> Iterable[str]:
    """The IRIs that a query reads, each once; not those of the template of a CONSTRUCT, which may make new terms."""
    tokens, prefixes, iris = list(significant_tokens(text)), dict(PREFIXES), dict[str, None]()
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind in _TERMS:
            iris[iri_of(token.text, prefixes)] = None
        elif token.kind == "word":
            declared = _declared(tokens[at : at + 3])
            prefixes.update(declared)
            at += 2 if declared else _template_length(tokens, at)
        at += 1
    return [iri for iri in iris if iri and iri not in _OURS]


def _declared(tokens: Sequence[Token]) -> dict[str, str]:
    """The prefix that three tokens declare, with its namespace; empty when they are none."""
    if len(tokens) < 3 or tokens[0].text.upper() != "PREFIX":
        return {}
    _, name, iri = tokens
    return {name.text[:-1]: iri.text[1:-1]} if (name.kind, iri.kind) == ("prefix", "iri") else {}


def _template_length(tokens: Sequence[Token], at: int) -> int:
    """How many tokens the template has of the CONSTRUCT at a place; 0 for another word, and for CONSTRUCT WHERE."""
    if tokens[at].text.upper() != "CONSTRUCT" or at + 1 == len(tokens) or tokens[at + 1].text != "{":
        return 0
    return next((end for end in range(at + 1, len(tokens)) if tokens[end].text == "}"), len(tokens)) - at


def iri_of(text: str, prefixes: Mapping[str, str]) -> str:
    """The IRI of a term of a query; empty for anything else, and for a prefix that is not declared."""
    if text.startswith("<") and text.endswith(">"):
        return text[1:-1]
    prefix, colon, local = text.partition(":")
    return prefixes[prefix] + local.replace("\\", "") if colon and prefix in prefixes else ""


def prefixes_of(text: str) -> dict[str, str]:
    """The prefixes of a query: its own and those of the project."""
    tokens = list(significant_tokens(text))
    prefixes = dict(PREFIXES)
    for at, token in enumerate(tokens):
        if token.kind == "word":
            prefixes.update(_declared(tokens[at : at + 3]))
    return prefixes


def nearest(store: Store, iri: str) -> list[str]:
    """The IRIs of the graph that are most like one that it does not have, the likest first.

    Of an entity it is also those with this code or name.
    """
    namespace = next(ours for ours in _OURS if iri.startswith(ours))
    name = iri.removeprefix(namespace)
    candidates = {other.removeprefix(namespace): other for other in _candidates(store, namespace)}
    folded = {fold(other): other for other in candidates}
    close = [folded[other] for other in get_close_matches(fold(name), folded, _MOST_SUGGESTED, _LIKENESS)]
    # A name that the other begins with is near however long the rest is, as in id:russian for id:russian-federation.
    begun = [other for other in candidates if fold(other).startswith(f"{fold(name)}-")] if len(name) > 3 else []
    called = named(store, name) if namespace == str(ID) else []
    likest = sorted({*close, *begun[:_MOST_SUGGESTED]}, key=lambda other: (-_ratio(name, other), other))
    by_spelling = [candidates[other] for other in likest]
    if namespace == str(WPH) and (not likest or _ratio(name, likest[0]) < _SURE):
        begun = [other for other in candidates if fold(other).startswith(fold(name)[:_BEGINNING])]
        begun.sort(key=lambda other: (-_ratio(name, other), other))
        by_spelling = [*_meaning(store, name), *by_spelling, *(candidates[other] for other in begun)]
    return list(dict.fromkeys([*called, *by_spelling]))[:_MOST_SUGGESTED]


def _meaning(store: Store, name: str) -> list[str]:
    """Terms of the ontology whose names or definitions have the word, those with short definitions first."""
    word = re.sub(r"[^\w]", "", name).lower()
    if len(word) < _SHORTEST_WORD:
        return []
    rows = select(
        store,
        f"""SELECT ?term (MIN(STRLEN(?text)) AS ?length) WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{
            ?term rdfs:label|skos:altLabel|skos:definition|skos:example ?text
            FILTER(isIRI(?term) && REGEX(?text, "(^|[^a-z]){word}", "i")) }} }}
            GROUP BY ?term ORDER BY ?length ?term LIMIT {_MOST_SUGGESTED}""",
    )
    return [row["term"]["value"] for row in rows]


def _with_name(store: Store, iri: str) -> list[str]:
    """The terms and entities with the last part of an IRI that is in none of our namespaces."""
    name = local_name(iri)
    same = [f"{namespace}{name}" for namespace in _OURS]
    return [other for other in same if _is_there(store, other)]


def vocabulary_mistakes(iris: Iterable[str]) -> list[str]:
    """Those of the IRIs that lie in a vocabulary which does not define them."""
    return [iri for iri in iris if (terms := defined_terms(iri)) and iri not in terms]


def defined_terms(iri: str) -> frozenset[str]:
    """The terms of the standard vocabulary in which an IRI lies; none where it lies in no such."""
    vocabulary = next((found for found in _VOCABULARIES if iri.startswith(str(found))), None)
    return _terms_of(vocabulary) if vocabulary is not None and iri != str(vocabulary) else frozenset()


@cache
def _terms_of(vocabulary: type[DefinedNamespace]) -> frozenset[str]:
    return frozenset(map(str, dir(vocabulary)))


def _nearest_of(iri: str, terms: Iterable[str]) -> list[str]:
    return get_close_matches(iri, terms, _MOST_SUGGESTED, _LIKENESS_OF_IRI)


def _ratio(name: str, other: str) -> float:
    return SequenceMatcher(None, fold(name), fold(other)).ratio()


_CANDIDATES = {
    str(WPH): f"SELECT DISTINCT ?s WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{ ?s a ?class }} }}",
    str(ID): f"""SELECT DISTINCT ?s WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{ ?class rdfs:subClassOf* wph:Entity }}
        GRAPH ?g {{ ?s a ?class }} FILTER({NOT_DERIVED}) }}""",
    str(SOURCE): f"SELECT DISTINCT ?s WHERE {{ GRAPH <{CATALOG_GRAPH}> {{ ?s a ?class }} }}",
    str(GRAPH): "SELECT DISTINCT ?s WHERE { ?source wph:namedGraph ?s }",
}


def _candidates(store: Store, namespace: str) -> list[str]:
    """The terms, entities, sources or graphs of a namespace; records are left out."""
    iris = {row["s"]["value"] for row in select(store, _CANDIDATES[namespace])}
    reserved = {str(graph) for graph in RESERVED_GRAPHS} if namespace == str(GRAPH) else set()
    return sorted(iri for iri in iris | reserved if iri.startswith(namespace))


def named(store: Store, name: str) -> list[str]:
    """Entities with a code or a label of this text, written as a name or as a word."""
    texts = {name, name.upper(), name.replace("-", " "), name.replace("_", " ").replace("-", " ").title()}
    plain = [text for text in sorted(texts) if text.replace(" ", "").isalnum()]
    quoted = " ".join(f'"{text}"{language}' for text in plain for language in LANGUAGES)
    if not quoted:
        return []
    rows = select(
        store,
        f"""SELECT DISTINCT ?entity WHERE {{ VALUES ?text {{ {quoted} }}
            {{ GRAPH ?g {{ ?entity rdfs:label|skos:altLabel|wph:officialName ?text }} }}
            UNION {{ GRAPH ?g {{ ?code wph:codeText ?text ; wph:codeOf ?entity }} }}
            FILTER(STRSTARTS(STR(?entity), "{ID}")) }} ORDER BY ?entity""",
    )
    return [row["entity"]["value"] for row in rows if "/" not in row["entity"]["value"].removeprefix(str(ID))]


def _notice(iri: str, near: list[str]) -> Notice:
    names = " or ".join(shorten(other) for other in near)
    if not iri.startswith(BASE) and defined_terms(iri):
        return Notice("unknown-term", f"{shorten(iri)} is not defined{f'; did you mean {names}?' if near else '.'}")
    kind = "The ontology has no term" if iri.startswith(str(WPH)) else "The graph does not have"
    hint = f"; did you mean {names}?" if near else f"; /search and /ontology list what is under {BASE}."
    return Notice("unknown-term", f"{kind} {shorten(iri)}{hint}")
