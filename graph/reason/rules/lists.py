"""RDF lists of axioms, taken apart into helper statements of two places, so that rules need no paths.

Helper statements use properties of the namespace `https://w3id.org/westphalia/rule#` and never leave the reasoner.
What each list-valued property becomes is written above the function that does it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from itertools import combinations

import duckdb
from rdflib.namespace import OWL, RDF, RDFS

from ...rdf.namespaces import RULE
from ..evaluation.encoding import add_constants
from .rule import TYPE

Statement = tuple[str, str, str]
"""Subject, predicate and object in N-Triples form."""

_NIL = RDF.nil.n3()


def add_helpers(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table `helper(s, p, o, axiom_s, axiom_p, axiom_o)`: helper statements and the axioms behind them."""
    axioms, cells = _axioms_and_cells(connection)
    helpers = {helper: axiom for axiom in axioms for helper in expand_list(axiom, axioms, cells)}
    rows = sorted((*helper, *axiom) for helper, axiom in helpers.items())
    ids = add_constants(connection, (term for row in rows for term in row))
    names = ("s", "p", "o", "axiom_s", "axiom_p", "axiom_o")
    columns = ", ".join(f"unnest(${place}::INTEGER[]) AS {name}" for place, name in enumerate(names, start=1))
    given = [[ids[row[place]] for row in rows] for place in range(len(names))]
    connection.execute(f"CREATE OR REPLACE TABLE helper AS SELECT {columns}", given)


def expand_list(
    axiom: Statement, axioms: Iterable[Statement], cells: dict[str, tuple[str, str]]
) -> Iterator[Statement]:
    """The helper statements for an axiom whose object is a list; `axioms` hold the types of subjects.

    `cells` gives (first, rest) of each list cell. A list that is cut short or runs in a circle gives what it has.
    """
    subject, predicate, target = axiom
    members = list(_members(target, cells))
    if predicate in _EXPANSIONS and members:
        yield from _EXPANSIONS[predicate](subject, members)
    elif predicate in {OWL.members.n3(), OWL.distinctMembers.n3()}:
        kinds = [kind for about, prop, kind in axioms if about == subject and prop == TYPE]
        yield from _pairs(kinds[0] if kinds else "", members)


def _members(head: str, cells: dict[str, tuple[str, str]]) -> Iterator[str]:
    seen: set[str] = set()
    while head in cells and head not in seen:
        seen.add(head)
        first, head = cells[head]
        yield first


def _rule(name: str) -> str:
    return RULE[name].n3()


def _each(name: str) -> Callable[[str, list[str]], Iterator[Statement]]:
    """`?c owl:unionOf (c1 …)` becomes `?c rule:unionMember c1`, and so on for the other members."""

    def expand(subject: str, members: list[str]) -> Iterator[Statement]:
        return ((subject, _rule(name), member) for member in members)

    return expand


def _conjunction(subject: str, members: list[str]) -> Iterator[Statement]:
    """`?c owl:intersectionOf (c1 c2 c3)`: what is in c1 and c2 is in a helper class; in that and c3, in ?c."""
    yield from _each("conjunct")(subject, members)
    second = members[1:] or members
    left = members[0]
    for place, right in enumerate(second, start=1):
        node = _part("intersection", subject, members, place)
        result = subject if place == len(second) else _part("partial", subject, members, place)
        yield node, _rule("ifFirst"), left
        yield node, _rule("ifSecond"), right
        yield node, _rule("thenClass"), result
        left = result


def _chain(subject: str, members: list[str]) -> Iterator[Statement]:
    """`?p owl:propertyChainAxiom (p1 p2 p3)`: p1 then p2 is a helper property; that then p3 is ?p."""
    if len(members) == 1:
        yield members[0], RDFS.subPropertyOf.n3(), subject
        return
    left = members[0]
    for place, right in enumerate(members[1:], start=1):
        node = _part("chain", subject, members, place)
        result = subject if place == len(members) - 1 else _part("partial", subject, members, place)
        yield node, _rule("firstStep"), left
        yield node, _rule("secondStep"), right
        yield node, _rule("chainProperty"), result
        left = result


def _key(subject: str, members: list[str]) -> Iterator[Statement]:
    """`?c owl:hasKey (p1 p2)`: sharing a value of p1 is a helper property; a value of p2 too, being the same."""
    if len(members) == 1:
        yield subject, _rule("keyProperty"), members[0]
        return
    before = ""
    for place, member in enumerate(members):
        node, agreement = _part("key", subject, members, place), _part("agreement", subject, members, place)
        yield node, _rule("keyClass"), subject
        yield node, _rule("keyAgreement"), agreement
        if before:
            yield node, _rule("keyBefore"), before
            yield node, _rule("keyNext"), member
        else:
            yield node, _rule("keyFirst"), member
        before = agreement
    yield before, _rule("agreementMeansSame"), subject


_PAIR_NAMES = {
    OWL.AllDisjointClasses.n3(): "disjointClassPair",
    OWL.AllDisjointProperties.n3(): "disjointPropertyPair",
    OWL.AllDifferent.n3(): "differentPair",
}


def _pairs(kind: str, members: list[str]) -> Iterator[Statement]:
    """Members that are disjoint or different pairwise: one statement for each pair."""
    if kind in _PAIR_NAMES:
        for left, right in combinations(members, 2):
            yield left, _rule(_PAIR_NAMES[kind]), right


def _part(kind: str, subject: str, members: list[str], place: int) -> str:
    """The name of a helper node: the same for the same axiom, another for any other."""
    digest = blake2b(" ".join([subject, *members]).encode(), digest_size=12).hexdigest()
    return RULE[f"{kind}-{digest}-{place}"].n3()


_EXPANSIONS: dict[str, Callable[[str, list[str]], Iterator[Statement]]] = {
    OWL.unionOf.n3(): _each("unionMember"),
    OWL.oneOf.n3(): _each("oneOfMember"),
    OWL.intersectionOf.n3(): _conjunction,
    OWL.propertyChainAxiom.n3(): _chain,
    OWL.hasKey.n3(): _key,
}


LIST_PROPERTIES = (*_EXPANSIONS, OWL.members.n3(), OWL.distinctMembers.n3(), RDF.first.n3(), RDF.rest.n3())
"""What helper statements are made from."""
PAIRED_CLASSES = tuple(_PAIR_NAMES)
"""The classes whose members are taken in pairs."""


def _axioms_and_cells(connection: duckdb.DuckDBPyConnection) -> tuple[list[Statement], dict[str, tuple[str, str]]]:
    """The list-valued axioms with the types of their subjects, and every list cell."""
    first, rest = RDF.first.n3(), RDF.rest.n3()
    rows: list[Statement] = connection.execute(
        """SELECT DISTINCT s.text, p.text, o.text FROM asserted AS a JOIN term AS p ON p.id = a.p
        JOIN term AS s ON s.id = a.s JOIN term AS o ON o.id = a.o
        WHERE p.text IN (SELECT unnest($1::VARCHAR[])) OR p.text = $2 AND o.text IN (SELECT unnest($3::VARCHAR[]))""",
        [list(LIST_PROPERTIES), TYPE, list(_PAIR_NAMES)],
    ).fetchall()
    parts: dict[str, dict[str, str]] = defaultdict(dict)
    for subject, predicate, target in rows:
        if predicate in {first, rest}:
            parts[subject][predicate] = target
    cells = {cell: (part[first], part.get(rest, _NIL)) for cell, part in parts.items() if first in part}
    return [row for row in rows if row[1] not in {first, rest}], cells
