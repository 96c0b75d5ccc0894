"""Conversion of a code or a name on a date: one counterpart, or the reason why there is none or more than one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from ..errors import QueryError
from ..inputs.tables.dates import DATE_FORMS, PartialDate, parse_date
from ..rdf.namespaces import ID
from ..views.dates.periods import Period
from ..views.name_lists import name_list
from .code_table import Code, CodeTable, overlaps
from .name_spellings import canonical
from .systems import ENTITY, NAME, NUMBERS, as_text, find_system, normalized

Status = Literal[
    "converted", "same number", "other time", "ambiguous", "not in use", "no code", "unknown", "no date", "blank"
]
STATUSES: dict[Status, str] = {
    "converted": "there is exactly one counterpart on the date",
    "same number": "a name is that of an earlier or later state; the counterpart is that of the one with its number",
    "other time": "the counterpart was not in use on the date; given on request only",
    "ambiguous": "there are several counterparts",
    "not in use": "the value denotes something, but not on the date",
    "no code": "what the value denotes has no code in the other system on the date",
    "unknown": "the value denotes nothing in its system",
    "no date": "the date cannot be read",
    "blank": "there is no value",
}
"""Every status of a conversion, and what it means."""
YearRule = Literal["any", "first", "last"]
"""The day that a year (or a month) stands for: any of its days, its first or its last."""
_MOST_SIMILAR = 3
_COMPARED = 500
"""Different values after which unknown names are no longer compared with all names."""


@dataclass(frozen=True)
class Conversion:
    """The outcome for one value on one date.

    `code` is the counterpart, empty unless the status is `converted`, `same number` or `other time`; `candidates` are
    all of them. `entities` are the identifiers of what the value denotes on the date; `reason` says why there is no
    `code`, or why another entity than the named one was taken.
    """

    value: str
    date: str
    code: str
    status: Status
    reason: str
    candidates: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()


class Converter:
    """Converts from one system to another by a table of codes; equal values on equal dates are looked up once.

    `any_time` also gives counterparts that were not in use on the date, with the status `other time`: codes of ISO
    3166 begin in 1974 (numeric ones in 1981), and a panel of earlier years may want them all the same.

    Raises QueryError for an unknown system.
    """

    def __init__(
        self, table: CodeTable, source: str, target: str, *, year: YearRule = "any", any_time: bool = False
    ) -> None:
        self.table = table
        self.source = find_system(source, table.schemes)
        self.target = find_system(target, table.schemes)
        self._year: YearRule = year
        self._any_time = any_time
        self._made: dict[tuple[str, str], Conversion] = {}

    def convert(self, value: object, on: object) -> Conversion:
        """The outcome for a value on a date, both as files and data frames hold them."""
        key = as_text(value), date_text(on)
        if key not in self._made:
            self._made[key] = self._convert(*key)
        return self._made[key]

    def _convert(self, value: str, on: str) -> Conversion:
        if not value:
            return Conversion(value, on, "", "blank", "There is no value.")
        try:
            moment = self._moment(parse_date(on))
        except ValueError:
            return Conversion(value, on, "", "no date", f"The date is {on!r}; expected {DATE_FORMS}.")
        denoted = self._denoted(value)
        alive = [code for code in denoted if self.table.in_use(code, moment)]
        if alive:
            return self._counterpart(value, on, moment, alive)
        if borne := self._of_same_number(denoted, moment):
            return self._by_number(value, on, moment, denoted, borne)
        if denoted:
            return Conversion(value, on, "", "not in use", self._not_in_use(value, denoted, on))
        return Conversion(value, on, "", "unknown", self._unknown(value))

    def _counterpart(self, value: str, on: str, moment: PartialDate, alive: list[Code]) -> Conversion:
        entities = tuple(dict.fromkeys(local_id(code.entity) for code in alive))
        pairs = [(code, found) for code in alive for found in self._codes(code.entity) if overlaps(found.use, moment)]
        texts = tuple(dict.fromkeys(found.text for _, found in pairs))
        if len(texts) == 1 and {code.entity for code, _ in pairs} == {code.entity for code in alive}:
            return Conversion(value, on, texts[0], "converted", "", texts, entities)
        if texts:
            return Conversion(value, on, "", "ambiguous", self._ambiguous(value, alive, pairs, on), texts, entities)
        return self._without_counterpart(value, on, alive, entities)

    def _of_same_number(self, denoted: list[Code], moment: PartialDate) -> Code | None:
        """The number of what a name denotes, as another entity bears it on a date: people write the name of today.

        A conversion to numbers of one state system asks this one.
        """
        if self.source.key != NAME:
            return None
        schemes = [self.target.key] if self.target.key in NUMBERS else NUMBERS
        borne = {code.entity: self.table.bearer(code.entity, moment, schemes) for code in denoted}
        bearers = {code.entity if code else None for code in borne.values()}
        return next(iter(borne.values())) if len(bearers) == 1 else None

    def _by_number(self, value: str, on: str, moment: PartialDate, denoted: list[Code], borne: Code) -> Conversion:
        """The outcome for the entity of that time with a number of the one that has the name."""
        made = self._counterpart(value, on, moment, [borne])
        if made.status != "converted":
            return made
        number = f"{self.table.system_label(borne.scheme)} {borne.text}"
        reason = f"{self._not_in_use(value, denoted, on)[:-1]}; {self._label(borne)} had its {number} then."
        return replace(made, status="same number", reason=reason)

    def _without_counterpart(self, value: str, on: str, alive: list[Code], entities: tuple[str, ...]) -> Conversion:
        others = [found for code in alive for found in self._codes(code.entity)]
        texts = tuple(dict.fromkeys(found.text for found in others))
        reason = f"{_joined(self._label(code) for code in alive)} has no {self._target_label} {_preposition(on)} {on}"
        if not others:
            return Conversion(value, on, "", "no code", f"{reason}.", (), entities)
        uses = _joined(f"{found.text} is in use {_period_text(found.use)}" for found in others)
        if self._any_time and len(texts) == 1:
            return Conversion(value, on, texts[0], "other time", f"{reason}: {uses}.", texts, entities)
        return Conversion(value, on, "", "no code", f"{reason}: {uses}.", texts, entities)

    def _denoted(self, value: str) -> list[Code]:
        """What a value denotes at any time, as codes with their periods."""
        key = self.source.key
        if key == NAME:
            return [Code(entity, NAME, value, Period()) for entity in self.table.entities_named(value)]
        if key == ENTITY:
            entity = str(ID) + local_id(value).removeprefix("id:")
            return [Code(entity, ENTITY, value, Period())] if entity in self.table.labels else []
        return list(self.table.by_text.get((key, normalized(self.source, value)), ()))

    def _codes(self, entity: str) -> list[Code]:
        """The codes of an entity in the target system, at any time."""
        key = self.target.key
        if key == ENTITY:
            return [Code(entity, ENTITY, local_id(entity), Period())]
        if key != NAME:
            return list(self.table.by_entity.get((entity, key), ()))
        labels = self.table.labels.get(entity, {})
        language = self.target.language
        text = labels.get(language) if language else self.table.label(entity)
        return [Code(entity, NAME, text, Period())] if text else []

    def _moment(self, written: PartialDate) -> PartialDate:
        if self._year == "any":
            return written
        days = {"first": written.first, "last": date.fromordinal(written.after.toordinal() - 1)}
        return parse_date(days[self._year].isoformat())

    @property
    def _target_label(self) -> str:
        name = f"name in {self.target.language!r}" if self.target.language else "name"
        return name if self.target.key == NAME else f"{self.table.system_label(self.target.key)} code"

    def _label(self, code: Code) -> str:
        return self.table.label(code.entity)

    def _when(self, code: Code) -> str:
        """When a code denotes its entity: the time in which both the code is in use and the entity exists."""
        period = code.use.meet(self.table.life(code.entity))
        return _period_text(period) if period else "at no time"

    def _says(self, value: str) -> str:
        return f"{self.table.system_label(self.source.key)} {value}"

    def _ambiguous(self, value: str, alive: list[Code], pairs: list[tuple[Code, Code]], on: str) -> str:
        if len({code.entity for code in alive}) > 1:
            denoted = _joined(f"{self._label(code)} ({self._when(code)})" for code in alive)
            return f"{self._says(value)} denotes {denoted} {_preposition(on)} {on}."
        uses = _joined(f"{found.text} ({_period_text(found.use)})" for _, found in pairs)
        return f"{self._label(alive[0])} has {uses} {_preposition(on)} {on}."

    def _not_in_use(self, value: str, denoted: list[Code], on: str) -> str:
        listed = _joined(f"{self._label(code)} ({self._when(code)})" for code in denoted)
        return f"{self._says(value)} denotes {listed}, not {_preposition(on)} {on}."

    def _unknown(self, value: str) -> str:
        if self.source.key == NAME:
            return f"Nothing in the graph has the name {value!r}{self._similar(value)}."
        if self.source.key == ENTITY:
            return f"Nothing in the graph that has codes has the identifier {value!r}."
        elsewhere = [
            f"{self.table.system_label(scheme)} of {_joined(map(self._label, self.table.by_text[scheme, text]))}"
            for scheme, text in self._schemes_of.get(value.upper(), ())
        ]
        rest = f"; it is the {', and the '.join(elsewhere)}" if elsewhere else ""
        return f"Nothing has the {self._says(value)}{rest}."

    def _similar(self, name: str) -> str:
        # Comparing with every name takes milliseconds, and a column of another language may be unknown as a whole.
        if len(self._made) > _COMPARED:
            return ""
        similar = self.table.spellings.nearest(canonical(name), _MOST_SIMILAR)
        labels = _joined(self.table.label(entity) for match in similar for entity in self.table.named[match])
        return f"; similar: {labels}" if labels else ""

    @cached_property
    def _schemes_of(self) -> dict[str, list[tuple[str, str]]]:
        """Where each code occurs, in whatever scheme."""
        schemes: dict[str, list[tuple[str, str]]] = {}
        for scheme, text in self.table.by_text:
            schemes.setdefault(text, []).append((scheme, text))
        return schemes


def date_text(on: object) -> str:
    """A date as text: of a datetime its day, of a number its year."""
    if isinstance(on, datetime):
        return on.date().isoformat()
    return on.isoformat() if isinstance(on, date) else as_text(on)


def check_year_rule(text: str) -> YearRule:
    """The rule of the year that a text names.

    Raises QueryError for anything else.
    """
    match text:
        case "any" | "first" | "last":
            return text
    raise QueryError(f"The rule of the year is {text!r}; expected any, first or last.")


def local_id(iri: str) -> str:
    """The short identifier of an entity of the project: `kazakhstan`."""
    return iri.removeprefix(str(ID)) if iri.startswith(str(ID)) else iri


def _joined(texts: Iterable[str]) -> str:
    return name_list(list(dict.fromkeys(texts)))


def _preposition(on: str) -> str:
    """A fact holds on a day, but in a month or a year."""
    return "on" if len(on) == len("2000-01-01") else "in"


def _period_text(period: Period) -> str:
    return period.text or "at all times"
