"""The cache of answers: repeated queries on one version, entity tags, and what must not be kept."""

import json
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from westphalia.settings import Settings
from westphalia.web import create_app
from westphalia.web.protocol.answer_cache import AnswerCache, CachedAnswer
from westphalia.web.protocol.answer_formats import Wanted
from westphalia.web.protocol.prepared_query import AnswerKey
from westphalia.workers import WorkerPool

SELECT = "SELECT ?s { ?s a wph:State }"


@pytest.fixture
def ask(small: Settings, worker_pool: WorkerPool) -> FlaskClient:
    """A client of an application that has answered nothing yet."""
    return create_app(small, worker_pool).test_client()


def answer(size: int) -> CachedAnswer:
    return CachedAnswer("text/plain", "", "tag", b"x" * size)


class TestAnswerCache:
    def test_what_was_used_longest_ago_makes_room(self) -> None:
        cache = AnswerCache(max_bytes=10_000, max_entry_bytes=5000)
        for key in "abc":
            cache.put(key, answer(2000))
        cache.get("a")
        cache.put("d", answer(2000))

        assert [key for key in "abcd" if cache.get(key)] == ["a", "c", "d"]

    def test_its_size_stays_bounded(self) -> None:
        cache = AnswerCache(max_bytes=20_000, max_entry_bytes=5000)
        for number in range(500):
            cache.put(number, answer(number * 10))

        assert cache.state().bytes <= 20_000

    def test_a_long_answer_is_not_kept(self) -> None:
        cache = AnswerCache(max_bytes=10_000, max_entry_bytes=500)
        cache.put("long", answer(501))

        assert cache.get("long") is None

    def test_an_answer_that_is_put_again_counts_once(self) -> None:
        cache = AnswerCache(max_bytes=10_000, max_entry_bytes=5000)
        for _ in range(100):
            cache.put("a", answer(1000))

        assert cache.state().entries == 1
        assert cache.state().bytes == 2000


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_repeated_query_is_served_from_the_cache_with_the_same_bytes(ask: FlaskClient, method: str) -> None:
    arguments = {"query_string": {"query": SELECT}} if method == "get" else {"data": {"query": SELECT}}
    answers = [getattr(ask, method)("/sparql", **arguments) for _ in range(4)]

    assert [found.headers["X-Cache"] for found in answers] == ["miss", "hit", "hit", "hit"]
    assert len({(found.data, found.headers["ETag"], found.content_type) for found in answers}) == 1
    assert len({tuple(name for name, _ in sorted(found.headers)) for found in answers}) == 1


def test_the_cache_tells_formats_datasets_and_encodings_apart(ask: FlaskClient) -> None:
    requests = [
        ({"query": SELECT}, {}),
        ({"query": SELECT}, {"Accept": "text/csv"}),
        ({"query": SELECT}, {"Accept-Encoding": "gzip"}),
        ({"query": SELECT, "format": "xml"}, {}),
        ({"query": SELECT, "default-graph-uri": "urn:x"}, {}),
        ({"query": SELECT, "infer": "false"}, {}),
        ({"query": f"{SELECT} "}, {}),
    ]
    answers = [ask.get("/sparql", query_string=query, headers=headers) for query, headers in requests * 2]

    assert [found.headers["X-Cache"] for found in answers] == ["miss"] * 7 + ["hit"] * 7
    assert len({found.headers["ETag"] for found in answers}) == 7
    assert [found.data for found in answers[:7]] == [found.data for found in answers[7:]]


@pytest.mark.parametrize("warm", [False, True])
def test_an_answer_that_the_client_has_is_not_sent_again(ask: FlaskClient, warm: bool) -> None:
    tag = ask.get("/sparql", query_string={"query": SELECT}).headers["ETag"]
    if warm:
        ask.get("/sparql", query_string={"query": SELECT})
    for given in (tag, f'"other", {tag}', f"W/{tag}"):
        response = ask.get("/sparql", query_string={"query": SELECT}, headers={"If-None-Match": given})

        assert (response.status_code, response.data, response.headers["ETag"]) == (304, b"", tag)
        assert response.headers["Access-Control-Allow-Origin"] == "*"
    fresh = ask.get("/sparql", query_string={"query": SELECT}, headers={"If-None-Match": '"other"'})
    assert fresh.status_code == 200


