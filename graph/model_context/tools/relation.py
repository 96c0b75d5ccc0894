"""`relation`: what stands between two entities on a date."""

from __future__ import annotations

from ...api.entities import EntityDescription
from ...api.knowledge_graph import read_date
from ..references import answered, merged, places_of
from ..session import Session
from ..tool import Arguments, Json, Parameter, Tool
from . import parameters
from .lifespans import not_then
from .statements import with_places

_MOST_FACTS = 25


def _relation(session: Session, arguments: Arguments) -> Json:
    if arguments["predicate"]:
        return _verdict(session, arguments)
    graph, day = session.graph, read_date(arguments["at"])
    first, second = graph.entity(arguments["a"], at=day), graph.entity(arguments["b"], at=day)
    ends = {first.iri, second.iri}
    between = [fact for fact in first.facts if {fact.subject, fact.object} == ends]
    shown, places = with_places(session, between[:_MOST_FACTS], first.date)
    gone = not_then(session, (first.iri, second.iri), first.date)
    content = {
        "between": [first.label, second.label],
        "count": len(between),
        "facts": shown,
        "note": gone or ("" if between else _silence(first, second)),
    }
    return answered(session, first.date, content, merged(places))


def _verdict(session: Session, arguments: Arguments) -> Json:
    """Whether one relation holds, in three answers, with the coverage that lets us say so."""
    terms = (arguments["a"], arguments["predicate"], arguments["b"])
    answer = session.graph.holds(*terms, at=read_date(arguments["at"]))
    places = places_of(session, answer.explanation.citations())
    coverage = {statement.source: [f"coverage: {statement.rests_on}"] for statement in answer.coverage}
    body = answer.json()
    content = {name: body[name] for name in ("verdict", "ground", "answer", "last_confirmed", "coverage", "periods")}
    return answered(session, answer.explanation.date, content, merged((places, coverage)))


def _silence(first: EntityDescription, second: EntityDescription) -> str:
    ends = f"{first.iri.curie} and {second.iri.curie}"
    return (
        f"No relation between {ends} is recorded on this date. That says nothing about whether there was one: "
        "name a predicate to learn whether a list is complete."
    )


TOOL = Tool(
    "relation",
    "The relation of two entities on a date",
    "Lists every relation between two entities that holds on a date, in both directions, with periods and places in "
    "sources. With `predicate` it answers whether that relation holds: holds, does not hold, or not known, with the "
    "coverage of lists on which this rests.",
    (
        parameters.entity("a", "The first entity"),
        parameters.entity("b", "The second entity"),
        parameters.AT,
        Parameter("predicate", "The relation of a to b, such as member of, wph:alliedWith, borders.", default=""),
    ),
    _relation,
)
