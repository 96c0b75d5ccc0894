"""Answers of yes and no: *holds*, *does not hold* or *not known*, with the periods in which it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ...rdf.written_days import written
from ...reason.proofs.proof import Period
from ...views.answers.answer import Answer, Verdict
from ...views.tables.table import Cell, Column, Part, Row, Table
from ..card import Card, Link
from ..language.window import Window, previous_day
from ..reading import Reading
from .context import Context, period_cells, thing_cell, why_link
from .extents import extent_days
from .relations import items_query, periods_query, read_items, read_periods, read_statements
from .sentences import capital, filled

_COLUMNS = (
    Column("name", "Rests on"),
    Column("period", "When", sort_by="from"),
    Column("from"),
    Column("until"),
    Column("iri"),
)
_SEVERAL = (
    Column("name", "Who"),
    Column("of", "Of what"),
    Column("period", "When", sort_by="from"),
    Column("from"),
    Column("until"),
    Column("iri"),
)
_PERIODS = (Column("period", "Holds", sort_by="from"), Column("from"), Column("until"), Column("why", "Explanation"))


@dataclass(frozen=True)
class _Claim:
    """A statement with its periods, the window that is asked about, and those of the periods that meet it."""

    triple: tuple[str, str, str]
    periods: tuple[Period, ...]
    window: Window

    @property
    def meeting(self) -> tuple[Period, ...]:
        """The periods that have a day in the window."""
        return tuple(period for period in self.periods if self.window.meets(period))


def claim_card(context: Context, reading: Reading, question: str) -> Card:
    """The card of a question of yes and no."""
    window = context.window_of(reading)
    reading, note = _by_namesake(context, reading, window)
    slots = {slot: thing.iri for slot, thing in reading.things.items()}
    context = replace(context, dates=context.dates.about(slots.values()))
    [statement] = read_statements([reading.pattern.answer["claim"]], slots)
    query = periods_query(statement)
    triple = (statement.subject, statement.relation, statement.object)
    claim = _Claim(triple, read_periods(context.store, query), window)
    days = extent_days(context, window, reading.things.values())
    answer = None if claim.meeting else _answer(context, claim, days)
    if answer and answer.verdict is Verdict.NOT_KNOWN and (reading.window is None or window.ends is None):
        claim, answer = _when_last_covered(context, claim, answer)
    verdict = _verdict(reading, claim, answer)
    contrary = _contrary(context, reading, slots, claim.window) if verdict is Verdict.NOT_KNOWN else ""
    if contrary:
        verdict, answer = Verdict.DOES_NOT_HOLD, None
    return Card(
        question=question,
        verdict=verdict,
        sentence=_sentence(context, reading, claim, verdict),
        remarks=(
            *note,
            *([contrary] if contrary else []),
            *_remarks(context, claim, None if answer and _is_left_open(reading, answer) else answer),
        ),
        table=_grounds(context, reading, claim, slots) or _periods(context, claim),
        places=tuple(iri for iri in slots.values() if "State" in context.lexicon.things[iri].kinds)
        if all(iri in context.lexicon.things for iri in slots.values())
        else (),
        why=(_why(context, claim),) if claim.meeting else (),
        query=query,
    )


def _verdict(reading: Reading, claim: _Claim, answer: Answer | None) -> Verdict:
    """What the claim comes to; a pattern may say that some grounds leave it open.

    That a state has no record of the time, or is recorded as a state, does not say that it was no colony then.
    """
    if claim.meeting:
        return Verdict.HOLDS
    if answer is None or _is_left_open(reading, answer):
        return Verdict.NOT_KNOWN
    return answer.verdict


def _is_left_open(reading: Reading, answer: Answer) -> bool:
    return answer.ground in reading.pattern.answer.get("left_open", ())


def _by_namesake(context: Context, reading: Reading, window: Window) -> tuple[Reading, tuple[str, ...]]:
    """A reading about another state of the same name or number, where it holds of that and not of the one read."""
    slot = reading.pattern.answer.get("namesakes", "")
    if not slot or _periods_in(context, reading, window):
        return reading, ()
    thing = reading.things[slot]
    for other in context.lexicon.namesakes(thing, reading.texts.get(slot, "")):
        about = replace(reading, things={**reading.things, slot: other})
        if _periods_in(context, about, window):
            return about, (f"It is not recorded of {thing.label}, but of {other.label}.",)
    return reading, ()


def _periods_in(context: Context, reading: Reading, window: Window) -> bool:
    return any(map(window.meets, periods_of(context, reading)))


def periods_of(context: Context, reading: Reading) -> tuple[Period, ...]:
    """The periods in which the claim of a pattern holds of the things of a reading."""
    slots = {slot: thing.iri for slot, thing in reading.things.items()}
    [statement] = read_statements([reading.pattern.answer["claim"]], slots)
    return read_periods(context.store, periods_query(statement))


def _answer(context: Context, claim: _Claim, days: Sequence[date]) -> Answer:
    """What lets us say that it does not hold on the days that stand for the window; what is not known counts most."""
    answers = [context.answer(claim.triple, claim.periods, day) for day in days]
    return next((answer for answer in answers if answer.verdict is Verdict.NOT_KNOWN), answers[0])


def _when_last_covered(context: Context, claim: _Claim, answer: Answer) -> tuple[_Claim, Answer]:
    """The same until the last day that a list covers, where no end was named and that lets us say more than today."""
    ends = [statement.period.ends for statement in answer.statements if statement.period.ends]
    day = previous_day(min(ends)) if ends else context.today
    if day >= context.today or (claim.window.begins and not claim.window.is_day and claim.window.begins > day):
        return claim, answer
    last = f"{written(day)}, the last day that the lists cover"
    if claim.window.is_day:
        window = Window(day, min(ends), f"on {last}")
    else:
        since = f" {claim.window.words}" if claim.window.begins else " at any time"
        window = Window(claim.window.begins, min(ends), f"{since.strip()} until {last}")
    earlier = _Claim(claim.triple, claim.periods, window)
    things = [context.lexicon.things[iri] for iri in claim.triple if iri in context.lexicon.things]
    covered = _answer(context, earlier, extent_days(context, window, things))
    return (claim, answer) if covered.verdict is Verdict.NOT_KNOWN else (earlier, covered)


def _contrary(context: Context, reading: Reading, slots: dict[str, str], window: Window) -> str:
    """What holds instead, by a statement of the pattern that excludes the claim; empty where nothing does."""
    text = reading.pattern.answer.get("contrary")
    if not text:
        return ""
    [statement] = read_statements([text], slots)
    periods = [p for p in read_periods(context.store, periods_query(statement)) if window.meets(p)]
    labels = [context.lexicon.label(iri) for iri in (statement.subject, statement.relation, statement.object)]
    return f"{' '.join(labels)} {context.dates.periods(periods)}." if periods else ""


def _sentence(context: Context, reading: Reading, claim: _Claim, verdict: Verdict) -> str:
    template, is_now = reading.pattern.answer, context.is_now(claim.window)
    values, time = context.values(reading.things), claim.window.words
    if verdict is Verdict.HOLDS:
        if claim.window.is_open:  # as "since when" asks: what has not ended is told in the present
            time, is_now = "", any(period.ends is None for period in claim.meeting)
        said = filled(template["yes"], values, is_now=is_now)
        return capital(f"{said}{f' {time}' if time else ''}: {context.dates.periods(claim.meeting)}.")
    said = filled(template["no"], values, is_now=is_now)
    if verdict is Verdict.DOES_NOT_HOLD:
        return capital(f"{said}{f' {time}' if time else ''}.")
    said = filled(template["yes"], values, is_now=is_now).replace(" recorded as ", " ", 1)
    return f"It is not known whether {said}{f' {time}' if time else ''}."


def _remarks(context: Context, claim: _Claim, answer: Answer | None) -> tuple[str, ...]:
    remarks = [answer.reason] if answer else []
    others = [period for period in claim.periods if period not in claim.meeting]
    if others:
        remarks.append(f"At other times it holds: {context.dates.periods(others)}.")
    if claim.meeting and not claim.window.is_open and not claim.window.is_day:
        remarks.append(_within(claim))
    return tuple(remark for remark in remarks if remark)


def _within(claim: _Claim) -> str:
    """How the periods lie to a window of many days: a year means at any time of it."""
    window = claim.window
    for period in claim.meeting:
        begins_inside = period.begins and window.begins and period.begins > window.begins
        ends_inside = period.ends and window.ends and period.ends < window.ends
        if begins_inside or ends_inside:
            return "It holds at some time of this period, not throughout."
    return ""


def _why(context: Context, claim: _Claim) -> Link:
    return why_link("Why? The proof, down to the sources", claim.triple, claim.window, claim.meeting, context.today)


def _grounds(context: Context, reading: Reading, claim: _Claim, slots: dict[str, str]) -> Table | None:
    """What it rests on, such as treaties, where the pattern says how to find them."""
    texts = reading.pattern.answer.get("grounds")
    if not texts or not claim.meeting:
        return None
    statements = read_statements(texts, slots)
    window = claim.window
    items = read_items(context.store, items_query(statements, window), window)
    if not items:
        return None
    rows = (
        Row(
            {
                "name": thing_cell(context, item.iri),
                **period_cells(context, item.periods, item.iri),
                "iri": Cell(item.iri),
            }
        )
        for item in sorted(items, key=lambda item: item.periods[0].begins or window.begins or context.today)
    )
    return Table(reading.pattern.name, reading.pattern.title, _COLUMNS, tuple(rows))


def _periods(context: Context, claim: _Claim) -> Table | None:
    rows = []
    for period in claim.periods:
        day = period.begins or (previous_day(period.ends) if period.ends else context.today)
        link = why_link("Why?", claim.triple, Window(day, None, ""), (period,), context.today)
        cells = period_cells(context, (period,)) | {
            "why": Cell(link.address, (Part("Why?", href=link.address, hidden=f" {context.dates.period(period)}"),))
        }
        rows.append(Row(cells))
    return Table("periods", "Periods in which it holds", _PERIODS, tuple(rows)) if rows else None


def claims_table(context: Context, claims: Sequence[tuple[Reading, Sequence[Period]]]) -> Table | None:
    """The periods of several claims, each of two things."""
    rows = []
    for reading, periods in claims:
        first, second = reading.things.values()
        ends = {"name": thing_cell(context, first.iri), "of": thing_cell(context, second.iri)}
        rows += [Row({**ends, **period_cells(context, (each,)), "iri": Cell(first.iri)}) for each in periods]
    pattern = claims[0][0].pattern
    return Table(pattern.name, pattern.title, _SEVERAL, tuple(rows)) if rows else None
