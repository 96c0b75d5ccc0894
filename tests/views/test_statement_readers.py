"""The index of a closure and the store of a day tell the same of a thing."""

from collections.abc import Mapping
from datetime import date

import pytest

from westphalia.rdf.namespaces import BASE, WPH
from westphalia.settings import Settings
from westphalia.store import EmbeddedStore
from westphalia.versions.day_snapshots import Snapshots
from westphalia.versions.published import CurrentVersion
from westphalia.views.closure_index import index_of
from westphalia.views.entities.statement_readers import IndexReader, Named, StatementReader, StoreReader

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
THINGS = (
    "id/kazakhstan",
    "id/soviet-union",
    "id/csto",
    "id/kazakhstan-russia-border",
    "source/rousseau-2011",
    "id/none",
)


def ours(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    return {pair for pair in pairs if pair[0].startswith(str(WPH)) or pair[0] == TYPE}


def sets_of(named: Named) -> dict[str, dict[str, set[str]]]:
    return {subject: {prop: set(found) for prop, found in values.items()} for subject, values in named.items()}


def bounds_of(history: Mapping[bool, Mapping[tuple[str, str], list]]) -> dict:
    return {
        side: {pair: sorted((period.begin, period.end) for period in periods) for pair, periods in pairs.items()}
        for side, pairs in history.items()
    }


def everything(reader: StatementReader, iri: str) -> tuple:
    stated = sorted((prop, sorted(cell.items())) for prop, cell in reader.stated(iri))
    return (
        stated,
        ours(reader.shown(iri)),
        ours(reader.shown_of(iri)),
        sets_of(reader.naming(iri)),
        bounds_of(reader.history(iri)),
    )


@pytest.mark.thorough
@pytest.mark.parametrize("day", ["1985-01-01", "2011-06-01"])
def test_index_and_store_have_the_same(settings: Settings, day: str) -> None:
    version = CurrentVersion(settings).current()
    index = index_of(version)
    assert index is not None
    lease = Snapshots(settings.snapshots).lease_at(version.folder, date.fromisoformat(day))
    store = EmbeddedStore.open(lease.folder / "store")
    for name in THINGS:
        iri = f"{BASE}{name}"
        read = everything(IndexReader(index, date.fromisoformat(day)), iri)
        assert read == everything(StoreReader(store), iri), name
        assert bool(read[0]) == (name != "id/none")


def test_a_thing_has_other_relations_on_other_days(settings: Settings) -> None:
    index = index_of(CurrentVersion(settings).current())
    assert index is not None
    member = (str(WPH.memberOf), f"{BASE}id/csto")
    held = {
        day: member in IndexReader(index, date(*day)).shown(f"{BASE}id/uzbekistan")
        for day in ((2000, 1, 1), (2010, 1, 1))
    }

    assert held == {(2000, 1, 1): False, (2010, 1, 1): True}
