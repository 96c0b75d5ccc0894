"""RDF lists: the members of a list while it is whole, and what is wrong with it while it is not.

A list is whole when each cell has exactly one `rdf:first` and one `rdf:rest` and the last rest is `rdf:nil` (RDF 1.1
Semantics, appendix D.3: nothing in RDF itself keeps a graph from describing other shapes). The statements of cells
may be dated; then a list is whole, and its members are what they are, period by period.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from rdflib.namespace import RDF

FIRST, REST, NIL = RDF.first.n3(), RDF.rest.n3(), RDF.nil.n3()

DatedStatement = tuple[str, str, str, int, int]
"""Subject, predicate and object in N-Triples form, and the half-open interval of days in which it holds."""
_Link = tuple[str, int, int]
_NO_LINKS: dict[str, list[_Link]] = {FIRST: [], REST: []}


@dataclass(frozen=True)
class Members:
    """The members of a list in `[f, u)`, while it is whole; else those before the cell that is at fault.

    `fault` says what is wrong with that cell, as the predicate of a sentence, and is empty while the list is whole.
    """

    f: int
    u: int
    members: tuple[str, ...]
    fault: str = ""


class ListCells:
    """The cells of all lists of a dataset."""

    def __init__(self, statements: Iterable[DatedStatement]) -> None:
        self._cells: dict[str, dict[str, list[_Link]]] = defaultdict(lambda: {FIRST: [], REST: []})
        for subject, predicate, target, f, u in statements:
            self._cells[subject][predicate].append((target, f, u))

    def members(self, head: str, f: int, u: int) -> Iterator[Members]:
        """The members of the list that begins at `head`, for each part of `[f, u)` in which they are the same."""
        bounds = sorted({f, u, *(bound for bound in self._bounds(head) if f < bound < u)})
        for begin, end in pairwise(bounds):
            yield self._walk(head, begin, end)

    def _bounds(self, head: str) -> Iterator[int]:
        """The days on which some statement of a cell that can be reached from `head` begins or ends."""
        waiting, seen = [head], {head}
        while waiting:
            links = self._links(waiting.pop())
            for _, f, u in (*links[FIRST], *links[REST]):
                yield from (f, u)
            new = {target for target, _, _ in links[REST]} - seen
            seen |= new
            waiting += new

    def _links(self, cell: str) -> dict[str, list[_Link]]:
        return self._cells.get(cell, _NO_LINKS)

    def _walk(self, head: str, f: int, u: int) -> Members:
        members: list[str] = []
        places: dict[str, int] = {}
        cell = head
        while cell != NIL:
            if cell in places:
                return Members(f, u, tuple(members), f"is the {ordinal(places[cell])} again")
            places[cell] = len(places) + 1
            firsts, rests = (_holding(self._links(cell)[name], f, u) for name in (FIRST, REST))
            fault = _fault(firsts, rests)
            if fault:
                return Members(f, u, tuple(members), fault)
            members += firsts
            [cell] = rests
        return Members(f, u, tuple(members))


def _holding(links: Iterable[_Link], f: int, u: int) -> list[str]:
    return sorted({target for target, begin, end in links if begin <= f and u <= end})


def ordinal(number: int) -> str:
    """A number as an adjective: 1st, 2nd, 11th."""
    last = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{last}"


def _fault(firsts: list[str], rests: list[str]) -> str:
    """What is wrong with a cell, as the predicate of a sentence; empty when nothing is."""
    if not firsts and not rests:
        return "is neither a cell nor rdf:nil"
    for name, targets in (("rdf:first", firsts), ("rdf:rest", rests)):
        if len(targets) != 1:
            number = "no" if not targets else str(len(targets))
            return f"has {number} {name}, expected one"
    return ""
