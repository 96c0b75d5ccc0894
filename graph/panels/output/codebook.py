"""The codebook of a panel, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from .. import statuses
from ..columns.column import Description, Subject
from ..recipe import Recipe, Relevance


def codebook(recipe: Recipe, columns: Iterable[tuple[str, Description]], about: Iterable[tuple[str, str]]) -> str:
    """The codebook: how the rows were made, each column under its name in the file, and the statuses."""
    lines = ["# Codebook", "", *(f"- **{name}:** {text}" for name, text in about), "", "## Columns", ""]
    for name, description in columns:
        lines += [f"### {name}", "", *entry(description), ""]
    lines += ["## Statuses", "", *(f"- `{status}`: {meaning}." for status, meaning in statuses.MEANINGS.items()), ""]
    lines += ["## Recipe", "", "```toml", recipe.toml().rstrip(), "```", ""]
    return "\n".join(lines)


def years_since(name: str, event: str, subject: Subject) -> Description:
    """The description of a column of years since an event."""
    definition = (
        f"The years since {event} last was 1, or since the first row without a gap where it never was; "
        "0 in a year of the event."
    )
    values = f"whole numbers; empty: from a row on of which {event} is not known, until it is 1 again"
    return Description(name, f"Years since {event}", definition, "count", subject, unit="years", values=values)


def relevant_dyads(name: str, relevance: Relevance) -> Description:
    """The description of a column of politically relevant dyads."""
    majors = ", ".join(f"{code} ({first} to {last})" for code, first, last in relevance.majors) or "none is given"
    contiguity = relevance.contiguity
    definition = (
        f"{contiguity} is above 0, or one of the two states is a major power that year. Major powers: {majors}."
    )
    values = f"1 it is so, 0 it is not, empty: {contiguity} is not known, and neither is a major power"
    return Description(name, "Politically relevant dyad", definition, "binary", "dyad", values=values)


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
