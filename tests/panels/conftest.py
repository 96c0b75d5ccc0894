"""Lists of states of the same shape as the published ones, and the published ones where they lie beside the project."""

from pathlib import Path

import duckdb
import pytest

from tests.conftest import SHARED
from westphalia.panels.source.system_files import read_system
from westphalia.panels.source.systems import StateSystem
from westphalia.panels.units import load_members, make_rows, read_unit, read_years
from westphalia.panels.year_rules import read_year_rule

COW_HEADER = "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version"
COW_ROWS = (
    "RUR,700,Ruritania,1900,3,1,1975,11,30,2016",
    "RUR,700,Ruritania,1991,12,16,2016,12,31,2016",
    "GRU,701,Grand Fenwick,1975,11,25,2016,12,31,2016",
    "SUR,115,Sylvania,1975,5,1,1975,11,24,2016",
    "KAZ,705,Kazakhstan,1991,12,16,2016,12,31,2016",
    "RUS,365,Russia,1816,1,1,2016,12,31,2016",
)


@pytest.fixture
def cow_file(tmp_path: Path) -> Path:
    return write_list(tmp_path / "states2016.csv", COW_HEADER, *COW_ROWS)


@pytest.fixture
def cow(cow_file: Path) -> StateSystem:
    return read_system(cow_file)


def write_list(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def published(name: str) -> StateSystem:
    """A published list; skips where it is not beside the project."""
    path = SHARED / "datasets" / name
    if not path.exists():
        pytest.skip(f"the list {name} may not be passed on, and is not beside the project")
    return read_system(path)


def rows_of(system: StateSystem, unit: str, rule: str, first: int, last: int, *, past_list: bool = False):
    """A connection in which the rows of a panel were made."""
    connection = duckdb.connect()
    years = read_years(first, last)
    load_members(connection, system, years, past_list=past_list)
    make_rows(connection, read_unit(unit), years, read_year_rule(rule), system.until)
    return connection


def keys(connection, columns: str = "x.code, y.code, year") -> list[tuple]:
    """The rows with codes in the place of members."""
    return connection.execute(
        f"""SELECT {columns} FROM rows JOIN members x ON a = x.member LEFT JOIN members y ON b = y.member
        ORDER BY row"""
    ).fetchall()
