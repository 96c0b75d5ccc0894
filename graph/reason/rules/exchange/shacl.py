"""Rules as SHACL: `sh:SPARQLRule` with the query as text, for engines of SHACL 1.2 and of SHACL Advanced Features.

After the W3C First Public Working Draft "SHACL 1.2 Inference Rules" of 17 September 2026; the Working Group Note
"SHACL Advanced Features" of 8 June 2017 has the same terms. All rules hang on one node shape with one target, the
rule set itself: the Note runs only rules of shapes, once for each target, and our rules read the whole graph. A rule
that finds contradictions is a SPARQL-based constraint (`sh:sparql`) of that shape. The headers of rule files are
literals of `rule:header`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
from rdflib.namespace import RDF, RDFS, SH

from ....errors import ReasoningError, SyntaxInputError
from ....rdf.formats import TURTLE
from ....rdf.namespaces import RULE
from ....rdf.reading import one_sentence, parse_rdf
from ....rdf.writing import serialized
from .rule_file import RuleFile, from_rule_text
from .rule_text import construct_text, select_text

VERSION = "SHACL 1.2 Inference Rules, W3C First Public Working Draft 17 September 2026"
_SET = ox.NamedNode(RULE["rule-set"])
_SHAPE = ox.NamedNode(RULE["rule-set-shape"])
_HEADER = ox.NamedNode(RULE.header)
_TYPE, _LABEL = ox.NamedNode(RDF.type), ox.NamedNode(RDFS.label)
_CONSTRUCT, _SELECT = ox.NamedNode(SH.construct), ox.NamedNode(SH.select)
_PLACE, _VARIABLE = re.compile(r"[{](.*?)[}]"), r"\1"
"""A variable in a message, in SHACL in braces."""
_KEPT = re.compile(r"^(\d+) ([a-z-]+): (.*)$")


def write_shacl(files: Iterable[RuleFile]) -> bytes:
    """Rules as a shapes graph in Turtle."""
    listed = list(files)
    triples = [
        ox.Triple(_SHAPE, _TYPE, ox.NamedNode(SH.NodeShape)),
        ox.Triple(_SHAPE, ox.NamedNode(SH.targetNode), _SET),
        ox.Triple(_SET, _LABEL, ox.Literal(f"Rules, as {VERSION}", language="en")),
        *(triple for file in listed for triple in _rule(file)),
    ]
    return serialized(triples, TURTLE, {"sh": str(SH), "rdfs": str(RDFS), "rule": str(RULE)})


def _rule(file: RuleFile) -> Iterator[ox.Triple]:
    rule, node = file.rule, ox.NamedNode(RULE[file.rule.name])
    yield ox.Triple(node, _LABEL, ox.Literal(rule.title, language="en"))
    for number, (key, value) in enumerate(file.header):
        yield ox.Triple(node, _HEADER, ox.Literal(f"{number} {key}: {value}"))
    if rule.finds_contradictions:
        yield ox.Triple(_SHAPE, ox.NamedNode(SH.sparql), node)
        yield ox.Triple(node, _TYPE, ox.NamedNode(SH.SPARQLConstraint))
        yield ox.Triple(node, ox.NamedNode(SH.message), ox.Literal(re.sub(r"\?(\w+)", r"{?\1}", rule.message)))
        yield ox.Triple(node, _SELECT, ox.Literal(select_text(rule).replace("SELECT ", "SELECT $this ", 1)))
        return
    yield ox.Triple(_SHAPE, ox.NamedNode(SH.rule), node)
    yield ox.Triple(node, _TYPE, ox.NamedNode(SH.SPARQLRule))
    if rule.generated:
        yield ox.Triple(node, ox.NamedNode(f"{SH}runOnce"), ox.Literal(value=True))
    yield ox.Triple(node, _CONSTRUCT, ox.Literal(construct_text(rule)))


def read_shacl(path: Path, text: bytes) -> list[RuleFile]:
    """The rules in a shapes graph in Turtle, by name.

    Prefixes of `sh:prefixes` are declared. Raises SyntaxInputError when it is no Turtle, ReasoningError when a rule
    goes beyond what rules may do or has conditions on a shape, which are refused.
    """
    try:
        triples = [quad.triple for quad in parse_rdf(text, TURTLE, "urn:rules:")]
    except SyntaxError as error:
        raise SyntaxInputError(f"{path}: {one_sentence(error.msg or str(error))}; expected Turtle.") from None
    reader = _Reader(path, triples)
    return sorted(reader.rules(), key=lambda file: file.rule.name)


class _Reader:
    """Finds the rules among the triples of a shapes graph."""

    def __init__(self, path: Path, triples: Iterable[ox.Triple]) -> None:
        self._path = path
        self._values: dict[tuple[object, str], list[object]] = {}
        for triple in triples:
            self._values.setdefault((triple.subject, triple.predicate.value), []).append(triple.object)

    def rules(self) -> Iterator[RuleFile]:
        for (subject, prop), texts in list(self._values.items()):
            if prop in {_CONSTRUCT.value, _SELECT.value}:
                for text in texts:
                    yield self._rule(subject, text)

    def _rule(self, subject: object, text: object) -> RuleFile:
        name = subject.value.removeprefix(str(RULE)) if isinstance(subject, ox.NamedNode) else f"rule-{subject}"[:40]
        name = re.sub(r"[^A-Za-z0-9:_.-]+", "-", re.split(r"[#/]", name)[-1]).strip("-")
        if self._get(subject, SH.condition):
            raise self._refused(name, "depends on a shape (sh:condition)")
        if self._get(subject, SH.deactivated):
            raise self._refused(name, "is deactivated")
        if not isinstance(text, ox.Literal):
            raise self._refused(name, "has no text")
        query = text.value.replace("SELECT $this ", "SELECT ", 1)
        if re.search(r"[$?]this\b", query):
            raise self._refused(name, "reads the target of a shape ($this)")
        return from_rule_text(name, f"{self._header(subject, name)}{self._prefixes(subject)}{query}", self._path)

    def _header(self, subject: object, name: str) -> str:
        kept = [
            _KEPT.match(value.value) for value in self._get(subject, RULE.header) if isinstance(value, ox.Literal)
        ]
        lines = {int(match[1]): f"#+ {match[2]}: {match[3]}\n" for match in kept if match}
        if lines:
            return "".join(lines[number] for number in sorted(lines))
        labels = [value.value for value in self._get(subject, RDFS.label) if isinstance(value, ox.Literal)]
        messages = [value.value for value in self._get(subject, SH.message) if isinstance(value, ox.Literal)]
        title = " ".join((labels or [name])[0].split())
        message = "".join(f"#+ message: {_PLACE.sub(_VARIABLE, one)}\n" for one in messages[:1])
        return f"#+ title: {title}\n{message}"

    def _prefixes(self, subject: object) -> str:
        declared = [
            (self._get(each, SH.prefix), self._get(each, SH.namespace))
            for place in self._get(subject, SH.prefixes)
            for each in self._get(place, SH.declare)
        ]
        return "".join(
            f"PREFIX {name[0].value}: <{space[0].value}>\n"
            for name, space in declared
            if name and space and isinstance(name[0], ox.Literal) and isinstance(space[0], ox.Literal)
        )

    def _get(self, subject: object, prop: str) -> list[object]:
        return self._values.get((subject, str(prop)), [])

    def _refused(self, name: str, reason: str) -> ReasoningError:
        return ReasoningError(f"The rule {name!r} in {self._path} {reason}; expected one that reads the whole graph.")
