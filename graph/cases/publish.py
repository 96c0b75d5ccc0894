"""Publishing a case: its RDF is kept as a source that the next build reads; before that nobody sees any of it.

data_dir/cases/<key>/{source,facts}.ttl    a case that may be passed on
data_dir/private/sources/<key>/…           one that may not: only the private graph has it
sources/<key>/{source,facts}.ttl           a case of the project itself, beside its sheets

Beside them is `coverage.csv`, the case's own or one that says that nobody has established how complete it is.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox

from ..errors import InputError, RefusedError
from ..inputs.dataset import Inputs
from ..inputs.ontology import load_modules, shape_paths
from ..inputs.sources import DESCRIPTION_NAME, Source
from ..inputs.tables.coverage import NAME as COVERAGE_NAME
from ..inputs.validation import validate
from ..rdf.curies import prefixes_for
from ..rdf.formats import TURTLE
from ..rdf.namespaces import CATALOG_GRAPH, GRAPH
from ..rdf.reading import Document
from ..rdf.writing import serialized
from ..reason.rules.own_rules import check_own_rules
from ..settings import Settings
from ..sparql.files import SOURCE_RULES
from ..versions.disk import write_whole
from ..versions.folders import locked
from ..versions.private_sources import keep_private_source, private_sources, remove_private_source
from .case import Case

FACTS_NAME = "facts.ttl"


def compiled(case: Case) -> dict[str, bytes]:
    """The files of a case as a source: its description, its facts, and how complete they are.

    Raises InputError when the description has mistakes, or no row is without.
    """
    if case.description is None or not case.is_described:
        raise InputError(f"{case.key} cannot be published: source.toml has mistakes; 'westphalia check' lists them.")
    if not case.triples:
        raise InputError(f"{case.key} cannot be published: no row is without mistakes.")
    return {
        DESCRIPTION_NAME: _turtle(list(case.description.triples())),
        FACTS_NAME: _turtle(case.triples),
        COVERAGE_NAME: case.coverage.encode(),
    }


def _turtle(triples: list[ox.Triple]) -> bytes:
    return serialized(triples, TURTLE, prefixes_for(triples))


def publish(case: Case, settings: Settings, *, leave_out_faulty: bool = False) -> Path:
    """Keep a case as a source; returns the folder. A case that was published before is replaced.

    Raises RefusedError when rows have mistakes, unless these are to be left out, InputError when the case cannot be a
    source, StoreError when it cannot be kept.
    """
    if case.errors and not leave_out_faulty:
        number = len(case.errors)
        raise RefusedError(
            f"{case.key} has {number} mistake{'s' if number > 1 else ''}, so nothing is published; correct them, or "
            "leave out their rows with --without-faulty-rows."
        )
    files = {**compiled(case), **rules_of_case(case, settings)}
    _check_key(case, settings)
    check_shapes(case, settings)
    assert case.description is not None
    if not case.description.may_be_passed_on:
        keep_private_source(settings.data_dir, case.key, files)
        return settings.data_dir / "private" / "sources" / case.key
    folder = case.folder if _is_of_project(case, settings) else settings.published_cases / case.key
    with locked(settings.data_dir):
        if folder != case.folder:
            shutil.rmtree(folder / SOURCE_RULES, ignore_errors=True)
        elif (folder / COVERAGE_NAME).exists():
            del files[COVERAGE_NAME]
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(folder / name, content)
    return folder


def rules_of_case(case: Case, settings: Settings) -> dict[str, bytes]:
    """The rules of the case, as they are.

    Raises ReasoningError for one that a source may not have.
    """
    paths = sorted((case.folder / SOURCE_RULES).glob("*.rq"))
    check_own_rules(paths, settings.ontology_dir, None)
    return {f"{SOURCE_RULES}/{path.name}": path.read_bytes() for path in paths}


def unpublish(key: str, settings: Settings) -> None:
    """Take a published case back; its folder of sheets stays.

    Raises InputError when no case of that key is published.
    """
    folder = settings.published_cases / key
    if folder.is_dir():
        with locked(settings.data_dir):
            shutil.rmtree(folder)
    elif key in private_sources(settings.data_dir):
        remove_private_source(settings.data_dir, key)
    else:
        listed = ", ".join(published_keys(settings)) or "none"
        raise InputError(f"No case {key!r} is published; there are: {listed}.")


def published_keys(settings: Settings) -> list[str]:
    """The keys of the published cases that may be passed on."""
    folder = settings.published_cases
    return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def check_shapes(case: Case, settings: Settings) -> None:
    """Raise InputError when what the rows say breaks the ontology or its shapes, naming the row."""
    assert case.description is not None
    documents = (
        Document(case.folder / "source.toml", str(CATALOG_GRAPH), tuple(case.description.triples())),
        Document(case.folder / "statements.csv", str(GRAPH[case.key]), tuple(case.triples), _lines(case)),
    )
    inputs = Inputs(load_modules(settings.ontology_dir), [Source(case.key, documents)])
    errors = [found for found in validate(inputs, shape_paths(settings.ontology_dir)) if found.severity == "error"]
    if errors:
        raise InputError("\n".join(found.sentence() for found in errors))


def _lines(case: Case) -> dict[str, int]:
    return {iri: row.number for iri, row in case.records.rows.items()}


def _is_of_project(case: Case, settings: Settings) -> bool:
    return case.folder.parent == settings.sources_dir.resolve()


def _check_key(case: Case, settings: Settings) -> None:
    """Refuse the key of another source of the project."""
    if (settings.sources_dir / case.key).exists() and not _is_of_project(case, settings):
        raise InputError(f"The project has a source {case.key!r} already; rename the folder.")
