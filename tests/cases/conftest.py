"""A case to type into, read against the build of the project."""

from datetime import date

import pytest

from westphalia.cases.case import read_case
from westphalia.cases.drafts import new_case
from westphalia.cases.reading.knowledge import Knowledge
from westphalia.store import EmbeddedStore
from westphalia.versions.folders import current_folder

HEADER = "who,relation,whom,from,until,precision,where,words,certainty,under,note"
VALUES = {
    "title": "Trial",
    "licence": "CC BY 4.0",
    "covers_from": "1990",
    "covers_until": "2020",
    "may_be_passed_on": "true",
}


@pytest.fixture(scope="session")
def knowledge(settings):
    folder = current_folder(settings.data_dir)
    return Knowledge(folder, EmbeddedStore.open(folder / "store"), settings.ontology_dir, date(2026, 11, 28))


@pytest.fixture
def typed(tmp_path, knowledge):
    """Types rows into a new case, and other sheets by name, and reads it."""

    def type_in(*rows, **sheets):
        folder = tmp_path / "trial"
        if not folder.exists():
            new_case(folder, VALUES)
        (folder / "statements.csv").write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        for name, lines in sheets.items():
            (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return read_case(folder, knowledge)

    return type_in
