"""What every command needs: settings, progress on standard error, errors as one sentence, another store."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import RefusedError, WestphaliaError
from ..serve.logs import PROGRESS, configure_logging
from ..settings import Settings

if TYPE_CHECKING:
    from ..api import KnowledgeGraph

STORE_OPTION = click.option(
    "--store", "store_url", help="Query endpoint of a store on another server, instead of the embedded store."
)
ENGINE_OPTION = click.option(
    "--engine", help="What derives: duckdb, or a master of Apache Spark, as local[2] or spark://….  [default: duckdb]"
)
WORK_DIR_OPTION = click.option(
    "--work-dir", help="Folder, or hdfs://… or the like, that all machines of Spark reach."
)
PRIVATE_OPTION = click.option(
    "--private", is_flag=True, help="Work on the private graph, with what 'westphalia add' has read."
)
"""An option that `adapter` reads itself: the command gets the settings of the private graph."""


def say(sentence: str) -> None:
    """Show progress on standard error, so that standard output holds results alone."""
    PROGRESS.info(sentence)


def adapter(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the settings, and turn the package's errors into one sentence and exit code 1."""

    def command(**arguments: Any) -> None:  # noqa: ANN401 - click passes what each command declares
        settings = Settings.from_environment()
        configure_logging(click.get_current_context().find_root().obj or settings.log_level)
        if arguments.pop("private", False):
            from ..versions.private_sources import with_private  # noqa: PLC0415 - few commands are for the private graph

            settings = with_private(settings)
        function(settings, **arguments)

    return update_wrapper(reporting_errors(command), function)


def reporting_errors(function: Callable[..., None]) -> Callable[..., None]:
    """Turn the errors of a command that needs no settings into one sentence and exit code 1."""

    def command(**arguments: Any) -> None:  # noqa: ANN401 - click passes what each command declares
        try:
            function(**arguments)
        except WestphaliaError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(1)
        except KeyboardInterrupt:
            click.echo("Interrupted; the version before, if any, is unchanged.", err=True)
            sys.exit(130)

    return update_wrapper(command, function)


def with_store(settings: Settings, store_url: str | None) -> Settings:
    """The settings, with the address that --store names, if any, in the place of theirs.

    Raises RefusedError for the private graph, which stays on this machine.
    """
    if store_url or settings.store_url:
        from ..versions.private_sources import is_private  # noqa: PLC0415 - most commands have no store elsewhere

        if is_private(settings):
            raise RefusedError(
                "The private graph has statements that may not be passed on; expected no store on another server "
                "with --private."
            )
    return replace(settings, store_url=store_url) if store_url else settings


def with_engine(settings: Settings, engine: str | None, work_dir: str | None) -> Settings:
    """The settings, with what --engine and --work-dir name in the place of theirs."""
    return replace(
        settings,
        reasoner_engine=engine or settings.reasoner_engine,
        reasoner_work_dir=work_dir or settings.reasoner_work_dir,
    )


def opened_graph(settings: Settings) -> KnowledgeGraph:
    """The graph on this machine, held until the command has ended, whoever writes meanwhile.

    Raises StoreError when there is none.
    """
    from ..api import open  # noqa: PLC0415 - takes the engine with it, which few commands need

    graph = open(build="never", settings=settings)
    click.get_current_context().call_on_close(graph.close)
    return graph


def served_folder(settings: Settings) -> Path:
    """The folder of the current version, which stays until the command has ended, whoever writes meanwhile.

    Raises StoreError when there is none.
    """
    from ..versions.folders import lease_current  # noqa: PLC0415 - takes the engine with it, which few commands need

    lease = lease_current(settings.data_dir)
    click.get_current_context().call_on_close(lambda: lease)
    return lease.folder
