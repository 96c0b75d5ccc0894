"""Lists of states as their publishers give them, read from the user's own file.

The lists may not be passed on, so the project ships none. A file is recognized by its header, or by its form where it
has none; a header that is not known is refused with what was found.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from ...errors import InputError
from ...inputs.tables.encodings import decoded
from .systems import StateSystem, SystemMembership, system_of

COW_TITLE = "Correlates of War: State System Membership"
COW_CITATION = "Correlates of War Project. State System Membership List, v{version}. https://correlatesofwar.org"
GW_TITLE = "Gleditsch and Ward: Independent States"
GW_CITATION = (
    "Gleditsch, Kristian S., and Michael D. Ward. 1999. Interstate System Membership: A Revised List of the "
    "Independent States since the Congress of Vienna. International Interactions 25 (4): 393-413."
)
NEVER = date.max
"""The year in which a list lets a spell end that goes on."""
_DAY = timedelta(days=1)

Row = dict[str, str]


@dataclass(frozen=True)
class ListForm:
    """A form in which a list is published: the header of its columns, and how a row becomes a spell."""

    system: str
    header: tuple[str, ...]
    read: Callable[[Row, RowPlace], SystemMembership]


@dataclass(frozen=True)
class RowPlace:
    """Where a row stands, for sentences on what is wrong with it."""

    file: str
    line: int

    def wrong(self, column: str, value: str, expected: str) -> InputError:
        """The error for a cell."""
        return InputError(f"{self.file}, line {self.line}, {column}: {value!r}; expected {expected}.")


def read_system(path: Path, system: str = "") -> StateSystem:
    """The system in a file; `system` (`cow` or `gw`) is what the user expects it to be, empty: whichever it is.

    Raises InputError when the file cannot be read, its header is not known, or a row cannot be used.
    """
    text = _text_of(path)
    form, rows = _rows_of(text, path.name)
    if system and form.system != system:
        raise InputError(f"{path.name} has the header of the list {form.system!r}; expected that of {system!r}.")
    spells = [form.read(row, place) for row, place in rows]
    if not spells:
        raise InputError(f"{path.name} has a header and no rows; expected a spell of a state in each row.")
    return _system(form, spells, _version_of(form, text), path.name)


def _text_of(path: Path) -> str:
    try:
        return decoded(path.read_bytes(), path.name)
    except OSError as error:
        raise InputError(f"The list {path.name} cannot be read: {error.strerror}.") from None


def _rows_of(text: str, name: str) -> tuple[ListForm, Iterator[tuple[Row, RowPlace]]]:
    first = text.partition("\n")[0].strip()
    form = next((form for form in FORMS if form.header and _header(first) == form.header), None)
    if form is not None:
        return form, _of_table(csv.DictReader(io.StringIO(text)), name)
    if _is_headless(first):
        return HEADLESS, _of_lines(text.split("\n"), name)
    known = "; ".join(",".join(form.header) for form in FORMS)
    raise InputError(f"{name} begins with {first[:120]!r}, which no list of states has; expected one of: {known}.")


def _header(line: str) -> tuple[str, ...]:
    return tuple(cell.strip().strip('"').lower() for cell in line.split(","))


def _of_table(rows: Iterable[Row], name: str) -> Iterator[tuple[Row, RowPlace]]:
    for line, row in enumerate(rows, start=2):
        place = RowPlace(name, line)
        if None in row or None in row.values():
            raise InputError(f"{name}, line {line}: the row has not as many cells as the header; expected as many.")
        yield {key.strip().strip('"').lower(): value.strip() for key, value in row.items()}, place


def _is_headless(line: str) -> bool:
    parts = line.split("\t")
    return len(parts) == len(_HEADLESS) and parts[0].strip().isdecimal() and parts[3].count(":") == 2


def _of_lines(lines: Sequence[str], name: str) -> Iterator[tuple[Row, RowPlace]]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            cells = [cell.strip() for cell in line.split("\t")]
            if len(cells) != len(_HEADLESS):
                raise InputError(
                    f"{name}, line {number}: {len(cells)} cells; expected {len(_HEADLESS)}, separated by tabs."
                )
            yield dict(zip(_HEADLESS, cells, strict=True)), RowPlace(name, number)


def _cow(row: Row, place: RowPlace) -> SystemMembership:
    begin = _parts(row, place, *_BEGIN)
    end = _parts(row, place, *_END)
    return _spell(_number(row, place, "ccode"), row["statenme"], begin, end, place)


def _spells_table(number: str, name: str) -> Callable[[Row, RowPlace], SystemMembership]:
    """Reads rows of a table of spells, in which days stand as 1816-01-01."""

    def read(row: Row, place: RowPlace) -> SystemMembership:
        begin, end = (_iso(row, place, column) for column in ("start", "end"))
        return _spell(_number(row, place, number), row[name], begin, end, place)

    return read


def _gw_headless(row: Row, place: RowPlace) -> SystemMembership:
    begin, end = (_colons(row, place, column) for column in ("start", "end"))
    return _spell(_number(row, place, "number"), row["name"], begin, end, place)


_BEGIN, _END = ("styear", "stmonth", "stday"), ("endyear", "endmonth", "endday")
_HEADLESS = ("number", "abbreviation", "name", "start", "end")
HEADLESS = ListForm("gw", (), _gw_headless)
"""The form of `ksgmdw.txt`: no header, cells between tabs, days as 01:01:1816."""
FORMS = (
    ListForm(
        "cow",
        ("stateabb", "ccode", "statenme", *_BEGIN, *_END, "version"),
        _cow,
    ),
    ListForm("cow", ("ccode", "cw_abb", "cw_name", "start", "end"), _spells_table("ccode", "cw_name")),
    ListForm("gw", ("gwcode", "gw_abb", "gw_name", "microstate", "start", "end"), _spells_table("gwcode", "gw_name")),
    # The next two are those of the package "states" of R.
    ListForm(
        "cow",
        ("cowcode", "cowc", "country_name", "start", "end", "microstate"),
        _spells_table("cowcode", "country_name"),
    ),
    ListForm(
        "gw", ("gwcode", "gwc", "country_name", "start", "end", "microstate"), _spells_table("gwcode", "country_name")
    ),
    HEADLESS,
)


def _spell(code: str, name: str, begin: date, end: date, place: RowPlace) -> SystemMembership:
    if end < begin:
        raise place.wrong("end", end.isoformat(), f"a day not before the first, {begin.isoformat()}")
    return SystemMembership(code, name, begin, end if end.year == NEVER.year else end + _DAY)


def _number(row: Row, place: RowPlace, column: str) -> str:
    text = row[column].removesuffix(".0")  # programs that know blank cells write whole numbers so
    if not text.isdecimal():
        raise place.wrong(column, row[column], "the number of a state")
    return str(int(text))


def _parts(row: Row, place: RowPlace, *columns: str) -> date:
    texts = [row[column] for column in columns]
    try:
        year, month, day = (int(text) for text in texts)
        return date(year, month, day)
    except ValueError:
        raise place.wrong(", ".join(columns), "-".join(texts), "a day as year, month and day") from None


def _iso(row: Row, place: RowPlace, column: str) -> date:
    try:
        return date.fromisoformat(row[column])
    except ValueError:
        raise place.wrong(column, row[column], "a day such as 1816-01-01") from None


def _colons(row: Row, place: RowPlace, column: str) -> date:
    try:
        day, month, year = (int(part) for part in row[column].split(":"))
        return date(year, month, day)
    except ValueError:
        raise place.wrong(column, row[column], "a day such as 01:01:1816") from None


def _version_of(form: ListForm, text: str) -> str:
    if "version" not in form.header:
        return ""
    row = next(csv.DictReader(io.StringIO(text)))
    return {name.lower(): value for name, value in row.items()}["version"].strip()


def _system(form: ListForm, spells: Sequence[SystemMembership], version: str, origin: str) -> StateSystem:
    """The system with its bounds: spells that stop with the list, or never, are open."""
    begin, until = min(spell.begin for spell in spells), _end_of_list(spells)
    is_cow = form.system == "cow"
    version = version or str((until - _DAY).year)
    return system_of(
        [replace(s, until=min(s.until, until), is_open=s.until >= until) for s in spells],
        name=form.system,
        title=COW_TITLE if is_cow else GW_TITLE,
        begin=begin,
        until=until,
        scheme="cowStateNumber" if is_cow else "gleditschWardNumber",
        version=version,
        origin=origin,
        citation=COW_CITATION.format(version=version) if is_cow else GW_CITATION,
    )


def _end_of_list(spells: Iterable[SystemMembership]) -> date:
    """The first day about which a list says nothing: after the last end, or the last beginning where none ends."""
    days = [day for spell in spells for day in (spell.begin + _DAY, spell.until) if day.year != NEVER.year]
    return max(days)
