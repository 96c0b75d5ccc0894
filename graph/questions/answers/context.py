"""What answers are made from: one version, read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from ...reason.proofs.proof import Explanation, Period
from ...store import Store
from ...views.addresses import explain_address
from ...views.answers import Answer, answer_of
from ...views.answers.completeness import CoverageRules
from ...views.dates.precision import Instants, read_instants
from ...views.tables.table import Cell, Column, Part, Row, Table
from ..card import Link
from ..language.window import ALWAYS, Window, common, day_window, previous_day
from ..names.lexicon import Lexicon, Thing
from ..reading import Reading
from .dated_words import DatedWords
from .sentences import as_recorded


@dataclass(frozen=True)
class Context:
    """A version with its names and coverage statements, and the day that it takes for today."""

    store: Store
    lexicon: Lexicon
    coverage: CoverageRules
    today: date
    dates: DatedWords = field(default_factory=DatedWords)
    """How days are written in the answer to one question."""
    cache: dict[str, object] = field(default_factory=dict, compare=False)

    @property
    def instants(self) -> Instants:
        """The precision of the dates of the version, read once."""
        instants = self.cache.get("instants")
        if not isinstance(instants, Instants):
            instants = self.cache["instants"] = read_instants(self.store)
        return instants

    def window_of(self, reading: Reading) -> Window:
        """The time of a reading: the one named, today, or all of time for what is past and for dates."""
        if reading.window is not None:
            return reading.window
        default = reading.pattern.answer.get("time")
        asks_for_times = bool(reading.modes & {"when", "duration"})
        now = day_window(self.today, "today")
        gone = any(not thing.lives_in(now) for thing in reading.things.values())
        if default == "ever" or (default != "today" and (reading.is_past or asks_for_times or gone)):
            return ALWAYS
        return Window(now.begins, now.ends, "")

    def is_now(self, window: Window) -> bool:
        """Whether a window is today."""
        return window.is_day and window.begins == self.today

    def answer(self, triple: tuple[str, str, str], periods: tuple[Period, ...], day: date) -> Answer:
        """Whether a statement with these periods holds on a day, without its proof."""
        labels = {f"<{iri}>": self.lexicon.label(iri) for iri in triple}
        subject, relation, target = (f"<{iri}>" for iri in triple)
        explanation = Explanation((subject, relation, target), day, periods, (), partial=False, labels=labels)
        return answer_of(explanation, self.store, self.coverage)

    def labels(self, things: Mapping[str, Thing]) -> dict[str, str]:
        """The names of things by slot, as sentences have them."""
        return {
            slot: self.spoken(thing.iri) if thing.iri.startswith("http") else thing.label
            for slot, thing in things.items()
        }

    def values(self, things: Mapping[str, Thing]) -> dict[str, str]:
        """The same, with relations as they are written after "recorded as"."""
        labels = self.labels(things)
        return {slot: as_recorded(text) if slot == "relation" else text for slot, text in labels.items()}

    def spoken(self, iri: str) -> str:
        """The name of a thing in a sentence, with an article where English has one."""
        label = self.lexicon.label(iri)
        thing = self.lexicon.things.get(iri)
        is_instrument = thing is not None and "Instrument" in thing.kinds and " " in label
        has_article = is_instrument or label in _SHORT or label.startswith(_WITH_ARTICLE) or label.endswith(_ENDINGS)
        return f"the {label}" if has_article else label


_SHORT = frozenset({"UN", "EU", "US", "USA", "UK", "CIS", "OAS", "CSTO", "SCO", "OSCE", "IMF", "AU", "EEC", "WTO"})
_WITH_ARTICLE = (
    "Kingdom of",
    "Commonwealth",
    "Peace Treaty",
    "Protocol",
    "Papal",
    "Union of",
    "United ",
    "Soviet ",
    "Netherlands",
    "Philippines",
    "Russian Empire",
    "German Reich",
    "Ottoman",
    "Treaty of",
    "Treaty on",
    "Treaty b",
    "Maldives",
    "Central African",
    "Dominican Rep",
    "Democratic Rep",
    "Republic of",
    "Holy See",
    "Gambia",
    "Bahamas",
    "Comoros",
    "Seychelles",
    "League of",
    "Organization",
    "Organisation",
    "Association",
    "Conference",
    "European ",
    "Council of",
    "Collective Security",
    "North Atlantic",
    "Marshall",
    "Solomon",
    "Convention",
    "Agreement",
    "Charter",
)
_ENDINGS = (
    " Confederation",
    " Federation",
    " League",
    " Agreement",
    " Convention",
    " Protocol",
    " Bank",
    " Fund",
    " Court",
    " Council",
    " Agency",
    " Islands",
    " Union",
    " Pact",
    " Organization",
    " Organisation",
    " Empire",
    " Treaty",
    " Community",
    " Republic",
    " Entente",
    " Alliance",
)


def why_link(text: str, triple: tuple[str, str, str], window: Window, periods: Iterable[Period], today: date) -> Link:
    """The explanation of a statement on a day of a window on which it holds."""
    return Link(text, explain_address(*triple, day_within(window, periods, today).isoformat()))


def day_within(window: Window, periods: Iterable[Period], today: date) -> date:
    """A day of a window on which one of the periods holds; else one of the window."""
    asked = Period(window.begins, window.ends)
    shared = next((both for period in periods if (both := common(asked, period))), asked)
    if shared.begins is None:
        return previous_day(shared.ends) if shared.ends else today
    # The last day rather than the first of what still holds: sources that end before it say so.
    return today if shared.ends is None and shared.begins <= today else shared.begins


def thing_cell(context: Context, iri: str) -> Cell:
    """A cell that links to a thing."""
    label = context.lexicon.label(iri)
    return Cell(label, (Part(label, iri=iri),))


def period_cells(context: Context, periods: tuple[Period, ...], other: str = "") -> dict[str, Cell]:
    """The cells of periods: in words, and the bounds of the first and last for files.

    `other` is what the things of the question were related to in these periods, where it is not a thing of it.
    """
    dates = context.dates.about([other]) if other else context.dates
    words = "; ".join(map(dates.period, periods))
    first = periods[0].begins if periods else None
    last = periods[-1].ends if periods else None
    return {
        "period": Cell(words),
        "from": Cell(first.isoformat() if first else ""),
        "until": Cell(last.isoformat() if last else ""),
    }


__all__ = [
    "Cell",
    "Column",
    "Context",
    "Part",
    "Row",
    "Table",
    "day_within",
    "period_cells",
    "thing_cell",
    "why_link",
]
