"""The page of panels: units, rules of the year, every column with its codebook entry, and the statuses."""

from __future__ import annotations

from ..panels import statuses
from ..panels.columns.catalogue import graph_descriptions
from ..panels.output.codebook import entry
from ..panels.units import UNITS
from ..panels.year_rules import ANY_DAY, FIRST_DAY, LAST_DAY, SHARE, read_year_rule

_HEAD = """\
# Panels: units, columns and statuses

Written by `westphalia docs`; edit the descriptions in `graph/panels/`, not this page. How to make a panel is in
[From R to here](../tutorials/from-r-to-here.md). The codebook of a panel, `panel.codebook()`, also has the coverage
and the sources of each column in the version that made it.
"""


def render_panels() -> str:
    """The page as Markdown."""
    units = [f"| `{unit.name}` | {unit.title} | {', '.join(unit.keys)} |" for unit in UNITS.values()]
    names = (ANY_DAY, LAST_DAY, FIRST_DAY, SHARE, "07-01")
    rules = [f"- `{name}`: {read_year_rule(name).sentence}." for name in names]
    entries = [(f"### {described.name}\n", *entry(described), "") for described in graph_descriptions()]
    columns = [line for lines in entries for line in lines]
    meanings = [f"- `{status}`: {meaning}." for status, meaning in statuses.MEANINGS.items()]
    parts = [
        _HEAD,
        "## Units\n\n| Unit | A row is | Keys |\n|---|---|---|",
        *units,
        "\n## Rules of the year\n",
        *rules,
        "\n## Columns\n",
        *columns,
        "## Statuses\n",
        *meanings,
    ]
    return "\n".join([*parts, ""])
