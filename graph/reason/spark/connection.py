"""Tables as folders of Parquet files, and the statements that make them, as `reason/evaluation` writes them.

A table is written when the statement that makes it runs, one folder for each statement that adds to it, so that a
later query starts from files and no plan grows from round to round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from ...extras import optional
from ..evaluation.tables.dialect import Rows, Values
from .dialect import SparkDialect

_CREATE = re.compile(r"\s*CREATE (?:OR REPLACE )?(?:TEMP )?(?P<kind>TABLE|VIEW) (?P<name>\w+)\s*(?P<rest>.*)", re.S)
_INSERT = re.compile(r"\s*INSERT INTO (?P<name>\w+)\s+(?P<query>.*)", re.S)
_DROP = re.compile(r"\s*DROP TABLE (?P<name>\w+)\s*")
_EMPTY = "SELECT {columns} WHERE false"
"""A query without rows: Spark leaves out the joins with it when it plans, which it does not for a data frame."""
_MOST_PARTS = 12
"""As many folders as a table has at most; then they are made one."""


_MANY_ROWS = 2_000_000


@dataclass
class _Table:
    """A table: the type of its rows as Spark has it, its folders, and the number of all its rows."""

    schema: Any
    parts: list[str] = field(default_factory=list)
    rows: int = 0


class SparkConnection:
    """A database in a new folder at a path of Hadoop's kind, which all machines of the cluster reach.

    It takes the statements that `evaluation.dialect.Connection` lists.
    """

    def __init__(self, session: Any, folder: str) -> None:  # noqa: ANN401 - a SparkSession, which is optional
        self.dialect = SparkDialect()
        self._session = session
        self._folder = f"{folder.rstrip('/')}/westphalia-{uuid4().hex}"
        self._tables: dict[str, _Table] = {}
        self._written = 0
        self._types = optional("pyspark.sql.types", "spark")
        self._functions = optional("pyspark.sql.functions", "spark")
        self._sql = optional("pyspark.sql", "spark")

    def execute(self, query: str, parameters: object = (), /) -> Rows:
        """Run one statement; see `evaluation.dialect.Connection`."""
        arguments = list(parameters) if isinstance(parameters, list) else []
        if match := _CREATE.fullmatch(query):
            return self._create(match["kind"], match["name"], match["rest"], arguments)
        if match := _INSERT.fullmatch(query):
            return _written(self._insert(match["name"], self._query(match["query"], arguments)))
        if match := _DROP.fullmatch(query):
            self._drop(match["name"])
            return _written(0)
        return _Result(self._query(query, arguments).toLocalIterator())

    def expect(self, rows: int) -> None:
        """Plan for so many rows: with few, to compile queries or to adapt plans costs more than it saves."""
        are_many = "true" if rows >= _MANY_ROWS else "false"
        self._session.conf.set("spark.sql.codegen.wholeStage", are_many)
        self._session.conf.set("spark.sql.codegen.factoryMode", "FALLBACK" if rows >= _MANY_ROWS else "NO_CODEGEN")
        self._session.conf.set("spark.sql.adaptive.enabled", are_many)
        if rows < _MANY_ROWS:
            self._session.conf.set("spark.sql.shuffle.partitions", self._session.sparkContext.defaultParallelism)

    def tables(self) -> set[str]:
        """The names of all tables."""
        return set(self._tables)

    def columns(self, name: str) -> dict[str, str]:
        """The columns of a table, and their types as Spark names them."""
        return {field.name: field.dataType.simpleString() for field in self._tables[name].schema.fields}

    def fill(self, name: str, rows: Values) -> None:
        """Add rows from memory to a table."""
        listed = [tuple(row) for row in rows]
        if listed:
            self._insert(name, self._session.createDataFrame(listed, self._tables[name].schema))

    def _query(self, query: str, arguments: Sequence[object]) -> Any:  # noqa: ANN401 - a DataFrame
        return self._session.sql(query, args={"first": arguments[0]} if arguments else {})

    def _create(self, kind: str, name: str, rest: str, arguments: Sequence[object]) -> Rows:
        if kind == "VIEW":
            self._session.sql(f"CREATE OR REPLACE TEMP VIEW {name} {rest}")
            return _written(0)
        old = self._tables.get(name)
        if rest.startswith("("):
            self._tables[name] = _Table(self._types.StructType.fromDDL(rest.strip()[1:-1]))
        else:
            frame = self._query(rest.removeprefix("AS"), arguments)
            self._tables[name] = self._write(_Table(frame.schema), name, frame)
        self._show(name)
        self._remove(old.parts if old else [])
        return _written(self._tables[name].rows)

    def _insert(self, name: str, frame: Any) -> int:  # noqa: ANN401 - a DataFrame
        """Add the rows of a data frame, column by column in their order; returns their number."""
        table = self._tables[name]
        before = table.rows
        columns = [self._functions.col(column.name).cast(column.dataType) for column in table.schema.fields]
        self._write(table, name, frame.toDF(*table.schema.names).select(*columns))
        if len(table.parts) > _MOST_PARTS:
            self._compact(name)
        self._show(name)
        return table.rows - before

    def _write(self, table: _Table, name: str, frame: Any) -> _Table:  # noqa: ANN401 - a DataFrame
        self._written += 1
        part = f"{self._folder}/{name}-{self._written}"
        seen = self._sql.Observation()
        frame.observe(seen, self._functions.count(self._functions.lit(1)).alias("rows")).write.parquet(part)
        added = int(seen.get["rows"])
        if added:
            table.parts.append(part)
            table.rows += added
        else:
            self._remove([part])
        return table

    def _compact(self, name: str) -> None:
        """Make one folder of all those of a table; what was made of the old ones has been written."""
        old = self._tables[name]
        self._tables[name] = self._write(_Table(old.schema), name, self._read(old))
        self._remove(old.parts)

    def _show(self, name: str) -> None:
        """Let queries see a table as it is now."""
        self._read(self._tables[name]).createOrReplaceTempView(name)

    def _read(self, table: _Table) -> Any:  # noqa: ANN401 - a DataFrame
        if not table.parts:
            fields = table.schema.fields
            nothing = (f"CAST(NULL AS {field.dataType.simpleString()}) AS {field.name}" for field in fields)
            return self._session.sql(_EMPTY.format(columns=", ".join(nothing)))
        return self._session.read.schema(table.schema).parquet(*table.parts)

    def _drop(self, name: str) -> None:
        table = self._tables.pop(name)
        self._session.catalog.dropTempView(name)
        self._remove(table.parts)

    def upload(self, path: Path) -> str:
        """Copy a local file into the folder; returns where it is then."""
        target = f"{self._folder}/{path.name}"
        self._files(target).copyFromLocalFile(self._path(str(path.absolute())), self._path(target))
        return target

    def download(self, name: str, folder: Path) -> list[Path]:
        """Copy a table into a local folder; returns its files of Parquet."""
        target = folder / name
        for number, part in enumerate(self._tables[name].parts):
            # Without the files of checksums that Hadoop writes beside local ones.
            place = self._path(str((target / str(number)).absolute()))
            self._files(part).copyToLocalFile(False, self._path(part), place, True)
        return sorted(target.rglob("*.parquet"))

    def clear(self) -> None:
        """Remove the folder with all tables."""
        self._remove([self._folder])

    def _remove(self, folders: Sequence[str]) -> None:
        for folder in folders:
            self._files(folder).delete(self._path(folder), True)

    def _path(self, name: str) -> Any:  # noqa: ANN401 - an object of Java
        return self._session._jvm.org.apache.hadoop.fs.Path(name)

    def _files(self, name: str) -> Any:  # noqa: ANN401 - an object of Java
        """The file system of a path, as Hadoop has it."""
        return self._path(name).getFileSystem(self._session.sparkContext._jsc.hadoopConfiguration())


class _Result:
    """Rows, fetched from the cluster as they are wanted."""

    def __init__(self, rows: Iterator[Any]) -> None:
        self._rows = rows

    def fetchall(self) -> list[Any]:
        """All rows, as tuples."""
        return [tuple(row) for row in self._rows]

    def fetchmany(self, size: int = 1) -> list[Any]:
        """The next rows, as tuples."""
        return [tuple(row) for row in islice(self._rows, size)]


def _written(number: int) -> Rows:
    return _Result(iter([(number,)]))
