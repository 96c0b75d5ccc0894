"""The codebook of a panel, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from .. import statuses
from ..columns.column import Description
from ..recipe import Recipe


def codebook(recipe: Recipe, columns: Iterable[tuple[str, Description]], about: Iterable[tuple[str, str]]) -> str:
    """The codebook: how the rows were made, each column under its name in the file, and the statuses."""
    lines = ["# Codebook", "", *(f"- **{name}:** {text}" for name, text in about), "", "## Columns", ""]
    for name, description in columns:
        lines += [f"### {name}", "", *entry(description), ""]
    lines += ["## Statuses", "", *(f"- `{status}`: {meaning}." for status, meaning in statuses.MEANINGS.items()), ""]
    lines += ["## Recipe", "", "```toml", recipe.toml().rstrip(), "```", ""]
    return "\n".join(lines)


def entry(description: Description) -> list[str]:
    """The lines of one entry."""
    directed = ", of the first towards the second" if description.is_directed else ""
    parts = [
        ("Column", f"`{description.name}`"),
        ("Unit", description.unit),
        ("Kind", f"{description.kind}, of a {description.subject}{directed}"),
        ("Values", description.values),
        ("Properties", ", ".join(f"`wph:{name}`" for name in description.properties)),
        ("Coverage", description.coverage),
        ("Sources", ", ".join(description.source_keys)),
    ]
    return [
        f"{description.title}. {description.definition}",
        "",
        *(f"- {name}: {text}" for name, text in parts if text),
    ]
