"""The states under a treaty that acts and rows of participations begin and end, other than being a party.

VCLT stands for the Vienna Convention on the Law of Treaties (1969).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .dates import PartialDate, between
from .rdf_terms import name_of_record
from .recorder import Recorder, Situation, Subject
from .table import TableRow, dates_suffix
from .treaty_records import (
    END_OF_PROVISIONAL_APPLICATION,
    LEAVING,
    NEVER,
    PROVISIONAL_APPLICATION,
    SUSPENSION,
    Interval,
    TreatyRecords,
    earliest,
    effect_of,
    readable_date,
)


@dataclass(frozen=True)
class _StateKind:
    """A kind of state: the begin of its records' names, its class, and how labels say it."""

    prefix: str
    class_name: str
    phrase: str


_SIGNATORY = _StateKind("signatory", "SignatoryStatus", "has signed and is not bound by")
_CONTRACTING = _StateKind("contracting", "ContractingStatus", "has consented to be bound by")
_UNDETERMINED = _StateKind("undetermined", "UndeterminedParticipation", "is perhaps a party to")
_PROVISIONAL = _StateKind("provisional", "ProvisionalApplication", "provisionally applies")
_SUSPENDED = _StateKind("suspended", "TreatySuspension", "is suspended under")
_SUSPENDED_TOWARDS = _StateKind("suspended", "SuspensionBetweenParties", "is suspended under")
_RELEASED = _StateKind("released", "Release", "has left")


def record_state_begun(
    row: TableRow, treaty: Subject, party: Subject, others: list[Subject], recorder: Recorder
) -> None:
    """Record the state that an act begins: a suspension, a provisional application, or a release."""
    for kind, interval in _begun_by_act(row, recorder):
        subject = _record(row, kind, interval, recorder, statusHolder=party, statusUnder=treaty)
        for other in others:
            recorder.add(subject, "statusTowards", other)


def record_states_of_party(row: TableRow, treaty: Subject, party: Subject, recorder: Recorder) -> None:
    """Record the states that a row of participations.csv says or implies beside being a party."""
    for kind, interval in _beside_being_bound(row, recorder):
        _record(row, kind, interval, recorder, statusHolder=party, statusUnder=treaty)


def _record(row: TableRow, kind: _StateKind, interval: Interval, recorder: Recorder, **roles: Subject) -> Subject:
    begin, end = (date.text if date else "" for date in (interval.begin, interval.end))
    name = name_of_record(kind.prefix, row["treaty"], row["party"], *towards_ids(row), begin)
    treaty = f"{recorder.name_of(row['treaty'])}{towards_names(row, recorder)}"
    label = f"{recorder.name_of(row['party'])} {kind.phrase} {treaty}{dates_suffix(begin, end)}"
    period = between(interval.begin, interval.end)
    return recorder.situation(row, Situation(name, kind.class_name, label, period), **roles)


def _begun_by_act(row: TableRow, recorder: Recorder) -> Iterator[tuple[_StateKind, Interval]]:
    begin, key, records = effect_of(row), (row["treaty"], row["party"]), recorder.lists.treaty_records
    if begin is None:
        return
    if row["act"] == SUSPENSION:
        yield from _suspensions(row, begin, records)
    elif row["act"] == PROVISIONAL_APPLICATION:
        # It ends by an act, with the entry into force for the party (VCLT, art. 25), or with the treaty.
        by_act = records.first_act(*key, END_OF_PROVISIONAL_APPLICATION)
        bound = [records.bound_from(*key, begin), records.bound_until(*key, begin)]
        yield _PROVISIONAL, Interval(begin, earliest([by_act, *bound, _end_of_party(row, recorder)]))
    elif row["act"] in LEAVING:
        yield _RELEASED, Interval(begin, earliest([records.bound_from(*key, begin), _end_of_party(row, recorder)]))


def _suspensions(row: TableRow, begin: PartialDate, records: TreatyRecords) -> Iterator[tuple[_StateKind, Interval]]:
    """The suspension that begins with an act; it ends at the latest when the treaty ceases to bind the party."""
    key, others = (row["treaty"], row["party"]), row.list("towards")
    for interval in records.suspensions(*key, others[0] if others else None):
        if interval.begin == begin:
            end = interval.end or records.bound_until(*key, begin)
            yield _SUSPENDED_TOWARDS if others else _SUSPENDED, Interval(begin, end)


def _end_of_party(row: TableRow, recorder: Recorder) -> PartialDate | None:
    """When the party of a row ceased to exist."""
    return readable_date(recorder.registry.end(row["party"]))


def _beside_being_bound(row: TableRow, recorder: Recorder) -> Iterator[tuple[_StateKind, Interval]]:
    signed, consented, bound = (readable_date(row[column]) for column in ("signed", "consented", "in_force"))
    records = recorder.lists.treaty_records
    end = earliest([readable_date(row["until"]), records.end_of(row["treaty"]), _end_of_party(row, recorder)])
    key = row["treaty"], row["party"]
    if bound is None and not is_known_not_to_be_bound(row, records):
        begin = consented or signed or records.signed(row["treaty"])
        yield from _if_it_lasts(_UNDETERMINED, begin, end)
    elif signed:
        over = bound or earliest([end, records.first_act(*key, "withdrawal-of-signature")])
        yield from _if_it_lasts(_SIGNATORY, signed, over)
    if consented:
        over = bound or earliest([end, records.first_act(*key, "withdrawal-of-ratification", *LEAVING)])
        yield from _if_it_lasts(_CONTRACTING, consented, over)


def _if_it_lasts(
    kind: _StateKind, begin: PartialDate | None, end: PartialDate | None
) -> Iterator[tuple[_StateKind, Interval]]:
    """The state, unless it is over when it begins, as for a treaty that binds from its signature."""
    if begin and (end is None or begin.first < end.first):
        yield kind, Interval(begin, end)


def is_known_not_to_be_bound(row: TableRow, records: TreatyRecords) -> bool:
    """Whether a row, or that of its treaty, says that the party was never bound."""
    return NEVER in (row["in_force"], records.entry_into_force(row["treaty"]))


def towards_names(row: TableRow, recorder: Recorder) -> str:
    """The parties towards which alone an act works, as the end of a label."""
    others = row.list("towards") if "towards" in row.cells else []
    return f" towards {' and '.join(map(recorder.name_of, others))}" if others else ""


def towards_ids(row: TableRow) -> list[str]:
    """The parties towards which alone an act works, as parts of the name of a record."""
    others = row.list("towards") if "towards" in row.cells else []
    return ["towards", *others] if others else []
