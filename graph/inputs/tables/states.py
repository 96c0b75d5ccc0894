"""states.csv: states, dependencies and constituent republics with their lifespans, capitals and UN admission."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from .dates import between
from .entity_registry import TERRITORY_PREFIX, slugify
from .rdf_terms import entity_iri, midnight
from .recorder import Recorder, Situation, Subject
from .table import Table, TableRow

NAME = "states.csv"
COLUMNS = (
    "id",
    "label",
    "official_name",
    "kind",
    "part_of",
    "valid_from",
    "valid_until",
    "capital",
    "capital_since",
    "un_region",
    "un_admitted",
    "reference",
    "locator",
    "note",
)
KINDS = {
    "state": "State",
    "historical-state": "State",
    "constituent-republic": "ConstituentRepublic",
    "dependency": "Dependency",
    "actor": "Actor",
}
"""The class by the kind; what is more than one of them in its life is an actor, and statuses.csv has its statuses."""


def declares(table: Table) -> Iterator[tuple[str, str]]:
    """The actors of the list, and the main territory of each."""
    for row in table.rows:
        yield row["id"], row["label"]
        yield TERRITORY_PREFIX + row["id"], _territory_label(row)


def ends(table: Table) -> Iterator[tuple[str, str]]:
    """The actors that ceased to exist, with the date."""
    return ((row["id"], row["valid_until"]) for row in table.rows if row["valid_until"])


def record(table: Table, recorder: Recorder) -> None:
    """Describe each actor, its territory and its capital."""
    for row in table.rows:
        kind = recorder.choice(row, "kind", KINDS)
        if kind:
            _record_actor(row, kind, recorder)


def _record_actor(row: TableRow, kind: str, recorder: Recorder) -> None:
    actor = recorder.entity(row, row["id"], kind, row["label"])
    lifespan = recorder.period(row, "valid_from", "valid_until")
    recorder.dates(actor, lifespan)
    if row["official_name"]:
        recorder.add(actor, "officialName", ox.Literal(row["official_name"], language="en"))
    _record_territory(row, kind, actor, recorder)
    if row["capital"]:
        _record_capital(row, actor, recorder)
    if row["un_region"]:
        recorder.add(actor, "unRegion", _region(row["un_region"], recorder))
    admitted = recorder.date(row, "un_admitted")
    if admitted:
        recorder.add(actor, "unAdmission", midnight(admitted.first))


def _record_territory(row: TableRow, kind: str, actor: Subject, recorder: Recorder) -> None:
    """Record the main territory, with the lifespan of its actor.

    holdings.csv says who holds that of a dependency, and statuses.csv who holds that of an actor of changing status.
    """
    territory = entity_iri(TERRITORY_PREFIX + row["id"])
    recorder.kind(territory, "Territory")
    recorder.label(territory, _territory_label(row))
    recorder.dates(territory, recorder.period(row, "valid_from", "valid_until"))
    if kind == "Dependency":
        recorder.add(actor, "governsTerritory", territory)
    elif kind == "ConstituentRepublic":
        federation = recorder.required(row, "part_of")
        if federation:
            recorder.add(actor, "partOf", federation)
            recorder.add(territory, "partOf", entity_iri(TERRITORY_PREFIX + row["part_of"]))
    elif kind == "State":
        recorder.add(territory, "territoryOf", actor)


def _record_capital(row: TableRow, actor: Subject, recorder: Recorder) -> None:
    """Record the last capital, from its date or the begin of the state until the end of the state."""
    since = recorder.date(row, "capital_since") or recorder.date(row, "valid_from")
    name = f"capital-{row['id']}-{slugify(row['capital'])}"
    period = between(since, recorder.date(row, "valid_until"))
    label = f"{row['capital']} is the capital of {row['label']}"
    recorder.situation(
        row,
        Situation(name, "CapitalStatus", label, period),
        capitalCity=recorder.city(row["capital"]),
        capitalState=actor,
    )


def _region(name: str, recorder: Recorder) -> Subject:
    region = entity_iri(slugify(name))
    recorder.kind(region, "WorldRegion")
    recorder.label(region, name)
    return region


def _territory_label(row: TableRow) -> str:
    return f"Territory of {row['label']}"
