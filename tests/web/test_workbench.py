"""The workbench: messages and a preview of a case, for this machine alone."""

from dataclasses import replace

import pytest

from tests.cases.conftest import VALUES
from westphalia.cases.drafts import DRAFTS, new_case
from westphalia.web import create_app
from westphalia.workers import PoolLimits, WorkerPool


@pytest.fixture(scope="module")
def desk(settings, tmp_path_factory):
    data_dir = tmp_path_factory.mktemp("data")
    (data_dir / "current").symlink_to((settings.data_dir / "current").resolve())
    pool = WorkerPool(PoolLimits(workers=1, memory_mb=400))
    folder = data_dir / DRAFTS / "trial"
    new_case(folder, VALUES)
    (folder / "statements.csv").write_text(
        "who,relation,whom,from,where\nUzbekstan,signed,CTBT,1996,1\nKazakhstan,signed,CTBT,1997-01-01,2\n", "utf-8"
    )
    yield lambda **values: create_app(replace(settings, data_dir=data_dir, **values), pool).test_client()
    pool.close()


def test_a_case_has_messages_and_a_preview(desk):
    page = desk().get("/workbench?folder=trial", headers={"Accept": "text/html"}).text

    assert "is no name in the graph in 1996" in page
    assert "Other sources say otherwise" in page
    assert ">trial</a>" in desk().get("/workbench").text


def test_the_same_is_data(desk):
    document = desk().get("/workbench?folder=trial&format=json").json

    assert [(each["row"], each["column"]) for each in document["messages"]] == [(2, "who")]
    assert "24 Sep 1996" in document["differs"][0] or "30 Sep 1996" in document["differs"][0]


@pytest.mark.parametrize(
    ("values", "headers", "address"),
    [
        ({"host": "0.0.0.0"}, {}, "127.0.0.1"),
        ({"trusted_proxies": 1}, {}, "127.0.0.1"),
        ({}, {"Host": "rebound.example"}, "127.0.0.1"),
        ({}, {}, "192.0.2.1"),
    ],
)
def test_nobody_else_reaches_it(desk, values, headers, address):
    response = desk(**values).get("/workbench", headers=headers, environ_base={"REMOTE_ADDR": address})

    assert response.status_code == 404
