"""What a closure holds that states nothing about the world, as conditions in SQL and in Python.

Trivial are: a thing being the same as, equivalent to, or subsumed by itself; membership in, or subsumption under, an
unnamed class expression; everything being an `owl:Thing` or `rdfs:Resource`, and every class a subclass of them;
statements about terms of RDF, RDFS, OWL and XSD. Helper statements, made of terms of the namespace
`https://w3id.org/westphalia/rule#`, are the reasoner's own and never shown.
"""

from __future__ import annotations

from rdflib.namespace import OWL, RDF, RDFS, XSD

from ...rdf.namespaces import RULE
from .tables.dialect import Connection
from .tables.term_dictionary import listed_ids

VOCABULARIES = (str(RDF), str(RDFS), str(OWL), str(XSD))
REFLEXIVE = frozenset({OWL.sameAs, OWL.equivalentClass, OWL.equivalentProperty, RDFS.subClassOf, RDFS.subPropertyOf})
TO_CLASSES = frozenset({RDF.type, RDFS.subClassOf, OWL.equivalentClass})
EVERYTHING = frozenset({OWL.Thing, RDFS.Resource})


def make_term_sets(connection: Connection) -> None:
    """Create the temporary tables of terms, `helper_term(id)`, `vocabulary_term(id)` and `blank_term(id)`."""
    vocabulary = " OR ".join(f"text LIKE '<{namespace}%'" for namespace in VOCABULARIES)
    conditions = {
        "helper_term": f"text LIKE '<{RULE}%'",
        "vocabulary_term": vocabulary,
        "blank_term": "left(text, 2) = '_:'",
    }
    for name, condition in conditions.items():
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT id FROM term WHERE {condition}")


IS_SHOWN = (
    "s NOT IN (FROM helper_term) AND p NOT IN (FROM helper_term) AND o NOT IN (FROM helper_term) "
    "AND p NOT IN (FROM blank_term)"
)
"""SQL: whether a row holds no helper term, and no unnamed property, which RDF does not allow as a predicate."""


def is_informative(connection: Connection) -> str:
    """SQL: whether a row of a closure is shown and not trivial."""
    sets = (REFLEXIVE, TO_CLASSES, EVERYTHING)
    reflexive, to_classes, everything = (listed_ids(connection, (t.n3() for t in terms)) for terms in sets)
    return f"""({IS_SHOWN} AND s NOT IN (FROM vocabulary_term) AND NOT (s = o AND p IN ({reflexive}))
        AND o NOT IN ({everything})
        AND NOT (p IN ({to_classes}) AND (s IN (FROM blank_term) OR o IN (FROM blank_term))))"""
