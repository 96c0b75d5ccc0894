"""An index of the triples of an ontology by subject and by object, which reads RDF lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox
from rdflib.namespace import RDF

Subject = ox.NamedNode | ox.BlankNode
Node = Subject | ox.Literal

_FIRST, _REST, _NIL = str(RDF.first), str(RDF.rest), ox.NamedNode(str(RDF.nil))


class ListError(ValueError):
    """A malformed RDF list: it lacks a part, forks, or contains itself. The message gives the reason."""


class TripleIndex:
    """Triples by subject and predicate, and by predicate and object; look-ups keep the order of the triples."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._values: dict[tuple[Subject, str], list[Node]] = defaultdict(list)
        self._subjects: dict[tuple[str, Node], list[Subject]] = defaultdict(list)
        self._by_predicate: dict[str, list[tuple[Subject, Node]]] = defaultdict(list)
        for triple in triples:
            subject, predicate, target = triple.subject, triple.predicate.value, triple.object
            if isinstance(subject, ox.NamedNode | ox.BlankNode) and not isinstance(target, ox.Triple):
                self._values[subject, predicate].append(target)
                self._subjects[predicate, target].append(subject)
                self._by_predicate[predicate].append((subject, target))

    def values(self, subject: Subject, predicate: str) -> list[Node]:
        """The objects of a subject's statements with a predicate."""
        return self._values.get((subject, predicate), [])

    def subjects(self, predicate: str, value: Node) -> list[Subject]:
        """The subjects of statements with a predicate and an object."""
        return self._subjects.get((predicate, value), [])

    def pairs(self, predicate: str) -> list[tuple[Subject, Node]]:
        """Subject and object of every statement with a predicate."""
        return self._by_predicate.get(predicate, [])

    def members(self, head: Node) -> list[Node]:
        """The members of the list that begins at `head`.

        Raises ListError when it is malformed.
        """
        members: list[Node] = []
        seen: set[Node] = set()
        while head != _NIL:
            if head in seen:
                raise ListError("a list that contains itself")
            seen.add(head)
            members.append(self._only(head, _FIRST, "member"))
            head = self._only(head, _REST, "rest")
        return members

    def _only(self, cell: Node, predicate: str, name: str) -> Node:
        values = [] if isinstance(cell, ox.Literal) else self.values(cell, predicate)
        if len(values) != 1:
            raise ListError(f"a list with a cell that has {len(values) or 'no'} {name}{'s' * (len(values) > 1)}")
        return values[0]
