"""The command `westphalia`: each subcommand reads its arguments, calls a function, and prints what it returns.

One module a group of commands; what they share is in `adapting`.
"""

import click

from . import asking, building, checking, deriving, keeping, serving, showing

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="westphalia", prog_name="westphalia")
def main() -> None:
    """Build, serve, query, export and check a knowledge graph of the international order."""


for _command in (
    building.build_command,
    serving.serve,
    asking.query,
    showing.settings_command,
    deriving.explain_command,
    deriving.close_command,
    keeping.export_command,
    checking.check,
    keeping.backup_command,
    keeping.restore_command,
    showing.docs,
):
    main.add_command(_command)
