"""Situations in a few words: by the role that an entity has in them, with the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...rdf.namespaces import ID, WPH
from ..entities.entity import Entity
from ..name_lists import name_list
from ..schema import ROLES, plural
from ..situations.reported import ReportedSituation

NAMED = 3
"""Others that words name; of more they give the number."""
_KNOWN = 400
"""The place among the most mentioned from which on being mentioned counts for nothing."""
_MANY = 12
"""Others in a situation beyond which more make it no more telling."""
_DANGLING = re.compile(r"( by| of| to| at| from| with| between|:)+$")


@dataclass(frozen=True)
class Salience:
    """Which entities readers look for first.

    `places` are those among the most mentioned, from 0. `foremost` are alliances, defence, regional and universal
    organizations; `agencies` those in which almost every state is, so that they say little of one.
    """

    places: Mapping[str, int]
    foremost: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()

    def rank(self, iri: str) -> tuple[int, int, str]:
        """What entities are sorted by."""
        tier = 0 if iri in self.foremost else 2 if iri in self.agencies else 1
        return tier, self.places.get(iri, len(self.places)), iri

    def telling(self, others: Sequence[str]) -> float:
        """What the others in a situation add to its score: those known best, and how many they are; from -2 to 6."""
        first = min(map(self.rank, others), default=(1, _KNOWN, ""))
        known = 1 - min(first[1], _KNOWN) / _KNOWN
        return 2 * (1 - first[0]) + 2 * known + 2 * min(len(others), _MANY) / _MANY


@dataclass(frozen=True)
class Wording:
    """How a situation reads in a role of the entity, and how telling it is, from 1 to 9; `{}` are the others in it.

    `ended` words its end; where it is empty, the end says no more than the beginning.
    """

    text: str
    weight: int
    ended: str = ""


BY_ROLE: Mapping[str, Wording] = {
    "newState": Wording("independent", 9),
    "successor": Wording("successor of {}", 9),
    "predecessor": Wording("predecessor of {}", 9),
    "capitalState": Wording("capital: {}", 5, "{} no longer the capital"),
    "recognized": Wording("recognized by {}", 4, "recognition by {} ended"),
    "recognizer": Wording("recognized {}", 2, "recognition of {} ended"),
    "occupiedState": Wording("occupied by {}", 8, "occupation by {} ended"),
    "occupant": Wording("occupied {}", 6, "occupation of {} ended"),
    "claimant": Wording("claims {}", 7, "claim to {} ended"),
    "holder": Wording("holds {}", 3, "no longer holds {}"),
    "member": Wording("member of {}", 5, "left {}"),
    "partner": Wording("partner of {}", 2, "partnership with {} ended"),
    "observer": Wording("observer at {}", 2, "no longer observer at {}"),
    "organization": Wording("{} joined", 5, "{} left"),
    "suspendedMember": Wording("suspended from {}", 6, "suspension from {} ended"),
    "founder": Wording("founded {}", 5),
    "founded": Wording("founded by {}", 9),
    "party": Wording("party to {}", 4, "no longer party to {}"),
    "agreement": Wording("{} bound by it", 5, "{} no longer bound by it"),
    "undertakenIn": Wording("obligation of {}", 4, "obligation of {} ended"),
    "signedInstrument": Wording("signed by {}", 6),
    "consentedAgreement": Wording("consent of {}", 4),
    "concludedInstrument": Wording("concluded", 9),
    "termOf": Wording("in force", 9, "no longer in force"),
    "disputeParticipant": Wording("dispute: {}", 6),
    "conflictParticipant": Wording("war: {}", 8),
    "cooperatingParty": Wording("defence cooperation with {}", 4, "defence cooperation with {} ended"),
    "exerciseParticipant": Wording("exercise with {}", 2),
    "border": Wording("border between {}", 8, "no longer a border between {}"),
    "sideA": Wording("border with {}", 5, "border with {} ended"),
    "sideB": Wording("border with {}", 5, "border with {} ended"),
}
"""Wordings by the role that the entity has, as the local name of its property; in other roles it is left out."""


def role_of(entity: Entity, record: ReportedSituation) -> str:
    """The role of the entity in a situation by which it is worded; empty for one that is left out."""
    names = (prop.removeprefix(str(WPH)) for prop, other in record.parts if other == entity.iri)
    return next((name for name in sorted(names) if name in BY_ROLE), "")


def others_in(entity: Entity, records: Iterable[ReportedSituation], salience: Salience) -> tuple[str, ...]:
    """The other entities in situations, the most mentioned first."""
    others = {
        other
        for record in records
        for _, other in record.parts
        if other.startswith(str(ID)) and other != entity.iri and "/" not in other.removeprefix(str(ID))
    }
    return tuple(sorted(others, key=salience.rank))


def worded(text: str, others: Sequence[str], labels: Mapping[str, str]) -> str:
    """A situation in words, with the names of the first others in it."""
    named = [labels[other].removeprefix("Territory of ") for other in others[:NAMED] if labels.get(other)]
    names = name_list(named, len(others) - len(named) if named else 0)
    words = text.format(names).strip() if names else _DANGLING.sub("", text.format("").strip())
    return words[:1].upper() + words[1:]


_ROLES = re.compile(rf"\b({ROLES}|ally)(?= (?:of|at|to|in)\b)")
_VERBS = {"is": "are", "has": "have", "was": "were"}


def for_both(label: str) -> str:
    """The label of a relation as two have it.

    >>> [for_both(label) for label in ("member of", "party to", "recognizes", "allied with", "has base in")]
    ['members of', 'parties to', 'recognize', 'allied with', 'have base in']
    """
    role = _ROLES.search(label)
    if role:
        return f"{label[: role.start()]}{plural(role[0])}{label[role.end() :]}"
    verb, space, rest = label.partition(" ")
    if verb.endswith("ies"):
        verb = f"{verb[:-3]}y"
    elif verb.endswith("s") and not verb.endswith("ss"):
        verb = _VERBS.get(verb, verb[:-1])
    return f"{verb}{space}{rest}"
