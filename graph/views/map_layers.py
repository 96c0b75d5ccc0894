"""What a map shows on a day: states in one relation to an entity, and the codes by which shapes know them."""

from __future__ import annotations

from dataclasses import dataclass

from ..rdf.namespaces import WPH
from ..store import Store
from .select import select


@dataclass(frozen=True)
class Layer:
    """A relation that a map can show, between states and the entity that the reader chooses.

    With `from_entity` it goes from the entity to the states, else from the states to the entity.
    """

    name: str
    label: str
    prop: str
    from_entity: bool

    def statement(self, entity: str, state: str) -> tuple[str, str, str]:
        """The relation to a state as a triple of IRIs."""
        return (entity, self.prop, state) if self.from_entity else (state, self.prop, entity)


LAYERS = {
    layer.name: layer
    for layer in (
        Layer("members", "members of", str(WPH.memberOf), from_entity=False),
        Layer("borders", "neighbours of", str(WPH.borders), from_entity=True),
        Layer("allies", "allies of", str(WPH.alliedWith), from_entity=True),
        Layer("parties", "parties to", str(WPH.partyTo), from_entity=False),
        Layer("recognition", "states that recognize", str(WPH.recognizes), from_entity=False),
    )
}


def states_in(store: Store, layer: Layer, entity: str) -> list[str]:
    """The states in the relation on the day of the store."""
    subject, _, target = layer.statement(f"<{entity}>", "?state")
    rows = select(store, f"SELECT DISTINCT ?state WHERE {{ {subject} <{layer.prop}> {target} }} ORDER BY ?state")
    return [row["state"]["value"] for row in rows]


def disputed_states(store: Store) -> list[str]:
    """The states of disputed recognition on the day of the store."""
    rows = select(store, "SELECT DISTINCT ?state WHERE { ?state a wph:DisputedState } ORDER BY ?state")
    return [row["state"]["value"] for row in rows]


def numeric_codes(store: Store) -> dict[str, str]:
    """The ISO 3166-1 numeric codes, which shapes of countries carry; where there were several, the latest."""
    rows = select(
        store,
        """SELECT ?entity ?text WHERE { GRAPH ?g { ?code wph:codeOf ?entity ; wph:codeText ?text ;
            wph:codeScheme wph:iso3166Numeric OPTIONAL { ?code wph:validFrom ?from } } } ORDER BY ?from ?text""",
    )
    return {row["entity"]["value"]: row["text"]["value"] for row in rows}
