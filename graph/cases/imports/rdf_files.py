"""Statements of an RDF file: situations of the ontology, direct relations, and reified triples with their dates.

A triple counts if its property is a relation of the list, or the role of a situation that is one. Dates are those of
the situation, or of what reifies the triple: `rdf:reifies` of RDF 1.2, `rdf:subject` …, `owl:annotatedSource` ….
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
from rdflib.namespace import OWL, RDF, RDFS

from ...rdf.curies import local_name
from ...rdf.namespaces import ID, WPH
from ...rdf.reading import read_rdf
from ..reading.relations import WORDS, Relation, RelationTable
from .sheet_writer import StatementRow

_TYPE, _LABEL, _REIFIES = str(RDF.type), str(RDFS.label), f"{RDF}reifies"
_REIFICATIONS = (
    (str(RDF.subject), str(RDF.predicate), str(RDF.object)),
    (str(OWL.annotatedSource), str(OWL.annotatedProperty), str(OWL.annotatedTarget)),
)
_BEGINS = ("validFrom", "heldFrom", "startDate", "hasBeginning", "startTime", "P580")
_ENDS = ("validUntil", "heldUntil", "endDate", "hasEnd", "endTime", "P582")
_PLACES = ("locator", "source", "wasDerivedFrom", "references", "citedLocator")
_DIGITS = {"yearPrecision": 4, "monthPrecision": 7}
Values = Mapping[str, list[str]]


def statements_of_rdf(path: Path, relations: RelationTable) -> Iterator[StatementRow]:
    """The statements of a file that relations of the list can say; each notes the subject from which it comes.

    Raises InputError (or a subclass) when the file cannot be read.
    """
    subjects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    reified: list[tuple[str, tuple[str, str, str]]] = []
    for quad in read_rdf(path, rename_blank_nodes=False):
        subject, prop = _text(quad.subject), quad.predicate.value
        if prop == _REIFIES and isinstance(quad.object, ox.Triple):
            inner = quad.object
            reified.append((subject, (_text(inner.subject), inner.predicate.value, _text(inner.object))))
        else:
            subjects[subject][prop].append(_text(quad.object))
    reified += [(subject, triple) for subject, values in subjects.items() if (triple := _reification(values))]
    by_property = _by_property(relations.relations)
    done = {triple for _, triple in reified}
    for subject, triple in reified:
        if relation := by_property.get(local_name(triple[1])):
            yield _row(relation, triple[0], triple[2], subjects[subject], subjects, f"{path.name}, {subject}")
    for subject, values in subjects.items():
        yield from _situations(subject, values, subjects, relations.relations, path.name)
        for prop, relation in by_property.items():
            for target in values.get(str(WPH[prop]), ()):
                if (subject, str(WPH[prop]), target) not in done:
                    yield _row(relation, subject, target, {}, subjects, f"{path.name}, {subject}")


def _by_property(relations: Iterable[Relation]) -> dict[str, Relation]:
    """The first relation of each property whose direction is that of the property."""
    found: dict[str, Relation] = {}
    for relation in relations:
        if not relation.has(WORDS) and relation.whom_role:
            found.setdefault(relation.property, relation)
    return found


def _reification(values: Values) -> tuple[str, str, str] | None:
    for names in _REIFICATIONS:
        parts = [values[name][0] for name in names if values.get(name)]
        if len(parts) == 3:
            return parts[0], parts[1], parts[2]
    return None


def _situations(
    subject: str,
    values: Values,
    subjects: Mapping[str, Values],
    relations: Iterable[Relation],
    file: str,
) -> Iterator[StatementRow]:
    classes = {local_name(kind) for kind in values.get(_TYPE, ())}
    relation = next((each for each in relations if each.situation in classes and each.whom_role), None)
    if relation is None:
        return
    sides = [values.get(str(WPH[role]), []) for role in (relation.who_role, relation.whom_role)]
    if relation.who_role == relation.whom_role and len(sides[0]) == 2:
        sides = [sides[0][:1], sides[0][1:]]
    if all(sides):
        yield _row(relation, sides[0][0], sides[1][0], values, subjects, f"{file}, {subject}")


def _row(  # noqa: PLR0913, PLR0917 - the parts of a row
    relation: Relation, who: str, whom: str, about: Values, subjects: Mapping[str, Values], origin: str
) -> StatementRow:
    length = min((_DIGITS.get(local_name(name), 10) for name in about.get(str(WPH.datePrecision), ())), default=10)
    cells = {
        "who": _name(who, subjects),
        "relation": relation.name,
        "whom": _name(whom, subjects),
        "from": _first(about, _BEGINS)[:length],
        "until": _first(about, _ENDS)[:length],
        "where": _first(about, _PLACES) or origin,
        "note": f"imported from {origin}",
    }
    return StatementRow(cells)


def _first(values: Values, names: Iterable[str]) -> str:
    """The first value of a property with one of these local names, of whatever vocabulary."""
    for name in names:
        for prop, found in values.items():
            if local_name(prop) == name:
                return found[0]
    return ""


def _name(term: str, subjects: Mapping[str, Values]) -> str:
    """How a sheet names a term: by identifier where it is of the graph, else by its label, else as it is."""
    if term.startswith(str(ID)):
        return f"id:{term.removeprefix(str(ID))}"
    labels = subjects[term].get(_LABEL, []) if term in subjects else []
    return labels[0] if labels else local_name(term) if "://" in term else term


def _text(term: object) -> str:
    if isinstance(term, ox.NamedNode | ox.Literal):
        return term.value
    return str(term)
