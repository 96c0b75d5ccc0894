"""`facts`: the relations of an entity that hold on a date."""

from __future__ import annotations

from ...api.knowledge_graph import read_date
from ...api.names import find_property
from ..references import answered, merged
from ..session import Session
from ..tool import Arguments, Json, Parameter, Tool
from . import parameters
from .lifespans import not_then
from .statements import with_places


def _facts(session: Session, arguments: Arguments) -> Json:
    graph, day = session.graph, read_date(arguments["at"])
    entity = graph.entity(arguments["actor"], at=day)
    facts = list(entity.facts)
    if arguments["relation"]:
        wanted = find_property(session.backend, arguments["relation"])
        facts = [fact for fact in facts if fact.predicate == wanted]
    first = arguments["offset"]
    shown, places = with_places(session, facts[first : first + arguments["limit"]], entity.date)
    content = {
        "entity": {
            "iri": entity.iri,
            "id": entity.iri.curie,
            "label": entity.label,
            "is": list(entity.classes.values()),
        },
        "count": len(facts),
        "relations": dict(sorted(_counts([fact.predicate.curie for fact in entity.facts]).items())),
        "facts": shown,
        "note": not_then(session, (entity.iri,), entity.date),
    }
    return answered(session, entity.date, content, merged(places))


def _counts(names: list[str]) -> dict[str, int]:
    return {name: names.count(name) for name in set(names)}


TOOL = Tool(
    "facts",
    "Facts about an entity on a date",
    "Lists relations of a state, organization, treaty or person that hold on a date, each with its period and the "
    "places in sources on which it rests. `count` is how many there are, `relations` how many of each kind: name one "
    "as `relation` to list these. What is not listed is not thereby false: use `relation` or `why` for that.",
    (
        parameters.entity("actor", "The entity"),
        parameters.AT,
        Parameter("relation", "Only facts with this relation, such as member of, wph:alliedWith.", default=""),
        parameters.limit(50, 10),
        parameters.OFFSET,
    ),
    _facts,
)
