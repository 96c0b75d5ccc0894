"""A group of commands that imports the module of a command only when that command runs.

Listing all commands, as `--help` does, imports none of them: their summaries are in the table of commands.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click


@dataclass(frozen=True)
class LazyCommand:
    """Where a command is: `module` in this package, the name in it, and the summary that `--help` shows."""

    module: str
    attribute: str
    summary: str

    def load(self) -> click.Command:
        """Import the module and return the command."""
        command = getattr(import_module(f".{self.module}", __package__), self.attribute)
        assert isinstance(command, click.Command)
        return command


class LazyGroup(click.Group):
    """A group whose commands are a table of `LazyCommand`; `renamed` maps former names to present ones."""

    def __init__(self, *, table: dict[str, LazyCommand], renamed: dict[str, str], **settings: Any) -> None:  # noqa: ANN401 - as in click
        super().__init__(**settings)
        self.table = table
        self._renamed = renamed

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; a former name works too, with a notice on standard error."""
        name = self._renamed.get(cmd_name, cmd_name)
        if name != cmd_name:
            click.echo(f"Notice: '{cmd_name}' is now called '{name}'; the former name will go away.", err=True)
        return self.table[name].load() if name in self.table else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write names and summaries."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.summary) for name, command in self.table.items()])
