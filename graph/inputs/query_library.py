"""The query library: SPARQL files whose headers describe the question, the parameters and the columns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ..errors import InputError, QueryError
from ..rdf.curies import expand
from ..rdf.instants import instant_term
from ..rdf.namespaces import PREFIXES
from ..sparql.files import SparqlFile, read_sparql_file
from ..sparql.rewriting import replace_parameters
from ..sparql.syntax_errors import syntax_error

FOLDERS = ("competency", "library")

_PARAMETER = re.compile(r"^(\w+) = (\S+) \| (.+)$")
_COLUMN = re.compile(r"^(\w+) \| (.+)$")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_POSITION = re.compile(r"[1-9][0-9]?")
_INTEGER = re.compile(r"-?[0-9]+")
# What SPARQL excludes from an IRIREF (grammar production 139): a value must not end the IRI that it is part of.
_UNSAFE_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


@dataclass(frozen=True)
class Parameter:
    """A parameter of a query, written `$name` in its text. The form of the default determines the type."""

    name: str
    default: str
    description: str


@dataclass(frozen=True)
class LibraryQuery:
    """A query of the library: its question, its parameters, its columns (name, meaning) and its text.

    `at` is the date to which it applies, empty for the reference date. `front` is its position among the example
    questions of the home page, 0 for none.
    """

    name: str
    folder: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: tuple[tuple[str, str], ...]
    text: str
    path: Path
    at: str = ""
    front: int = 0

    def render(self, values: Mapping[str, str] | None = None) -> str:
        """The text of the query with values for its parameters, or their defaults.

        A value has the type of the default: an IRI (`id:kazakhstan`), a date (`2011-06-01`), a whole number, or a
        string. Raises QueryError for an unknown parameter or a value of the wrong type.
        """
        arguments = dict(values or {})
        parameters = {parameter.name: parameter for parameter in self.parameters}
        for name in (name for name in arguments if name not in parameters):
            expected = ", ".join(parameters) or "none"
            raise QueryError(f"The query {self.name!r} has no parameter {name!r}; expected {expected}.")
        terms = {
            name: _term(parameter, arguments.get(name, parameter.default)) for name, parameter in parameters.items()
        }
        return replace_parameters(self.text, terms)


def load_library(queries_dir: Path) -> dict[str, LibraryQuery]:
    """Read every query of the library, by name, sorted.

    Raises InputError when there is none, two have the same name, or one is malformed.
    """
    paths = sorted(path for folder in FOLDERS for path in (queries_dir / folder).glob("*.rq"))
    if not paths:
        raise InputError(f"{queries_dir} holds no queries; expected .rq files in {' or '.join(FOLDERS)}.")
    library: dict[str, LibraryQuery] = {}
    for path in paths:
        query = read_library_query(path)
        if query.name in library:
            raise InputError(f"{path} has the same name as {library[query.name].path}; expected distinct names.")
        library[query.name] = query
    return dict(sorted(library.items()))


def read_library_query(path: Path) -> LibraryQuery:
    """Read one query file.

    Raises InputError when its header is incomplete, its columns are not those it returns, or a parameter is not used.
    """
    file = read_sparql_file(path)
    query = LibraryQuery(
        name=file.name,
        folder=path.parent.name,
        title=file.value("title"),
        description=file.value("description"),
        parameters=tuple(_parameter(file, line) for line in file.values("param")),
        columns=tuple(_column(file, line) for line in file.values("column")),
        text=file.text,
        path=path,
        at=_at(file),
        front=_front(file),
    )
    _check_columns(query)
    _check_parameters(query)
    return query


def _at(file: SparqlFile) -> str:
    days = file.values("at")
    if len(days) > 1 or not all(_DATE.fullmatch(day) for day in days):
        raise InputError(f"{file.path} has the 'at' lines {days}; expected one date such as 2011-06-01, or none.")
    return days[0] if days else ""


def _front(file: SparqlFile) -> int:
    positions = file.values("front")
    if len(positions) > 1 or not all(_POSITION.fullmatch(position) for position in positions):
        raise InputError(f"{file.path} has the 'front' lines {positions}; expected one whole number from 1, or none.")
    return int(positions[0]) if positions else 0


def _parameter(file: SparqlFile, line: str) -> Parameter:
    match = _PARAMETER.match(line)
    if match is None:
        raise InputError(f"{file.path} has the parameter line {line!r}; expected 'name = default | description'.")
    return Parameter(*match.groups())


def _column(file: SparqlFile, line: str) -> tuple[str, str]:
    match = _COLUMN.match(line)
    if match is None:
        raise InputError(f"{file.path} has the column line {line!r}; expected 'name | description'.")
    return match.group(1), match.group(2)


def _check_columns(query: LibraryQuery) -> None:
    """Compare the described columns with those that the engine returns for an empty store."""
    try:
        results = ox.Store().query(query.text, prefixes=PREFIXES)
    except SyntaxError as error:
        raise InputError(f"{query.path}: {syntax_error(query.text, str(error))}") from None
    returned = [variable.value for variable in results.variables] if isinstance(results, ox.QuerySolutions) else []
    described = [name for name, _ in query.columns]
    if returned != described:
        raise InputError(f"{query.path} describes the columns {described} but returns {returned}; expected the same.")


def _check_parameters(query: LibraryQuery) -> None:
    for parameter in query.parameters:
        if replace_parameters(query.text, {parameter.name: "<urn:x>"}) == query.text:
            raise InputError(
                f"{query.path} does not use its parameter {parameter.name!r}; expected ${parameter.name}."
            )


def _term(parameter: Parameter, value: str) -> str:
    """A value in SPARQL syntax, of the type of the parameter's default."""
    if _DATE.fullmatch(parameter.default):
        return _date(parameter, value)
    if _INTEGER.fullmatch(parameter.default):
        return _integer(parameter, value)
    if ":" in parameter.default:
        return _iri(parameter, value)
    return str(ox.Literal(value))


def _date(parameter: Parameter, value: str) -> str:
    if not _DATE.fullmatch(value):
        raise QueryError(f"The parameter {parameter.name} is {value!r}; expected a date such as {parameter.default}.")
    return instant_term(value)


def _integer(parameter: Parameter, value: str) -> str:
    if not _INTEGER.fullmatch(value):
        raise QueryError(f"The parameter {parameter.name} is {value!r}; expected a whole number.")
    return value


def _iri(parameter: Parameter, value: str) -> str:
    iri = expand(value)
    if _UNSAFE_IN_IRI.search(iri):
        raise QueryError(f"The parameter {parameter.name} is {value!r}; expected an IRI such as {parameter.default}.")
    return f"<{iri}>"
