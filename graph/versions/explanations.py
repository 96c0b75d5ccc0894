"""Explanations of the version that is served: its closure and the rules, brought together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from ..errors import StoreError
from ..inputs.ontology import rule_paths
from ..rdf.curies import as_term
from ..reason.dated import has_closure
from ..reason.evaluation.contradictions import NOT_OF_RULES
from ..reason.proofs.explaining import Explainer
from ..reason.proofs.proof import ClashExplanation, Explanation
from ..reason.rules.cache import read_rules_cached
from ..settings import Settings
from .closures import opened_closure
from .manifest import Manifest

MAX_ALTERNATIVES = 20
"""The most alternative proofs that can be asked for."""
MAX_PROOFS = 50
"""The most contradictions that are proved at once."""


def explain(
    settings: Settings, version: Path, triple: tuple[str, str, str], day: date, alternatives: int = 0
) -> Explanation:
    """Why a triple, given as people write terms, holds on a day in the version in the folder `version`.

    Raises QueryError when a term cannot be read, StoreError when the version was made by an undated reasoner.
    """
    subject, predicate, target = (as_term(term) for term in triple)
    with open_explainer(settings, version) as explainer:
        return explainer.explain((subject, predicate, target), day, min(alternatives, MAX_ALTERNATIVES))


def explain_clash(settings: Settings, version: Path, code: str, terms: Sequence[str], day: date) -> ClashExplanation:
    """Why statements about `terms` (N-Triples), which the rule `code` finds contradictory, hold on a day.

    Raises ReasoningError when there is no such contradiction that day, StoreError as `explain` does.
    """
    with open_explainer(settings, version) as explainer:
        return explainer.explain_clash(code, terms, day)


def explain_contradictions(settings: Settings, version: Path, report: Manifest) -> list[ClashExplanation | None]:
    """The proof of each contradiction of a report, on the first day of its period (or the reference day).

    None stands for one without proof: beyond the first MAX_PROOFS, of a reasoner that keeps no record, or of a
    literal that its datatype does not allow.
    """
    if not report.contradictions or not has_closure(version):
        return [None] * len(report.contradictions)
    with open_explainer(settings, version) as explainer:
        proofs = [_clash(explainer, found, settings.reference_day) for found in report.contradictions[:MAX_PROOFS]]
    return [*proofs, *[None] * (len(report.contradictions) - len(proofs))]


def _clash(explainer: Explainer, found: dict[str, object], reference: date) -> ClashExplanation | None:
    begins, ends = found["held_from"], found["held_until"]
    day = reference
    if begins is not None:
        day = _day(str(begins))
    elif ends is not None:
        day = _day(str(ends)) - timedelta(days=1)
    if found["code"] in NOT_OF_RULES:
        return None
    terms = found["terms"]
    assert isinstance(terms, list | tuple)
    return explainer.explain_clash(str(found["code"]), [str(term) for term in terms], day)


def _day(text: str) -> date:
    """An ISO day; one before the year 1, which Python has no date for, is the first that it has."""
    return date.min if text.startswith(("-", "0000")) else date.fromisoformat(text)


@contextmanager
def open_explainer(settings: Settings, version: Path) -> Iterator[Explainer]:
    """The explainer of a version, for one thread.

    Raises StoreError when the version was made by a reasoner that keeps no record, DamagedError when its closure is
    damaged.
    """
    if not has_closure(version):
        raise StoreError(
            f"The build {version.name} was not made by the dated reasoner, which alone explains; build again with it."
        )
    rules = read_rules_cached(rule_paths(settings.ontology_dir), settings.data_dir / "cache")
    ran = [rule for rule in rules if not rule.asked]
    with opened_closure(version) as connection:
        yield Explainer(connection, ran)
