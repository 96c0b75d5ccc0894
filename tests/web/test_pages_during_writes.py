"""Pages, downloads, searches, queries and days while writes follow each other: every answer is whole, none is a 5xx."""

import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import silent
from tests.web.conftest import TOKEN
from westphalia.settings import Settings
from westphalia.versions.build import build
from westphalia.web import create_app
from westphalia.web.services import services_of
from westphalia.workers import WorkerPool

pytestmark = pytest.mark.slow

REQUESTS = 2_000
READS_PER_WRITE = 20
"""So many versions come and go that each page is read while its version is replaced."""
OFTEN = (
    "/search?q=rur",
    "/search.json?q=ruri",
    "/browse",
    "/id/ruritania",
    "/id/ruritania.ttl",
    "/sparql?query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D+LIMIT+5",
    "/health",
)
NOW_AND_THEN = (
    "/download/protege.zip",
    "/downloads",
    "/conflicts",
    "/sitemap.xml",
    "/id/ruritania?at=2000-06-01",
    "/id/ruritania.csv?at=2001",
    "/at/2000-06-01/sparql?query=ASK+%7B%7D",
    "/at/1999/sparql?query=SELECT+*+%7B+id:ruritania+%3Fp+%3Fo+%7D",
    "/explain?s=id:ruritania&p=wph:memberOf&o=id:league&at=2000-06-01",
)
"""What is made for a version or a day when it is first wanted, which takes longer."""


def paths() -> list[str]:
    """The requests: of each round, one that is rare, and the others often."""
    rounds = REQUESTS // 10
    return [
        path for number in range(rounds) for path in (*OFTEN, *OFTEN[:2], NOW_AND_THEN[number % len(NOW_AND_THEN)])
    ]


@pytest.fixture
def dated(tiny_project: Path, tmp_path: Path) -> Iterator[Settings]:
    """The tiny project with conclusions and their days, to be written to."""
    settings = Settings(root=tiny_project, data_dir=tmp_path / "var", write_token=TOKEN, snapshots=2)
    build(settings, silent)
    yield replace(settings, rate=1_000_000, rate_burst=1_000_000)
    shutil.rmtree(settings.data_dir)


class Writes:
    """Writes one triple after each so many reads, until there are no more reads."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()
        self._turns = threading.Semaphore(1)
        self._is_over = False

    def after_read(self, number: int) -> None:
        if number % READS_PER_WRITE == 0:
            self._turns.release()

    def end(self) -> None:
        self._is_over = True
        self._turns.release()

    def run(self) -> int:
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/sparql-update"}
        number = 0
        while self._turns.acquire() and not self._is_over:
            number += 1
            text = f"INSERT DATA {{ id:ruritania wph:note 'note {number}' }}"
            assert self._client.post("/sparql", data=text, headers=headers).status_code == 204
        return number


@pytest.mark.thorough
def test_no_page_fails_while_versions_come_and_go(dated: Settings, worker_pool: WorkerPool) -> None:
    app = create_app(dated, worker_pool)
    writes = Writes(app)

    def read(numbered: tuple[int, str]) -> tuple[str, int]:
        number, path = numbered
        status = app.test_client().get(path).status_code
        writes.after_read(number)
        return path, status

    with ThreadPoolExecutor(5) as threads:
        written = threads.submit(writes.run)
        try:
            statuses = Counter(threads.map(read, enumerate(paths())))
        finally:
            writes.end()

    assert sum(statuses.values()) == REQUESTS
    assert {key: count for key, count in statuses.items() if key[1] != 200} == {}
    assert written.result() > 5
    services_of(app).writing.writer.close()
    assert len(list((dated.data_dir / "builds").iterdir())) <= 5
