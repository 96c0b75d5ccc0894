"""Candidates for a query, scored; a match only where one candidate, and no other, fits in every respect.

The score is the mean of what the query gives, from 0 to 100: the name counts twice, each property once. A name that
is equal but for case, diacritics and order has 100; one that begins alike, or is near, its similarity, 95 at most. On
a date, what has the number then of a state that has the name today has 95: "Germany" in 1913 may be the German Reich.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from ..codes.code_table import overlaps
from ..codes.name_spellings import canonical
from ..inputs.tables.dates import PartialDate
from ..rdf.folding import fold
from ..rdf.namespaces import ID
from .catalog import Catalog, Described
from .properties import DATE, agrees, entities_with, read_moment
from .queries import PropertyValue, Query

_EXACT, _NEAR, _WEIGHT_OF_NAME = 100.0, 95.0, 2
_NEAREST = 5
"""Names that differ in spelling which are looked at."""
_HITS = 40
"""Matches of the full-text index that are looked at."""


@dataclass(frozen=True)
class Candidate:
    """An entity that a query may mean; `features` are the score of the name and whether each property agrees."""

    entity: Described
    score: float
    match: bool
    features: Mapping[str, float | bool]


def reconcile(catalog: Catalog, query: Query, on: PartialDate | None = None) -> list[Candidate]:
    """The candidates of a query, the best first; `on` is the date unless the query gives one.

    Raises QueryError for a property that is unknown, or a date that cannot be read.
    """
    moment = _moment(query) or on
    names = _by_name(catalog, query.text, moment) if query.text else {}
    coded = [
        iri
        for each in query.properties
        for text in each.values
        for iri in entities_with(catalog, each.property, text)
    ]
    described = catalog.describe({*names, *coded})
    scored = [
        _candidate(catalog, query, described[iri], names.get(iri, 0.0), moment)
        for iri in described
        if _has_type(catalog, query, described[iri])
    ]
    scored.sort(key=lambda candidate: (-candidate.score, candidate.entity.label, candidate.entity.iri))
    return _with_certain_match(scored)[: query.limit]


def _with_certain_match(scored: list[Candidate]) -> list[Candidate]:
    """The candidates, of which one is a match if it alone fits in every respect."""
    certain = [candidate for candidate in scored if candidate.match]
    if len(certain) <= 1:
        return scored
    return [replace(candidate, match=False) for candidate in scored]


def _candidate(
    catalog: Catalog, query: Query, entity: Described, name: float, moment: PartialDate | None
) -> Candidate:
    properties = list(query.properties)
    if moment is not None and all(each.property != DATE for each in properties):
        properties.append(PropertyValue(DATE, ()))
    agreed = {
        each.property: agrees(catalog, entity, each.property, each.values, moment)
        for each in properties
        if each.property == DATE or each.values
    }
    parts = [name] * (_WEIGHT_OF_NAME if query.text else 0) + [_EXACT * value for value in agreed.values()]
    if query.types and query.strictness == "should":
        agreed["type"] = any(catalog.is_kind_of(entity.types, wanted) for wanted in query.types)
        parts.append(_EXACT * agreed["type"])
    is_certain = bool(parts) and min(parts) == _EXACT
    features: dict[str, float | bool] = {"name": name} if query.text else {}
    return Candidate(entity, round(sum(parts) / max(len(parts), 1), 1), is_certain, features | agreed)


def _moment(query: Query) -> PartialDate | None:
    dates = [text for each in query.properties if each.property == DATE for text in each.values]
    return read_moment(dates[0], "The property date") if dates else None


def _has_type(catalog: Catalog, query: Query, entity: Described) -> bool:
    if not query.types or query.strictness == "should":
        return True
    fits = [catalog.is_kind_of(entity.types, wanted) for wanted in query.types]
    return all(fits) if query.strictness == "all" else any(fits)


def _by_name(catalog: Catalog, text: str, moment: PartialDate | None) -> dict[str, float]:
    """Entities whose name is, begins with, or resembles a text, each with the score of its nearest name."""
    scores: dict[str, float] = {}

    def note(iri: str, score: float) -> None:
        scores[iri] = max(score, scores.get(iri, 0.0))

    for iri in catalog.codes.entities_named(text):
        note(iri, _EXACT)
    for hit in catalog.names.find(text, _HITS):
        if hit.iri.startswith(str(ID)):
            note(hit.iri, _closeness(text, hit.name))
    if _EXACT not in scores.values():
        for name in catalog.codes.spellings.nearest(canonical(text), _NEAREST):
            for iri in catalog.codes.named[name]:
                note(iri, _closeness(canonical(text), name))
    if moment:
        for iri in [iri for iri, score in scores.items() if score == _EXACT]:
            is_gone = not overlaps(catalog.codes.life(iri), moment)
            if is_gone and (borne := catalog.codes.bearer(iri, moment)):
                note(borne.entity, _NEAR)
    return scores


def _closeness(text: str, name: str) -> float:
    """How near a name is; a bare number is never exact, since it may be a code in several systems."""
    wanted, offered = fold(text), fold(name)
    if wanted == offered and not wanted.isdecimal():
        return _EXACT
    return round(min(_NEAR, _EXACT * SequenceMatcher(None, wanted, offered).ratio()), 1)
