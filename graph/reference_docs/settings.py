"""The page of settings, made from the table of settings itself."""

from __future__ import annotations

from dataclasses import Field, fields
from pathlib import Path
from typing import Any

from ..settings import CONFIG_VARIABLE, PREFIX, PROJECT_ROOT, Settings

_HEAD = f"""\
# Settings

Every setting, its default and its meaning. Written by `westphalia docs`; edit `graph/settings.py`, not this page.

A setting comes from the environment (`{PREFIX}PORT=8080`), else from the TOML file that `{CONFIG_VARIABLE}` names
(`port = 8080`), else from its default. `westphalia settings` lists the values in force and where each came from.

| Setting | Default | Range | Meaning |
|---|---|---|---|
"""


def render_settings() -> str:
    """The page as Markdown."""
    return _HEAD + "".join(f"| {' | '.join(_cells(field))} |\n" for field in fields(Settings))


def _cells(field: Field[Any]) -> tuple[str, str, str, str]:
    bounds = field.metadata["bounds"]
    span = f"{bounds[0]:,} to {bounds[1]:,}" if bounds else ""
    return f"`{field.name}`", _shown(field.default), span, field.metadata["meaning"]


def _shown(value: object) -> str:
    if value == PROJECT_ROOT:
        return "the project's folder"
    if isinstance(value, Path):
        return f"`{value.relative_to(PROJECT_ROOT)}`" if value.is_relative_to(PROJECT_ROOT) else f"`{value}`"
    return f"`{value}`" if value != "" else "empty"
