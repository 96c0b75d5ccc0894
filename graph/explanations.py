"""Explanations of the version that is served: its closure and the rules, brought together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from .errors import StoreError
from .ontology import rule_paths
from .reason.dated import has_closure, open_closure
from .reason.explaining import Explainer
from .reason.proof import ClashExplanation, Explanation
from .reason.rule_cache import read_rules_cached
from .settings import Settings
from .terms import as_term

MAX_ALTERNATIVES = 20
"""The most alternative proofs that can be asked for."""


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


@contextmanager
def open_explainer(settings: Settings, version: Path) -> Iterator[Explainer]:
    """The explainer of a version, for one thread.

    Raises StoreError when the version was made by a reasoner that keeps no record.
    """
    if not has_closure(version):
        raise StoreError(
            f"The build {version.name} was not made by the dated reasoner, which alone explains; build again with it."
        )
    rules = read_rules_cached(rule_paths(settings.ontology_dir), settings.data_dir / "cache")
    with open_closure(version) as connection:
        yield Explainer(connection, rules)
