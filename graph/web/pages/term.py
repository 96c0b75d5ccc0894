"""Pages of terms: what a term of the ontology means, where it stands, what is asked of it, and where it is used."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
import rdflib
from flask import Blueprint, Response
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SH
from werkzeug.exceptions import NotFound

from ...inputs.ontology import shape_paths
from ...rdf.curies import local_name
from ...rdf.namespaces import WPH
from ...rdf.owl_expressions import words_in
from ...rdf.triple_index import TripleIndex
from ...views.schema import Schema, schema_of
from ...views.terms.axioms import AXIOMS, rows_of
from ...views.terms.use import uses_of
from ..request_context import published, settings
from .module import module_title
from .rendering import page
from .rule import rules_about
from .search import names

blueprint = Blueprint("term_page", __name__)

_CHARACTERISTICS = {
    "SymmetricProperty": "symmetric: what holds one way holds the other",
    "TransitiveProperty": "transitive: it leads on through what it leads to",
    "FunctionalProperty": "functional: at most one value",
    "InverseFunctionalProperty": "inverse functional: one thing for a value",
    "AsymmetricProperty": "asymmetric: never both ways",
    "IrreflexiveProperty": "irreflexive: never of itself",
    "ReflexiveProperty": "reflexive: of everything itself",
}
_READ = {
    "some": "at least one of the kind",
    "only": "none but of the kind",
    "value": "this very thing",
    "itself": "the thing itself",
    "min": "so many or more",
    "max": "so many or fewer",
    "exactly": "so many",
}
"""What the words of a definition ask for."""
_KINDS = {
    "Class": "class",
    "ObjectProperty": "relation between things",
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
    used = {word for row in rows for one in row.others for word in words_in(one)}
    deriving, checking = rules_about(settings().ontology_dir, iri)
    return page(
        "term.html",
        name=name,
        iri=iri,
        schema=schema,
        stated=stated,
        label=schema.label(iri),
        rows=rows,
        words={word: meaning for word, meaning in _READ.items() if word in used},
        deriving=deriving,
        checking=checking,
        shapes=_shapes(settings().ontology_dir).get(iri, []),
        uses=uses_of(served.store, iri, _role(iri, schema, stated), names().labels),
    )


class _Stated:
    """What the ontology says of a term in words: texts, kinds, characteristics."""

    def __init__(self, axioms: TripleIndex, iri: str) -> None:
        self._axioms = axioms
        self._term = ox.NamedNode(iri)
        self.types = [local_name(iri) for iri in self._iris(str(RDF.type))]
        self.kinds = [_KINDS[kind] for kind in self.types if kind in _KINDS]
        self.characteristics = [_CHARACTERISTICS[kind] for kind in self.types if kind in _CHARACTERISTICS]
        self.modules = [
            (iri, module_title(settings().ontology_dir, iri)) for iri in self._iris(str(RDFS.isDefinedBy))
        ]
        self.is_deprecated = any(text == "true" for text, _ in self.texts(str(OWL.deprecated)))
        self.successors = self._iris(str(DCTERMS.isReplacedBy))

    def texts(self, predicate: str) -> list[tuple[str, str]]:
        """The literals of a property, as text and language, English first."""
        found = [
            (value.value, value.language or "")
            for value in self._axioms.values(self._term, predicate)
            if isinstance(value, ox.Literal)
        ]
        return sorted(found, key=lambda text: (text[1] != "en", text[1]))

    def _iris(self, predicate: str) -> list[str]:
        values = self._axioms.values(self._term, predicate)
        return [value.value for value in values if isinstance(value, ox.NamedNode)]


def _role(iri: str, schema: Schema, stated: _Stated) -> str:
    if iri in schema.classes:
        return "class"
    return "property" if any(kind.endswith("Property") for kind in stated.types) else "individual"


@lru_cache(maxsize=4)
def _shapes(ontology_dir: Path) -> dict[str, list[str]]:
    """What shapes ask of each class and property, as the sentences that are told when it is missing."""
    graph = rdflib.Graph()
    for path in shape_paths(ontology_dir):
        graph.parse(path)
    found: dict[str, list[str]] = {}
    for shape, target in [*graph.subject_objects(SH.targetClass), *graph.subject_objects(SH.path)]:
        holders = [shape, *graph.objects(shape, SH.property)]
        messages = sorted({str(text) for holder in holders for text in graph.objects(holder, SH.message)})
        found.setdefault(str(target), []).extend(messages)
    return found
