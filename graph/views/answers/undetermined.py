"""What a treaty would bring about of which it is not known whether it binds: it is not known, and not false."""

from __future__ import annotations

from collections.abc import Iterable

from ...rdf.namespaces import WPH
from ...reason.rules.rule import Rule
from ...store import Store
from ..select import select
from .derivations import Derivations

_OBLIGATION = f"<{WPH.undertakenObligation}>"
_MAY_BE_PARTY = "wph:partyTo|wph:possiblyPartyTo"


def treaty_undetermined(store: Store, triple: tuple[str, str, str], obligations: Iterable[str]) -> str | None:
    """The name of a treaty by which a statement would hold if it bound those of whom that is not known; else None.

    `store` shows one day; `triple` has three IRIs; `obligations` are those behind its relation.
    """
    subject, relation, target = triple
    if relation == str(WPH.partyTo):
        pattern = f"<{subject}> wph:possiblyPartyTo ?treaty . FILTER(?treaty = <{target}>)"
    elif obligations:
        pattern = _owed_between(subject, target, obligations)
    else:
        return None
    rows = select(
        store,
        f"""SELECT ?label WHERE {{ {pattern} ?treaty rdfs:label ?label FILTER(LANG(?label) = "en") }}
            ORDER BY ?label LIMIT 1""",
    )
    return rows[0]["label"]["value"] if rows else None


def obligations_behind(relation: str, rules: Iterable[Rule], derivations: Derivations) -> tuple[str, ...]:
    """The obligations from which rules derive a relation, or one that implies it between the same two."""
    implied = _implying(relation, derivations)
    return tuple(
        sorted(
            {
                pattern.object
                for rule in rules
                if any(head.predicate[1:-1] in implied for head in rule.head)
                for pattern in rule.body
                if pattern.predicate == _OBLIGATION and pattern.object.startswith("<")
            }
        )
    )


def _implying(relation: str, derivations: Derivations) -> set[str]:
    implied, waiting = {relation}, [relation]
    while waiting:
        for way in derivations.get(waiting.pop(), ()):
            fresh = set(way.relations) - implied if way.direct else set()
            implied |= fresh
            waiting += fresh
    return implied


def _owed_between(subject: str, target: str, obligations: Iterable[str]) -> str:
    """A pattern for treaties by which one would owe the other an obligation, were both bound."""
    one, other = f"<{subject}>", f"<{target}>"
    return f"""
        {{ {one} wph:possiblyPartyTo ?treaty }} UNION {{ {other} wph:possiblyPartyTo ?treaty }}
        VALUES ?obligation {{ {" ".join(obligations)} }}
        ?undertaking wph:undertakenIn ?treaty ; wph:undertakenObligation ?obligation .
        {{ ?undertaking a wph:MutualUndertaking . {one} {_MAY_BE_PARTY} ?treaty . {other} {_MAY_BE_PARTY} ?treaty }}
        UNION {{ ?undertaking wph:owedBy {one} ; wph:owedTo|wph:owedToThirdState {other} }}
        UNION {{ ?undertaking wph:owedBy {other} ; wph:owedTo|wph:owedToThirdState {one} }}"""
