"""CURIEs: IRIs written with the project's prefixes, and RDF terms read from the command line and from forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import pyoxigraph as ox
import rdflib

from ..errors import QueryError
from .namespaces import ID, PREFIXES, SOURCE, VOCABULARIES

_CURIE = re.compile(r"([A-Za-z][A-Za-z0-9_-]*):(.*)", re.DOTALL)
# Narrower than PN_LOCAL (production 168s), so that a CURIE needs no escapes; only the slash would need one in Turtle.
_LOCAL_NAME = re.compile(r"^[\w][\w./-]*$")
_BEFORE_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_FOLDER = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
"""A name that may also be a prefix in Turtle (PN_PREFIX, production 167s, narrowed to ASCII)."""


def shorten(iri: str) -> str:
    """Write an IRI as a CURIE where one of the project's prefixes fits, else unchanged.

    >>> shorten("https://w3id.org/westphalia/id/kazakhstan")
    'id:kazakhstan'
    """
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and _LOCAL_NAME.match(local):
            return f"{prefix}:{local}"
    return iri


@lru_cache(maxsize=1)
def _vocabularies() -> rdflib.namespace.NamespaceManager:
    return rdflib.Graph(bind_namespaces="rdflib").namespace_manager


def well_known(iri: str) -> str:
    """Write an IRI as a CURIE where a prefix of the project or of a common vocabulary fits, else unchanged.

    >>> well_known("http://www.w3.org/ns/org#Membership")
    'org:Membership'
    """
    ours = shorten(iri)
    if ours != iri:
        return ours
    try:
        return _vocabularies().curie(iri, generate=False)
    except (KeyError, ValueError):
        return iri


def local_name(iri: str) -> str:
    """The last part of an IRI.

    >>> local_name("https://w3id.org/westphalia/ontology#State")
    'State'
    """
    return re.split(r"[/#]", iri.rstrip("/#"))[-1]


def name_in_words(iri: str) -> str:
    """The local name of an IRI as words, in the case that they have there.

    >>> name_in_words("http://purl.org/dc/terms/bibliographicCitation")
    'bibliographic Citation'
    """
    return _BEFORE_CAPITAL.sub(" ", local_name(iri))


def readable(term: object) -> str:
    """A term of a query result as text: a CURIE, or the lexical form of a literal; empty for an unbound variable."""
    if isinstance(term, ox.NamedNode):
        return shorten(term.value)
    return term.value if isinstance(term, ox.Literal | ox.BlankNode) else ""


def prefixes_for(triples: Iterable[ox.Triple]) -> dict[str, str]:
    """The project's prefixes, those of other vocabularies, and those of each source that occurs.

    The last are `rousseau-2011:` for `id:rousseau-2011/`, and `cited-by-baseline-states:` for
    `source:baseline-states/`.
    Without them a Turtle writer escapes the slash in such a name, and the OWL API does not read such escapes.
    """
    names = {term.value for t in triples for term in (t.subject, t.object) if isinstance(term, ox.NamedNode)}
    records = {folder: f"{ID}{folder}/" for folder in _folders(names, str(ID))}
    documents = {f"cited-by-{folder}": f"{SOURCE}{folder}/" for folder in _folders(names, str(SOURCE))}
    return PREFIXES | VOCABULARIES | records | documents


def _folders(names: Iterable[str], namespace: str) -> list[str]:
    """The first path segments of those IRIs in a namespace whose local name has several."""
    paths = [name.removeprefix(namespace).split("/") for name in names if name.startswith(namespace)]
    return sorted({path[0] for path in paths if len(path) > 1 and _FOLDER.fullmatch(path[0])})


def as_term(text: str) -> str:
    """Read an RDF term (an IRI in any form that `expand` takes, `a`, or a literal); returns it in N-Triples syntax.

    Raises QueryError when it cannot be read.

    >>> as_term("id:kazakhstan")
    '<https://w3id.org/westphalia/id/kazakhstan>'
    >>> as_term('"Kazakhstan"@en')
    '"Kazakhstan"@en'
    """
    if text == "a":
        return str(ox.NamedNode(PREFIXES["rdf"] + "type"))
    written = text if text.startswith(('"', "_:")) else f"<{expand(text)}>"
    try:
        [quad] = ox.parse(f"<urn:s> <urn:p> {written} .", format=ox.RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError):
        raise QueryError(f"{text!r} is not a term; expected an IRI such as id:kazakhstan, or a literal.") from None
    return str(quad.object)


def expand(text: str) -> str:
    """Expand a CURIE to an IRI; an IRI, with or without angle brackets, is returned unchanged.

    Raises QueryError when the prefix is unknown.

    >>> expand("id:kazakhstan")
    'https://w3id.org/westphalia/id/kazakhstan'
    """
    if text.startswith("<") and text.endswith(">"):
        return text[1:-1]
    match = _CURIE.fullmatch(text)
    if match is None:
        raise QueryError(f"{text!r} is not an IRI; expected prefix:name, for instance id:kazakhstan, or <IRI>.")
    prefix, local = match.groups()
    if prefix in PREFIXES:
        return PREFIXES[prefix] + local
    if local.startswith("//") or prefix == "urn":
        return text
    raise QueryError(f"The prefix {prefix!r} in {text!r} is unknown; expected one of {', '.join(PREFIXES)}.")


def shortened(text: str, most: int = 300) -> str:
    """A text as a list shows it: beyond `most` characters cut, with a note of its whole length."""
    return text if len(text) <= most else f"{text[:most]}… ({len(text)} characters)"
