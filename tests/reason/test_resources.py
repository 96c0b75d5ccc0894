"""What reasoning may use: a limit of memory that holds, and files beyond it."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.reason.conftest import EX
from westphalia.errors import ReasoningError
from westphalia.reason.dated import DATABASE, DatedReasoner, Resources


def spilled(database: duckdb.DuckDBPyConnection) -> int:
    [(size,)] = database.execute("SELECT coalesce(sum(size), 0) FROM duckdb_temporary_files()").fetchall()
    return int(size)


def test_what_exceeds_the_memory_goes_to_the_spill_folder(tmp_path: Path) -> None:
    folder = tmp_path / "spill"
    with Resources("64MB", str(folder)).open(tmp_path / "some.duckdb") as database:
        database.execute("CREATE TEMP TABLE numbers AS SELECT hash(range) AS n FROM range(12_000_000)")
        assert spilled(database) > 10_000_000
        assert list(folder.iterdir())


def test_a_reasoner_closes_within_its_resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asserted = tmp_path / "asserted.nq"
    asserted.write_text(f"<{EX}a> <{EX}b> <{EX}c> <{EX}g> .\n")
    opened: list[dict[str, str]] = []
    connect = duckdb.connect

    def recording(*args: object, config: dict[str, str] | None = None, **more: object) -> duckdb.DuckDBPyConnection:
        opened.append(config or {})
        return connect(*args, config=config or {}, **more)

    monkeypatch.setattr(duckdb, "connect", recording)
    DatedReasoner([], date(2011, 6, 1), resources=Resources("1GB")).close(asserted, tmp_path, lambda _: None)

    assert (tmp_path / DATABASE).exists()
    assert opened[0] == {"memory_limit": "1GB"}


@pytest.mark.parametrize("memory", ["much", "4 apples"])
def test_a_limit_that_is_no_size_is_told_in_one_sentence(tmp_path: Path, memory: str) -> None:
    with pytest.raises(ReasoningError, match=f"with the memory {memory!r}.* expected a size such as 4GB"):
        Resources(memory).open(tmp_path / "some.duckdb")
