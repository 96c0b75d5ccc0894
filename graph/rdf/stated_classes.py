"""The classes that sources give a thing: always, or by a political status that it has for a part of its life."""

from __future__ import annotations

from .namespaces import NOT_DERIVED

STATUS_OF_CLASS = """?restriction owl:onProperty wph:hasPoliticalStatus ; owl:someValuesFrom ?status ;
            rdfs:subClassOf ?class ."""
"""A graph pattern: who has a status of the class `?status` is in `?class`, as the ontology defines it."""


def stated_class(thing: str) -> str:
    """A graph pattern: a source gives a thing the class `?class`, for all its life or for a part of it."""
    return f"""{{ GRAPH ?g {{ {thing} a ?class }} FILTER({NOT_DERIVED}) }} UNION {{
        {STATUS_OF_CLASS}
        GRAPH ?g {{ ?record wph:politicalStatusOf {thing} ; a ?status }} FILTER({NOT_DERIVED}) }}"""
