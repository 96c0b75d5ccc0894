"""Calls of tools: arguments checked, limits kept, and every failure a sentence that a client may read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import QueryError, ResultLimitError, WestphaliaError
from ..settings import Settings
from ..web.app import status_of
from ..web.disclosure import public_sentence, withheld
from .session import Session, Sessions
from .tool import Json, Tool
from .tools import TOOLS

ANSWER_BYTES = 400_000
"""The longest answer, as JSON: some 100,000 tokens, which is more than most models read at once."""


@dataclass(frozen=True)
class Outcome:
    """What a call came to: an answer as JSON, or the sentence that says why there is none."""

    text: str
    content: Json | None

    @property
    def failed(self) -> bool:
        """Whether there is no answer."""
        return self.content is None


class ToolBox:
    """The tools over the public graph; it may be called from several threads."""

    def __init__(self, sessions: Sessions, settings: Settings, tools: tuple[Tool, ...] = TOOLS) -> None:
        self._sessions = sessions
        self._folders: tuple[Path, ...] = (settings.data_dir, settings.data_dir.resolve(), settings.root)
        self.tools = {tool.name: tool for tool in tools}

    def call(self, name: str, sent: Mapping[str, object]) -> Outcome:
        """Call a tool with what a client has sent."""

        def answer() -> Json:
            if name not in self.tools:
                raise QueryError(f"There is no tool {name!r}; expected one of {', '.join(self.tools)}.")
            arguments = self.tools[name].arguments(sent)
            if self.tools[name].concurrent:
                return self.tools[name].answer(self._sessions.current(), arguments)
            with self._sessions.open() as session:
                return self.tools[name].answer(session, arguments)

        return self._outcome(name, answer)

    def read(self, name: str, reader: Callable[[Session], Json]) -> Outcome:
        """What `reader` makes of the current version, under the same limits."""

        def content() -> Json:
            with self._sessions.open() as session:
                return reader(session)

        return self._outcome(name, content)

    def failure(self, name: str, error: Exception) -> Outcome:
        """A failure: the sentence of an error of ours that names no folder, an identifier in the log for others."""
        subject = f"the tool {name}"
        if isinstance(error, WestphaliaError):
            return Outcome(public_sentence(error, status_of(error), self._folders, subject), None)
        return Outcome(withheld(error, subject), None)

    def _outcome(self, name: str, work: Callable[[], Json]) -> Outcome:
        try:
            content = work()
            return Outcome(_text(content), content)
        except Exception as error:  # an unforeseen one must not end the server, and its text is for the log
            return self.failure(name, error)


def _text(content: Json) -> str:
    text = json.dumps(content, ensure_ascii=False)
    if (length := len(text.encode())) > ANSWER_BYTES:
        raise ResultLimitError(
            f"The answer has {length:,} bytes, more than the {ANSWER_BYTES:,} that fit; ask for less with limit and "
            "offset, or for fewer columns."
        )
    return text
