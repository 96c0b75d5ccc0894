"""Cards: what a question is answered with, as plain values for pages, JSON, CSV, the command and notebooks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..views.answers.answer import Verdict
from ..views.tables.table import Table, Value


@dataclass(frozen=True)
class Link:
    """An address of this service with the text to show for it."""

    text: str
    address: str


@dataclass(frozen=True)
class Card:
    """An answer, or what is said of a question that cannot be read.

    `read_as` is the question as it was understood, empty where it was not. `verdict` is that of a question of yes and
    no, None for others. `sentence` says the answer with its dates, `remarks` what a reader must know besides
    (completeness, how names were read). `places` are the states to draw on a map, as IRIs. `query` is the SPARQL
    query that found the answer. `choices` are the same question about other things that a name may mean, `nearest`
    questions like one that cannot be read, and `related` pages that say more.
    """

    question: str
    read_as: str = ""
    pattern: str = ""
    verdict: Verdict | None = None
    sentence: str = ""
    remarks: tuple[str, ...] = ()
    table: Table | None = None
    places: tuple[str, ...] = ()
    why: tuple[Link, ...] = ()
    query: str = ""
    choices: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    related: tuple[Link, ...] = ()
    things: Mapping[str, str] = field(default_factory=dict)
    """IRIs by slot."""
    first: str = ""
    end: str = ""
    """The window of the question: its first day, and the day after its last; empty where it is open."""

    @property
    def is_read(self) -> bool:
        """Whether the question was understood."""
        return bool(self.read_as)

    @property
    def rows(self) -> list[dict[str, Value]]:
        """The rows of the table as values by the names of their columns; none where there is no table."""
        return self.table.values() if self.table else []
