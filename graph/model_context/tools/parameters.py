"""Parameters that several tools have."""

from __future__ import annotations

from ..tool import Parameter

AT = Parameter("at", "Date at which facts hold, as 2011-06-01, 2011-06 or 2011 (the first day); by default today.")
NAME = "as a label (Kazakhstan), a short name (kazakhstan), a code, a CURIE (id:kazakhstan) or an IRI"
OFFSET = Parameter("offset", "How many to leave out, for the next page.", "integer", 0)


def entity(name: str, role: str) -> Parameter:
    """A required parameter that names an entity."""
    return Parameter(name, f"{role}, {NAME}.", required=True)


def limit(most: int, default: int) -> Parameter:
    """How many to give at most."""
    return Parameter("limit", "How many to give at most.", "integer", default, bounds=(1, most))
