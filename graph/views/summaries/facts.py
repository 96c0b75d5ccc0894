"""Facts of first screens: lists of relations as a figure with the first names, and what they rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ...rdf.namespaces import WPH
from ...rdf.written_days import written_instant
from ..addresses import explain_address
from ..entities.completeness import BEYOND, ListCompleteness
from ..entities.entity import Entity
from ..entities.lists import Listed, property_list_name, property_listed
from ..entities.statements import Relation
from ..situations.disagreements import Disagreement, disagreements
from ..situations.reported import ReportedSituation
from ..tables.table import Part
from .changes import latest_changes
from .summary import Fact, Sentence, counted, first_names, joined, listed
from .wording import Salience, others_in

NAMED = 8
"""Names that a fact gives; its list has the others."""
SOURCES = 2
CHANGES = 3
Complete = Callable[[Listed], ListCompleteness | None]
"""Whether a list of the entity is complete on the day."""
Address = Callable[[str], str]
"""The address of a list of the entity by its name, or, with no name, of the entity itself."""


@dataclass(frozen=True)
class Context:
    """What facts of an entity are made from; `entity` has labels of what its alliances rest on."""

    entity: Entity
    salience: Salience
    complete: Complete
    address: Address
    labels_of: Callable[[Iterable[str]], dict[str, str]]

    def held(self, name: str, *, incoming: bool = False) -> list[Relation]:
        """The relations by a property that hold on the day, the most mentioned others first."""
        prop = str(WPH[name])
        relations = [
            line
            for line in self.entity.statements.all_relations
            if line.prop == prop and line.incoming == incoming and line.holds
        ]
        return sorted(relations, key=lambda line: self.salience.rank(line.other))

    def link(self, iri: str) -> Part:
        """The name of an entity, linked to its page."""
        return Part(self.entity.label(iri), iri=iri)

    def links(self, relations: Iterable[Relation]) -> list[Part]:
        """The names of the related entities, each once."""
        return [self.link(other) for other in dict.fromkeys(line.other for line in relations)]

    def is_a(self, name: str) -> bool:
        """Whether the entity belongs to a class of the ontology."""
        wanted, schema = str(WPH[name]), self.entity.schema
        return any(kind == wanted or schema.is_below(kind, wanted) for kind in self.entity.statements.types)


@dataclass(frozen=True)
class ListFact:
    """A fact that is a list of relations: its label, and the property with its direction.

    `grounded` names the treaties and organizations through which the relations hold.
    """

    label: str
    prop: str
    incoming: bool = False
    grounded: bool = False

    @property
    def name(self) -> str:
        """The name of the list."""
        return property_list_name(str(WPH[self.prop]), incoming=self.incoming)


def list_facts(context: Context, wanted: Iterable[ListFact]) -> list[Fact]:
    """The facts that are lists with something in them."""
    facts = (list_fact(context, each) for each in wanted)
    return [fact for fact in facts if fact is not None]


def list_fact(context: Context, wanted: ListFact) -> Fact | None:
    """A list as a fact; None when nothing holds on the day."""
    relations = context.held(wanted.prop, incoming=wanted.incoming)
    if not relations:
        return None
    names = context.links(relations)
    rest = Part(f"{len(names) - NAMED} more", href=context.address(wanted.name))
    grounds = _grounds(context, relations) if wanted.grounded else Counter()
    through = _through(context, grounds)
    text = joined([first_names(names, NAMED, rest), through], "; ")
    figure = str(len(names)) if len(names) > 1 else ""
    return Fact(wanted.name, wanted.label, figure, text, _note(context, wanted, relations, grounds))


def _grounds(context: Context, relations: Iterable[Relation]) -> Counter[str]:
    """The treaties and organizations through which relations hold, with the number of relations."""
    special = _special(context.entity, relations)
    counts: Counter[str] = Counter()
    for relation in relations:
        lines = (relation, *special.get(relation.other, ()))
        counts.update({ground for line in lines for ground in context.entity.evidence.grounds(line)})
    return counts


def _special(entity: Entity, relations: Iterable[Relation]) -> Mapping[str, tuple[Relation, ...]]:
    """The special relations that hold with the same others, by the other."""
    first = next(iter(relations))
    special: dict[str, tuple[Relation, ...]] = {}
    for line in entity.statements.all_relations:
        if line.holds and line.incoming == first.incoming and entity.schema.is_below(line.prop, first.prop):
            special[line.other] = (*special.get(line.other, ()), line)
    return special


def _through(context: Context, grounds: Counter[str]) -> Sentence:
    if not grounds:
        return ()
    shown = sorted(grounds, key=lambda ground: (-grounds[ground], context.salience.rank(ground)))
    links = [context.link(ground) for ground in shown]
    rest = Part(f"{len(links) - 2} other grounds", href=context.address("allied-with"))
    return (Part("through "), *first_names(links, 2, rest))


def _note(context: Context, wanted: ListFact, relations: list[Relation], grounds: Counter[str]) -> Sentence:
    """Certainty, sources, and the explanation of the first relation."""
    entity, first = context.entity, relations[0]
    is_stated = all(line.is_asserted for line in relations)
    basis: Sentence = (Part("asserted" if is_stated else "inferred"),)
    if not is_stated:
        address = explain_address(*entity.statement(first), entity.day_of(first))
        basis = (*basis, Part(", "), Part("why?", href=address, hidden=f" {entity.label(first.other)}"))
    confirmed = min(filter(None, (_confirmed(context, line) for line in relations)), default="")
    last = f"last confirmed {written_instant(confirmed)}" if confirmed else ""
    return joined(
        [
            _completeness(context, wanted),
            basis,
            (Part(last),) if last else (),
            sources_of(context, relations, set(grounds)),
        ],
        " · ",
    )


def _completeness(context: Context, wanted: ListFact) -> Sentence:
    listed_as = property_listed(context.entity.schema, str(WPH[wanted.prop]), incoming=wanted.incoming)
    found = context.complete(listed_as)
    if found is None or found.brief == BEYOND:  # what the notice of the day says once for the page
        return ()
    return (
        Part(
            "complete list" if found.is_complete else f"at least these: {found.brief}",
            href=context.address(wanted.name),
        ),
    )


def _confirmed(context: Context, relation: Relation) -> str:
    """Until when sources confirm a relation that has not ended; empty where that is not known."""
    periods = context.entity.periods_of(relation)
    return periods[-1].confirmed if periods else ""


def sources_of(context: Context, relations: Iterable[Relation], grounds: set[str]) -> Sentence:
    """The sources of the records behind relations: those of their theme with the same others, or of their grounds.

    Nothing where the relations rest on records that do not name the entity, such as those of its territory.
    """
    schema, lines = context.entity.schema, list(relations)
    others, themes = {line.other for line in lines}, {schema.theme(line.prop) for line in lines}
    counts: Counter[str] = Counter()
    named: set[str] = set()
    for record in context.entity.statements.records:
        behind = {other for _, other in record.parts} & (others if schema.theme(record.kind) in themes else set())
        if record.source and (behind or any(other in grounds for _, other in record.parts)):
            counts[record.source] += 1
            named |= behind
    if not grounds and named != others:
        return ()
    links = [context.link(source) for source, _ in counts.most_common(SOURCES)]
    more = len(counts) - len(links)
    return (Part("source: "), *listed(links), *([Part(f" and {more} more")] if more > 0 else ())) if links else ()


def changes_fact(context: Context) -> Fact | None:
    """What changed last before the day."""
    changes = latest_changes(context.entity, CHANGES, context.labels_of)
    if not changes:
        return None
    pieces = [(Part(f"{when}: ", style="small"), words) for words, when in changes]
    return Fact("changes", "Latest changes", "", joined(pieces, "; "))


def disagreements_fact(context: Context, address: str) -> Fact | None:
    """What sources disagree on about the entity; None when they agree."""
    groups = sorted(
        disagreements(context.entity.statements.records), key=lambda group: (-group.spread, group.reports[0].iri)
    )
    if not groups:
        return None
    link = Part(counted(len(groups), "disagreement"), href=address)
    text = (link, Part(" between sources, for instance on "), *_example(context, groups[0]))
    return Fact("disagreements", "Sources disagree", str(len(groups)), text, is_disputed=True)


def _example(context: Context, group: Disagreement) -> Sentence:
    """What a disagreement is about, with the first and the last of its reports."""
    parts = dict(group.reports[0].parts)
    subject = parts.get(str(WPH.indicator), "")
    others = [other for other in others_in(context.entity, group.reports, context.salience) if other != subject]
    labels = context.labels_of({subject, *others[:1]})
    about = labels.get(subject) or context.entity.schema.label(group.reports[0].kind)
    whom = f" of {labels[others[0]]}" if others and others[0] in labels and not subject else ""
    ends = (group.reports[0], group.reports[-1])
    said = joined(
        [(Part(f"{_said(report)}, by "), context.link(report.cited or report.source)) for report in ends], "; "
    )
    return (Part(f"{about}{whom}", iri=ends[0].iri), Part(" ("), *said, Part(")"))


def _said(report: ReportedSituation) -> str:
    if report.number is not None:
        return f"{report.number:,}"
    return report.value or report.period.text.partition(", last confirmed")[0] or "undated"
