"""What a model is told before it asks: instructions, resources and a prompt."""

from __future__ import annotations

from ..rdf.namespaces import PREFIXES
from .references import described_source
from .session import Session
from .tool import Json

INSTRUCTIONS = """\
Westphalia is a dated knowledge graph of the international order: states, organizations, treaties, alliances, borders
and what follows from them by rules. Every fact holds in a period, and comes from a source or from a proof.

- Give a date (`at`) with every question about the past; without one the answer is about today.
- Look up names with `find`. Tools take labels, ids such as id:kazakhstan, codes and IRIs.
- That something is not listed does not make it false. `relation` with a predicate distinguishes "holds", "does not
  hold" and "not known"; report "not known" as such.
- Every answer lists its sources with places, coverage (outside of which a source is silent) and licence. Cite them.
  Do not pass on what comes from a source with redistributable false.
- Where sources disagree, say so and name both; `disagreements` lists them.
"""
SOURCES_URI = "westphalia://sources"
PREFIXES_URI = "westphalia://prefixes"
PROMPT = "dated-question"
PROMPT_TEXT = """\
Answer this question from the Westphalia graph as of {at}: {question}

Find the entities, ask for the facts or the relation on that date, and prove what the answer rests on with `why`.
State the period of each fact, cite its source with the place in it, and say what is not known."""


def sources(session: Session) -> Json:
    """The sources of the graph."""
    lines = [described_source(line) for line in session.sources.values()]
    return {"version": session.graph.version, "date": session.graph.date.isoformat(), "sources": lines}


def prefixes(_session: Session) -> Json:
    """The prefixes of queries."""
    return {"prefixes": {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}}


RESOURCES = {
    SOURCES_URI: ("Sources", "The sources of the graph with coverage and licence.", sources),
    PREFIXES_URI: ("Prefixes", "The prefixes that queries may use without declaring them.", prefixes),
}
"""By address: title, description and what makes the content."""
