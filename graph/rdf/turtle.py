"""Turtle for people: subjects by kind and name, names first, long lists of objects one a line.

Blank nodes that one statement refers to stand where it does, as `[ … ]` and `( … )`; an IRI that has no word of its
English name has that as a comment. Equal triples give equal text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, XSD

from .nested_nodes import NestedNodes, Object, Statements, Subject, nested_nodes

WIDTH = 110
"""Characters of a line, beyond which objects stand one a line."""
_INDENT = "    "
_NOTE = "\n"
"""Before the comment at the end of a line until its punctuation is known; text in Turtle has it escaped."""
_FIRST_PROPERTIES = (
    RDF.type, RDFS.label, SKOS.prefLabel, DCTERMS.title, SKOS.altLabel, SKOS.definition, SKOS.example, RDFS.comment,
    RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range,
)  # fmt: skip
_PROPERTY_RANK = {str(prop): rank for rank, prop in enumerate(_FIRST_PROPERTIES)}
_KINDS = (OWL.Ontology, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
_KIND_RANK = {str(kind): rank for rank, kind in enumerate(_KINDS)}
_TYPE, _FIRST, _REST, _LABEL = (str(term) for term in (RDF.type, RDF.first, RDF.rest, RDFS.label))
_INDIVIDUAL = str(OWL.NamedIndividual)
_IS_LOCAL_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*|[0-9][A-Za-z0-9_-]*").fullmatch
_WORD = re.compile(r"\w{3,}")
_SHORT_FORMS = {
    str(XSD.integer): re.compile(r"[+-]?[0-9]+"),
    str(XSD.decimal): re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    str(XSD.boolean): re.compile(r"true|false"),
}


def turtle_lines(
    triples: Iterable[ox.Triple], prefixes: Mapping[str, str], names: Mapping[str, str] | None = None
) -> Iterator[str]:
    """The lines of a Turtle document; it declares the prefixes that it uses.

    `names` are the English names of IRIs about which the triples say nothing.
    """
    statements: dict[Subject, Statements] = {}
    for triple in set(triples):
        statements.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)
    terms = _Terms(prefixes)
    layout = _Layout(statements, terms, nested_nodes(statements), names or {})
    body = [line.replace(_NOTE, "  # ") for line in layout.lines()]
    yield from (f"@prefix {prefix}: <{prefixes[prefix]}> ." for prefix in sorted(terms.used))
    yield from body


@dataclass(frozen=True)
class _Terms:
    """Writes terms; `used` are the prefixes that it has used."""

    prefixes: Mapping[str, str]
    used: set[str] = field(default_factory=set)
    _written: dict[str, str] = field(default_factory=dict)

    def term(self, term: Subject | Object) -> str:
        """A term in Turtle."""
        if isinstance(term, ox.NamedNode):
            return self.iri(term.value)
        if isinstance(term, ox.Triple):
            return f"<<( {' '.join(map(self.term, term))} )>>"
        return self._literal(term) if isinstance(term, ox.Literal) else str(term)

    def iri(self, iri: str) -> str:
        """An IRI in Turtle."""
        if iri not in self._written:
            self._written[iri] = self._curie(iri) or f"<{iri}>"
        return self._written[iri]

    def _curie(self, iri: str) -> str:
        for prefix, namespace in self._longest_first:
            if iri.startswith(namespace) and _IS_LOCAL_NAME(iri[len(namespace) :]):
                self.used.add(prefix)
                return f"{prefix}:{iri[len(namespace) :]}"
        return ""

    @cached_property
    def _longest_first(self) -> list[tuple[str, str]]:
        return sorted(self.prefixes.items(), key=lambda item: (-len(item[1]), item[0]))

    def _literal(self, literal: ox.Literal) -> str:
        datatype = literal.datatype.value
        if datatype in _SHORT_FORMS and _SHORT_FORMS[datatype].fullmatch(literal.value):
            return literal.value
        text = str(literal)
        return f"{text[: text.rindex('^^')]}^^{self.iri(datatype)}" if text.endswith(">") else text


@dataclass(frozen=True)
class _Layout:
    """Lays statements out: each method gives lines without their punctuation at the end."""

    statements: Mapping[Subject, Statements]
    terms: _Terms
    nodes: NestedNodes
    names: Mapping[str, str]

    def lines(self) -> Iterator[str]:
        """A block for each subject that is not nested, and a comment before those of each kind."""
        last: tuple[int, str] | None = None
        places = {subject: self._place(subject) for subject in self.statements if subject not in self.nodes.nested}
        for subject, (rank, kind, *_) in sorted(places.items(), key=lambda item: item[1]):
            yield ""
            if kind and (rank, kind) != last:
                yield from (f"# {self.terms.iri(kind)}", "")
            last = rank, kind
            yield from self._block(subject)

    def _place(self, subject: Subject) -> tuple[int, str, str, str]:
        """What to sort subjects by: ontologies, classes and properties first, then by kind, each by name."""
        kind = self._kind(subject)
        last = len(_KIND_RANK) + (not kind)
        name = self._content(subject) if isinstance(subject, ox.BlankNode) else ""
        return _KIND_RANK.get(kind, last), kind, name, str(subject)

    def _kind(self, subject: Subject) -> str:
        """The type of a subject that says most: one of OWL, else the one that the fewest subjects share."""
        types = [kind.value for kind in self.statements[subject].get(_TYPE, []) if isinstance(kind, ox.NamedNode)]
        of_owl = [kind for kind in types if kind in _KIND_RANK]
        others = [kind for kind in types if kind != _INDIVIDUAL]
        return min(of_owl or others, key=lambda kind: (self._members[kind], kind), default="")

    @cached_property
    def _members(self) -> Counter[str]:
        """The number of subjects of each type."""
        types = (kind for of_subject in self.statements.values() for kind in of_subject.get(_TYPE, []))
        return Counter(kind.value for kind in types if isinstance(kind, ox.NamedNode))

    def _content(self, node: Subject, depth: int = 4) -> str:
        """A blank node as text that does not depend on its label, to sort by."""
        if depth == 0 or node not in self.statements:
            return ""
        parts = []
        for prop, values in sorted(self.statements[node].items()):
            texts = (self._content(v, depth - 1) if isinstance(v, ox.BlankNode) else str(v) for v in values)
            parts.append(f"{prop} {' '.join(sorted(texts))}")
        return " ".join(parts)

    def _block(self, subject: Subject) -> list[str]:
        """All statements of a subject, on lines of their own below it unless there is but one."""
        head = self.terms.term(subject)
        if isinstance(subject, ox.BlankNode) and subject not in self._referred_to:
            head = "[]"
        lines = self._statements(self.statements[subject], _INDENT)
        lines[0] = f"{head} {lines[0].strip()}"
        return [*lines[:-1], _ended(lines[-1], " .")]

    @cached_property
    def _referred_to(self) -> frozenset[Object]:
        return frozenset(
            value
            for of_subject in self.statements.values()
            for values in of_subject.values()
            for value in values
            if isinstance(value, ox.BlankNode)
        )

    def _statements(self, statements: Statements, indent: str) -> list[str]:
        """The statements of a subject, with a semicolon after each but the last."""
        lines: list[str] = []
        for prop in sorted(statements, key=lambda prop: (_PROPERTY_RANK.get(prop, len(_PROPERTY_RANK)), prop)):
            if lines:
                lines[-1] = _ended(lines[-1], " ;")
            lines += self._objects("a" if prop == _TYPE else self.terms.iri(prop), statements[prop], indent)
        return lines

    def _objects(self, prop: str, objects: list[Object], indent: str) -> list[str]:
        """A property with its objects: on one line where they fit, else one a line."""
        if len(objects) == 1:
            first, *others = self._object(objects[0], indent)
            return [f"{indent}{prop} {first}", *others]
        written = [self._object(value, indent + _INDENT) for value in sorted(objects, key=self._object_place)]
        line = f"{indent}{prop} {', '.join(lines[0] for lines in written)}"
        if len(line) <= WIDTH and _NOTE not in line and all(len(lines) == 1 for lines in written):
            return [line]
        below = [f"{indent}{prop}"]
        for number, lines in enumerate(written, start=1):
            below += [f"{indent}{_INDENT}{lines[0]}", *lines[1:]]
            below[-1] = _ended(below[-1], "," if number < len(written) else "")
        return below

    def _object_place(self, value: Object) -> tuple[int, str, str]:
        """What to sort objects by: literals by language, then IRIs, then blank nodes by what is said of them."""
        if isinstance(value, ox.Literal):
            return 0, value.language or "", str(value)
        if isinstance(value, ox.BlankNode):
            return 2, self._content(value), value.value
        return 1, self.terms.term(value), ""

    def _object(self, value: Object, indent: str) -> list[str]:
        """An object, as lines of which the first is not indented."""
        if not isinstance(value, ox.BlankNode) or value not in self.nodes.nested:
            note = self._note(value)
            return [f"{self.terms.term(value)}{_NOTE}{note}" if note else self.terms.term(value)]
        if value in self.nodes.links:
            return self._list([self._object(member, indent + _INDENT) for member in self._members_of(value)], indent)
        if value not in self.statements:
            return ["[]"]
        return self._node(self._statements(self.statements[value], indent + _INDENT), indent)

    def _members_of(self, head: ox.BlankNode) -> Iterator[Object]:
        current: Object = head
        while isinstance(current, ox.BlankNode):
            yield self.statements[current][_FIRST][0]
            current = self.statements[current][_REST][0]

    def _list(self, members: list[list[str]], indent: str) -> list[str]:
        line = f"( {' '.join(lines[0] for lines in members)} )"
        if len(indent) + len(line) <= WIDTH and _NOTE not in line and all(len(lines) == 1 for lines in members):
            return [line]
        below = [line for lines in members for line in (f"{indent}{_INDENT}{lines[0]}", *lines[1:])]
        return ["(", *below, f"{indent})"]

    def _node(self, lines: list[str], indent: str) -> list[str]:
        line = f"[ {' '.join(line.strip() for line in lines)} ]"
        if len(indent) + len(line) <= WIDTH and _NOTE not in line:
            return [line]
        return ["[", *lines, f"{indent}]"]

    def _note(self, term: Subject | Object) -> str:
        """The English name of an IRI that has no word of it."""
        return self._notes.get(term.value, "") if isinstance(term, ox.NamedNode) else ""

    @cached_property
    def _notes(self) -> dict[str, str]:
        labels = {
            subject.value: value.value
            for subject, of_subject in self.statements.items()
            for value in of_subject.get(_LABEL, [])
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.Literal) and value.language == "en"
        }
        names = {**self.names, **labels}
        return {iri: " ".join(name.split()) for iri, name in names.items() if not _has_word_of(iri, name)}


def _has_word_of(iri: str, name: str) -> bool:
    local = re.split(r"[/#]", iri)[-1].casefold()
    return any(word.casefold() in local for word in _WORD.findall(name))


def _ended(line: str, sign: str) -> str:
    """A line with punctuation, which stands before its comment."""
    text, note, comment = line.partition(_NOTE)
    return f"{text}{sign}{note}{comment}"
