"""What is recorded of a treaty: when it was concluded and in force, and what it obliges to, with the documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ...reason.proofs.proof import Period
from ...store import Store
from ...views.answers.statements import day_of
from ...views.select import select
from ..language.window import merged
from ..names.lexicon import Thing
from .context import Context

_NUMERALS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN = re.compile(r"^[ivxlc]+$")


@dataclass(frozen=True)
class DatedRecord:
    """A conclusion or a term of a treaty, with its place and the document that vouches for it."""

    period: Period
    place: str
    document: str
    locator: str


@dataclass(frozen=True)
class Obligation:
    """What a treaty obliges to: by whom and to whom, where not every party to every other; condition and article."""

    kind: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    condition: str
    article: str
    document: str
    period: Period


@dataclass(frozen=True)
class TreatyRecord:
    """What is recorded of a treaty."""

    treaty: Thing
    conclusions: tuple[DatedRecord, ...]
    terms: tuple[DatedRecord, ...]
    obligations: tuple[Obligation, ...]

    def binds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return any(period.covers(day) for period in self.in_force)

    @property
    def in_force(self) -> tuple[Period, ...]:
        """When it was in force."""
        return merged(term.period for term in self.terms)


def read_treaty(store: Store, treaty: Thing) -> TreatyRecord:
    """Read what is recorded of a treaty."""
    return TreatyRecord(
        treaty,
        tuple(_dated(store, treaty, "concludedInstrument")),
        tuple(_dated(store, treaty, "termOf")),
        tuple(_obligations(store, obligations_query(treaty))),
    )


def obligations_query(treaty: Thing) -> str:
    """The query for what a treaty obliges to."""
    return _OBLIGATIONS.format(treaty=treaty.iri)


_DATED = """SELECT DISTINCT ?from ?until ?place ?document ?locator WHERE {{ GRAPH ?g {{
  ?record wph:{role} <{treaty}> ; wph:validFrom ?from
  OPTIONAL {{ ?record wph:validUntil ?until }} OPTIONAL {{ ?record wph:eventPlace ?place }}
  OPTIONAL {{ ?record wph:citedDocument ?document }} OPTIONAL {{ ?record wph:citedLocator ?locator }}
}} }} ORDER BY ?from"""
_OBLIGATIONS = """SELECT ?record ?kind ?by ?to ?condition ?article ?document ?from ?until WHERE {{
  GRAPH ?g {{ ?record wph:undertakenIn <{treaty}> ; wph:undertakenObligation ?kind
    OPTIONAL {{ ?record wph:owedBy ?by }} OPTIONAL {{ ?record wph:owedTo ?to }}
    OPTIONAL {{ ?record wph:undertakingCondition ?condition }}
    OPTIONAL {{ ?record wph:citedLocator ?article }} OPTIONAL {{ ?record wph:citedDocument ?document }}
    OPTIONAL {{ ?record wph:validFrom ?from }} OPTIONAL {{ ?record wph:validUntil ?until }} }}
  FILTER(?g != graph:inferred)
}} ORDER BY ?record ?by ?to"""


def founding_treaty(context: Context, organization: Thing) -> Thing | None:
    """The first of the treaties that created an organization; None where none is recorded."""
    rows = select(
        context.store,
        f"""SELECT DISTINCT ?item WHERE {{ {{ GRAPH ?g {{ ?item wph:creates <{organization.iri}> }} }}
            UNION {{ GRAPH ?g {{ <{organization.iri}> wph:foundingTreaty ?item }} }} }}""",
    )
    found = [context.lexicon.things[iri] for row in rows if (iri := row["item"]["value"]) in context.lexicon.things]
    return min(found, key=lambda thing: (_begins(thing), thing.iri), default=None)


def _begins(thing: Thing) -> date:
    return min((life.begins for life in thing.lives if life.begins), default=date.max)


def _dated(store: Store, treaty: Thing, role: str) -> Iterator[DatedRecord]:
    """The records of a role, those of the same days once: one that names a place or a document before others."""
    by_period: dict[Period, DatedRecord] = {}
    for row in select(store, _DATED.format(role=role, treaty=treaty.iri)):
        values = {name: cell["value"] for name, cell in row.items()}
        period = Period(day_of(values.get("from", "")), day_of(values.get("until", "")))
        record = DatedRecord(period, *(values.get(name, "") for name in ("place", "document", "locator")))
        known = by_period.setdefault(period, record)
        by_period[period] = replace(
            known,
            place=known.place or record.place,
            document=known.document or record.document,
            locator=known.locator or record.locator,
        )
    yield from by_period.values()


def _obligations(store: Store, query: str) -> Iterator[Obligation]:
    """The obligations, one for each record, in the order of their articles."""
    found: dict[str, Obligation] = {}
    for row in select(store, query):
        values = {name: cell["value"] for name, cell in row.items()}
        by, to = (tuple(filter(None, [values.get(name, "")])) for name in ("by", "to"))
        known = found.get(values["record"])
        if known:
            by, to = (tuple(dict.fromkeys((*old, *new))) for old, new in ((known.by, by), (known.to, to)))
        found[values["record"]] = Obligation(
            values["kind"],
            by,
            to,
            values.get("condition", ""),
            values.get("article", ""),
            values.get("document", ""),
            Period(day_of(values.get("from", "")), day_of(values.get("until", ""))),
        )
    distinct = dict.fromkeys(found.values())
    yield from sorted(distinct, key=lambda each: (article_number(each.article), each.article, each.kind))


def article_number(locator: str) -> int:
    """The first number in a locator, whether "article 5" or "article V"; a large one where there is none."""
    numbers = [number for word in re.findall(r"\w+", locator.casefold()) if (number := number_of(word))]
    return numbers[0] if numbers else 10**6


def number_of(word: str) -> int:
    """A number written in digits or as a Roman numeral; 0 for any other word."""
    if word.isdecimal():
        return int(word)
    if not _ROMAN.match(word):
        return 0
    values = [_NUMERALS[letter] for letter in word]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
