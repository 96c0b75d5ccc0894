"""The command `westphalia`: each subcommand reads its arguments, calls a function, and prints what it returns.

One module a group of commands; what they share is in `adapting`.
"""

import click

from . import archive, build, check, query, reasoning, serve, settings

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="westphalia", prog_name="westphalia")
def main() -> None:
    """Build, serve, query, export and check a knowledge graph of the international order."""


for _command in (
    build.build_command,
    serve.serve,
    query.query,
    settings.settings_command,
    reasoning.explain_command,
    reasoning.close_command,
    archive.export_command,
    check.check,
    archive.backup_command,
    archive.restore_command,
    settings.docs,
):
    main.add_command(_command)
