"""The rules of sources: `rules/*.rq` in the folder of a source, run in every graph that is built with it."""

from __future__ import annotations

from pathlib import Path

from ..settings import Settings
from ..sparql.files import SOURCE_RULES
from .ontology import rule_paths


def source_rule_paths(settings: Settings) -> list[Path]:
    """The rule files of all sources, by source and name."""
    extra = [Path(settings.extra_sources)] if settings.extra_sources else []
    folders = [settings.sources_dir, settings.published_cases, *extra]
    return [path for folder in folders for path in rules_in(folder)]


def rules_in(sources: Path) -> list[Path]:
    """The rule files of the sources in a folder."""
    paths = sources.glob(f"*/{SOURCE_RULES}/*.rq")
    return sorted(path for path in paths if not path.relative_to(sources).parts[0].startswith("."))


def all_rule_paths(settings: Settings) -> list[Path]:
    """The rule files of the specification, of the project and of the sources, in this order."""
    return [*rule_paths(settings.ontology_dir), *source_rule_paths(settings)]
