"""obligations.csv: obligations under treaties: who owes what to whom, from when to when, on which condition.

VCLT stands for the Vienna Convention on the Law of Treaties (1969).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from .dates import between
from .entity_registry import slugify
from .rdf_terms import entity_iri, name_of_record, term
from .recorder import Recorder, Situation, Subject
from .table import Table, TableRow, dates_suffix
from .treaty_records import Interval, TreatyRecords, readable_date, without

NAME = "obligations.csv"
COLUMNS = ("treaty", "obligation", "by", "to", "from", "until", "condition", "reference", "locator")
OBLIGATIONS = {
    "defence": "mutualDefence",
    "offence": "offenceObligation",
    "neutrality": "neutralityObligation",
    "non-aggression": "nonAggression",
    "consultation": "consultationObligation",
    "no-hostile-alliance": "noHostileAlliance",
    "no-hostile-use-of-territory": "noHostileUseOfTerritory",
    "peaceful-settlement": "peacefulSettlement",
    "territorial-integrity": "territorialIntegrity",
    "basing": "basingObligation",
    "arms-control": "armsLimitation",
    "military-cooperation": "militaryCooperationObligation",
    "border-delimitation": "borderDelimitation",
    "trade": "tradeObligation",
    "transit": "transitObligation",
}


@dataclass(frozen=True)
class _Undertaking:
    """Who owes something to whom, by their ids, and when if not as long as the treaty binds both."""

    by: tuple[str, ...]
    to: tuple[str, ...]
    interval: Interval

    @property
    def is_mutual(self) -> bool:
        """Whether every party owes it to every other."""
        return not self.by and not self.to


def record(table: Table, recorder: Recorder) -> None:
    """Describe each undertaking. Without dates of its own it lasts as long as the treaty binds those concerned."""
    for row in table.rows:
        treaty, obligation = recorder.required(row, "treaty"), recorder.choice(row, "obligation", OBLIGATIONS)
        recorder.entities(row, "by"), recorder.entities(row, "to")
        recorder.period(row, "from", "until")
        if treaty and obligation and _owed_by_parties(row, recorder):
            for undertaking in _undertakings(row, recorder.lists.treaty_records):
                _record(row, undertaking, treaty, term(obligation), recorder)


def _owed_by_parties(row: TableRow, recorder: Recorder) -> bool:
    records = recorder.lists.treaty_records
    strangers = [party for party in row.list("by") if not records.participates(row["treaty"], party)]
    if strangers:
        expected = f"parties that participations.csv has for the treaty ({strangers[0]!r} is not one)"
        recorder.mistakes.add(row, "by", expected)
    return not strangers


def _undertakings(row: TableRow, records: TreatyRecords) -> Iterator[_Undertaking]:
    """The undertakings of a row: one, unless the treaty is suspended between some of its parties."""
    by, to = tuple(row.list("by")), tuple(row.list("to"))
    interval = Interval(readable_date(row["from"]), readable_date(row["until"]))
    pairs = records.suspended_pairs(row["treaty"])
    everybody = tuple(records.parties(row["treaty"]))
    if not pairs:
        directed = by or to
        yield _Undertaking(by or everybody if directed else (), to or everybody if directed else (), interval)
        return
    for party in by or everybody:
        others = [other for other in to or everybody if other != party]
        free = tuple(other for other in others if (party, other) not in pairs)
        if free:
            yield _Undertaking((party,), free, interval)
        for other in others:
            if (party, other) in pairs:
                for piece in without(interval, _suspended(row["treaty"], party, other, records)):
                    yield _Undertaking((party,), (other,), piece)


def _suspended(treaty: str, party: str, other: str, records: TreatyRecords) -> list[Interval]:
    """When neither of two parties need perform towards the other, whichever of them suspended (VCLT, art. 72)."""
    return records.suspensions(treaty, party, other) + records.suspensions(treaty, other, party)


def _record(
    row: TableRow, undertaking: _Undertaking, treaty: Subject, obligation: Subject, recorder: Recorder
) -> None:
    kind = "MutualUndertaking" if undertaking.is_mutual else "DirectedUndertaking"
    period = between(undertaking.interval.begin, undertaking.interval.end)
    situation = Situation(_name(row, undertaking), kind, _label(row, undertaking, recorder), period)
    subject = recorder.situation(row, situation, undertakenIn=treaty, undertakenObligation=obligation)
    for party in undertaking.by:
        recorder.add(subject, "owedBy", entity_iri(party))
    for other in undertaking.to:
        is_party = recorder.lists.treaty_records.participates(row["treaty"], other)
        recorder.add(subject, "owedTo" if is_party else "owedToThirdState", entity_iri(other))
    if row["condition"]:
        recorder.add(subject, "undertakingCondition", ox.Literal(row["condition"]))


def _sides(row: TableRow, undertaking: _Undertaking) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sides as names and labels give them: all parties need not be named."""
    few = 4
    by = undertaking.by if row["by"] or len(undertaking.by) <= few else ()
    return by, undertaking.to if row["to"] or len(undertaking.to) <= few else ()


def _shortened(side: Sequence[str]) -> list[str]:
    """The names of a side; of one too long for an IRI and a line of text the first, and how many others there are."""
    at_most = 20
    return [*side] if len(side) <= at_most else [side[0], f"{len(side) - 1} others"]


def _name(row: TableRow, undertaking: _Undertaking) -> str:
    by, to = map(_shortened, _sides(row, undertaking))
    begin, end = _dates(undertaking)
    return name_of_record(
        "obligation",
        row["treaty"],
        row["obligation"],
        *(["by", *map(slugify, by)] if by else []),
        *(["to", *map(slugify, to)] if to else []),
        *(["from", begin] if begin else []),
        *(["until", end] if end else []),
        slugify(row["condition"]),
    )


def _label(row: TableRow, undertaking: _Undertaking, recorder: Recorder) -> str:
    by, to = (" and ".join(_shortened([*map(recorder.name_of, side)])) for side in _sides(row, undertaking))
    label = (
        f"{recorder.name_of(row['treaty'])} obliges {by} to".replace("  ", " ")
        + f" {row['obligation'].replace('-', ' ')}"
    )
    condition = f", {row['condition']}" if row["condition"] else ""
    return f"{label}{f' towards {to}' if to else ''}{condition}{dates_suffix(*_dates(undertaking))}"


def _dates(undertaking: _Undertaking) -> tuple[str, str]:
    begin, end = undertaking.interval.begin, undertaking.interval.end
    return begin.text if begin else "", end.text if end else ""
