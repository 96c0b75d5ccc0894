"""All notices about a query: unknown terms, and where there is no result, the first pattern that nothing matches."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

from ...errors import WestphaliaError
from ...sparql.patterns import TriplePattern, prologue_of, triple_patterns
from ...store import Store
from ..select import ask
from .coverage_reasons import Reason
from .notice import Notice
from .unknown_terms import prefixes_of, unknown_terms

SECONDS = 2.0
"""The longest time that is spent on the patterns of a query without results."""

Silent = tuple[TriplePattern, Notice]
"""A pattern without a match, and the notice about it."""
Ask = Callable[[str], bool]
"""Answers an ASK query."""


def notices_of(
    text: str, store: Store, *, is_empty: bool, ask: Ask | None = None, reason: Reason | None = None
) -> tuple[Notice, ...]:
    """The notices about a query and its result; `reason` says whether coverage is why there is none.

    `store` has the terms of the graph; `ask` answers queries on the dataset of the query within
    bounds of its own; by default they go to `store`.
    Nothing that goes wrong here fails the query: there is no notice then.
    """
    try:
        notices = list(unknown_terms(text, store))
        if is_empty:
            notices += _empty(text, store, ask, reason if not notices else None)
        return tuple(notices)
    except WestphaliaError:
        return ()


def _empty(text: str, store: Store, ask: Ask | None, reason: Reason | None) -> list[Notice]:
    patterns, prologue = triple_patterns(text), prologue_of(text)
    if ask is None:
        work = lambda: list(without_match(patterns, prologue, asks(store)))  # noqa: E731 - for the thread alone
        silent = _within(SECONDS, work) if patterns else []
    else:
        silent = list(without_match(patterns, prologue, ask))
    why = reason(silent[0][0], prefixes_of(text)) if silent and reason is not None else None
    return [notice for _, notice in silent] + ([why] if why is not None else [])


def without_match(patterns: list[TriplePattern], prologue: str, ask: Ask) -> Iterator[Silent]:
    """The first pattern that nothing matches, by itself or together with those before it."""
    until = time.monotonic() + SECONDS
    for place, pattern in enumerate(patterns):
        if time.monotonic() > until:
            return
        group = " ".join(before.group for before in patterns[: place + 1])
        if ask(f"{prologue} ASK {{ {group} }}"):
            continue
        sentence = f"Nothing matches the triple pattern {pattern.text}{_where(pattern)}"
        if place == 0 or not ask(f"{prologue} ASK {{ {pattern.group} }}"):
            yield pattern, Notice("pattern-without-match", f"{sentence}.")
        else:
            yield pattern, Notice("patterns-without-joint-match", f"{sentence} together with those before it.")
        return


def _where(pattern: TriplePattern) -> str:
    return f" in the graph {pattern.graph}" if pattern.graph else ""


def asks(store: Store) -> Ask:
    """Answers ASK queries from a store."""
    return lambda query: ask(store, query)


def _within(seconds: float, work: Callable[[], list[Silent]]) -> list[Silent]:
    """What `work` gives in some seconds; nothing when it takes longer, since no engine here can be interrupted."""
    done: list[Silent] = []

    def run() -> None:
        try:
            done.extend(work())
        except WestphaliaError:
            return

    thread = threading.Thread(target=run, daemon=True, name="notices")
    thread.start()
    thread.join(seconds)
    return list(done)
