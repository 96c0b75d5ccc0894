"""Facts as tools give them: in words, with dates, and with the places in sources on which each rests."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import date

from ...api.entities import Fact
from ...errors import TimeLimitError
from ..references import places_of
from ..session import Session
from ..tool import Json

_SHARE = 0.7
"""Of the time that an answer may take, the share after which no further places are looked up."""


def with_places(session: Session, facts: Iterable[Fact], day: date) -> tuple[list[Json], list[dict[str, list[str]]]]:
    """The facts, and for each the places in sources on which its proof rests.

    Raises TimeLimitError where that takes too long.
    """
    until = time.monotonic() + _SHARE * session.settings.timeout_seconds
    shown: list[Json] = []
    places: list[dict[str, list[str]]] = []
    for fact in facts:
        if time.monotonic() > until:
            raise TimeLimitError(
                f"Looking up the sources of these facts takes longer than {session.settings.timeout_seconds:g} "
                f"seconds allow; {len(shown)} were done: expected a smaller limit."
            )
        explained = session.graph.explain(*fact.triple, at=day)
        found = places_of(session, explained.citations())
        places.append(found)
        shown.append(_fact(fact) | {"stated_in": found})
    return shown, places


def _fact(fact: Fact) -> Json:
    return {
        "fact": str(fact),
        "subject": fact.subject.curie,
        "predicate": fact.predicate.curie,
        "object": fact.object.curie,
        "holds": fact.holds,
        "from": _iso(fact.begins),
        "until": _iso(fact.ends),
        "last_confirmed": _iso(fact.last_confirmed),
        "attested_since": _iso(fact.attested_since),
        "status": fact.status,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
