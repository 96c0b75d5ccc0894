"""The choice of the reasoner that the settings name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..errors import SettingsError
from ..inputs.ontology import domain_rule_paths
from ..inputs.source_rules import all_rule_paths
from ..settings import Settings
from .closure import Reasoner
from .dated import DatedReasoner, Resources
from .owlrl_reference import OwlrlReasoner
from .spark.engine import SparkPlace

DUCKDB = "duckdb"
"""The engine of one machine, among the values of the setting `reasoner_engine`."""


def make_reasoner(settings: Settings, earlier: Sequence[Path] = ()) -> Reasoner:
    """The reasoner that the settings name, with the rules of the project and of the sources.

    The dated reasoner reuses the closure in one of the folders `earlier` if it was derived from the same input.
    Raises SettingsError when there is no reasoner of that name.
    """
    ontology_dir = settings.ontology_dir
    if settings.reasoner == OwlrlReasoner.name:
        return OwlrlReasoner(domain_rule_paths(ontology_dir))
    if settings.reasoner == DatedReasoner.name:
        return DatedReasoner(
            all_rule_paths(settings),
            settings.reference_day,
            earlier=earlier,
            cache=settings.cache_dir,
            resources=Resources(settings.reasoner_memory, settings.spill_dir, spark_place(settings)),
        )
    raise SettingsError(f"The reasoner is {settings.reasoner!r}; expected 'dated' or 'owlrl'.")


def spark_place(settings: Settings) -> SparkPlace | None:
    """Where Spark is that the settings name as the engine; None where that is DuckDB."""
    if settings.reasoner_engine == DUCKDB:
        return None
    return SparkPlace(settings.reasoner_engine, settings.reasoner_work_dir)
