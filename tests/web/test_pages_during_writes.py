"""Pages, downloads, searches and queries while writes follow each other: every answer is whole, none is a 5xx."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from flask import Flask

from tests.web.conftest import TOKEN
from westphalia.settings import Settings
from westphalia.web import create_app
from westphalia.web.services import services_of
from westphalia.workers import WorkerPool

REQUESTS = 2_000
PATHS = (
    "/search?q=rur",
    "/search.json?q=ruri",
    "/browse",
    "/id/ruritania",
    "/download/protege.zip",
    "/downloads",
    "/sparql?query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D+LIMIT+5",
    "/conflicts",
    "/sitemap.xml",
    "/health",
)


def write_until(app: Flask, done: threading.Event) -> int:
    client, number = app.test_client(), 0
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/sparql-update"}
    while not done.is_set():
        number += 1
        text = f"INSERT DATA {{ id:ruritania wph:note 'note {number}' }}"
        assert client.post("/sparql", data=text, headers=headers).status_code == 204
    return number


def test_no_page_fails_while_versions_come_and_go(built: Settings, worker_pool: WorkerPool) -> None:
    app = create_app(
        replace(built, write_token=TOKEN, rate=1_000_000, rate_burst=1_000_000, snapshots=2), worker_pool
    )
    done = threading.Event()

    def read(number: int) -> tuple[str, int]:
        path = PATHS[number % len(PATHS)]
        return path, app.test_client().get(path).status_code

    with ThreadPoolExecutor(5) as threads:
        writes = threads.submit(write_until, app, done)
        try:
            statuses = Counter(threads.map(read, range(REQUESTS)))
        finally:
            done.set()

    assert {key: count for key, count in statuses.items() if key[1] != 200} == {}
    assert writes.result() > 5
    services_of(app).writing.writer.close()
    assert len(list((built.data_dir / "builds").iterdir())) <= 5
