"""Answers about a treaty as a whole: when it was signed and in force, its parties, and what it obliges them to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ...rdf.namespaces import WPH
from ...reason.proofs.proof import Period
from ...views.select import select
from ...views.tables.table import EMPTY, Cell, Column, Part, Row, Table
from ..card import Card, Link
from ..language.window import ALWAYS, Window, next_day
from ..names.lexicon import Thing
from ..reading import Reading
from .context import Context, period_cells, thing_cell, why_link
from .extents import extent_of
from .relations import Item, items_query, read_items, read_statements
from .sentences import capital, listed
from .treaty_records import (
    Obligation,
    TreatyRecord,
    article_number,
    founding_treaty,
    number_of,
    obligations_query,
    read_treaty,
)

_COLUMNS = (
    Column("kind", "What", is_facet=True),
    Column("name", "Name"),
    Column("detail", "Details"),
    Column("period", "When", sort_by="from"),
    Column("place", "Place in the document"),
    Column("document", "Document"),
    Column("from"),
    Column("until"),
    Column("iri"),
    Column("why", "Explanation"),
)
_PARTY, _OBLIGES = "?item wph:partyTo {treaty}", str(WPH.obligesTo)


def treaty_card(context: Context, reading: Reading, question: str) -> Card:
    """The card of a treaty, or of the one that founded an organization, or of one of its articles."""
    organization = reading.things.get("organization")
    treaty = founding_treaty(context, organization) if organization else reading.things["treaty"]
    if treaty is None:
        unknown = f"Not known: no founding treaty of {context.labels(reading.things)['organization']} is recorded."
        return Card(question=question, sentence=unknown)
    record, query = read_treaty(context.store, treaty), obligations_query(treaty)
    article = reading.things["code"].label if "code" in reading.things else ""
    if article:
        return _article_card(context, question, record, article, query)
    window = _window(context, reading, record)
    statements = read_statements([_PARTY], {"treaty": treaty.iri})
    parties = read_items(context.store, items_query(statements, window), window)
    parties.sort(key=lambda item: context.lexicon.label(item.iri))
    extent = extent_of(context, statements, window, [treaty])
    obligations = f"{_obliges(context, record.obligations)}." if record.obligations else _NO_OBLIGATION
    said = [
        f"{_described(context, record)}.",
        f"{_bound(context, window, parties, is_complete=extent.is_complete) or _signed(context, treaty)}.",
        f"It {_verb(context, record)} to {obligations}" if record.obligations else obligations,
    ]
    if reading.pattern.answer.get("leads_with") == "obligations":
        said = [said[0], said[2], said[1]]
    return Card(
        question=question,
        sentence=capital(" ".join(said)),
        remarks=extent.remarks,
        table=_table(context, record, _rows(context, record, parties, window)),
        places=tuple(item.iri for item in parties),
        why=tuple(_why(context, record, each) for each in record.obligations[:1]),
        query=query,
        related=(_page(treaty),),
    )


_NO_OBLIGATION = "What it obliges to is not recorded."


def _window(context: Context, reading: Reading, record: TreatyRecord) -> Window:
    """The time of the question; where it names none, today for a treaty in force, else as long as it was."""
    if reading.window is not None:
        return reading.window
    now = Window(context.today, next_day(context.today), "")
    return now if record.binds_on(context.today) else ALWAYS


def _described(context: Context, record: TreatyRecord) -> str:
    """Its kind, conclusion, term and depositary."""
    treaty = record.treaty
    kinds = select(
        context.store,
        f"SELECT DISTINCT ?kind WHERE {{ GRAPH ?g {{ <{treaty.iri}> a ?kind }} FILTER({_STATED}) }} ORDER BY ?kind",
    )
    names = [context.lexicon.label(row["kind"]["value"]) for row in kinds]
    special = next((name for name in names if name not in _GENERAL), "treaty")
    verb = "is" if not record.in_force or record.binds_on(context.today) else "was"
    article = "an" if special[:1] in "aeiou" else "a"
    parts = [f"{context.spoken(treaty.iri)} {verb} {article} {special}"]
    if record.conclusions and record.conclusions[0].period.begins:
        place = context.lexicon.label(record.conclusions[0].place) if record.conclusions[0].place else ""
        signed = context.dates.on(record.conclusions[0].period.begins)
        parts.append(f"signed {signed}{f' in {place}' if place else ''}")
    parts.append(f"in force {context.dates.periods(record.in_force)}" if record.in_force else _state(context, treaty))
    depositary = _depositary(context, treaty)
    return ", ".join(parts) + (f"; its depositary is {depositary}" if depositary else "")


_STATED = "?g != graph:inferred && STRSTARTS(STR(?kind), STR(wph:))"
_GENERAL = frozenset({"treaty", "agreement", "instrument", "entity", "thing", "security agreement"})


def _state(context: Context, treaty: Thing) -> str:
    """What is known of the entry into force of a treaty without a recorded term."""
    rows = select(
        context.store, f"SELECT DISTINCT ?state WHERE {{ GRAPH ?g {{ <{treaty.iri}> wph:entryIntoForce ?state }} }}"
    )
    states = {row["state"]["value"] for row in rows}
    if str(WPH.notEnteredIntoForce) in states:
        return "and has not entered into force"
    if str(WPH.entryIntoForceNotKnown) in states:
        return "of which it is not known whether it entered into force"
    return "in force on days that are not recorded"


def _depositary(context: Context, treaty: Thing) -> str:
    query = f"SELECT DISTINCT ?who WHERE {{ GRAPH ?g {{ <{treaty.iri}> wph:depositary ?who }} }}"
    rows = select(context.store, query)
    return listed(sorted(context.spoken(row["who"]["value"]) for row in rows))


def _bound(context: Context, window: Window, parties: Sequence[Item], *, is_complete: bool) -> str:
    """How many parties there were at the time, and the first of them; empty where there were none."""
    if not parties:
        return ""
    is_now = context.is_now(window)
    time = window.words or ("today" if is_now else "over time")
    number = f"{'' if is_complete else 'at least '}{len(parties)} {'party' if len(parties) == 1 else 'parties'}"
    names = listed([context.lexicon.label(item.iri) for item in parties])
    return f"It {'has' if is_now else 'had'} {number} {time}: {names}"


def _signed(context: Context, treaty: Thing) -> str:
    """Who signed a treaty that had no parties at the time, such as one that has not entered into force."""
    statements = read_statements(["?item wph:signatoryTo {treaty}"], {"treaty": treaty.iri})
    items = read_items(context.store, items_query(statements, ALWAYS), ALWAYS)
    names = listed(sorted(context.spoken(item.iri) for item in items))
    return f"Recorded are no parties at that time, but signatures of {names}" if items else "No parties are recorded"


def _verb(context: Context, record: TreatyRecord) -> str:
    if not record.in_force:
        return "would oblige"
    return "obliges" if record.binds_on(context.today) else "obliged"


def _obliges(context: Context, obligations: Sequence[Obligation]) -> str:
    """Each kind of obligation with its articles: "consultation (article 4) and defence (article 5)"."""
    articles: dict[str, list[str]] = {}
    for each in obligations:
        own = articles.setdefault(context.lexicon.label(each.kind), [])
        if each.article and each.article not in own:
            own.append(each.article)
    cited = {kind: f" ({'; '.join(own)})" if own else "" for kind, own in articles.items()}
    return listed([f"{kind}{places}" for kind, places in cited.items()])


def _rows(context: Context, record: TreatyRecord, parties: Sequence[Item], window: Window) -> Iterator[Row]:
    for kind, events in (("Signed", record.conclusions), ("In force", record.terms)):
        for event in events:
            period = Period(event.period.begins, None) if kind == "Signed" else event.period
            shown = context.dates.day(event.period.begins) if kind == "Signed" and event.period.begins else ""
            cells = period_cells(context, (period,)) | ({"period": Cell(shown)} if shown else {})
            name = thing_cell(context, event.place) if event.place else EMPTY
            yield Row({"kind": Cell(kind), "name": name, **cells, **_cited(context, event.document, event.locator)})
    for each in record.obligations:
        link = _why(context, record, each)
        yield Row(
            {
                "kind": Cell("Obligation"),
                "name": Cell(context.lexicon.label(each.kind)),
                "detail": Cell(_detail(context, each)),
                **(period_cells(context, (each.period,)) if each.period != Period(None, None) else {}),
                **_cited(context, each.document, each.article),
                "iri": Cell(each.kind),
                "why": Cell(link.address, (Part("Why?", href=link.address, hidden=f" {link.text}"),)),
            }
        )
    for item in parties:
        triple = (item.iri, str(WPH.partyTo), record.treaty.iri)
        link = why_link("Why?", triple, window, item.periods, context.today)
        yield Row(
            {
                "kind": Cell("Party"),
                "name": thing_cell(context, item.iri),
                **period_cells(context, item.periods),
                "iri": Cell(item.iri),
                "why": Cell(link.address, (Part("Why?", href=link.address),)),
            }
        )


def _cited(context: Context, document: str, locator: str) -> Mapping[str, Cell]:
    return {"place": Cell(locator), "document": _document(context, document)}


def _document(context: Context, iri: str) -> Cell:
    if not iri:
        return EMPTY
    rows = select(
        context.store,
        f"""SELECT ?title WHERE {{ GRAPH ?g {{ <{iri}> rdfs:label|dcterms:title ?title }} }}
            ORDER BY lang(?title) LIMIT 1""",
    )
    title = rows[0]["title"]["value"] if rows else iri.rsplit("/", 1)[-1]
    return Cell(title, (Part(title, iri=iri),))


def _detail(context: Context, each: Obligation) -> str:
    """By whom to whom, and on which condition."""
    by = f"by {listed([context.spoken(iri) for iri in each.by])}" if each.by else ""
    to = f"to {listed([context.spoken(iri) for iri in each.to])}" if each.to else ""
    ends = " ".join(filter(None, (by, to))) or "by every party to every other"
    return f"{ends}; {each.condition}" if each.condition else ends


def _why(context: Context, record: TreatyRecord, each: Obligation) -> Link:
    kind = context.lexicon.label(each.kind)
    triple = (record.treaty.iri, _OBLIGES, each.kind)
    return why_link(f"Why does it oblige to {kind}?", triple, ALWAYS, record.in_force, context.today)


def _table(context: Context, record: TreatyRecord, rows: Iterator[Row]) -> Table:
    return Table("treaty", capital(context.spoken(record.treaty.iri)), _COLUMNS, tuple(rows))


def _article_card(context: Context, question: str, record: TreatyRecord, article: str, query: str) -> Card:
    """The card of one article."""
    own = _obligations_from(record, article)
    return Card(
        question=question,
        sentence=article_sentence(context, record, article),
        table=_table(context, replace(record, obligations=tuple(own)), _rows(context, record, (), ALWAYS))
        if own
        else None,
        why=tuple(_why(context, record, each) for each in own[:1]),
        query=query,
        related=(_page(record.treaty),),
    )


def _obligations_from(record: TreatyRecord, article: str) -> list[Obligation]:
    wanted = number_of(article.casefold())
    return [each for each in record.obligations if article_number(each.article) == wanted]


def article_sentence(context: Context, record: TreatyRecord, article: str) -> str:
    """What is recorded from one article; the text of treaties is not held."""
    own = _obligations_from(record, article)
    named = f"article {article} of {context.spoken(record.treaty.iri)}"
    if own:
        said = f"{named} obliges to {_obliges(context, own)}: {listed([_detail(context, each) for each in own])}."
    else:
        others = f" Recorded are {_obliges(context, record.obligations)}." if record.obligations else ""
        said = f"Not known: no obligation is recorded from {named}.{others}"
    return capital(f"{said} The text itself is not held; the documents are cited.")


def _page(treaty: Thing) -> Link:
    return Link(f"The page of {treaty.label}", f"/id/{treaty.iri.rsplit('/id/', 1)[-1]}")
