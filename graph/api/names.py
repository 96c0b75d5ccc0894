"""Names as people write them, and the one entity or term that each stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..errors import UnknownNameError
from ..rdf.curies import expand, shorten
from ..rdf.folding import fold
from ..rdf.namespaces import ID, PREFIXES, SOURCE, WPH
from ..store import Store, select
from .labels import is_safe
from .values import IRI

if TYPE_CHECKING:
    from .backend import Backend

_WITH_PREFIX = re.compile(r"<.*>|[A-Za-z][A-Za-z0-9+._-]*:\S*")
_LOCAL_NAME = re.compile(r"[\w][\w./-]*")
_LANGUAGES = ("", "@en")
_MOST_MATCHES = 8
_MOST_SIMILAR = 3
_ENTITY_NAMESPACES = (str(ID), str(SOURCE), str(WPH))
_PROPERTY_NAMESPACES = (str(WPH),)


def find_entity(backend: Backend, name: str) -> IRI:
    """The entity, source, record or class that a name stands for.

    An IRI or CURIE is taken as it is, whether or not anything is stated about it. Raises UnknownNameError when a
    name stands for nothing or for several, QueryError for an unknown prefix.
    """
    return _find(backend, name, _ENTITY_NAMESPACES)


def find_property(backend: Backend, name: str) -> IRI:
    """The property that a name stands for: `a`, `memberOf`, `member of`, `wph:memberOf`; raises as `find_entity`."""
    return IRI(f"{PREFIXES['rdf']}type") if name == "a" else _find(backend, name, _PROPERTY_NAMESPACES)


def find_object(backend: Backend, name: str) -> str:
    """The object of a statement as N-Triples: a literal, which begins with a quotation mark, or an entity."""
    return name if name.startswith('"') else f"<{find_entity(backend, name)}>"


def _find(backend: Backend, name: str, namespaces: Sequence[str]) -> IRI:
    text = name.strip()
    if _WITH_PREFIX.fullmatch(text):
        return _checked(expand(text), name)
    store = backend.store(None)
    for candidates in (_with_local_name(store, text, namespaces), _with_label(store, text, namespaces)):
        if candidates:
            return _only(candidates, name)
    return _only(_with_any_name(backend, text, namespaces), name)


def _checked(iri: str, name: str) -> IRI:
    if not is_safe(iri):
        raise UnknownNameError(f"{name!r} is not an IRI; expected one with a scheme and without blanks.")
    return IRI(iri)


def _with_local_name(store: Store, text: str, namespaces: Iterable[str]) -> list[str]:
    """The first namespace counts in which something of this local name is described."""
    if not _LOCAL_NAME.fullmatch(text):
        return []
    terms = [f"{namespace}{text}" for namespace in namespaces]
    values = " ".join(f"<{term}>" for term in terms)
    rows = select(store, f"SELECT DISTINCT ?term WHERE {{ VALUES ?term {{ {values} }} GRAPH ?g {{ ?term ?p ?o }} }}")
    described = {row["term"]["value"] for row in rows}
    return [term for term in terms if term in described][:1]


def _with_label(store: Store, text: str, namespaces: Sequence[str]) -> list[str]:
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r") + '"'
    values = " ".join(f"{quoted}{language}" for language in _LANGUAGES)
    rows = select(
        store,
        f"""SELECT DISTINCT ?term WHERE {{ VALUES ?name {{ {values} }}
            GRAPH ?g {{ ?term rdfs:label|skos:altLabel|dcterms:title ?name }} FILTER(isIRI(?term)) }}
            ORDER BY ?term""",
    )
    return _within([row["term"]["value"] for row in rows], namespaces)


def _with_any_name(backend: Backend, text: str, namespaces: Sequence[str]) -> list[str]:
    """By a name in any language, a code, or a name that differs in case and accents only.

    Raises UnknownNameError with the names that are similar.
    """
    hits = backend.search(text, _MOST_MATCHES)
    exact = _within([hit.iri for hit in hits if fold(hit.name) == fold(text)], namespaces)
    if exact:
        return exact
    similar = "; ".join(f"{hit.label} ({shorten(hit.iri)})" for hit in hits[:_MOST_SIMILAR])
    rest = f"similar names: {similar}" if similar else "expected a label, a local name, a CURIE or an IRI"
    raise UnknownNameError(f"Nothing in the graph is called {text!r}; {rest}.")


def _within(terms: Iterable[str], namespaces: Sequence[str]) -> list[str]:
    """Those in the first of the namespaces that has any; terms of the ontology are named like entities at times."""
    listed = list(dict.fromkeys(terms))
    return next(
        (inside for namespace in namespaces if (inside := [term for term in listed if term.startswith(namespace)])),
        [],
    )


def _only(terms: Sequence[str], name: str) -> IRI:
    if len(terms) > 1:
        listed = ", ".join(sorted(map(shorten, terms[:_MOST_MATCHES])))
        raise UnknownNameError(f"{name!r} stands for {len(terms)} entities: {listed}; expected one of these.")
    return IRI(terms[0])
