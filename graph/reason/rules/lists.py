"""Axioms with lists, taken apart into helper statements of two places, so that rules need no paths.

Helper statements use properties of the namespace `https://w3id.org/westphalia/rule#` and never leave the reasoner.
What each list-valued property becomes is written above the function that does it. A helper statement holds while its
axiom and every cell of the list do. An axiom whose list is not whole is ignored for as long, and reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations

from rdflib.namespace import OWL, RDFS

from ...rdf.namespaces import RULE
from .list_cells import FIRST, REST, DatedStatement, ListCells
from .rule import TYPE

Statement = tuple[str, str, str]
"""Subject, predicate and object in N-Triples form."""

_SUB_CLASS = RDFS.subClassOf.n3()
_MEMBERS, _DISTINCT = OWL.members.n3(), OWL.distinctMembers.n3()


@dataclass(frozen=True)
class Helper:
    """A helper statement, the half-open interval of days in which it holds, and the axiom that it is read from."""

    statement: Statement
    f: int
    u: int
    axiom: Statement


@dataclass(frozen=True)
class BrokenList:
    """An axiom that is ignored in `[f, u)`: a cell of its list, after the members `before`, has a `fault` then."""

    axiom: Statement
    f: int
    u: int
    before: tuple[str, ...]
    fault: str


@dataclass(frozen=True)
class Expansion:
    """What lists come to: helper statements, and the axioms that are ignored; both sorted."""

    helpers: tuple[Helper, ...]
    broken: tuple[BrokenList, ...]


def expand_lists(statements: Iterable[DatedStatement]) -> Expansion:
    """Expand the lists of axioms.

    `statements` are those of LIST_PROPERTIES, and the types of subjects that are among PAIRED_CLASSES.
    """
    rows = sorted(statements)
    reader = _Reader(rows)
    helpers: dict[tuple[Statement, Statement], list[tuple[int, int]]] = defaultdict(list)
    broken: dict[tuple[Statement, tuple[str, ...], str], list[tuple[int, int]]] = defaultdict(list)
    for row in (row for row in rows if row[1] not in {FIRST, REST, TYPE}):
        for helper in reader.expand(row):
            if isinstance(helper, Helper):
                helpers[helper.statement, helper.axiom].append((helper.f, helper.u))
            else:
                broken[helper.axiom, helper.before, helper.fault].append((helper.f, helper.u))
    return Expansion(
        tuple(Helper(h, f, u, axiom) for (h, axiom), spans in sorted(helpers.items()) for f, u in merged(spans)),
        tuple(
            BrokenList(axiom, f, u, before, why)
            for (axiom, before, why), spans in sorted(broken.items())
            for f, u in merged(spans)
        ),
    )


def merged(periods: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Half-open periods in order, those that overlap or touch merged into one."""
    islands: list[tuple[int, int]] = []
    for begin, end in sorted(periods):
        if islands and begin <= islands[-1][1]:
            islands[-1] = (islands[-1][0], max(islands[-1][1], end))
        else:
            islands.append((begin, end))
    return islands


class _Reader:
    """Expands one axiom after the other over the cells and the types of a dataset."""

    def __init__(self, rows: Iterable[DatedStatement]) -> None:
        self._cells = ListCells(row for row in rows if row[1] in {FIRST, REST})
        self._kinds: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
        for subject, predicate, kind, f, u in rows:
            if predicate == TYPE:
                self._kinds[subject].append((kind, f, u))

    def expand(self, row: DatedStatement) -> Iterator[Helper | BrokenList]:
        """The helper statements of an axiom, or what is wrong with its list, for each period."""
        subject, predicate, head, f, u = row
        axiom = subject, predicate, head
        for part in self._cells.members(head, f, u):
            fault = part.fault or (_EMPTY_FAULT if predicate in _NEVER_EMPTY and not part.members else "")
            if fault:
                yield BrokenList(axiom, part.f, part.u, part.members, fault)
                continue
            for statement, begin, end in self._statements(axiom, list(part.members), part.f, part.u):
                yield Helper(statement, begin, end, axiom)

    def _statements(
        self, axiom: Statement, members: list[str], f: int, u: int
    ) -> Iterator[tuple[Statement, int, int]]:
        subject, predicate, _ = axiom
        if predicate in _EXPANSIONS:
            yield from ((statement, f, u) for statement in _EXPANSIONS[predicate](subject, members))
        elif predicate in {_MEMBERS, _DISTINCT}:
            for kind, begin, end in self._kinds.get(subject, ()):
                if predicate == _MEMBERS or kind == OWL.AllDifferent.n3():
                    both = max(begin, f), min(end, u)
                    yield from ((pair, *both) for pair in _pairs(kind, members) if both[0] < both[1])


def _rule(name: str) -> str:
    return RULE[name].n3()


def _each(name: str) -> Callable[[str, list[str]], Iterator[Statement]]:
    """`?c owl:unionOf (c1 …)` becomes `?c rule:unionMember c1`, and so on for the other members.

    The union, and the enumeration, of nothing is the empty class.
    """

    def expand(subject: str, members: list[str]) -> Iterator[Statement]:
        if not members:
            yield subject, _SUB_CLASS, OWL.Nothing.n3()
        yield from ((subject, _rule(name), member) for member in members)

    return expand


def _disjoint_union(subject: str, members: list[str]) -> Iterator[Statement]:
    """`?c owl:disjointUnionOf (c1 …)`: a union whose members are disjoint."""
    yield from _each("unionMember")(subject, members)
    yield from _pairs(OWL.AllDisjointClasses.n3(), members)


def _conjunction(subject: str, members: list[str]) -> Iterator[Statement]:
    """`?c owl:intersectionOf (c1 c2 c3)`: what is in c1 and c2 is in a helper class; in that and c3, in ?c.

    The intersection of nothing is the class of all things.
    """
    if not members:
        yield OWL.Thing.n3(), _SUB_CLASS, subject
        return
    yield from ((subject, _rule("conjunct"), member) for member in members)
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


def _nothing(_subject: str, _members: list[str]) -> Iterator[Statement]:
    """Lists that no rule reads, but `data_ranges` does; their shape is checked all the same."""
    return iter(())


_EXPANSIONS: dict[str, Callable[[str, list[str]], Iterator[Statement]]] = {
    OWL.unionOf.n3(): _each("unionMember"),
    OWL.oneOf.n3(): _each("oneOfMember"),
    OWL.disjointUnionOf.n3(): _disjoint_union,
    OWL.intersectionOf.n3(): _conjunction,
    OWL.propertyChainAxiom.n3(): _chain,
    OWL.hasKey.n3(): _key,
    OWL.withRestrictions.n3(): _nothing,
    OWL.onProperties.n3(): _nothing,
}
_NEVER_EMPTY = frozenset({OWL.propertyChainAxiom.n3(), OWL.hasKey.n3(), OWL.onProperties.n3()})
"""What the syntax of OWL 2 (sections 8.5, 9.2.1 and 9.5) has with one member at least.

A key of nothing would make all members of its class the same.
"""
_EMPTY_FAULT = "is rdf:nil, expected a cell: an axiom of this kind has one member at least"

AXIOM_PROPERTIES = (*_EXPANSIONS, _MEMBERS, _DISTINCT)
"""The properties whose objects are lists."""
LIST_PROPERTIES = (*AXIOM_PROPERTIES, FIRST, REST)
"""What helper statements are made from."""
PAIRED_CLASSES = tuple(_PAIR_NAMES)
"""The classes whose members are taken in pairs."""
