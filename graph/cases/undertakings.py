"""Alliances and other undertakings of a case: the agreement, its parties, and what they owe.

To be allied is, by the ontology's definition, to owe defence under an agreement, or to be full members of a defence
organization. Where the source names neither, the agreement is recorded as one that it does not name.
"""

from __future__ import annotations

import pyoxigraph as ox

from ..inputs.tables.rdf_terms import entity_iri, term
from ..reconciliation.catalog import Described
from .reading.statements import Statement
from .records import Record, Records, dates_in_words, iri, record_name

_NOUNS = {
    "alliedWith": "Alliance",
    "obligedToDefend": "Promise of defence",
    "obligedToConsult": "Agreement on consultation",
    "pledgedNonAggressionTo": "Non-aggression pact",
    "pledgedNotToAttack": "Promise not to attack",
    "pledgedNeutralityTo": "Promise of neutrality",
    "hasSecurityAgreementWith": "Security agreement",
}
_MUTUAL, _DIRECTED = "MutualUndertaking", "DirectedUndertaking"


def record_undertaking(statement: Statement, records: Records) -> None:
    """Write what a statement of an undertaking says."""
    under = statement.under
    if under and statement.under_organization:
        _record_members(statement, records)
        return
    agreement = iri(under) if under else _unnamed(statement, records)
    for party in _pair(statement):
        _record(statement, records, "Participation", (("party", iri(party)), ("agreement", agreement)), party)
    if statement.relation.situation in {_MUTUAL, _DIRECTED}:
        _record_obligation(statement, agreement, records)


def _pair(statement: Statement) -> tuple[Described, Described]:
    assert statement.whom is not None
    return statement.who, statement.whom


def _record_members(statement: Statement, records: Records) -> None:
    assert statement.under is not None
    for member in _pair(statement):
        roles = (("member", iri(member)), ("organization", iri(statement.under)))
        _record(statement, records, "FullMembership", roles, member)


def _record_obligation(statement: Statement, agreement: ox.NamedNode, records: Records) -> None:
    who, whom = _pair(statement)
    roles: list[tuple[str, ox.NamedNode | ox.Literal]] = [("undertakenIn", agreement)]
    roles += [(name, term(value)) for name, value in statement.relation.fixed]
    if statement.relation.situation == _DIRECTED:
        roles += [("owedBy", iri(who)), ("owedTo", iri(whom))]
    _record(statement, records, statement.relation.situation, tuple(roles))


def _record(
    statement: Statement,
    records: Records,
    kind: str,
    roles: tuple[tuple[str, ox.NamedNode | ox.Literal], ...],
    party: Described | None = None,
) -> None:
    """Write one of the records that a statement comes to: that of a party, or of the undertaking."""
    who, whom = _pair(statement)
    period = statement.period
    part = f"as {party.id}" if party else "undertaking"
    name = record_name(f"{statement.relation.name} {part}", (who.id, whom.id), period)
    role = f"{party.label} as a party" if party else "the undertaking"
    label = f"{who.label} {statement.relation.name} {whom.label}{dates_in_words(period)}: {role}"
    record = Record(name, kind, label, roles, period.lasting())
    records.record(statement.row, record, period, statement.evidence)


def _unnamed(statement: Statement, records: Records) -> ox.NamedNode:
    """The agreement that the source does not name."""
    who, whom = _pair(statement)
    noun = _NOUNS.get(statement.relation.property, "Agreement")
    agreement = entity_iri(record_name(f"{records.key} {noun}", (who.id, whom.id), statement.period))
    kind = (
        "SecurityAgreement"
        if statement.relation.property in {"alliedWith", "hasSecurityAgreementWith"}
        else "Agreement"
    )
    label = f"{noun} of {who.label} and {whom.label}{dates_in_words(statement.period)}, not named"
    records.describe(agreement, kind, label, statement.row)
    return agreement
