"""Questions about the build of the whole project, read once for all tests here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from westphalia.questions import Card, Questions, read_questions
from westphalia.settings import Settings
from westphalia.store import EmbeddedStore
from westphalia.versions.folders import current_folder
from westphalia.versions.manifest import read_manifest
from westphalia.views.answers.completeness import own_rules, read_coverage


@pytest.fixture(scope="session")
def questions(settings: Settings) -> Questions:
    folder = current_folder(settings.data_dir)
    store = EmbeddedStore.open(folder / "store")
    today = settings.reference_day
    assert read_manifest(folder).shows(today)
    return read_questions(
        settings.queries_dir, folder, store, today, lambda: read_coverage(store, own_rules(settings))
    )


@pytest.fixture(scope="session")
def shortcomings() -> Callable[[Card, Mapping[str, Any]], list[str]]:
    return _shortcomings


def _shortcomings(card: Card, expected: Mapping[str, Any]) -> list[str]:
    """What a card does not say of what is expected of it."""
    cells = {str(value) for row in card.rows for value in row.values()}
    verdict = card.verdict.value if card.verdict else None
    checks = {
        "pattern": card.pattern == expected.get("pattern", card.pattern),
        "verdict": verdict == expected.get("verdict", verdict),
        "count": len(card.rows) == expected.get("count", len(card.rows)),
        "includes": set(expected.get("includes", ())) <= cells,
        "excludes": not set(expected.get("excludes", ())) & cells,
        "says": expected.get("says", "") in card.sentence,
        "remark": any(expected.get("remark", "") in remark for remark in (*card.remarks, "")),
    }
    return [name for name, is_met in checks.items() if not is_met]
