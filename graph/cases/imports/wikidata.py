"""Statements of Wikidata, as JSON of an item or as SPARQL results, with their qualifiers and references.

A statement counts if its property is one of those below; start, end and point in time become its dates, and its
reference the place in the source.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ...errors import InputError
from ...rdf.reading import unreadable
from .sheet_writer import StatementRow

RELATIONS: dict[str, str] = {
    "P463": "is a member of",
    "P36": "has capital",
    "P39": "holds the office of",
    "P47": "borders",
    "P530": "recognizes",
    "P1891": "signed",
    "P131": "is located in",
    "P361": "is part of",
}
"""Properties of Wikidata, and the relations that they are."""
_START, _END, _POINT, _URL = "P580", "P582", "P585", "P854"
_PRECISIONS = {9: 4, 10: 7, 11: 10}
"""How many characters of a time are known at each precision of Wikidata: year, month, day."""
_ITEM = re.compile(r"Q[1-9]\d*$")


def statements_of_wikidata(path: Path, names: Mapping[str, str]) -> Iterator[StatementRow]:
    """The statements in a file; `names` has the identifier of each entity of the graph by its item.

    Raises InputError when it is neither JSON of items nor SPARQL results.
    """
    try:
        document = json.loads(path.read_bytes())
    except OSError as error:
        raise unreadable(path, error) from None
    except ValueError:
        raise InputError(f"{path.name} is not JSON; expected items of Wikidata, or SPARQL results.") from None
    if isinstance(document, dict) and "results" in document:
        yield from _of_results(document["results"].get("bindings", []), path.name, names)
    elif isinstance(document, dict) and ("entities" in document or "claims" in document):
        items = document.get("entities", {document.get("id", ""): document})
        for item in items.values():
            yield from _of_item(item, path.name, names)
    else:
        raise InputError(f"{path.name} has neither entities nor results; expected an item's JSON, or SPARQL results.")


def _of_item(item: Mapping[str, Any], file: str, names: Mapping[str, str]) -> Iterator[StatementRow]:
    who = names.get(item.get("id", "")) or _label(item)
    for prop, claims in item.get("claims", {}).items():
        for claim in claims if prop in RELATIONS else ():
            target = claim.get("mainsnak", {}).get("datavalue", {}).get("value", {})
            if isinstance(target, dict) and "id" in target and claim.get("rank") != "deprecated":
                yield _row(who, prop, names.get(target["id"], target["id"]), claim, f"{file}, {claim.get('id', '')}")


def _row(who: str, prop: str, whom: str, claim: Mapping[str, Any], origin: str) -> StatementRow:
    qualifiers = claim.get("qualifiers", {})
    point = _time(qualifiers.get(_POINT, ()))
    cells = {
        "who": who,
        "relation": RELATIONS[prop],
        "whom": whom,
        "from": _time(qualifiers.get(_START, ())) or point,
        "until": _time(qualifiers.get(_END, ())),
        "where": _reference(claim.get("references", ())) or f"Wikidata {prop}",
        "note": f"imported from {origin}",
    }
    return StatementRow(cells)


def _time(snaks: Iterable[Mapping[str, Any]]) -> str:
    for snak in snaks:
        value = snak.get("datavalue", {}).get("value", {})
        length = _PRECISIONS.get(value.get("precision", 0))
        if length and str(value.get("time", "")).startswith("+"):
            return str(value["time"])[1 : 1 + length]
    return ""


def _reference(references: Iterable[Mapping[str, Any]]) -> str:
    for reference in references:
        for snak in reference.get("snaks", {}).get(_URL, ()):
            return str(snak.get("datavalue", {}).get("value", ""))
    return ""


def _label(item: Mapping[str, Any]) -> str:
    return str(item.get("labels", {}).get("en", {}).get("value", item.get("id", "")))


def _of_results(rows: Iterable[Mapping[str, Any]], file: str, names: Mapping[str, str]) -> Iterator[StatementRow]:
    """Rows with the variables item, property or relation, value, and perhaps start, end and reference."""
    for number, row in enumerate(rows, start=1):
        values = {name: str(cell["value"]) for name, cell in row.items()}
        prop = values.get("property", "").rpartition("/")[2]
        relation = values.get("relation") or RELATIONS.get(prop, "")
        if relation and "item" in values and "value" in values:
            origin = f"{file}, result {number}"
            yield StatementRow(
                {
                    "who": _named(values, "item", names),
                    "relation": relation,
                    "whom": _named(values, "value", names),
                    "from": values.get("start", "")[:10],
                    "until": values.get("end", "")[:10],
                    "where": values.get("reference") or f"Wikidata {prop or relation}",
                    "note": f"imported from {origin}",
                }
            )


def _named(values: Mapping[str, str], name: str, names: Mapping[str, str]) -> str:
    item = values[name].rpartition("/")[2]
    if _ITEM.match(item):
        return names.get(item) or values.get(f"{name}Label", item)
    return values[name]
