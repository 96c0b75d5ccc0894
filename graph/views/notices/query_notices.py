"""All notices about a query: unknown terms, and where there is no result, the first pattern that nothing matches."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from ...errors import WestphaliaError
from ...sparql.lexer import keywords
from ...sparql.patterns import GROUP, Clause, Element, TriplePattern, group_elements, prologue_of
from ...store import Store
from ..select import ask
from .coverage_reasons import Reason
from .day import day_notice
from .literals import literal_notice
from .notice import Notice
from .unknown_terms import missing_terms, prefixes_of, unknown_terms

SECONDS = 2.0
"""The longest time that is spent on the patterns of a query without results."""

Silent = tuple[Element, Notice]
"""A pattern or clause without a match, and the notice about it."""
Ask = Callable[[str], bool]
"""Answers an ASK query."""
_REMOVING = ("FILTER", "MINUS")
_AGGREGATES = frozenset({"COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT"})
_LONGEST = 160
"""Characters of a clause in a sentence."""


def notices_of(  # noqa: PLR0913 - the parts of one query and its result
    text: str,
    store: Store,
    *,
    is_empty: bool,
    ask: Ask | None = None,
    reason: Reason | None = None,
    day: date | None = None,
    missing: Sequence[str] | None = None,
) -> tuple[Notice, ...]:
    """The notices about a query and its result; `reason` says whether coverage is why there is none.

    With `day` there is one about a day that the lists do not all cover. `missing` are the terms that the graph does
    not have, where they have been looked up already.

    `store` has the terms of the graph; `ask` answers queries on the dataset of the query within
    bounds of its own; by default they go to `store`. A query that counts has a row even where nothing matches, and is
    looked at as one without rows.
    Nothing that goes wrong here fails the query: there is no notice then.
    """
    try:
        notices = list(unknown_terms(missing_terms(text, store) if missing is None else missing, store))
        if is_empty or _counts(text):
            notices += _empty(text, store, ask, reason if not notices else None)
        outside = day_notice(store, day) if day is not None else None
        if outside is not None:
            notices.append(outside)
        return tuple(notices)
    except WestphaliaError:
        return ()


def _counts(text: str) -> bool:
    """Whether a query aggregates all its solutions to one row."""
    upper = text.upper()
    if not any(name in upper for name in _AGGREGATES):  # which most queries do not even look like
        return False
    words = keywords(text)
    return bool(words & _AGGREGATES) and "GROUP" not in words


def _empty(text: str, store: Store, ask: Ask | None, reason: Reason | None) -> list[Notice]:
    elements, prologue = group_elements(text), prologue_of(text)
    if ask is None:
        work = lambda: list(without_match(elements, prologue, asks(store)))  # noqa: E731 - for the thread alone
        silent = _within(SECONDS, work) if elements else []
    else:
        silent = list(without_match(elements, prologue, ask))
    return [sentence for element, notice in silent for sentence in (notice, *_why(element, text, store, reason))]


def _why(element: Element, text: str, store: Store, reason: Reason | None) -> Iterator[Notice]:
    """Why a pattern has no match: a literal that is written otherwise in the graph, or coverage."""
    if isinstance(element, TriplePattern):
        prefixes = prefixes_of(text)
        for why in (literal_notice(element, prefixes, store), reason(element, prefixes) if reason else None):
            if why is not None:
                yield why


def without_match(elements: Sequence[Element], prologue: str, ask: Ask) -> Iterator[Silent]:
    """The first pattern or clause that nothing matches, by itself or together with those before it.

    What removes solutions is looked at after what makes them: a filter holds for its whole group, wherever it stands.
    """
    until = time.monotonic() + SECONDS
    if any(isinstance(element, Clause) and element.keyword == "SERVICE" for element in elements):
        elements = [element for element in elements if isinstance(element, TriplePattern)]
    before: list[str] = []
    for element in sorted(elements, key=_is_removing):
        if time.monotonic() > until:
            return
        before.append(element.group)
        if _never_fails(element) or ask(f"{prologue} ASK {{ {' '.join(before)} }}"):
            continue
        yield element, _notice(element, is_first=len(before) == 1, ask=lambda one: ask(f"{prologue} ASK {{ {one} }}"))
        return


def _is_removing(element: Element) -> bool:
    return isinstance(element, Clause) and element.keyword in _REMOVING


def _never_fails(element: Element) -> bool:
    return isinstance(element, Clause) and element.keyword == "OPTIONAL"


def _notice(element: Element, *, is_first: bool, ask: Ask) -> Notice:
    if isinstance(element, Clause):
        return _clause_notice(element, is_first=is_first)
    sentence = f"Nothing matches the triple pattern {element.text}{_where(element)}"
    if is_first or not ask(element.group):
        return Notice("pattern-without-match", f"{sentence}.")
    return Notice("patterns-without-joint-match", f"{sentence} together with those before it.")


def _clause_notice(clause: Clause, *, is_first: bool) -> Notice:
    text = " ".join(clause.text.split())
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    if clause.keyword in _REMOVING:
        return Notice("all-solutions-removed", f"Every solution of the patterns is removed by {text}.")
    what = f"the group {text}" if clause.keyword == GROUP else text
    joint = "" if is_first else " together with the patterns before it"
    return Notice("clause-without-match", f"Nothing matches {what}{joint}.")


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
