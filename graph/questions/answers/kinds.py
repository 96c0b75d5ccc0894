"""What a thing is, as a noun with its article: the classes that sources give it, and none above another of them."""

from __future__ import annotations

from ...rdf.curies import local_name
from ...views.select import select
from ..names.lexicon import Thing
from .context import Context

_MOST = 2
_VOWELS = "aeio"
"""Letters after which nouns of the ontology have "an": a union and a universal organization have "a"."""


def kind_of(context: Context, thing: Thing) -> str:
    """The kinds of a thing: "a defence organization", "a city"; "an entity" where sources give it none."""
    rows = select(
        context.store,
        f"""SELECT DISTINCT ?kind ?above WHERE {{ GRAPH ?g {{ <{thing.iri}> a ?kind }}
            FILTER(?g != graph:inferred && STRSTARTS(STR(?kind), STR(wph:)))
            OPTIONAL {{ ?kind rdfs:subClassOf+ ?above FILTER(isIRI(?above)) }} }}""",
    )
    given = {row["kind"]["value"] for row in rows}
    above = {row["above"]["value"] for row in rows if "above" in row and row["above"] != row["kind"]}
    labels = sorted(context.lexicon.labels.get(kind, local_name(kind)) for kind in given - above)[:_MOST]
    nouns = " and ".join(f"{'an' if label[:1] in _VOWELS else 'a'} {label}" for label in labels)
    return nouns or "an entity"
