"""Rules as values: patterns, conditions and conclusions, free of any query language.

A term of a rule is a string: `?name` is a variable, `_:name` in a conclusion a blank node that the conclusion
generates, anything else a constant in N-Triples form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from rdflib.namespace import OWL, RDF, RDFS

from ...rdf.namespaces import RULE

RuleTerm = str

TYPE = RDF.type.n3()
SAME_AS = OWL.sameAs.n3()
_ABOUT_THINGS = frozenset(
    term.n3()
    for term in (
        OWL.sameAs,
        OWL.differentFrom,
        OWL.topObjectProperty,
        OWL.topDataProperty,
        OWL.bottomObjectProperty,
        OWL.bottomDataProperty,
        RDFS.label,
        RDFS.comment,
        RDFS.seeAlso,
    )
)
_ABOUT_LITERALS = frozenset({RULE.inside.n3(), RULE.outside.n3()})
"""The predicates of helper statements whose subjects are literals."""
_SCHEMA_NAMESPACES = tuple(f"<{namespace}" for namespace in (OWL, RDFS, RULE))
_SCHEMA_PROPERTIES = frozenset({RDF.first.n3(), RDF.rest.n3()})
_CLASSES_OF_THINGS = frozenset({OWL.Thing.n3(), OWL.Nothing.n3(), OWL.NamedIndividual.n3()})

Comparator = Literal["=", "!=", "<", "<=", ">", ">="]
TestName = Literal["isIRI", "isLiteral", "isBlank"]


def is_variable(term: RuleTerm) -> bool:
    """Whether a term of a rule is a variable."""
    return term.startswith("?")


def is_generated(term: RuleTerm) -> bool:
    """Whether a term of a conclusion is a blank node that the conclusion generates."""
    return term.startswith("_:")


@dataclass(frozen=True)
class Pattern:
    """A triple pattern: subject, predicate and object, each a variable or a constant."""

    subject: RuleTerm
    predicate: RuleTerm
    object: RuleTerm

    def __iter__(self) -> Iterator[RuleTerm]:
        return iter((self.subject, self.predicate, self.object))

    @property
    def is_schema(self) -> bool:
        """Whether it matches statements of the ontology only: about classes and properties, not about the world."""
        if self.predicate == TYPE:
            return is_schema_class(self.object)
        return is_schema_property(self.predicate)


def is_schema_class(term: RuleTerm) -> bool:
    """Whether instances of this class are classes, properties or axioms rather than things in the world."""
    return term.startswith(_SCHEMA_NAMESPACES) and term not in _CLASSES_OF_THINGS | _ABOUT_THINGS


def is_schema_property(predicate: RuleTerm) -> bool:
    """Whether statements with this predicate speak about classes and properties."""
    if predicate in _ABOUT_THINGS:
        return False
    return predicate.startswith(_SCHEMA_NAMESPACES) or predicate in _SCHEMA_PROPERTIES


@dataclass(frozen=True)
class Datatype:
    """The datatype of the literal that a term stands for, as an operand of a comparison."""

    term: RuleTerm


Operand = RuleTerm | Datatype


@dataclass(frozen=True)
class Comparison:
    """A comparison of two operands by value."""

    operator: Comparator
    left: Operand
    right: Operand


@dataclass(frozen=True)
class SameTerm:
    """Two terms being the very same."""

    left: RuleTerm
    right: RuleTerm


@dataclass(frozen=True)
class KindTest:
    """A term being an IRI, a literal or a blank node."""

    kind: TestName
    term: RuleTerm


@dataclass(frozen=True)
class Not:
    """A condition that does not hold."""

    condition: Condition


@dataclass(frozen=True)
class Junction:
    """Several conditions, all of which (`AND`) or one of which (`OR`) must hold."""

    word: Literal["AND", "OR"]
    conditions: tuple[Condition, ...]


Condition = Comparison | SameTerm | KindTest | Not | Junction


@dataclass(frozen=True)
class Rule:
    """A rule: when `body` matches and every condition holds, `head` follows, or `selected` contradict each other.

    A rule with a head derives; a rule without one detects contradictions, which `message` words. `skips_own` says
    that its own conclusions need not be its premises again (the schema that it works with is closed transitively);
    `ignores` names rules whose schema conclusions would only lead it to what other rules derive anyway. `on_request`
    marks a rule too costly for every build. In a `flat` rule every pattern counts as one about the world, so that a
    match shows each by itself.
    """

    name: str
    title: str
    body: tuple[Pattern, ...]
    conditions: tuple[Condition, ...] = ()
    head: tuple[Pattern, ...] = ()
    selected: tuple[str, ...] = ()
    message: str = ""
    skips_own: bool = False
    ignores: frozenset[str] = field(default_factory=frozenset)
    on_request: bool = False
    flat: bool = False

    @property
    def finds_contradictions(self) -> bool:
        """Whether its matches are contradictions."""
        return not self.head

    @property
    def schema(self) -> tuple[Pattern, ...]:
        """The patterns that match statements of the ontology."""
        return () if self.flat else tuple(pattern for pattern in self.body if pattern.is_schema)

    @property
    def data(self) -> tuple[Pattern, ...]:
        """The patterns that match statements about the world."""
        return self.body if self.flat else tuple(pattern for pattern in self.body if not pattern.is_schema)

    @property
    def schema_variables(self) -> frozenset[RuleTerm]:
        """The variables of the schema patterns."""
        return frozenset(term for pattern in self.schema for term in pattern if is_variable(term))

    @property
    def schema_columns(self) -> frozenset[RuleTerm]:
        """Those schema variables that are of use once the schema patterns are joined."""
        if self.finds_contradictions:
            return self.schema_variables
        used = {term for pattern in (*self.data, *self.head) for term in pattern}
        return self.schema_variables & used.union(*(terms_of(c) for c in self.data_conditions))

    @property
    def schema_conditions(self) -> tuple[Condition, ...]:
        """The conditions on what the schema patterns bind."""
        bound = {term for pattern in self.schema for term in pattern}
        return tuple(c for c in self.conditions if all(t in bound for t in terms_of(c) if is_variable(t)))

    @property
    def data_conditions(self) -> tuple[Condition, ...]:
        """The other conditions."""
        return tuple(c for c in self.conditions if c not in self.schema_conditions)

    @property
    def terms(self) -> Iterator[RuleTerm]:
        """Every term of patterns and conditions."""
        for pattern in (*self.body, *self.head):
            yield from pattern
        for condition in self.conditions:
            yield from terms_of(condition)

    @property
    def generated(self) -> tuple[RuleTerm, ...]:
        """The blank nodes that the conclusions generate."""
        return tuple(sorted({term for pattern in self.head for term in pattern if is_generated(term)}))

    @property
    def shared(self) -> tuple[RuleTerm, ...]:
        """The variables of the head: for the same values of these the same blank nodes are generated."""
        return tuple(sorted({term for pattern in self.head for term in pattern if is_variable(term)}))

    @property
    def narrows(self) -> bool:
        """Whether many matches come to one conclusion: a lone data pattern has a variable that the head drops."""
        kept = {term for pattern in (*self.head, *self.schema) for term in pattern}
        return len(self.data) == 1 and any(is_variable(term) and term not in kept for term in self.data[0])

    @property
    def is_transitive(self) -> bool:
        """Whether it concludes from two statements with a property one with the same property."""
        predicates = [pattern.predicate for pattern in self.body]
        return len(self.head) == 1 and predicates.count(self.head[0].predicate) > 1

    @property
    def resources(self) -> frozenset[RuleTerm]:
        """Variables that are never literals, since they stand as subject or predicate in body or head."""
        patterns = [p for p in (*self.body, *self.head) if p.predicate not in _ABOUT_LITERALS]
        return frozenset(term for p in patterns for term in (p.subject, p.predicate) if is_variable(term))

    @property
    def met_by_value(self) -> frozenset[RuleTerm]:
        """Variables that several patterns have as their object and that may be literals: they meet by value."""
        objects = [pattern.object for pattern in self.body if is_variable(pattern.object)]
        return frozenset(term for term in objects if objects.count(term) > 1) - self.resources

    @property
    def checked(self) -> frozenset[RuleTerm]:
        """Variables of which the body alone does not say that they are no literals, although the head needs it."""
        certain = {term for p in self.body for term in (p.subject, p.predicate)}
        return frozenset(self.resources - certain)


def terms_of(condition: Condition) -> Iterator[RuleTerm]:
    """Every term of a condition."""
    if isinstance(condition, Junction):
        for part in condition.conditions:
            yield from terms_of(part)
    elif isinstance(condition, Not):
        yield from terms_of(condition.condition)
    elif isinstance(condition, KindTest):
        yield condition.term
    else:
        for operand in (condition.left, condition.right):
            yield operand.term if isinstance(operand, Datatype) else operand
