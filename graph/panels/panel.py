"""A panel: rows of states by time, columns with a status for each cell, and everything that they become."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import duckdb

from ..errors import QueryError
from ..views.citations.reference import Reference, ris
from .assembly import STATUS, Shape
from .cells.placement import PlacedColumn, file_name
from .columns.column import ColumnFact, Description, Statement
from .comparison import Comparison, compare
from .helpers import add_peace_years, add_relevance, duplicate_keys, move_last, require_columns, spells_of
from .output.citations import DATASET, bibtex, references
from .output.codebook import codebook, relevant_dyads, years_since
from .output.files import save_table
from .output.frames import arrow_stream, arrow_table, pandas_frame, polars_frame
from .reasons import CellReason, reason_of
from .recipe import Recipe, Relevance
from .source.panel_graph import PanelGraph

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

StatusMode = Literal["columns", "table", "none"]
"""Where statuses go: beside each column, into a second file, or nowhere."""
Explain = Callable[[Statement, date], Any]
"""Answers whether a statement holds on a day, with its proof."""


@dataclass(frozen=True)
class CellExplanation:
    """A cell with the answers, each with its proof, from which it follows."""

    reason: CellReason
    answers: tuple[Any, ...]

    def __str__(self) -> str:
        value = "empty" if self.reason.value is None else self.reason.value
        head = f"{self.reason.column} is {value} ({self.reason.status}), on {self.reason.day.isoformat()}."
        records = [_record(fact) for fact in self.reason.facts] if not self.answers else []
        return "\n".join([head, *records, *map(str, self.answers)])


class Panel:
    """A panel, as `KnowledgeGraph.panel` makes it.

    `notices` are sentences that its reader must know. Rows are in the order of keys and time; `panel.rows()` gives
    them as tuples under `panel.columns`.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - made by `make_panel` alone
        self,
        recipe: Recipe,
        shape: Shape,
        places: Sequence[PlacedColumn],
        connection: duckdb.DuckDBPyConnection,
        graph: PanelGraph,
        notices: tuple[str, ...] = (),
        explain: Explain | None = None,
        cited: tuple[Reference, ...] = (),
    ) -> None:
        self._cited = cited
        self._added: dict[str, Description] = {}
        self.recipe = recipe
        self.notices = notices
        self._shape = shape
        self._places = {place.name: place for place in places}
        self._connection = connection
        self._graph = graph
        self._explain = explain

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of all columns: keys, then values, each with its status behind it."""
        described = self._connection.execute("DESCRIBE panel").fetchall()
        return tuple(name for name, *_ in described if name != "row")

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of the keys."""
        time = {"year": ("year",), "day": ("day",), "spell": ("begin",)}[self._shape.unit.by]
        return (*(key for key in self._shape.unit.keys if key in self.columns), *time)

    def rows(self, statuses: StatusMode = "columns", batch: int = 10_000) -> Iterator[tuple[Any, ...]]:
        """The rows, read from the table batch by batch."""
        cursor = self._connection.cursor().execute(self.query(statuses))
        while found := cursor.fetchmany(batch):
            yield from found

    def header(self, statuses: StatusMode = "columns") -> tuple[str, ...]:
        """The names of the cells of `rows`."""
        return tuple(name for name in self.columns if statuses == "columns" or not name.endswith(STATUS))

    def query(self, statuses: StatusMode = "columns") -> str:
        """The rows as a query over the table `panel` of the panel's own DuckDB."""
        shown = self.header(statuses)
        left_out = [name for name in self.columns if name not in shown]
        excluded = ", ".join(f'"{name}"' for name in ["row", *left_out])
        return f"SELECT * EXCLUDE ({excluded}) FROM panel ORDER BY row"

    def save(self, path: str | Path, statuses: StatusMode = "columns") -> Path:
        """Write the panel as the ending of the path says: .csv, .parquet, .arrow, .dta (Stata) or .duckdb.

        With `statuses="table"` they go into a second file beside it, `…-status`, under the same keys; with `"none"`
        nowhere. Raises InputError for another ending and where the file cannot be written, MissingExtraError for a
        format whose library is not installed.
        """
        path = Path(path)
        if statuses == "table":
            second = path.with_name(f"{path.stem}-status{path.suffix}")
            save_table(self._connection, self._status_query(), second, self.labels)
        return save_table(self._connection, self.query(statuses), path, self.labels)

    def _status_query(self) -> str:
        values = ", ".join(f'"{name}"' for name in ["row", *self._places])
        return f"SELECT * EXCLUDE ({values}) FROM panel ORDER BY row"

    @property
    def labels(self) -> dict[str, str]:
        """What each column is, in a few words."""
        labels = {name: place.description.title for name, place in self._places.items()}
        labels.update({f"{name}{STATUS}": f"Status: {label}" for name, label in labels.items()})
        return {**labels, **{name: description.title for name, description in self._added.items()}}

    def to_pandas(self, statuses: StatusMode = "columns") -> pandas.DataFrame:
        """The panel as a pandas data frame. Raises MissingExtraError without pandas."""
        frame: pandas.DataFrame = pandas_frame(self._connection, self.query(statuses))
        return frame

    def to_polars(self, statuses: StatusMode = "columns") -> polars.DataFrame:
        """The panel as a Polars data frame. Raises MissingExtraError without Polars or pyarrow."""
        frame: polars.DataFrame = polars_frame(self._connection, self.query(statuses))
        return frame

    def to_arrow(self, statuses: StatusMode = "columns") -> pyarrow.Table:
        """The panel as an Arrow table. Raises MissingExtraError without pyarrow."""
        table: pyarrow.Table = arrow_table(self._connection, self.query(statuses))
        return table

    def arrow_stream(self, statuses: StatusMode = "columns", batch: int = 10_000) -> Iterator[bytes]:
        """The panel as a stream of Arrow IPC messages, as its rows are read.

        Raises MissingExtraError without pyarrow.
        """
        return arrow_stream(self._connection, self.query(statuses), batch)

    def why(self, column: str, **keys: object) -> CellExplanation:
        """Why a cell holds what it holds: records and proofs.

        Raises QueryError when there is no such column or row.
        """
        if column not in self._places:
            raise QueryError(f"The panel has no column {column!r}; expected one of {', '.join(self._places)}.")
        require_columns(self._connection, keys)
        reason = reason_of(self._connection, self._places[column], keys)
        answers = [self._explain(statement, reason.day) for statement in reason.statements] if self._explain else []
        return CellExplanation(reason, tuple(answers))

    def compare(self, first: str, second: str, limit: int | None = None) -> Comparison:
        """Compare two columns: the cells where both have a value and not the same, at most `limit` of them.

        Raises QueryError when there is no such column.
        """
        for name in (first, second):
            if name not in self._places:
                raise QueryError(f"The panel has no column {name!r}; expected one of {', '.join(self._places)}.")
        return compare(self._connection, first, second, self.keys, limit=limit)

    def peace_years(self, event: str, name: str = "peace_years") -> Panel:
        """Add a column with the years since a column of 0 and 1 last was 1; returns the panel.

        The recipe of the panel has it too.

        Raises QueryError when there is no such column, it holds texts, its name is taken, or rows are not by year.
        """
        self._require_years()
        event, name = self._numbers(event), self._free(name)
        add_peace_years(self._connection, event, self._shape.unit.keys, name)
        self._added[name] = years_since(name, event, self._places[event].description.subject)
        # The recipe adds these columns before those of relevant dyads; the order of calls makes no other file.
        move_last(self._connection, self.recipe.politically_relevant or ())
        self.recipe = replace(self.recipe, peace_years={**(self.recipe.peace_years or {}), name: event})
        return self

    def politically_relevant(
        self,
        contiguity: str = "land_border",
        majors: Iterable[tuple[object, int, int]] = (),
        name: str = "politically_relevant",
    ) -> Panel:
        """Add a column that is 1 for dyads that are contiguous or have a major power; returns the panel.

        `majors` are codes of the panel's system with first and last year. The recipe of the panel has the column too.

        Raises QueryError where rows are no dyads, when there is no such column, it holds texts, or its name is taken;
        and for a major power that the system does not have, or whose last year lies before its first.
        """
        self._require_years()
        if not self._shape.unit.is_dyad:
            raise QueryError(f"Rows of the unit {self._shape.unit.name} are no dyads; expected a unit of two states.")
        contiguity, name = self._numbers(contiguity), self._free(name)
        relevance = Relevance(contiguity, tuple((str(code), first, last) for code, first, last in majors))
        self._require_majors(relevance)
        add_relevance(self._connection, contiguity, relevance.majors, name)
        self._added[name] = relevant_dyads(name, relevance)
        every = {**(self.recipe.politically_relevant or {}), name: relevance}
        self.recipe = replace(self.recipe, politically_relevant=every)
        return self

    def spells(self, column: str) -> list[tuple[Any, ...]]:
        """The spells of years in which a column has one value: keys, value, first and last year.

        Raises QueryError when there is no such column, or rows are not by year.
        """
        self._require_years()
        require_columns(self._connection, [column])
        return spells_of(self._connection, column, self._shape.unit.keys)

    def duplicates(self) -> list[tuple[Any, ...]]:
        """Keys that more than one row has, with the number of rows; a panel should have none."""
        return duplicate_keys(self._connection, self.keys)

    def codebook(self) -> str:
        """The codebook in Markdown: rows, columns, statuses, recipe."""
        described = {name: place.description for name, place in self._places.items()} | self._added
        in_order = [(name, described[name]) for name in self.columns if name in described]
        return codebook(self.recipe, in_order, self._about())

    def cite(self, format: Literal["bibtex", "ris"] = "bibtex") -> str:
        """References to exactly the sources that the panel rests on, with their versions."""
        keys = self._source_keys()
        beside = [reference for reference in self._cited if reference.key in keys]
        cited = [*self._own_references(), *beside, *references(self._graph.store, keys)]
        return ris(cited) if format == "ris" else bibtex(cited)

    def versions(self) -> dict[str, str]:
        """The versions of the graph and of the list of states, by name."""
        system = self._shape.system
        return {"westphalia": self._graph.version, system.name: system.version}

    def close(self) -> None:
        """Let go of the memory of the panel."""
        self._connection.close()

    def __len__(self) -> int:
        [(count,)] = self._connection.execute("SELECT count(*) FROM panel").fetchall()
        return int(count)

    def __repr__(self) -> str:
        return f"<Panel of {self._shape.unit.name}: {len(self):,} rows, {', '.join(self._places) or 'no columns'}>"

    def _require_years(self) -> None:
        if self._shape.unit.by != "year":
            raise QueryError(f"Rows of the unit {self._shape.unit.name} are not by year; expected a unit of years.")

    def _numbers(self, name: str) -> str:
        """The name in the file of a column with numbers, given under that or its own."""
        name = name if name in self._places else file_name(name)
        if name not in self._places:
            raise QueryError(f"The panel has no column {name!r}; expected one of {', '.join(self._places)}.")
        if self._places[name].description.kind in {"list", "text"}:
            raise QueryError(f"The column {name} holds texts; expected a column of numbers, such as 0 and 1.")
        return name

    def _free(self, name: str) -> str:
        """The name in the file of a column that is added."""
        wanted = file_name(name)
        if not wanted or wanted in {"row", *self.columns}:
            why = "is taken" if wanted else "has neither letters nor digits"
            raise QueryError(f"The name {name!r} of a column {why}; expected another.")
        return wanted

    def _require_majors(self, relevance: Relevance) -> None:
        system = self._shape.system
        for code, first, last in relevance.majors:
            if code not in system.names:
                raise QueryError(
                    f"The major power {code!r} is no state of the system {system.name}; expected a code such as "
                    f"{next(iter(system.names), 'none: it has no states')}."
                )
            if last < first:
                raise QueryError(f"The major power {code} is one from {first} to {last}; expected years in order.")

    def _source_keys(self) -> list[str]:
        return sorted({key for place in self._places.values() for key in place.description.source_keys})

    def _own_references(self) -> list[Reference]:
        system, version = self._shape.system, self._graph.version
        built = version[:4]
        own = Reference(
            "westphalia",
            "Westphalia, a knowledge graph of the international order",
            year=built,
            version=version,
            address=_HOME,
            kind=DATASET,
        )
        if not system.scheme:
            return [own]
        name, version = f"{system.name}-states", system.version
        states = Reference(name, system.title, version=version, note=system.citation, kind=DATASET)
        return [own, states]

    def _about(self) -> list[tuple[str, str]]:
        system, years = self._shape.system, self._shape.years
        return [
            ("Unit", self._shape.unit.title),
            ("States", f"{system.title}, version {system.version}, {system.begin} to {system.until} (not included)"),
            ("Years", f"{years.first} to {years.last}"),
            ("Rule of the year", f"{self._shape.rule.name}: {self._shape.rule.sentence}"),
            ("Rows", f"{len(self)}"),
            ("Graph", self._graph.version),
            *(("Notice", notice) for notice in self.notices),
        ]


_HOME = "https://w3id.org/westphalia/"


def _record(fact: ColumnFact) -> str:
    period = f"from {fact.begin or '…'} until {fact.until or '…'}"
    return " ".join(part for part in (fact.subject, fact.other, fact.value, period, fact.origin) if part)
