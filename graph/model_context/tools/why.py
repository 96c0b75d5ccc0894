"""`why`: the proof of a statement, or what is known where it has none."""

from __future__ import annotations

from ...api.knowledge_graph import read_date
from ..references import answered, merged, places_of
from ..session import Session
from ..tool import Arguments, Json, Parameter, Tool
from . import parameters


def _why(session: Session, arguments: Arguments) -> Json:
    terms = (arguments["subject"], arguments["predicate"], arguments["object"])
    explained = session.graph.explain(*terms, at=read_date(arguments["at"]), alternatives=arguments["alternatives"])
    answer = explained.answer
    coverage = {statement.source: [f"coverage: {statement.rests_on}"] for statement in answer.statements}
    content = {
        "verdict": explained.verdict,
        "answer": explained.sentence if explained.holds else answer.sentence,
        "proof": str(explained),
        "rules": list(dict.fromkeys(_rules(explained.proofs))),
        "periods": [
            {"from": str(period.begins or "") or None, "until": str(period.ends or "") or None}
            for period in explained.periods
        ],
        "more_proofs": explained.is_partial,
    }
    return answered(session, explained.date, content, merged((places_of(session, explained.citations()), coverage)))


def _rules(proofs: tuple[object, ...]) -> list[str]:
    from ...reason.proofs.proof import Step  # noqa: PLC0415 - loads the reasoner

    steps = (step for proof in proofs if isinstance(proof, Step) for step in proof.statements())
    return [f"{step.rule}: {step.title}" for step in steps if step.rule]


TOOL = Tool(
    "why",
    "Why a statement holds",
    "Proves a statement on a date, rule by rule down to the places in sources, or says that it does not hold or is "
    "not known, and why. Statements are subject, predicate, object.",
    (
        parameters.entity("subject", "The subject"),
        Parameter("predicate", "The relation, such as member of, wph:alliedWith, or a for a class.", required=True),
        parameters.entity("object", "The object"),
        parameters.AT,
        Parameter("alternatives", "How many other proofs to look for.", "integer", 0, bounds=(0, 3)),
    ),
    _why,
)
