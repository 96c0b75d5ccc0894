"""`import`: statements of other people's files, as the sheet of a new case."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from ..cases.drafts import DRAFTS, new_case
from ..cases.imports.csv_mapping import statements_of_csv
from ..cases.imports.rdf_files import statements_of_rdf
from ..cases.imports.sheet_writer import StatementRow, write_statements
from ..cases.imports.wikidata import statements_of_wikidata
from ..codes.systems import WIKIDATA
from ..errors import InputError
from ..rdf.curies import local_name
from ..settings import Settings
from .adapter import adapter, say
from .cases import knowledge


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("name")
@click.option(
    "--mapping", type=click.Path(path_type=Path, dir_okay=False), help="Mapping of the columns of a CSV file."
)
@click.option("--in", "parent", type=click.Path(path_type=Path, file_okay=False), help="Folder of the case.")
@adapter
def import_command(settings: Settings, file: Path, name: str, mapping: Path | None, parent: Path | None) -> None:
    """Make the statements of the case NAME from FILE: CSV with a mapping, RDF, or JSON of Wikidata.

    A case that does not exist is made. Check it with 'westphalia check', as one that you have typed.
    """
    rows = list(_statements(settings, file, mapping))
    folder = (parent or settings.data_dir / DRAFTS) / name
    if not folder.exists():
        new_case(folder, {"title": file.name, "licence": "CC BY 4.0", "language": "en"})
    number = write_statements(rows, folder)
    click.echo(folder)
    say(f"Imported {number} statements; fill in source.toml, and run: westphalia check {folder}")


def _statements(settings: Settings, file: Path, mapping: Path | None) -> Iterable[StatementRow]:
    if file.suffix.casefold() in {".csv", ".tsv"}:
        if mapping is None:
            raise InputError("A CSV file needs a mapping of its columns; expected --mapping with a TOML file.")
        return statements_of_csv(file, mapping)
    known = knowledge(settings)
    if file.suffix.casefold() == ".json":
        codes = known.catalog.codes.by_text.items()
        return statements_of_wikidata(
            file, {text: f"id:{local_name(found[0].entity)}" for (scheme, text), found in codes if scheme == WIKIDATA}
        )
    return statements_of_rdf(file, known.relations)
