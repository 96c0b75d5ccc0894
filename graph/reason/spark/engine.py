"""The dated engine on Apache Spark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ...errors import ReasoningError
from ..closure import Progress
from ..evaluation.engine import Engine
from ..evaluation.fixpoint import Fixpoint
from ..rules.rule import Rule
from .connection import SparkConnection
from .session import spark_session


@dataclass(frozen=True)
class SparkPlace:
    """Where Spark runs and keeps its tables: the address of a master, and a path of Hadoop's kind.

    All machines of the cluster reach the path. Empty, it means a temporary folder, which is enough for `local[…]`.
    """

    master: str
    folder: str = ""


class SparkEngine(Engine):
    """The engine over a `SparkConnection`; no two terms of what it closes have one id, or it is refused."""

    def __init__(
        self, connection: SparkConnection, rules: Sequence[Rule], progress: Progress, *, dated: bool = True
    ) -> None:
        super().__init__(connection, rules, progress, dated=dated)
        self._spark = connection

    @property
    def spark(self) -> SparkConnection:
        """The connection, as what it is on Spark."""
        return self._spark

    def load(self, path: Path | str) -> int:
        """Read canonical N-Quads, from a local file or a path of Hadoop's kind; see `Engine.load`."""
        number = super().load(self._spark.upload(path) if isinstance(path, Path) else path)
        self.refuse_collisions()
        self._spark.expect(number)
        return number

    def close(self) -> Fixpoint:
        """Derive all that follows; see `Engine.close`."""
        fixpoint = super().close()
        self.refuse_collisions()
        return fixpoint

    def refuse_collisions(self) -> None:
        """Raise ReasoningError if two terms of the dictionary have one id."""
        rows = self._db.execute(
            "SELECT min(text), max(text) FROM term GROUP BY id HAVING count(*) > 1 OR id = 0 LIMIT 1"
        ).fetchall()
        for first, second in rows:
            raise ReasoningError(
                f"The terms {first} and {second} have one hash of 62 bits, so that Spark would take them for one; "
                "expected different ones. Name one of them otherwise, or reason with DuckDB."
            )


@contextmanager
def spark_engine(
    place: SparkPlace, rules: Sequence[Rule], progress: Progress, temporary: str
) -> Iterator[SparkEngine]:
    """An engine on Spark that keeps its tables at the place, or in a temporary folder; the session ends after it.

    Raises what `spark_session` raises.
    """
    with spark_session(place.master) as session:
        connection = SparkConnection(session, place.folder or temporary)
        try:
            yield SparkEngine(connection, rules, progress)
        finally:
            connection.clear()
