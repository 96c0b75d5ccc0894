"""Messages: what is wrong, or worth knowing, at a cell of a sheet, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, order=True)
class Message:
    """A sentence about a cell: the file, the row as a spreadsheet counts it (0: the file), and the column's heading.

    An error keeps its row from being published; a warning and a note do not. `action` says what to do.
    """

    file: str
    row: int
    column: str
    sentence: str
    action: str = ""
    severity: Severity = "error"

    @property
    def place(self) -> str:
        """Where it is.

        >>> Message("statements.csv", 7, "whom", "…").place
        'statements.csv, row 7, whom'
        """
        parts = [self.file, f"row {self.row}" if self.row else "", self.column]
        return ", ".join(part for part in parts if part)

    def text(self) -> str:
        """The message as one line."""
        action = f" {self.action}" if self.action else ""
        label = "" if self.severity == "error" else f"{self.severity}: "
        return f"{self.place}: {label}{self.sentence}{action}"


@dataclass
class Messages:
    """The messages about the sheets read so far, in the order in which they were made; none is repeated."""

    _messages: dict[Message, None] = field(default_factory=dict)
    _unreadable: set[tuple[str, int, str]] = field(default_factory=set)

    def add(self, message: Message) -> None:
        """Keep a message, unless its cell cannot be read anyway."""
        if (message.file, message.row, message.column) not in self._unreadable:
            self._messages.setdefault(message)

    def add_unreadable(self, message: Message) -> None:
        """Keep a message about a cell whose text is not what was meant, so that no other about it says more."""
        self.add(message)
        self._unreadable.add((message.file, message.row, message.column))

    @property
    def sorted(self) -> list[Message]:
        """All messages, by file, row and column."""
        return sorted(self._messages, key=lambda message: (message.file, message.row, message.column))

    @property
    def errors(self) -> list[Message]:
        """Those that keep something from being published."""
        return [message for message in self.sorted if message.severity == "error"]

    def is_wrong(self, file: str, row: int) -> bool:
        """Whether a row has an error."""
        return any(m.severity == "error" and (m.file, m.row) == (file, row) for m in self._messages)

    def is_wrong_cell(self, file: str, row: int, column: str) -> bool:
        """Whether a cell has an error."""
        return any(m.severity == "error" and (m.file, m.row, m.column) == (file, row, column) for m in self._messages)
