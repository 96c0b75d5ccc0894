"""Answers of whether an article of a treaty binds a state, also where the treaty is not named."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from ...rdf.namespaces import ID, NOT_DERIVED
from ...views.answers.answer import Verdict
from ...views.select import select
from ...views.tables.table import Cell, Column, Row, Table
from ..card import Card
from ..names.lexicon import Thing
from ..reading import Reading
from .claims import claim_card
from .context import Context, period_cells, thing_cell
from .extents import extent_of
from .relations import Item, items_query, read_items, read_statements
from .sentences import capital, listed
from .treaties import article_sentence
from .treaty_records import article_number, founding_treaty, number_of, read_treaty

_COLUMNS = (
    Column("name", "Treaty"),
    Column("obliges", "What the article obliges to"),
    Column("period", "When party", sort_by="from"),
    Column("from"),
    Column("until"),
    Column("iri"),
)
_LOCATED = f"""SELECT DISTINCT ?treaty ?kind ?article WHERE {{
  GRAPH ?g {{ ?record wph:undertakenIn ?treaty ; wph:undertakenObligation ?kind ; wph:citedLocator ?article }}
  FILTER({NOT_DERIVED})
}} ORDER BY ?treaty ?kind"""


def article_card(context: Context, reading: Reading, question: str) -> Card:
    """Whether a state is party to the treaty of an article; of several treaties, a list to choose from."""
    article = reading.things["code"].label
    treaty, note = _treaty(context, reading, article)
    if treaty is None:
        return _choice_card(context, reading, question)
    about = replace(reading, things={"state": reading.things["state"], "treaty": treaty})
    card = claim_card(context, about, question)
    said = article_sentence(context, read_treaty(context.store, treaty), article)
    return replace(card, sentence=f"{card.sentence} {said}", remarks=(*note, *card.remarks))


def _treaty(context: Context, reading: Reading, article: str) -> tuple[Thing | None, tuple[str, ...]]:
    """The treaty that is named, or that founded the organization, or that is meant where an article has a name."""
    if "treaty" in reading.things:
        return reading.things["treaty"], ()
    if "organization" in reading.things:
        return founding_treaty(context, reading.things["organization"]), ()
    known = reading.pattern.answer.get("by_number", {}).get(str(number_of(article.casefold())))
    treaty = context.lexicon.things.get(str(ID[known])) if known else None
    if treaty is None:
        return None, ()
    return treaty, (f"No treaty is named; article {article} is read as that of {context.spoken(treaty.iri)}.",)


def _choice_card(context: Context, reading: Reading, question: str) -> Card:
    """The treaties of the state from whose article of this number an obligation is recorded, to ask about one."""
    state, article, window = reading.things["state"], reading.things["code"].label, context.window_of(reading)
    statements = read_statements(["{state} wph:partyTo ?item"], {"state": state.iri})
    query = items_query(statements, window)
    kinds = _kinds_by_treaty(context, article)
    items = [item for item in read_items(context.store, query, window) if item.iri in kinds]
    items.sort(key=lambda item: context.lexicon.label(item.iri))
    verb = "is" if context.is_now(window) else "was"
    time = f" {window.words}" if window.words else ""
    party = f"{context.spoken(state.iri)} {verb} party{time}"
    if items:
        number = f"{len(items)} {'treaty' if len(items) == 1 else 'treaties'}"
        names = listed([context.spoken(item.iri) for item in items])
        said = f"{party} to {number} with an obligation recorded from article {article}: {names}."
        said += " Name the treaty to ask about one." if len(items) > 1 else ""
    else:
        said = f"Not known: no treaty to which {party} has an obligation recorded from article {article}."
    return Card(
        question=question,
        verdict=None if items else Verdict.NOT_KNOWN,
        sentence=capital(said),
        remarks=extent_of(context, statements, window, [state]).remarks,
        table=_table(context, items, kinds) if items else None,
        query=query,
        choices=tuple(_question(reading, context.lexicon.things[item.iri]) for item in items),
    )


def _kinds_by_treaty(context: Context, article: str) -> dict[str, list[str]]:
    """What each treaty obliges to by its article of a number."""
    wanted, kinds = number_of(article.casefold()), defaultdict(list)
    for row in select(context.store, _LOCATED):
        if article_number(row["article"]["value"]) == wanted:
            kinds[row["treaty"]["value"]].append(context.lexicon.label(row["kind"]["value"]))
    return kinds


def _question(reading: Reading, treaty: Thing) -> str:
    return replace(reading, things={**reading.things, "treaty": treaty}).phrase


def _table(context: Context, items: list[Item], kinds: dict[str, list[str]]) -> Table:
    rows = (
        Row(
            {
                "name": thing_cell(context, item.iri),
                "obliges": Cell(listed(list(dict.fromkeys(kinds[item.iri])))),
                **period_cells(context, item.periods, item.iri),
                "iri": Cell(item.iri),
            }
        )
        for item in items
    )
    return Table("articles", "Treaties with an article of this number", _COLUMNS, tuple(rows))
