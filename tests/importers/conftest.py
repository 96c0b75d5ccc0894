"""A table of invented states whose numbers change bearers, and files of the shape of real datasets."""

import csv
import io
from pathlib import Path

import pytest

from westphalia.codes.code_table import Code, CodeTable
from westphalia.importers import read_dataset
from westphalia.views.dates.periods import YEAR, Period

USES = {"rump": Period("1920-05-01", "1922-12-30")}
"""The codes that their states bear for a part of their lives only."""
BASE = "https://w3id.org/westphalia/id/"
STATES = {
    "ruritanian-empire": ("Ruritanian Empire", "365", Period("1721-01-01", "1918-01-01", YEAR)),
    "ruritania": ("Ruritania", "365", Period("1920-05-01", "")),
    "rump": ("Rump of Ruritania", "366", Period("1917-11-07", "1991-12-25")),
    "graustark": ("Graustark", "40", Period("1902-05-20", "")),
    "syldavia": ("Syldavia", "345", Period("", "")),
}


@pytest.fixture(scope="session")
def table() -> CodeTable:
    codes = [
        Code(
            f"{BASE}{name}",
            scheme,
            number.rjust(3, "0") if scheme == "iso3166Numeric" else number,
            USES.get(name, Period()),
        )
        for name, (_, number, _) in STATES.items()
        for scheme in ("cowStateNumber", "gleditschWardNumber", "iso3166Numeric")
    ]
    by_text = {(c.scheme, c.text): tuple(o for o in codes if (o.scheme, o.text) == (c.scheme, c.text)) for c in codes}
    return CodeTable(
        by_text=by_text,
        by_entity={},
        named={},
        labels={f"{BASE}{name}": {"en": label} for name, (label, _, _) in STATES.items()},
        lives={f"{BASE}{name}": life for name, (_, _, life) in STATES.items()},
        schemes={
            "cowStateNumber": "COW state number",
            "gleditschWardNumber": "Gleditsch-Ward number",
            "iso3166Numeric": "ISO",
        },
    )


@pytest.fixture
def imported(tmp_path: Path, table: CodeTable):
    """Reads rows, given as lists of cells under a header, as a file of a dataset."""

    def read(header, *rows, key="", encoding="utf-8", lineterminator="\n"):
        text = io.StringIO()
        csv.writer(text, lineterminator=lineterminator).writerows([header, *rows])
        path = tmp_path / "download.csv"
        path.write_bytes(text.getvalue().encode(encoding))
        return read_dataset(path, table, key)

    return read
