"""All notices about a query: unknown terms, and where there is no result, the first pattern that nothing matches."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator

from ...errors import WestphaliaError
from ...rdf.formats import JSON
from ...sparql.patterns import TriplePattern, prologue_of, triple_patterns
from ...store import Store
from .notice import Notice
from .unknown_terms import Known, unknown_terms

SECONDS = 2.0
"""The longest time that is spent on the patterns of a query without results."""

Ask = Callable[[str], bool]
"""Answers an ASK query."""


def notices_of(
    text: str, store: Store, *, is_empty: bool, ask: Ask | None = None, is_known: Known | None = None
) -> tuple[Notice, ...]:
    """The notices about a query and its result.

    `store` has the terms of the graph; `ask` answers queries on the dataset of the query within
    bounds of its own; by default they go to `store`.
    Nothing that goes wrong here fails the query: there is no notice then.
    """
    try:
        found = list(unknown_terms(text, store, is_known))
        if is_empty:
            found += _empty(text, store, ask)
        return tuple(found)
    except WestphaliaError:
        return ()


def _empty(text: str, store: Store, ask: Ask | None) -> list[Notice]:
    patterns, prologue = triple_patterns(text), prologue_of(text)
    if ask is not None:
        return list(without_match(patterns, prologue, ask))
    return _within(SECONDS, lambda: list(without_match(patterns, prologue, asks(store)))) if patterns else []


def without_match(patterns: list[TriplePattern], prologue: str, ask: Ask) -> Iterator[Notice]:
    """The first pattern that nothing matches, by itself or together with those before it."""
    until = time.monotonic() + SECONDS
    for place, pattern in enumerate(patterns):
        if time.monotonic() > until:
            return
        group = " ".join(before.group for before in patterns[: place + 1])
        if ask(f"{prologue} ASK {{ {group} }}"):
            continue
        if place == 0 or not ask(f"{prologue} ASK {{ {pattern.group} }}"):
            yield Notice(
                "pattern-without-match", f"Nothing matches the triple pattern {pattern.text}{_where(pattern)}."
            )
        else:
            yield Notice(
                "patterns-without-joint-match",
                f"Nothing matches the triple pattern {pattern.text}{_where(pattern)} together with those before it.",
            )
        return


def _where(pattern: TriplePattern) -> str:
    return f" in the graph {pattern.graph}" if pattern.graph else ""


def asks(store: Store) -> Ask:
    """Answers ASK queries from a store."""
    return lambda query: bool(json.loads(store.run(query, lambda _: JSON).body)["boolean"])


def _within(seconds: float, work: Callable[[], list[Notice]]) -> list[Notice]:
    """What `work` gives in some seconds; nothing when it takes longer, since no engine here can be interrupted."""
    done: list[Notice] = []

    def run() -> None:
        try:
            done.extend(work())
        except WestphaliaError:
            return

    thread = threading.Thread(target=run, daemon=True, name="notices")
    thread.start()
    thread.join(seconds)
    return list(done)
