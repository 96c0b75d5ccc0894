"""Dated questions at a store on another server: the days that were carried there, and no others."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import silent
from westphalia.cli import main
from westphalia.errors import QueryError
from westphalia.replication import carried_days, carry_day, replicate, replicated_version, store_on
from westphalia.replication.days import ALWAYS
from westphalia.settings import Settings
from westphalia.store import EmbeddedStore, RemoteStore, Store, WritableStore, select
from westphalia.versions.day_snapshots import Snapshots
from westphalia.versions.folders import current_folder
from westphalia.web import create_app
from westphalia.workers import PoolLimits
from westphalia.workers.remote import RelayPool

DAY, OTHER = date(2011, 6, 1), date(1997, 1, 1)
COUNTS = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"
IN_GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s a wph:State } ?s a wph:State } ORDER BY ?g"


def answers(store: Store, query: str) -> list[tuple[str, ...]]:
    return [tuple(term["value"] for term in row.values()) for row in select(store, query)]


def here(settings: Settings, day: date) -> EmbeddedStore:
    return EmbeddedStore.open(Snapshots(2).store_at(current_folder(settings.data_dir), day))


def test_a_day_that_was_carried_answers_as_it_does_here(
    article: Settings, store: WritableStore, tmp_path: Path
) -> None:
    version = current_folder(article.data_dir)
    replicate(version, store, tmp_path / "state", silent, days=[DAY, OTHER])

    for day in (DAY, OTHER):
        there = store_on(store, day)
        assert answers(there, COUNTS) == answers(here(article, day), COUNTS)
        assert answers(there, IN_GRAPHS) == answers(here(article, day), IN_GRAPHS) != []
    assert answers(store_on(store, DAY), COUNTS) != answers(store_on(store, OTHER), COUNTS)
    assert answers(store_on(store, article.reference_day), COUNTS) == answers(store, COUNTS)


def test_a_day_of_the_same_stretch_is_there_and_any_other_is_refused_with_a_list(
    article: Settings, oxigraph: RemoteStore, tmp_path: Path
) -> None:
    version = current_folder(article.data_dir)
    replicate(version, oxigraph, tmp_path / "state", silent, days=[DAY])
    [carried] = [days for days in carried_days(oxigraph) if days.graph]
    assert carried.first is not None
    assert carried.first <= DAY

    assert store_on(oxigraph, carried.first).days == carried
    with pytest.raises(
        QueryError, match=rf"has not the state of the world on 1997-01-01; .*{carried.first} to before"
    ):
        store_on(oxigraph, OTHER)


def test_a_day_that_is_added_leaves_the_others_and_a_new_load_of_the_version_too(
    article: Settings, oxigraph: RemoteStore, tmp_path: Path
) -> None:
    version, told = current_folder(article.data_dir), []
    replicate(version, oxigraph, tmp_path / "state", silent, days=[DAY])
    carry_day(version, oxigraph, tmp_path / "state", OTHER, told.append)
    carry_day(version, oxigraph, tmp_path / "state", OTHER, told.append)
    assert len(told) == 1

    replicate(version, oxigraph, tmp_path / "state", silent)
    for day in (DAY, OTHER):
        assert answers(store_on(oxigraph, day), COUNTS) == answers(here(article, day), COUNTS)


def test_days_of_an_earlier_version_go(article: Settings, oxigraph: RemoteStore, tmp_path: Path) -> None:
    version = current_folder(article.data_dir)
    replicate(version, oxigraph, tmp_path / "state", silent, days=[DAY])
    oxigraph.update("""DELETE WHERE { GRAPH graph:version { graph:version dcterms:identifier ?v } } ;
        INSERT DATA { GRAPH graph:version { graph:version dcterms:identifier "earlier" } }""")
    replicate(version, oxigraph, tmp_path / "state", silent)

    assert [days.graph for days in carried_days(oxigraph)] == [None]
    assert not select(oxigraph, f"SELECT * {{ GRAPH <{ALWAYS}> {{ ?s ?p ?o }} }} LIMIT 1")
    assert not list((tmp_path / "state").glob("*-*.json"))


def test_what_is_inferred_on_another_day_is_no_graph_there(
    article: Settings, oxigraph: RemoteStore, tmp_path: Path
) -> None:
    replicate(current_folder(article.data_dir), oxigraph, tmp_path / "state", silent, days=[DAY])

    with pytest.raises(QueryError, match="has graph:inferred as it is today alone, not of"):
        answers(store_on(oxigraph, DAY), "SELECT * { GRAPH graph:inferred { ?s ?p ?o } }")


def run(settings: Settings, store: RemoteStore, *arguments: str, **more: str) -> tuple[int, str]:
    environment = {
        "WESTPHALIA_ROOT": str(settings.root),
        "WESTPHALIA_DATA_DIR": str(settings.data_dir),
        "WESTPHALIA_REFERENCE_DATE": settings.reference_date,
        "WESTPHALIA_STORE_URL": store._endpoints.query,
    }
    result = CliRunner().invoke(main, list(arguments), env=environment | more)
    return result.exit_code, result.output


ASK = "SELECT (COUNT(*) AS ?n) { ?s a wph:State }"


def test_the_commands_carry_days_and_ask_them(article: Settings, oxigraph: RemoteStore, tmp_path: Path) -> None:
    there = replace(article, data_dir=tmp_path / "var")
    (tmp_path / "var").symlink_to(article.data_dir)
    code, told = run(there, oxigraph, "build", "--day", "2011-06")
    assert code == 0, told
    at = ["query", ASK, "--format", "csv", "--at"]
    expected = [row[0] for row in answers(here(article, DAY), ASK)]

    code, told = run(there, oxigraph, *at, "2011-06-01")
    assert (code, told.split()[:2]) == (0, ["n", *expected]), told
    code, told = run(there, oxigraph, *at, "1997")
    assert (code, "has not the state of the world on 1997-01-01" in told) == (1, True), told
    code, told = run(there, oxigraph, *at, "1997", WESTPHALIA_STORE_DAYS_ON_DEMAND="1")
    [[expected]] = answers(here(article, OTHER), ASK)
    assert code == 0, told
    assert expected in told.split()


def test_days_without_a_store_elsewhere_are_refused(tiny: Settings) -> None:
    environment = {"WESTPHALIA_ROOT": str(tiny.root), "WESTPHALIA_DATA_DIR": str(tiny.data_dir)}
    told = CliRunner().invoke(main, ["build", "--day", "1938"], env=environment)

    assert told.exit_code == 1
    assert "--day is for a store on another server; expected --store with it" in told.output


@pytest.mark.parametrize("on_demand", [False, True])
def test_the_service_asks_the_store_for_its_days_and_itself_for_others(
    article: Settings, oxigraph: RemoteStore, tmp_path: Path, on_demand: bool
) -> None:
    version = current_folder(article.data_dir)
    replicate(version, oxigraph, article.data_dir / "mirror", silent, days=[DAY])
    settings = replace(article, store_url=oxigraph._endpoints.query, store_days_on_demand=on_demand, cache_mb=0)
    pool = RelayPool(PoolLimits(workers=1, seconds=60, queue_seconds=60), oxigraph)
    client = create_app(settings, pool).test_client()
    try:
        for day, mark in ((DAY, 1), (OTHER, int(on_demand))):
            asked = {"query": ASK}
            [[expected]] = answers(here(article, day), ASK)
            answer = client.get(f"/at/{day}/sparql", query_string=asked, headers={"Accept": "text/csv"})
            assert answer.text.split() == ["n", expected]
            # A statement that is at the other store alone tells who has answered.
            if days := next((each for each in carried_days(oxigraph) if each.has(day)), None):
                oxigraph.update(f"INSERT DATA {{ GRAPH <{days.graph}> {{ <urn:there> a wph:State }} }}")
            answer = client.get(f"/at/{day}/sparql", query_string=asked, headers={"Accept": "text/csv"})
            assert int(answer.text.split()[1]) == int(expected) + mark
    finally:
        pool.close()
    assert replicated_version(oxigraph) == version.name