def test_a_tag_is_the_same_wherever_a_server_keeps_the_version() -> None:
    key = AnswerKey("/var/a/store", "v1", SELECT, None, None, "https://x.org/sparql", Wanted(()), "")

    assert replace(key, store="/srv/b/store").etag() == key.etag()
    assert replace(key, base="https://x.org/at/2010-01-01/sparql").etag() != key.etag()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (RAND() AS ?x) {}",
        "SELECT (NOW() AS ?x) {}",
        "SELECT (STRUUID() AS ?x) {}",
        "CONSTRUCT { [] a ?t } { ?s a ?t } LIMIT 1",
        "CONSTRUCT { _:x a ?t } { ?s a ?t } LIMIT 1",
    ],
)
def test_what_differs_each_time_is_neither_kept_nor_tagged(ask: FlaskClient, query: str) -> None:
    answers = [ask.get("/sparql", query_string={"query": query}) for _ in range(2)]

    assert answers[0].data != answers[1].data
    assert all("ETag" not in found.headers and "X-Cache" not in found.headers for found in answers)
    assert answers[0].headers["Cache-Control"] == "no-store"


def test_errors_are_not_kept(ask: FlaskClient) -> None:
    for _ in range(3):
        response = ask.get("/sparql", query_string={"query": "nonsense"})
        assert (response.status_code, "X-Cache" in response.headers) == (400, False)


def test_the_cache_can_be_switched_off(small: Settings, worker_pool: WorkerPool) -> None:
    client = create_app(replace(small, cache_mb=0), worker_pool).test_client()
    answers = [client.get("/sparql", query_string={"query": SELECT}) for _ in range(2)]

    assert all("X-Cache" not in found.headers for found in answers)
    assert answers[0].headers["ETag"] == answers[1].headers["ETag"]


def test_a_new_version_is_answered_anew(small: Settings, worker_pool: WorkerPool, tmp_path) -> None:
    """The cache never answers for another version: the same bytes of a request, after the link has moved."""
    import shutil

    data_dir = tmp_path / "var"
    shutil.copytree(small.data_dir, data_dir, symlinks=True)
    client = create_app(replace(small, data_dir=data_dir), worker_pool).test_client()
    first, again = (client.get("/sparql", query_string={"query": SELECT}) for _ in range(2))
    old = (data_dir / "current").resolve()
    new = old.with_name("29990101T000000000000-new")
    shutil.copytree(old, new)
    link = data_dir / "current.new"
    link.symlink_to(new)
    link.replace(data_dir / "current")
    after = client.get("/sparql", query_string={"query": SELECT})

    assert [first.headers["X-Cache"], again.headers["X-Cache"], after.headers["X-Cache"]] == ["miss", "hit", "miss"]
    assert after.headers["ETag"] != first.headers["ETag"]
    assert json.loads(after.text) == json.loads(first.text)


def test_a_page_from_the_cache_is_as_long_as_it_says(small: Settings, worker_pool: WorkerPool) -> None:
    """A browser waits for bytes that never come, or takes some of the next answer, when the length is wrong."""
    client = create_app(small, worker_pool).test_client()
    headers = {"Accept": "text/html", "Accept-Encoding": "gzip"}
    answers = [client.get("/sparql", query_string={"query": SELECT}, headers=headers) for _ in range(3)]

    assert [found.headers["Content-Encoding"] for found in answers] == ["gzip"] * 3
    assert [int(found.headers["Content-Length"]) for found in answers] == [len(found.data) for found in answers]
    assert len({found.data for found in answers}) == 1
