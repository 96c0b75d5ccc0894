"""Columns of one thing: names, codes, region, capital, lack of a coast, successors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...codes.systems import SCHEMES
from ...errors import QueryError
from ...rdf.namespaces import ID, WPH
from .. import statuses
from ..source.panel_graph import PanelGraph, local
from .column import Column, ColumnFact, Description, Kind, StatementOf, always
from .coverage import ColumnCoverage

_SCHEME_TITLES = {
    "cow": "Correlates of War state number",
    "gw": "Gleditsch and Ward number",
    "iso2": "ISO 3166-1 alpha-2 code",
    "iso3": "ISO 3166-1 alpha-3 code",
    "isonum": "ISO 3166-1 numeric code",
}
"""What columns call the schemes of codes, by the names of their systems."""

_OF_ONE = {
    "region": (
        "unRegion",
        "Region",
        "The region of the world in which the statistics of the United Nations count it.",
    ),
    "capital": ("hasCapital", "Capital", "The capital of the state."),
    "successors": ("hasBeenSucceededBy", "Successors", "The states that are successors of the state."),
    "predecessors": ("succeeds", "Predecessors", "The states of which the state is a successor."),
}
_LANDLOCKED = Description(
    "landlocked",
    "Landlocked",
    "The state has no coast on a sea that is joined to the ocean.",
    "binary",
    "state",
    values="1 it has none, 0 it has one, empty: not known",
    properties=("stateWithoutCoast",),
)
_ENTITY = Description(
    "entity", "Entity", "The short name of the state in the graph.", "text", "state", values="a short name"
)
_NAME = Description("name", "Name", "The name of the state, in English.", "text", "state", values="a text")


class AttributeColumns:
    """Columns of one state; see `ColumnSource`."""

    def __init__(self, graph: PanelGraph) -> None:
        self._graph = graph

    @staticmethod
    def offers() -> Iterator[Description]:
        """See `ColumnSource`."""
        yield from (_ENTITY, _NAME, replace(_NAME, name="name:<language>", definition="The name in a language."))
        yield from (_code(name) for name in _SCHEME_TITLES)
        yield from (_attribute(name) for name in ("region", "capital", "successors", "predecessors"))
        yield _LANDLOCKED

    def read(self, name: str) -> Column | None:
        """See `ColumnSource`."""
        base, _, parameter = name.partition(":")
        if base == "name":
            return self._names(name, parameter or "en")
        if base == "code":
            return self._codes(parameter)
        if name == "entity":
            return self._entities()
        if name == "landlocked":
            return self._landlocked()
        return self._attribute(name) if name in _OF_ONE else None

    def _names(self, name: str, language: str) -> Column:
        labels = self._graph.labels_of("State", language) if language.isalpha() else {}
        if not labels:
            raise QueryError(f"No state has a name in the language {language!r}; expected one such as en, fr or ru.")
        facts = [ColumnFact(iri, "", text, None, None) for iri, text in sorted(labels.items())]
        definition = f"The name of the state in the language {language}."
        return Column(replace(_NAME, name=name, definition=definition), facts, always(statuses.NO_VALUE))

    def _entities(self) -> Column:
        labels = sorted(self._graph.labels_of("State"))
        return Column(_ENTITY, [ColumnFact(i, "", local(i), None, None) for i in labels], always(statuses.NO_VALUE))

    def _codes(self, scheme: str) -> Column:
        if scheme not in _SCHEME_TITLES:
            raise QueryError(f"{scheme!r} is not a scheme of codes; expected one of {', '.join(_SCHEME_TITLES)}.")
        of_scheme = {
            fact.subject for fact in self._graph.facts.of("codeScheme") if fact.object.endswith(SCHEMES[scheme])
        }
        texts = {fact.subject: fact.object for fact in self._graph.facts.of("codeText")}
        facts = [
            ColumnFact(fact.object, "", texts[fact.subject], fact.begin, fact.until)
            for fact in self._graph.facts.of("codeOf")
            if fact.subject in of_scheme
        ]
        coverage = ColumnCoverage(self._graph.coverage, "codeOf")
        description = replace(_code(scheme), coverage=coverage.sentence, source_keys=coverage.source_keys)
        return Column(description, facts, always(statuses.NO_VALUE))

    def _attribute(self, name: str) -> Column:
        relation = _OF_ONE[name][0]
        coverage = ColumnCoverage(self._graph.coverage, "succeeds" if name == "successors" else relation)
        is_reverse = name == "successors"
        facts = [
            ColumnFact(
                *((f.object, "", local(f.subject)) if is_reverse else (f.subject, "", local(f.object))),
                f.begin,
                f.until,
            )
            for f in self._graph.facts.of("succeeds" if is_reverse else relation)
        ]
        description = replace(_attribute(name), coverage=coverage.sentence, source_keys=coverage.source_keys)
        return Column(description, facts, always(statuses.NO_VALUE), statement_of=_statement_of(name, relation))

    def _landlocked(self) -> Column:
        """Whether a state has no coast, as far as lists say so."""
        coverage = ColumnCoverage(self._graph.coverage, "lacksCoastIn")
        facts = [
            ColumnFact(fact.object, "", "", fact.begin, fact.until)
            for fact in self._graph.facts.of("stateWithoutCoast")
        ]
        description = replace(_LANDLOCKED, coverage=coverage.sentence, source_keys=coverage.source_keys)
        return Column(description, facts, coverage.spans, confirmed_until=coverage.confirmed_until())


def _statement_of(name: str, relation: str) -> StatementOf:
    if name == "successors":
        return lambda subject, _other, value: (f"{ID}{value}", str(WPH.succeeds), subject)
    return lambda subject, _other, value: (subject, str(WPH[relation]), f"{ID}{value}")


def _code(scheme: str) -> Description:
    return Description(
        f"code:{scheme}",
        f"Code: {scheme}",
        f"The {_SCHEME_TITLES[scheme]} of the state.",
        "text",
        "state",
        values="a code",
        properties=("codeOf", "codeScheme", "codeText"),
    )


def _attribute(name: str) -> Description:
    relation, title, definition = _OF_ONE[name]
    kind: Kind = "list" if name in {"successors", "predecessors"} else "text"
    return Description(
        name,
        title,
        definition,
        kind,
        "state",
        values="a short name" if kind == "text" else "short names, separated by semicolons",
        properties=(relation,),
    )
