"""Answers as JSON, and back: IRIs as they are, days in ISO form, null for what is open or absent."""

from __future__ import annotations

from datetime import date
from typing import Any

from ...reason.proofs.proof import Period
from ...reason.proofs.proof_json import explanation_from_json, explanation_json
from .answer import Answer, Ground, Verdict
from .lists import ListAnswer
from .statements import CoverageStatement

Json = dict[str, Any]


def answer_json(answer: Answer) -> Json:
    """An answer as a JSON object: verdict, ground, sentence, dates, coverage statements, and the explanation."""
    return {
        "verdict": answer.verdict.value,
        "ground": answer.ground.value,
        "answer": answer.sentence,
        "reason": answer.reason,
        "last_confirmed": _iso(answer.last_confirmed),
        "attested_since": _iso(answer.attested_since),
        "coverage": [_statement_json(statement) for statement in answer.statements],
        **explanation_json(answer.explanation),
    }


def list_json(answer: ListAnswer) -> Json:
    """A whole list as a JSON object."""
    return {
        "subject": answer.subject or None,
        "predicate": answer.relation,
        "object": answer.object or None,
        "day": answer.day.isoformat(),
        "complete": answer.is_complete,
        "count": len(answer.members),
        "answer": answer.sentence,
        "reason": answer.reason,
        "members": [{"iri": iri, "label": label or None} for iri, label in answer.members],
        "coverage": [_statement_json(statement) for statement in answer.statements],
    }


def answer_from_json(body: Json) -> Answer:
    """The answer that `answer_json` wrote.

    Raises KeyError, TypeError or ValueError when it is not one.
    """
    return Answer(
        Verdict(body["verdict"]),
        Ground(body["ground"]),
        str(body["reason"]),
        explanation_from_json(body),
        tuple(map(_statement, body["coverage"])),
        _day(body["last_confirmed"]),
        _day(body["attested_since"]),
    )


def list_from_json(body: Json) -> ListAnswer:
    """The list that `list_json` wrote. Raises what `answer_from_json` raises."""
    return ListAnswer(
        body["subject"] or "",
        str(body["predicate"]),
        body["object"] or "",
        date.fromisoformat(body["day"]),
        tuple((str(member["iri"]), member["label"] or "") for member in body["members"]),
        bool(body["complete"]),
        str(body["reason"]),
        tuple(map(_statement, body["coverage"])),
    )


def _statement_json(statement: CoverageStatement) -> Json:
    return {
        "iri": statement.iri,
        "relation": statement.relation,
        "relation_label": statement.relation_label,
        "scope": statement.scope or None,
        "scope_label": statement.scope_label or None,
        "from": _iso(statement.period.begins),
        "until": _iso(statement.period.ends),
        "completeness": statement.completeness,
        "rests_on": statement.rests_on,
        "source": statement.source,
        "source_title": statement.source_title,
    }


def _statement(body: Json) -> CoverageStatement:
    return CoverageStatement(
        iri=str(body["iri"]),
        relation=str(body["relation"]),
        relation_label=str(body["relation_label"]),
        scope=body["scope"] or "",
        scope_label=body["scope_label"] or "",
        period=Period(_day(body["from"]), _day(body["until"])),
        completeness=body["completeness"],
        rests_on=str(body["rests_on"]),
        source=str(body["source"]),
        source_title=str(body["source_title"]),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None
