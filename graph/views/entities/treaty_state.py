"""Whether a treaty is in force (known, known not to be, or not known), whom the answer concerns, and its text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...rdf.namespaces import WPH
from .entity import Entity
from .lists import property_list_name

_STATUS, _TEXT = str(WPH.entryIntoForce), str(WPH.textStatus)
_POSSIBLE, _SIGNED, _CONTRACTING = (
    str(WPH[name]) for name in ("possiblyPartyTo", "signatoryNotBoundBy", "contractingStateTo")
)
NOTES = {
    property_list_name(_POSSIBLE): "signed or accepted; not known whether bound",
    property_list_name(_POSSIBLE, incoming=True): "signed or accepted; not known whether bound",
    property_list_name(_SIGNED): "signed; not bound",
    property_list_name(_SIGNED, incoming=True): "signed; not bound",
}
"""What lists of actors under treaties say beside their heading."""


@dataclass(frozen=True)
class TreatyState:
    """The state of a treaty in a few words, what follows for its parties, and the lists of those concerned.

    Each list is its name, its label, and how many hold on the date of the page.
    """

    text: str
    consequence: str
    lists: tuple[tuple[str, str, int], ...]


_STATES = {
    str(WPH.entryIntoForceNotKnown): TreatyState(
        "Signed; entry into force not known",
        "What would follow from it is not known: whether it binds those who signed or accepted it.",
        ((property_list_name(_POSSIBLE, incoming=True), "possibly parties", 0),),
    ),
    str(WPH.notEnteredIntoForce): TreatyState(
        "Never in force",
        "It has not entered into force, so it binds nobody; signatories owe no more than not to defeat its purpose.",
        (
            (property_list_name(_SIGNED, incoming=True), "signatories", 0),
            (property_list_name(_CONTRACTING, incoming=True), "have consented to be bound", 0),
        ),
    ),
}


_TEXTS = {
    str(WPH[name]): sentence
    for name, sentence in (
        ("textWithoutArticles", "Its text has no articles; it is cited by its points or as a whole."),
        ("textUnpublished", "Its text has not been published; what it obliges to is read from accounts of it."),
        ("textNotConsulted", "Its text was not consulted in full; what has no article is read from accounts of it."),
    )
}


def treaty_state(entity: Entity) -> TreatyState | None:
    """The state of a treaty that is not known to have entered into force; None for any other entity."""
    state = next((_STATES[status] for status in _stated(entity, _STATUS) if status in _STATES), None)
    if state is None:
        return None
    counts = _counts(line.prop for line in entity.statements.all_relations if line.incoming and line.holds)
    lists = ((name, label, counts.get(name, 0)) for name, label, _ in state.lists)
    return TreatyState(state.text, state.consequence, tuple(each for each in lists if each[2]))


def text_notice(entity: Entity) -> str:
    """Why places in the text of a treaty are not given, in a sentence; empty where nothing is said."""
    return next((_TEXTS[status] for status in _stated(entity, _TEXT) if status in _TEXTS), "")


def _stated(entity: Entity, prop: str) -> Iterable[str]:
    return (line.other for line in entity.statements.all_relations if line.prop == prop and not line.incoming)


def _counts(props: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for prop in props:
        name = property_list_name(prop, incoming=True)
        counts[name] = counts.get(name, 0) + 1
    return counts
