"""Dates in plain English, wherever they stand in a question: "in 1913", "on 16 December 1991", "during the 1990s"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ...rdf.written_days import written
from .window import Window, day_window, next_day, previous_day

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NUMBER_OF = {name[:length]: number for number, name in enumerate(_MONTHS, 1) for length in (3, len(name))} | {
    "sept": 9
}
_MONTH = rf"(?P<{{0}}mon>{'|'.join(sorted(_NUMBER_OF, key=len, reverse=True))})\.?"
_SEASONS = {"spring": (3, 6), "summer": (6, 9), "autumn": (9, 12), "fall": (9, 12)}
_SPANS = {"early": (0, 4), "mid": (3, 7), "late": (6, 10)}
"""Parts of a decade, as years from its first; they overlap, as they do in speech."""
_TODAY = (
    "as of today",
    "at present",
    "at the moment",
    "right now",
    "these days",
    "presently",
    "currently",
    "nowadays",
    "today",
    "now",
    "present day",
    "current",
    "present",
)
_ANY_TIME = (
    "throughout history",
    "of all time",
    "at any time",
    "ever since",
    "in history",
    "historically",
    "over time",
    "ever",
    "to date",
    "so far",
)


def _date_pattern(name: str) -> str:
    """A date as a regular expression, its groups prefixed with `name`."""
    month, year = _MONTH.format(name), r"(?:\d{4}|1[0-9]\d\d)"
    return (
        rf"(?:(?:the )?(?:year |years )?(?:"
        rf"(?P<{name}iso>{year}-\d\d-\d\d)"
        rf"|(?P<{name}dmy>(?:the )?(?P<{name}d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {month},? (?P<{name}y>{year}))"
        rf"|(?P<{name}mdy>{month.replace(f'{name}mon', f'{name}mon2')} "
        rf"(?P<{name}d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<{name}y2>{year}))"
        rf"|(?P<{name}my>{month.replace(f'{name}mon', f'{name}mon3')},? (?:of )?(?P<{name}y3>{year}))"
        rf"|(?P<{name}ym>{year}-(?:0[1-9]|1[0-2]))(?![\d-])"
        rf"|(?P<{name}dec>(?:(?P<{name}part>early|mid|late)[ -])?(?:the )?(?P<{name}ten>\d{{3}}0)'?s)"
        rf"|(?P<{name}season>spring|summer|autumn|fall)(?: of)? (?P<{name}sy>{year})"
        rf"|(?:(?P<{name}edge>beginning|start|outset|end|close|middle|eve|outbreak|aftermath) of )?"
        rf"(?:the )?(?P<{name}named>{{named}})"
        rf"|(?:(?P<{name}edge2>beginning|start|outset|end|close|middle) of )(?:the )?(?:year )?(?P<{name}ey>{year})"
        rf"|(?:(?P<{name}third>early|mid|late)[ -])(?P<{name}ty>{year})"
        rf"|(?P<{name}cent>1[3-9]|2[01])(?:th|st) century"
        rf"|(?P<{name}year>{year})(?![\d-])"
        rf"))"
    )


@dataclass(frozen=True)
class Dated:
    """A part of a question that names a time: from the letter `start` to before `end`."""

    start: int
    end: int
    window: Window
    is_bare_name: bool = False
    """Whether it is a period with a name and no preposition: what "ended the Korean War" is about."""


class DayReader:
    """Finds the times that texts name; `named` are periods with names of their own, such as the Cold War."""

    def __init__(self, named: dict[str, tuple[date, date]], today: date) -> None:
        self._named = named
        self._today = today
        names = "|".join(map(re.escape, sorted(named, key=len, reverse=True))) or r"(?!)"
        first, second, third = (_date_pattern(name).replace("{named}", names) for name in ("a", "b", "c"))
        before, after = "before|prior to|until|till|up to|preceding", "after|following"
        self._phrase = re.compile(
            rf"\b(?:"
            rf"(?:between|from|during|in)? ?{first} ?(?:and|to|until|till|through|[-\u2013\u2014]) ?{second}"
            rf"|(?P<open>{before}|{after}|since|from)? ?{third}"
            rf"(?P<onwards> onwards?| and after| or later)?"
            rf"|(?P<now>as of (?:now|today)|{'|'.join(_TODAY)})"
            rf"|(?P<ever>{'|'.join(_ANY_TIME)})"
            rf")\b",
            re.IGNORECASE,
        )
        self._lead = re.compile(
            r"(?:\b(?:as it stood |as they stood )?"
            r"(?:as of|as at|in|on|at|by|during|throughout|around|circa|ca|for|over|of|within|back in)"
            r"(?: all of| the)?[ ]*)$",
            re.IGNORECASE,
        )

    def times_in(self, text: str) -> list[Dated]:
        """The times that a text names, in its order, with the prepositions before them."""
        return list(self._found(text))

    def _found(self, text: str) -> Iterator[Dated]:
        place = 0
        while match := self._phrase.search(text, place):
            window = self._window(match)
            place = match.start() + 1 if window is None else match.end()
            if window is None:
                continue
            lead, again = self._lead.search(text[: match.start()]), _AGAIN.match(text, match.end())
            place = again.end() if again else place
            is_bare = bool(match["cnamed"]) and not (lead or match["open"] or match["cedge"])
            yield Dated(lead.start() if lead else match.start(), place, window, is_bare)

    def _window(self, match: re.Match[str]) -> Window | None:
        if match["now"]:
            return day_window(self._today, f"today ({written(self._today)})")
        if match["ever"]:
            return Window(None, None, "at any time")
        groups = match.groupdict()
        if any(groups[f"a{key}"] for key in _KINDS):
            return self._between(groups, self._read(groups, "a"), self._read(groups, "b"))
        window = self._read(groups, "c")
        return window and _opened(window, (match["open"] or "").casefold(), onwards=bool(match["onwards"]))

    @staticmethod
    def _between(_groups: dict[str, str], first: Window | None, second: Window | None) -> Window | None:
        if first is None or second is None or (first.begins and second.ends and first.begins >= second.ends):
            return None
        return Window(first.begins, second.ends, f"between {_bare(first)} and {_bare(second)}")

    def _read(self, groups: dict[str, str], name: str) -> Window | None:
        """The window of the date whose groups begin with `name`; None for one that the calendar lacks."""
        group = {key.removeprefix(name): value for key, value in groups.items() if key.startswith(name) and value}
        try:
            return self._of_groups(group)
        except ValueError:
            return None

    def _of_groups(self, group: dict[str, str]) -> Window | None:  # noqa: PLR0911 - one form of dates a line
        if "iso" in group:
            return day_window(date.fromisoformat(group["iso"]))
        if "dmy" in group or "mdy" in group:
            year, day = int(group.get("y") or group["y2"]), int(group.get("d") or group["d2"])
            return day_window(date(year, _month(group.get("mon") or group["mon2"]), day))
        if "my" in group:
            return _months(int(group["y3"]), _month(group["mon3"]), 1)
        if "ym" in group:
            return _months(int(group["ym"][:4]), int(group["ym"][5:]), 1)
        if "dec" in group:
            return _decade(int(group["ten"]), group.get("part", "").casefold())
        if "season" in group:
            first, last = _SEASONS[group["season"].casefold()]
            return _months(int(group["sy"]), first, last - first, f"in the {group['season']} of {group['sy']}")
        if "named" in group:
            name = " ".join(group["named"].casefold().split())
            begins, ends = self._named[name]
            is_day = ends == next_day(begins)
            words = f"on {written(begins)}" if is_day else f"during {group['named']}"
            return _edge(
                Window(begins, ends, words),
                group.get("edge", "").casefold(),
                group["named"],
            )
        if "ey" in group:
            return _edge(_years(int(group["ey"]), 1), group["edge2"].casefold(), group["ey"])
        if "ty" in group:
            first = {"early": 1, "mid": 5, "late": 9}[group["third"].casefold()]
            return _months(int(group["ty"]), first, 4, f"in {group['third']} {group['ty']}")
        if "cent" in group:
            first = (int(group["cent"]) - 1) * 100
            return Window(date(first + 1, 1, 1), date(first + 101, 1, 1), f"in the {group['cent']}th century")
        return _years(int(group["year"]), 1) if "year" in group else None


_AGAIN = re.compile(r" \(\d{1,2} [A-Z][a-z]{2} \d{4}\)")
"""The day that a time comes to, as cards add it: “at the end of 1989 (31 Dec 1989)”."""
_KINDS = ("iso", "dmy", "mdy", "my", "ym", "dec", "season", "named", "ey", "ty", "cent", "year")


def _opened(window: Window, word: str, *, onwards: bool) -> Window:
    """The window before, after or since another."""
    if word == "since" or (word == "from" and not window.is_day) or onwards:
        return Window(window.begins, None, f"since {_bare(window)}")
    if word.startswith(("after", "following")):
        return Window(window.ends, None, f"after {_bare(window)}")
    if word.startswith(("before", "prior", "preceding")):
        return Window(None, window.begins, f"before {_bare(window)}")
    if word in {"until", "till", "up to"}:
        return Window(None, window.begins if window.is_day else window.ends, f"until {_bare(window)}")
    return window


def _bare(window: Window) -> str:
    """The words of a window without their preposition."""
    return re.sub(r"^(?:in|on|during|at) ", "", window.words)


def _edge(window: Window, word: str, name: str) -> Window:
    """The first or the last day of a window, or one near to it."""
    begins, ends = window.begins or date.min, window.ends or date.max
    days = {"eve": previous_day(begins), "aftermath": ends, "middle": begins + (ends - begins) / 2}
    if not word:
        return window
    days |= dict.fromkeys(("beginning", "start", "outset", "outbreak"), begins)
    day = days.get(word, previous_day(ends))
    return day_window(day, f"{'on' if word == 'eve' else 'at'} the {word} of {name} ({written(day)})")


def _month(name: str) -> int:
    return _NUMBER_OF[name.casefold()]


def _months(year: int, month: int, count: int, words: str = "") -> Window:
    last = month - 1 + count
    begins = date(year, month, 1)
    return Window(
        begins, date(year + last // 12, last % 12 + 1, 1), words or f"in {_MONTHS[month - 1].title()} {year}"
    )


def _years(year: int, count: int) -> Window:
    return Window(date(year, 1, 1), date(year + count, 1, 1), f"in {year}")


def _decade(first: int, part: str) -> Window:
    begins, ends = _SPANS.get(part, (0, 10))
    words = f"in the {f'{part} ' if part else ''}{first}s"
    return Window(date(first + begins, 1, 1), date(first + ends, 1, 1), words)


__all__ = ["Dated", "DayReader", "next_day"]
