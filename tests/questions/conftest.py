"""Questions about the build of the whole project, read once for all tests here."""

from __future__ import annotations

import pytest

from westphalia.questions import Questions, read_questions
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
    assert read_manifest(folder).reference == today.isoformat()
    return read_questions(settings.queries_dir, store, today, lambda: read_coverage(store, own_rules(settings)))
