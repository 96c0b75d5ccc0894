"""Explanations as JSON, and back: terms in N-Triples form, days in ISO form, null for an open end."""

from __future__ import annotations

from datetime import date
from typing import Any

from .proof import Explanation, Period, SourceCitation, Step, Triple
from .proof_text import sentence

Json = dict[str, Any]


def explanation_json(explanation: Explanation) -> Json:
    """An explanation as a JSON object: sentence, triple, day, whether and when it holds, proofs, labels."""
    return {
        "sentence": sentence(explanation),
        "triple": list(explanation.triple),
        "day": explanation.day.isoformat(),
        "holds": explanation.holds,
        "periods": [period_json(period) for period in explanation.periods],
        "proofs": [step_json(proof) for proof in explanation.proofs],
        "partial": explanation.partial,
        "labels": explanation.labels,
    }


def step_json(step: Step) -> Json:
    """A statement with all that it rests on."""
    body: Json = {"triple": list(step.triple), "period": period_json(step.period)}
    if step.is_asserted:
        citations = step.citations
        body["citations"] = [{"graph": c.graph, "source": c.source, "locator": c.locator} for c in citations]
        return body
    body |= {"rule": step.rule, "title": step.title, "premises": [step_json(premise) for premise in step.premises]}
    return body


def period_json(period: Period) -> Json:
    """A period as an object of two days."""
    begins, ends = period.begins, period.ends
    return {"from": begins.isoformat() if begins else None, "until": ends.isoformat() if ends else None}


def explanation_from_json(body: Json) -> Explanation:
    """The explanation that `explanation_json` wrote.

    Raises KeyError, TypeError or ValueError when it is not one.
    """
    return Explanation(
        _triple(body["triple"]),
        date.fromisoformat(body["day"]),
        tuple(map(_period, body["periods"])),
        tuple(map(_step, body["proofs"])),
        bool(body["partial"]),
        dict(body["labels"]),
    )


def _step(body: Json) -> Step:
    citations = (SourceCitation(c["graph"], c["source"], c["locator"]) for c in body.get("citations", ()))
    premises = tuple(map(_step, body.get("premises", ())))
    period = _period(body["period"])
    return Step(_triple(body["triple"]), period, body.get("rule"), body.get("title"), premises, tuple(citations))


def _period(body: Json) -> Period:
    return Period(*(date.fromisoformat(body[end]) if body[end] else None for end in ("from", "until")))


def _triple(terms: list[str]) -> Triple:
    subject, predicate, target = terms
    return subject, predicate, target
