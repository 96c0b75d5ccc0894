"""`rules`: the rules of the reasoner and of sources, in the languages of others and back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..errors import InputError
from ..settings import Settings
from .adapter import adapter, say

_FORMATS = ("sparql-rl", "shacl")


@click.command("rules")
@click.argument("names", nargs=-1)
@click.option(
    "--format",
    "language",
    type=click.Choice(_FORMATS),
    default="sparql-rl",
    show_default=True,
    help="Language to write.",
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write; standard output if none."
)
@click.option(
    "--from", "taken", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="Read rules from this file."
)
@click.option(
    "--to", "folder", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Source that gets them."
)
@adapter
def rules_command(  # noqa: PLR0913, PLR0917 - one argument for each option of the command
    settings: Settings,
    names: tuple[str, ...],
    language: str,
    out: Path | None,
    taken: Path | None,
    folder: Path | None,
) -> None:
    """Write the rules called NAMES (default: all), or read rules with --from FILE into the source folder --to FOLDER.

    Languages are SPARQL 1.2 RL (.srl) and SHACL 1.2 Inference Rules (.ttl). A rule of a source is called KEY:NAME.
    """
    if (taken is None) != (folder is None):
        raise InputError("Rules are read from a file into the folder of a source; expected --from and --to together.")
    if taken is not None and folder is not None:
        _read(settings, taken, folder)
        return
    body = _written(settings, names, language)
    if out is None:
        sys.stdout.buffer.write(body)
        return
    from ..export.write import save  # noqa: PLC0415 - loads the engine

    save(body, out)
    say(f"Wrote {out} ({len(body):,} bytes).")


def _written(settings: Settings, names: tuple[str, ...], language: str) -> bytes:
    from ..inputs.source_rules import all_rule_paths  # noqa: PLC0415
    from ..reason.rules.exchange import read_rule_file, write_shacl, write_sparql_rl  # noqa: PLC0415
    from ..sparql.files import file_name  # noqa: PLC0415

    paths = {file_name(path): path for path in all_rule_paths(settings)}
    unknown = [name for name in names if name not in paths]
    if unknown:
        raise InputError(f"There is no rule {unknown[0]!r}; docs/reference/rules.md lists those of the project.")
    files = [read_rule_file(path) for name, path in paths.items() if name in names or not names]
    return write_shacl(files) if language == "shacl" else write_sparql_rl(files).encode()


def _read(settings: Settings, taken: Path, folder: Path) -> None:
    from ..reason.rules.exchange import read_shacl, read_sparql_rl  # noqa: PLC0415
    from ..reason.rules.own_rules import check_own_rule  # noqa: PLC0415
    from ..sparql.files import SOURCE_RULES  # noqa: PLC0415
    from ..versions.disk import write_whole  # noqa: PLC0415

    body = taken.read_bytes()
    read = read_shacl(taken, body) if taken.suffix == ".ttl" else read_sparql_rl(taken, body.decode("utf-8-sig"))
    if not read:
        raise InputError(f"{taken} has no rules; expected SPARQL 1.2 RL, or SHACL in Turtle with the ending .ttl.")
    place = folder / SOURCE_RULES
    targets = [place / f"{file.rule.name.rpartition(':')[2]}.rq" for file in read]
    for file, target in zip(read, targets, strict=True):
        check_own_rule(target, file.rule, settings.ontology_dir)
        if target.exists() or targets.count(target) > 1:
            raise InputError(f"{target} exists already, or two rules have its name; expected a name for each rule.")
    place.mkdir(exist_ok=True)
    for file, target in zip(read, targets, strict=True):
        write_whole(target, file.text.encode())
    say(f"Read {len(read)} rules into {place}; the next build runs them.")
