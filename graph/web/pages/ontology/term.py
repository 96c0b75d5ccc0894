"""Pages of terms: definition, axioms, the rules and shapes about a term, and its use."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
import rdflib
from flask import Blueprint, Response
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SH
from werkzeug.exceptions import NotFound

from ....inputs.ontology import shape_paths
from ....inputs.query_library import load_library
from ....rdf.curies import local_name
from ....rdf.namespaces import WPH
from ....rdf.owl_expressions import words_in
from ....rdf.triple_index import TripleIndex
from ....views.schema import Schema, schema_of
from ....views.terms.axioms import AXIOMS, rows_of
from ....views.terms.use import uses_of
from ...request_context import published, settings
from ..answers.search import labelled
from ..common.parameters import number_parameter
from ..common.rendering import page
from .module import module_title
from .rule import rules_about

blueprint = Blueprint("term", __name__)

_CHARACTERISTICS = {
    "SymmetricProperty": "symmetric: if a has it to b, then b has it to a",
    "TransitiveProperty": "transitive: if a has it to b and b to c, then a has it to c",
    "FunctionalProperty": "functional: at most one value",
    "InverseFunctionalProperty": "inverse functional: at most one subject for each value",
    "AsymmetricProperty": "asymmetric: it never holds in both directions",
    "IrreflexiveProperty": "irreflexive: nothing has it to itself",
    "ReflexiveProperty": "reflexive: everything has it to itself",
}
_READ = {
    "some": "at least one value of the class",
    "only": "all values of the class",
    "value": "this individual",
    "itself": "the subject itself",
    "min": "at least this number",
    "max": "at most this number",
    "exactly": "this number",
}
"""Keywords of the Manchester Syntax that restrictions use, with their meaning."""
_KINDS = {
    "Class": "class",
    "ObjectProperty": "relation between entities",
    "DatatypeProperty": "property with a literal",
    "AnnotationProperty": "annotation",
    "NamedIndividual": "individual",
}


@blueprint.get("/ontology/term/<name>")
def term(name: str) -> Response:
    """Describe one term of the ontology."""
    iri, served = str(WPH[name]), published()
    axioms = AXIOMS.of(served)
    stated = _Stated(axioms, iri) if name.isidentifier() else None
    if stated is None or not stated.types:
        raise NotFound(f"The ontology has no term {name!r}; /ontology lists those it has.")
    schema = schema_of(served)
    rows = rows_of(iri, axioms, schema)
    used = {word for row in rows for expression in row.others for word in words_in(expression)}
    deriving, checking = rules_about(settings(), iri)
    return page(
        "term.html",
        name=name,
        iri=iri,
        schema=schema,
        stated=stated,
        label=schema.label(iri),
        rows=rows,
        words={word: meaning for word, meaning in _READ.items() if word in used},
        library={query.title: query.name for query in load_library(settings().queries_dir).values()},
        deriving=deriving,
        checking=checking,
        shapes=_shapes(settings().ontology_dir).get(iri, []),
        uses=uses_of(served.store, iri, _role(iri, schema, stated), labelled, number_parameter("page")),
    )


class _Stated:
    """What the ontology states about a term in words: texts, kinds, characteristics."""

    def __init__(self, axioms: TripleIndex, iri: str) -> None:
        self._axioms = axioms
        self._term = ox.NamedNode(iri)
        self.types = [local_name(iri) for iri in self._iris(str(RDF.type))]
        self.kinds = [_KINDS[kind] for kind in self.types if kind in _KINDS]
        self.characteristics = [text for kind, text in _CHARACTERISTICS.items() if kind in self.types]
        self.modules = [
            (iri, module_title(settings().ontology_dir, iri)) for iri in self._iris(str(RDFS.isDefinedBy))
        ]
        self.is_deprecated = any(text == "true" for text, _ in self.texts(str(OWL.deprecated)))
        self.successors = self._iris(str(DCTERMS.isReplacedBy))

    def texts(self, predicate: str) -> list[tuple[str, str]]:
        """The literals of a property, as text and language, English first."""
        texts = [
            (value.value, value.language or "")
            for value in self._axioms.values(self._term, predicate)
            if isinstance(value, ox.Literal)
        ]
        return sorted(texts, key=lambda text: (text[1] != "en", text[1]))

    def _iris(self, predicate: str) -> list[str]:
        values = self._axioms.values(self._term, predicate)
        return [value.value for value in values if isinstance(value, ox.NamedNode)]


def _role(iri: str, schema: Schema, stated: _Stated) -> str:
    if iri in schema.classes:
        return "class"
    return "property" if any(kind.endswith("Property") for kind in stated.types) else "individual"


@lru_cache(maxsize=4)
def _shapes(ontology_dir: Path) -> dict[str, list[str]]:
    """The messages of the shapes for each class and property."""
    graph = rdflib.Graph()
    for path in shape_paths(ontology_dir):
        graph.parse(path)
    messages_of: dict[str, list[str]] = {}
    for shape, target in [*graph.subject_objects(SH.targetClass), *graph.subject_objects(SH.path)]:
        holders = [shape, *graph.objects(shape, SH.property)]
        messages = sorted({str(text) for holder in holders for text in graph.objects(holder, SH.message)})
        messages_of.setdefault(str(target), []).extend(messages)
    return messages_of
