"""Snapshots: the world of any day, made once, shared by all days on which it is the same."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from tests.reason.closures import shown
from westphalia.errors import QueryError, StoreError
from westphalia.rdf.namespaces import DERIVED_GRAPHS, QUERIES_GRAPH
from westphalia.reason.views.dated_quads import ALL_DAYS
from westphalia.settings import Settings
from westphalia.versions import change_calendar, day_stores
from westphalia.versions.checksums import damaged_files, write_checksums
from westphalia.versions.closures import opened_closure
from westphalia.versions.day_snapshots import Snapshots, read_day
from westphalia.versions.folders import current_folder
from westphalia.versions.kept_days import lasting_store
from westphalia.versions.manifest import read_manifest

TRAINS = "ASK { id:russia wph:trainsForcesOf id:kazakhstan }"


@pytest.mark.parametrize(
    ("text", "day"),
    [("2011-06-01", date(2011, 6, 1)), ("2011-06", date(2011, 6, 1)), ("2011", date(2011, 1, 1)), ("1648", date(1648, 1, 1))],
)  # fmt: skip
def test_a_day_is_read_from_date_month_or_year(text: str, day: date) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize("text", ["", "June", "2011-13", "2011-02-30", "11-06-01", "2011-06-01T00:00", "20110601"])
def test_anything_else_is_not_a_day(text: str) -> None:
    with pytest.raises(QueryError, match="is not a day"):
        read_day(text)


def test_each_day_has_its_world(article_client: FlaskClient) -> None:
    answers = {
        day: article_client.get(f"/at/{day}/sparql", query_string={"query": TRAINS, "format": "csv"}).text.strip()
        for day in ("1991", "1992", "2005-12-31", "2006-01-01", "2020")
    }

    assert answers == {"1991": "false", "1992": "true", "2005-12-31": "true", "2006-01-01": "false", "2020": "false"}


def test_a_wrong_day_is_one_clear_sentence(client: FlaskClient) -> None:
    answer = client.get("/at/yesterday/sparql", query_string={"query": TRAINS})

    assert answer.status_code == 400
    assert answer.text.startswith("'yesterday' is not a day; expected a date such as 2011-06-01")


def test_situations_are_there_on_every_day(article_client: FlaskClient) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s a wph:TrainingProgramme }"
    counts = {
        article_client.get(f"/at/{day}/sparql", query_string={"query": query, "format": "csv"}).text
        for day in ("1991", "2020")
    }

    assert len(counts) == 1
    assert "0" not in counts.pop().split()


def copy_without_derived(settings: Settings, folder: Path) -> Path:
    """A copy of the current version with nothing that is derived from it."""
    source = current_folder(settings.data_dir)
    return shutil.copytree(source, folder / "version", ignore=shutil.ignore_patterns("derived"))


def test_a_snapshot_is_made_once_and_only_so_many_are_kept(article: Settings, tmp_path: Path) -> None:
    snapshots = Snapshots(kept=2)
    version = copy_without_derived(article, tmp_path)
    first = snapshots.store_at(version, date(1993, 3, 3))
    again = snapshots.store_at(version, date(1993, 3, 3))
    for year in (1950, 2000, 2010):
        snapshots.store_at(version, date(year, 1, 1))

    assert first == again
    assert len(list((version / "derived" / "at").iterdir())) == 2
    assert not first.exists()


def test_a_snapshot_that_somebody_reads_is_not_forgotten(article: Settings, tmp_path: Path) -> None:
    version = copy_without_derived(article, tmp_path)
    days = [date(year, 1, 1) for year in (1950, 1993, 2000, 2010)]
    snapshots = Snapshots(kept=1)

    def read(number: int) -> int:
        lease = snapshots.lease_at(version, days[number % len(days)])
        return sum(1 for _ in ox.Store.read_only(str(lease.folder / "store")))

    with ThreadPoolExecutor(4) as threads:
        sizes = list(threads.map(read, range(16)))

    assert all(sizes[number] == sizes[number % len(days)] for number in range(16))
    snapshots.store_at(version, days[0])
    assert len(list((version / "derived" / "at").iterdir())) <= 2


def dated_lines(folder: Path) -> set[str]:
    """The quads that a view has, as lines: without those of the sources and of the query library."""
    store = ox.Store.read_only(str(folder))
    library = {quad.triple for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(QUERIES_GRAPH))}
    graphs = [ox.DefaultGraph(), *(ox.NamedNode(name) for name in DERIVED_GRAPHS)]
    quads = (quad for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph))
    return {f"{quad} ." for quad in quads if quad.triple not in library}


DAYS = [date.min, *(date(year, 7, 1) for year in (1815, 1925, 1991, 1992, 1996, 2003, 2010)), date.max]


@pytest.mark.thorough
@pytest.mark.parametrize("bearable", [-1.0, 1e9], ids=["from what lasts", "from the version itself"])
def test_each_snapshot_holds_what_the_closure_shows_of_its_day(
    article: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bearable: float
) -> None:
    monkeypatch.setattr(day_stores, "_BEARABLE", bearable)
    monkeypatch.setattr(change_calendar, "_EPOCH_CHANGES", 30)
    version = copy_without_derived(article, tmp_path)
    snapshots = Snapshots(kept=len(DAYS))
    with opened_closure(version) as connection:
        for day in DAYS:
            assert dated_lines(snapshots.store_at(version, day)) == set(shown(connection, day))

    made = list((version / "derived" / "lasting").glob("*"))
    assert len(made) > 3 if bearable < 0 else not made


def test_a_build_keeps_what_lasts_to_make_snapshots_from(article: Settings, tmp_path: Path) -> None:
    version = shutil.copytree(current_folder(article.data_dir), tmp_path / "version")
    shutil.rmtree(version / "derived" / "at", ignore_errors=True)
    [always] = (version / "derived" / "lasting").iterdir()
    store = Snapshots(kept=1).store_at(version, date(2003, 7, 1))

    always_there = set(ox.Store.read_only(str(always / "store")))
    assert not damaged_files(always)
    assert always_there < set(ox.Store.read_only(str(store)))
    assert always_there < set(ox.Store.read_only(str(version / "store")))


def test_epochs_are_prepared_one_after_the_other_until_none_is_left(
    article: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(day_stores, "_BEARABLE", -1.0)
    monkeypatch.setattr(change_calendar, "_EPOCH_CHANGES", 60)
    version = copy_without_derived(article, tmp_path)
    snapshots = Snapshots(kept=1)
    killed, begun = (version / "derived" / "lasting" / f"{name}.unfinished" for name in ("killed", "begun"))
    for folder in (killed, begun):
        (folder / "store").mkdir(parents=True)
    os.utime(killed, (0, 0))
    stores = day_stores.DayStores.of(version, date.fromisoformat(read_manifest(version).reference))
    prepared = 0
    while snapshots.prepare_epoch(version):
        prepared += 1
        latest = stores.calendar.epochs[-prepared:]
        assert all(lasting_store(version, span).is_sound() for span in latest), "the days of today come first"

    assert prepared == len(stores.calendar.epochs) > 1
    assert (killed.exists(), begun.exists()) == (False, True)
    made = {path: path.stat().st_mtime_ns for path in (version / "derived" / "lasting").iterdir()}
    with opened_closure(version) as connection:
        assert dated_lines(snapshots.store_at(version, DAYS[4])) == set(shown(connection, DAYS[4]))
    assert made.items() <= {path: path.stat().st_mtime_ns for path in made}.items(), "nothing is left to be made"


def test_what_lasts_is_compacted_once_and_stays_what_it_was(article: Settings, tmp_path: Path) -> None:
    version = shutil.copytree(current_folder(article.data_dir), tmp_path / "version")
    kept = lasting_store(version, ALL_DAYS)
    kept.compacted.unlink(missing_ok=True)
    (kept.folder / "checksums.json").unlink()
    write_checksums(kept.folder)
    before = set(ox.Store.read_only(str(kept.store)))
    Snapshots(kept=1).prepare(version)
    made = kept.compacted.stat().st_ino
    Snapshots(kept=1).store_at(version, date(2003, 7, 1))

    assert kept.is_sound()
    assert kept.compacted.stat().st_ino == made
    assert set(ox.Store.read_only(str(kept.store))) == before
    assert [path.name for path in kept.folder.parent.iterdir() if path.suffix] == []


def test_what_lasts_is_made_again_when_it_is_damaged(
    article: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(day_stores, "_BEARABLE", -1.0)
    version = copy_without_derived(article, tmp_path)
    Snapshots(kept=1).store_at(version, date(1900, 1, 1))
    lasting = lasting_store(version, ALL_DAYS).folder
    (lasting / "store" / "CURRENT").write_text("none")
    store = Snapshots(kept=1).store_at(version, date(1995, 1, 1))

    assert len(ox.Store.read_only(str(store)))
    assert not damaged_files(lasting)


def test_a_damaged_snapshot_is_made_again(article: Settings, tmp_path: Path) -> None:
    version = copy_without_derived(article, tmp_path)
    store = Snapshots(kept=1).store_at(version, date(1993, 3, 3))
    (store / "CURRENT").write_text("none")
    store = Snapshots(kept=1).store_at(version, date(1993, 3, 3))

    assert len(ox.Store.read_only(str(store)))


def test_the_reference_day_is_the_store_itself(settings: Settings) -> None:
    version = current_folder(settings.data_dir)
    reference = date.fromisoformat(read_manifest(version).reference)

    assert Snapshots(1).store_at(version, reference) == version / "store"


def test_a_build_without_dates_says_that_it_has_none(built: Settings) -> None:
    version = current_folder(built.data_dir)
    report = read_manifest(version)
    if report.shows(date(1900, 1, 1)):
        pytest.skip("an undated build shows every day")
    with pytest.raises(StoreError, match="which is undated"):
        Snapshots(1).store_at(version, date(1900, 1, 1))
