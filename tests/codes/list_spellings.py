"""Names as lists that people use write them, from `spellings.csv`."""

import csv
from pathlib import Path
from typing import NamedTuple


class Spelling(NamedTuple):
    """A name in a list, a year or month of its data, and the identifier of what the name means there."""

    source: str
    on: str
    name: str
    entity: str


with Path(__file__).with_name("spellings.csv").open(encoding="utf-8", newline="") as file:
    SPELLINGS = [Spelling(*row) for row in list(csv.reader(file))[1:]]
