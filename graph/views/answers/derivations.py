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
    end counts for it too; one that `swaps` them is an inverse, or the relation itself where that is symmetric. A way
    by `roles` is a chain through one situation that names both ends.
    """

    relations: tuple[str, ...]
    direct: bool
    swaps: bool = False
    roles: bool = False


Derivations = Mapping[str, tuple[Derivation, ...]]


def read_derivations(store: Store, rules: Iterable[Rule]) -> Derivations:
    """The ways to every relation of the ontology.

    The roles of situations stand for the relation that is derived from them: `party` and `agreement` for `partyTo`.
    """
    inverses, chains = inverses_of(store), chains_of(store)
    relations_of_role = _relations_of_roles(inverses, chains)
    ways: dict[str, list[Derivation]] = defaultdict(list)
    for lower, upper in ontology_pairs(store, f"?first rdfs:subPropertyOf|rdfs:subClassOf ?second {_DISTINCT_TERMS}"):
        ways[upper].append(Derivation((lower,), direct=True))
    for first, second in inverses.items():
        if first not in relations_of_role and second not in relations_of_role:
            ways[first].append(Derivation((second,), direct=True, swaps=True))
            ways[second].append(Derivation((first,), direct=True, swaps=True))
    for relation, _ in ontology_pairs(store, "?first a ?second FILTER(?second = owl:SymmetricProperty)"):
        ways[relation].append(Derivation((relation,), direct=True, swaps=True))
    for relation, members in chains:
        has_roles = all(relation in relations_of_role.get(member, ()) for member in members)
        lifted = () if has_roles else _lifted(members, relations_of_role, relation)
        ways[relation].append(Derivation(lifted, direct=False, roles=has_roles))
    for rule in rules:
        for head, needed in _of_rule(rule):
            ways[head].append(Derivation(_lifted(needed, relations_of_role, head), direct=False))
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


RelationsOfRole = Mapping[str, frozenset[str]]


def _relations_of_roles(
    inverses: Mapping[str, str], chains: Iterable[tuple[str, tuple[str, ...]]]
) -> RelationsOfRole:
    """The roles of situations, each with the relations that chains make of it and of another role.

    The organization of a membership is a role of several: members, observers and partners have one.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for relation, members in chains:
        if any(member in inverses for member in members):
            for member in members:
                for role in {member, inverses.get(member, member)}:
                    found[role].add(relation)
    return {role: frozenset(relations) for role, relations in found.items()}


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


def _lifted(terms: Iterable[str], relations_of_role: RelationsOfRole, relation: str) -> tuple[str, ...]:
    """Terms with relations in the place of roles; of a role of several those that the other roles are of, if any."""
    possible = [relations_of_role.get(term, frozenset({term})) for term in terms]
    certain = {only for relations in possible if len(relations) == 1 for only in relations}
    lifted = (each for relations in possible for each in sorted(relations & certain or relations))
    return tuple(dict.fromkeys(term for term in lifted if term != relation))
