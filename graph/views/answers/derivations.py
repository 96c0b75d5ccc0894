"""From which other relations a relation follows: subproperties, inverses, chains and rules of the ontology."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...rdf.namespaces import ONTOLOGY_GRAPH, WPH
from ...reason.rules.rule import TYPE, Rule, is_variable
from ...store import Store
from ..select import select
from .ontology_pairs import ontology_pairs

_DISTINCT_TERMS = "FILTER(isIRI(?first) && isIRI(?second) && ?first != ?second)"


@dataclass(frozen=True)
class Derivation:
    """One way to a relation: the relations and classes that it needs, and whether these join further things.

    A `direct` way has one relation with the same two ends (a subproperty or an inverse), so that what is said of an
    end counts for it too.
    """

    relations: tuple[str, ...]
    direct: bool


Derivations = Mapping[str, tuple[Derivation, ...]]


def read_derivations(store: Store, rules: Iterable[Rule]) -> Derivations:
    """The ways to every relation of the ontology.

    The roles of situations stand for the relation that is derived from them: `party` and `agreement` for `partyTo`.
    """
    inverses, chains = inverses_of(store), chains_of(store)
    relation_of_role = _relations_of_roles(inverses, chains)
    ways: dict[str, list[Derivation]] = defaultdict(list)
    for lower, upper in ontology_pairs(store, f"?first rdfs:subPropertyOf|rdfs:subClassOf ?second {_DISTINCT_TERMS}"):
        ways[upper].append(Derivation((lower,), direct=True))
    for first, second in inverses.items():
        if first not in relation_of_role and second not in relation_of_role:
            ways[first].append(Derivation((second,), direct=True))
            ways[second].append(Derivation((first,), direct=True))
    for relation, members in chains:
        ways[relation].append(Derivation(_lifted(members, relation_of_role, relation), direct=False))
    for rule in rules:
        for head, needed in _of_rule(rule):
            ways[head].append(Derivation(_lifted(needed, relation_of_role, head), direct=False))
    return {relation: tuple(dict.fromkeys(found)) for relation, found in ways.items()}


def inverses_of(store: Store) -> dict[str, str]:
    """The inverse of each property that has a named one."""
    pairs = ontology_pairs(store, f"?first owl:inverseOf ?second {_DISTINCT_TERMS}")
    return {**dict(pairs), **{second: first for first, second in pairs}}


def chains_of(store: Store) -> list[tuple[str, tuple[str, ...]]]:
    """The property chains of the ontology: the property that follows, and those of the chain in their order."""
    rows = select(
        store,
        f"""SELECT ?relation ?list ?member (COUNT(?before) AS ?place) WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{
            ?relation owl:propertyChainAxiom ?list . ?list rdf:rest* ?before .
            ?before rdf:rest* ?cell . ?cell rdf:first ?member }} }}
            GROUP BY ?relation ?list ?cell ?member ORDER BY ?relation ?list ?place""",
    )
    members: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        members[row["relation"]["value"], row["list"]["value"]].append(row["member"]["value"])
    return [(relation, tuple(found)) for (relation, _), found in members.items()]


def _relations_of_roles(inverses: Mapping[str, str], chains: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """The roles of situations, each with the relation that a chain makes of it and of the other role."""
    found: dict[str, str] = {}
    for relation, members in chains:
        if any(member in inverses for member in members):
            for member in members:
                for role in (member, inverses.get(member, member)):
                    found.setdefault(role, relation)
    return found


def _of_rule(rule: Rule) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The relations that a rule concludes, each with those of its body and its classes; none for OWL's rules."""
    needed = [
        pattern.object if pattern.predicate == TYPE else pattern.predicate
        for pattern in rule.body
        if not is_variable(pattern.predicate)
    ]
    if not needed or not all(term.startswith(f"<{WPH}") for term in needed):
        return
    for head in rule.head:
        if head.predicate.startswith(f"<{WPH}"):
            yield head.predicate[1:-1], tuple(term[1:-1] for term in dict.fromkeys(needed))


def _lifted(terms: Iterable[str], relation_of_role: Mapping[str, str], relation: str) -> tuple[str, ...]:
    lifted = (relation_of_role.get(term, term) for term in terms)
    return tuple(dict.fromkeys(term for term in lifted if term != relation))
