"""Writes `names.csv` anew from the release of the Unicode CLDR that the installed Babel carries.

    python sources/cldr-names/make_names.py        (needs `pip install babel`)

A territory of the CLDR is the state or dependency that has its ISO 3166-1 alpha-2 code in `baseline-states/codes.csv`
today. Names that this list already has in the same language are left out.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages

SOURCE = Path(__file__).parent
STATES = SOURCE.parent / "baseline-states"
LANGUAGES = ("ar", "de", "es", "fa", "fr", "kk", "ru", "zh", "zh_Hant")
"""Languages in which every territory is named: those of the United Nations without English, and four more."""
KOSOVO = ("kosovo", "XK")
"""The only state here without a code of ISO 3166-1 that the CLDR names, by a code for private use."""
# The CLDR names the regions, with "SAR" and "China", and the territories; the entities here are named by hand.
NAMED_BY_HAND = {"HK", "MO", "PS"}
_TWO_NAMES = re.compile(r"(Myanmar|Мьянма|ميانمار|میانمار) \((.+)\)")
HEADER = ("entity", "language", "name", "name_kind", "reference")


def main() -> None:
    """Write the list, sorted by entity, language and name."""
    known = set(_known_names())
    rows = sorted({row for row in _names() if row not in known})
    with (SOURCE / "names.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows((*row, "alternative", "cldr") for row in rows)
    print(f"{len(rows)} names")


def _names() -> Iterator[tuple[str, str, str]]:
    """Entity, language and name, for the languages of all and those official in the territory."""
    for entity, territory in _territories():
        official = get_official_languages(territory, regional=True, de_facto=True)
        for language in sorted({*LANGUAGES, *official} - {"en"}):
            for name in _spelled(_name(language, territory)):
                yield entity, language.replace("_", "-"), name


def _territories() -> Iterator[tuple[str, str]]:
    """The identifier of each entity with the code of its territory."""
    yield KOSOVO
    for row in _read(STATES / "codes.csv"):
        is_current = row["scheme"] == "iso-3166-1-alpha-2" and not row["valid_until"]
        if is_current and row["notation"] not in NAMED_BY_HAND:
            yield row["entity"], row["notation"]


def _name(language: str, territory: str) -> str:
    try:
        return str(Locale.parse(language).territories.get(territory, ""))
    except (UnknownLocaleError, ValueError):
        return ""  # a language without data


def _spelled(name: str) -> list[str]:
    """Both names of Myanmar, which stand as `Myanmar (Burma)` in many languages; a name in parentheses of its own."""
    if match := _TWO_NAMES.fullmatch(name):
        return [match[1], match[2]]
    return [name] if name else []


def _known_names() -> Iterator[tuple[str, str, str]]:
    return ((row["entity"], row["language"], row["name"]) for row in _read(STATES / "names.csv"))


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
