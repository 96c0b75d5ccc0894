"""Answers about organizations as a whole: what one is, and which are those of a region."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...rdf.curies import local_name
from ...reason.proofs.proof import Period
from ...views.answers.statements import day_of
from ...views.select import select
from ...views.tables.table import Cell, Column, Row, Table
from ..card import Card
from ..language.window import Window
from ..names.lexicon import Thing
from ..reading import Reading
from .context import Context, period_cells, thing_cell
from .extents import extent_of
from .kinds import kind_of
from .lists import list_card
from .profiles import page_link
from .regions import in_region, region_remarks
from .relations import items_query, read_items, read_statements
from .sentences import capital, filled, listed

_CLAUSES = (
    ("with its seat in", "{organization} wph:hasSeat ?item", False),
    ("successor of", "{organization} wph:succeeds ?item", True),
    ("succeeded by", "?item wph:succeeds {organization}", True),
)
"""What is said of an organization besides its members, whether of all of time or of the time of the question."""


def organization_card(context: Context, reading: Reading, question: str) -> Card:
    """The card of what an organization is: its kind, founding, seat and succession, and then its members."""
    window, thing = context.window_of(reading), reading.things["organization"]
    members = list_card(context, reading, question)
    life = f", recorded {context.dates.periods(thing.lives)}" if thing.lives else ""
    clauses = [*_founding(context, thing), *_clauses(context, thing, window)]
    said = [f"{words} {names}" for words, names in clauses]
    verb = "is" if thing.lives_in(window) and context.is_now(window) else "was"
    spoken = context.spoken(thing.iri)
    sentence = f"{spoken} {verb} {kind_of(context, thing)}{life}{''.join(f', {each}' for each in said)}."
    return replace(
        members,
        verdict=None,
        sentence=f"{capital(sentence)} {members.sentence}",
        related=(page_link(thing.iri, thing.label, window, context.today),),
    )


def _clauses(context: Context, thing: Thing, window: Window) -> Iterator[tuple[str, str]]:
    for words, text, is_timeless in _CLAUSES:
        asked = Window(None, None, "") if is_timeless else window
        statements = read_statements([text], {"organization": thing.iri})
        items = read_items(context.store, items_query(statements, asked), asked)
        if items:
            yield words, listed(sorted(context.spoken(item.iri) for item in items))


def _founding(context: Context, thing: Thing) -> Iterator[tuple[str, str]]:
    """The treaties on which it rests; they are no relation with dates."""
    rows = select(
        context.store,
        f"""SELECT DISTINCT ?treaty WHERE {{ GRAPH ?g {{
            {{ <{thing.iri}> wph:foundingTreaty ?treaty }} UNION {{ ?treaty wph:creates <{thing.iri}> }} }} }}""",
    )
    if rows:
        yield "founded by", listed(sorted(context.spoken(row["treaty"]["value"]) for row in rows))


_MOST = "counts as one of a region where more than half of its recorded"
PLACED_BY = {
    "Organization": ("wph:memberOf", f"An organization {_MOST} members lie there."),
    "Instrument": ("wph:partyTo", f"A treaty {_MOST} parties lie there."),
}
"""For kinds of things: the relation of the states that place one in a region, and the rule in words."""


@dataclass(frozen=True)
class _Regional:
    """An organization with its members at a time, and those of them that lie in a region."""

    iri: str
    members: tuple[Thing, ...]
    inside: tuple[Thing, ...]

    @property
    def is_inside(self) -> bool:
        """Whether it is an organization of the region."""
        return 2 * len(self.inside) > len(self.members)


_COLUMNS = (
    Column("name", "Organization"),
    Column("inside", "Members in the region"),
    Column("members", "Members"),
    Column("period", "When", sort_by="from"),
    Column("from"),
    Column("until"),
    Column("iri"),
)


_SAYS = "{n} recorded {organization|organizations} {had_have} most of {its|their} members in {region}"


def regional_card(context: Context, reading: Reading, question: str) -> Card:
    """The card of the organizations most of whose members lie in a region."""
    window, region = context.window_of(reading), reading.things["region"]
    query = _members_query(window)
    kind = local_name(reading.things["class"].iri) if "class" in reading.things else "Organization"
    every = _regional(context, query, window, region, kind)
    found = [each for each in every if each.is_inside]
    found.sort(key=lambda each: (-len(each.inside), context.lexicon.label(each.iri)))
    statements = read_statements(["?item wph:memberOf ?organization"], {})
    extent = extent_of(context, statements, window, ())
    number = f"{'' if extent.is_complete else 'at least '}{len(found)}" if found else "no"
    said = filled(_SAYS, {"region": region.label}, is_now=context.is_now(window), count=len(found), number=number)
    names = listed([context.lexicon.label(each.iri) for each in found])
    return Card(
        question=question,
        sentence=capital(f"{said} {window.words or 'today'}{f': {names}' if names else ''}. {extent.note}"),
        remarks=(
            PLACED_BY["Organization"][1],
            *extent.remarks,
            *region_remarks(()),
        ),
        table=_table(context, found),
        query=query,
    )


def placed_in(context: Context, window: Window, region: Thing, relation: str) -> set[str]:
    """The organizations or treaties of a region; see `PLACED_BY`."""
    every = _regional(context, _members_query(window, relation), window, region)
    return {each.iri for each in every if each.is_inside}


def _members_query(window: Window, relation: str = "wph:memberOf") -> str:
    """The query for the members of every organization, or the parties of every treaty, in a window."""
    return items_query(read_statements([f"?item {relation} ?organization"], {}), window)


def _regional(context: Context, query: str, window: Window, region: Thing, kind: str = "") -> Iterator[_Regional]:
    members: dict[str, dict[str, Thing]] = defaultdict(dict)
    for row in select(context.store, query):
        period = Period(*(day_of(row.get(name, {}).get("value", "")) for name in ("from0", "until0")))
        state = context.lexicon.things.get(row["item"]["value"])
        if state and "State" in state.kinds and window.meets(period):
            members[row["organization"]["value"]][state.iri] = state
    states = list({iri: state for found in members.values() for iri, state in found.items()}.values())
    inside = {state.iri for state in in_region(context, states, region)[0]}
    for iri, found in members.items():
        if not kind or kind in context.lexicon.things[iri].kinds:
            those = tuple(found.values())
            yield _Regional(iri, those, tuple(state for state in those if state.iri in inside))


def _table(context: Context, found: Sequence[_Regional]) -> Table | None:
    rows = tuple(
        Row(
            {
                "name": thing_cell(context, each.iri),
                "inside": Cell(str(len(each.inside))),
                "members": Cell(str(len(each.members))),
                **period_cells(context, context.lexicon.things[each.iri].lives),
                "iri": Cell(each.iri),
            }
        )
        for each in found
    )
    return Table("regional", "Organizations of a region", _COLUMNS, rows) if rows else None
