"""`check`: the project held against its own rules."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..check import Part, check_all
from ..errors import InputError
from ..inputs.dataset import load_inputs
from ..inputs.ontology import shape_paths
from ..inputs.validation import validate
from ..settings import Settings
from ..versions.build import build
from .adapter import adapter, say, served_folder


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--watch", is_flag=True, help="Check FOLDER again at each save.")
@click.option("--strict", is_flag=True, help="Fail on warnings and contradictions too.")
@adapter
def check(settings: Settings, folder: Path | None, watch: bool, strict: bool) -> None:
    """Check ontology, shapes, data quality and contradictions; or the sheets of the case in FOLDER.

    For a case, each message names its cell, and a preview says what follows and what other sources say otherwise.
    """
    if folder is not None:
        from .cases import check_folder  # noqa: PLC0415 - takes time that the project's own check does without

        sys.exit(check_folder(settings, folder, watch=watch))
    if watch:
        raise InputError("--watch is for the folder of a case; expected one with it.")
    inputs = load_inputs(settings)
    shape_findings = validate(inputs, shape_paths(settings.ontology_dir))
    build(settings, say)
    parts = check_all(settings, inputs, shape_findings, served_folder(settings))
    sys.exit(_print_parts(parts, strict))


def _print_parts(parts: list[Part], strict: bool) -> int:
    """Print each part with its findings; returns the exit code."""
    for part in parts:
        click.echo(f"{part.examined} {part.name}: {len(part.findings) or 'no'} findings")
        for finding in part.findings:
            click.echo(f"  {finding.severity}: {finding.sentence()}")
            for line in finding.details:
                click.echo(f"    {line}")
    fatal = {"error", "warning"} if strict else {"error"}
    return int(any(finding.severity in fatal for part in parts for finding in part.findings))
