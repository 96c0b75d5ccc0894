"""Explanations of a version, from its closure and the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from ..errors import StoreError
from ..inputs.source_rules import all_rule_paths
from ..rdf.curies import as_term
from ..reason.dated import has_closure
from ..reason.evaluation.contradictions import NOT_OF_RULES
from ..reason.proofs.explainer import Explainer
from ..reason.proofs.proof import ClashExplanation, Explanation
from ..reason.rules.cache import read_rules_cached
from ..settings import Settings
from .closures import opened_closure
from .manifest import Manifest

MAX_ALTERNATIVES = 20
"""The maximum number of alternative proofs."""
MAX_PROOFS = 50
"""The maximum number of contradictions with a proof in one report: each costs a search."""


def explain(
    settings: Settings, version: Path, triple: tuple[str, str, str], day: date, alternatives: int = 0
) -> Explanation:
    """Explain why a triple (terms as `curies.as_term` reads them) holds on a day in the version in a folder.

    Raises QueryError when a term cannot be read, StoreError when the version was built by an undated reasoner.
    """
    subject, predicate, target = (as_term(term) for term in triple)
    with open_explainer(settings, version) as explainer:
        return explainer.explain((subject, predicate, target), day, min(alternatives, MAX_ALTERNATIVES))


def explain_clash(settings: Settings, version: Path, code: str, terms: Sequence[str], day: date) -> ClashExplanation:
    """Explain the contradiction that the rule `code` finds between statements about `terms` (N-Triples) on a day.

    Raises ReasoningError when there is no such contradiction that day, StoreError as `explain` does.
    """
    with open_explainer(settings, version) as explainer:
        return explainer.explain_clash(code, terms, day)


def explain_contradictions(settings: Settings, version: Path, manifest: Manifest) -> list[ClashExplanation | None]:
    """The proof of each contradiction in a manifest, on the first day of its period (or the reference day).

    None stands for a contradiction without proof: beyond the first MAX_PROOFS, of a reasoner that keeps no record, or
    of an ill-typed literal.
    """
    if not manifest.contradictions or not has_closure(version):
        return [None] * len(manifest.contradictions)
    with open_explainer(settings, version) as explainer:
        proofs = [
            _clash(explainer, contradiction, settings.reference_day)
            for contradiction in manifest.contradictions[:MAX_PROOFS]
        ]
    return [*proofs, *[None] * (len(manifest.contradictions) - len(proofs))]


def _clash(explainer: Explainer, contradiction: dict[str, object], reference: date) -> ClashExplanation | None:
    begins, ends = contradiction["held_from"], contradiction["held_until"]
    day = reference
    if begins is not None:
        day = _day(str(begins))
    elif ends is not None:
        day = _day(str(ends)) - timedelta(days=1)
    if contradiction["code"] in NOT_OF_RULES:
        return None
    terms = contradiction["terms"]
    assert isinstance(terms, list | tuple)
    return explainer.explain_clash(str(contradiction["code"]), [str(term) for term in terms], day)


def _day(text: str) -> date:
    """A date from ISO form; one before the year 1, which Python cannot represent, becomes the first that it can."""
    return date.min if text.startswith(("-", "0000")) else date.fromisoformat(text)


@contextmanager
def open_explainer(settings: Settings, version: Path) -> Iterator[Explainer]:
    """An explainer of a version, for use in one thread.

    Raises StoreError when the version was built by a reasoner that keeps no record, DamagedError when its closure is
    damaged.
    """
    if not has_closure(version):
        raise StoreError(
            f"The version {version.name} was not built by the dated reasoner, which alone keeps proofs; "
            "build again with it."
        )
    rules = read_rules_cached(all_rule_paths(settings), settings.cache_dir)
    applied = [rule for rule in rules if not rule.on_request]
    with opened_closure(version) as connection:
        yield Explainer(connection, applied)
