"""The pool: answers, limits that hold, and a pool that heals whatever happens to its processes."""

import json
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from westphalia.errors import (
    ClientGoneError,
    MemoryLimitError,
    NotRepresentableError,
    OverloadError,
    QueryError,
    ResultLimitError,
    StoreError,
    SyntaxInputError,
    TimeLimitError,
)
from westphalia.workers import NotOfferedError, ParseTask, PoolLimits, WorkerPool

pytestmark = pytest.mark.slow

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HUNGRY = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"
ALL = "SELECT * { ?s ?p ?o }"


def vars_of(body: bytes) -> list[str]:
    return json.loads(body)["head"]["vars"]


def test_a_query_is_answered_in_the_format_asked_for_its_kind(pool, task) -> None:
    assert pool.collect(task("ASK {}")) == (
        {"kind": "boolean", "format": "json"},
        b'{"head":{},"boolean":true}',
    )
    head, body = pool.collect(task("CONSTRUCT { ?s <urn:q> 1 } { ?s ?p 5 }"))
    assert head == {"kind": "graph", "format": "ntriples"}
    assert body == b'<urn:s5> <urn:q> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'


def test_a_graph_holds_each_triple_once(pool, task) -> None:
    _, body = pool.collect(task("CONSTRUCT { <urn:x> ?p <urn:y> } { ?s ?p ?o }"))

    assert body == b"<urn:x> <urn:p> <urn:y> .\n"


def test_a_kind_without_a_format_is_refused_and_says_which(pool, task) -> None:
    with pytest.raises(NotOfferedError) as refused:
        pool.collect(task("ASK {}", formats={"graph": "turtle"}))

    assert refused.value.kind == "boolean"


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("SELECT * { ?z ?y ?x }", ["z", "y", "x"]),
        ("SELECT DISTINCT * { ?b ?a ?b BIND(1 AS ?aa) }", ["b", "a", "aa"]),
        ("SELECT * { { SELECT ?q { ?q ?hidden 1 } } ?a ?b ?q }", ["q", "a", "b"]),
        ("SELECT ?b ?a { ?a ?b ?c }", ["b", "a"]),
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c }", ["n"]),
    ],
)
def test_columns_come_in_the_order_in_which_the_query_has_them(pool, task, query: str, columns: list[str]) -> None:
    assert vars_of(pool.collect(task(f"{query} LIMIT 1"))[1]) == columns


def test_a_table_is_cut_and_says_so(pool, task) -> None:
    _, body = pool.collect(task(ALL, formats={"bindings": "table"}, max_rows=3))
    table = json.loads(body)

    assert (table["columns"], len(table["rows"]), table["more"]) == (["s", "p", "o"], 3, True)
    assert table["rows"][0][1] == {"kind": "iri", "text": "urn:p"}


def test_a_dataset_replaces_what_it_gives_and_keeps_what_it_leaves_open(pool, task) -> None:
    def count(**dataset: tuple[str, ...]) -> int:
        query = "SELECT ?s { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
        return len(json.loads(pool.collect(task(query, **dataset))[1])["results"]["bindings"])

    assert count(default_graphs=("urn:g",), named_graphs=()) == 1
    assert count(default_graphs=(), named_graphs=("urn:g",)) == 1
    assert count(default_graphs=("urn:none",), named_graphs=()) == 0
    assert count(default_graphs=("urn:g",)) == 2
    assert count(default_graphs=()) == 1
    assert count(named_graphs=()) == 20_000


def test_a_long_answer_comes_in_blocks(pool, task) -> None:
    stream = pool.run(task(ALL))
    blocks = stream.beginning(1000)
    assert not stream.is_whole

    body = b"".join([*blocks, *stream])

    assert len(json.loads(body)["results"]["bindings"]) == 20_000
    assert stream.is_whole
    assert max(map(len, blocks)) < 1_000_000


def test_a_syntax_error_is_told_and_the_worker_goes_on(pool, task) -> None:
    ended = pool.state().ended
    with pytest.raises(QueryError, match="line 1, column 9"):
        pool.collect(task("SELECT ?"))

    assert pool.state().ended == ended


def test_a_store_that_is_not_there_is_told(pool, task) -> None:
    with pytest.raises(StoreError, match="cannot be opened: No such file or directory"):
        pool.collect(task("ASK {}", store="/nowhere"))


def test_an_upload_is_read_or_refused_with_its_place(pool) -> None:
    head, body = pool.collect(ParseTask("turtle", b"<s> <p> 1 .", base="http://x/"))
    assert head["kind"] == "quads"
    assert body == b'<http://x/s> <http://x/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'

    with pytest.raises(SyntaxInputError, match="not Turtle in line 2, column"):
        pool.collect(ParseTask("turtle", b"<urn:s> <urn:p>\n<urn:o>"))


def test_blank_nodes_of_two_uploads_are_different(pool) -> None:
    bodies = [pool.collect(ParseTask("turtle", b"_:a <urn:p> 1 ."))[1] for _ in range(2)]

    assert bodies[0] != bodies[1]


def test_a_large_upload_passes(pool) -> None:
    text = "".join(f"<urn:s> <urn:p> {number} .\n" for number in range(100_000)).encode()

    assert pool.collect(ParseTask("turtle", text))[1].count(b"\n") == 100_000


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("jsonld", b'{"urn:p":' * 20_000 + b"1" + b"}" * 20_000),
        ("turtle", b"<<( " * 20_000),
    ],
)
def test_an_upload_that_ends_the_parser_ends_only_its_worker(pool, kind: str, body: bytes) -> None:
    with pytest.raises((SyntaxInputError, MemoryLimitError)):
        pool.collect(ParseTask(kind, body))

    assert pool.collect(ParseTask("turtle", b"<urn:s> <urn:p> 1 ."))[1]


def test_a_query_is_ended_when_its_time_is_up_and_others_go_on(pool, task) -> None:
    errors = []

    def ask_slowly() -> None:
        try:
            pool.collect(task(SLOW), seconds=0.6)
        except TimeLimitError as error:
            errors.append(str(error))

    thread = threading.Thread(target=ask_slowly)
    start = time.monotonic()
    thread.start()
    while thread.is_alive():
        assert pool.collect(task("ASK {}"))[1].endswith(b"true}")
    elapsed = time.monotonic() - start

    assert errors == ["The query took longer than 0.6 seconds, the limit here."]
    assert 0.5 < elapsed < 5


def test_a_client_cannot_raise_the_limit(task) -> None:
    pool = WorkerPool(PoolLimits(workers=1, seconds=0.3))
    with pytest.raises(TimeLimitError, match=r"longer than 0\.3 seconds"):
        pool.collect(task(SLOW), seconds=60)
    pool.close()


def test_a_query_that_uses_too_much_memory_is_ended(pool, task) -> None:
    with pytest.raises(MemoryLimitError, match="400 MB of memory"):
        pool.collect(task(HUNGRY))

    assert pool.collect(task("ASK {}"))[1].endswith(b"true}")


def test_a_worker_that_has_used_much_memory_is_replaced(task) -> None:
    """What it has not given back would be missing for the next query."""
    pool = WorkerPool(PoolLimits(workers=1, memory_mb=200))
    assert pool.collect(task("ASK {}"))[1]
    first = pool._idle[0].process
    text = "SELECT * { { SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 200000 } } ORDER BY ?c"
    assert len(pool.collect(task(f"SELECT (COUNT(*) AS ?n) {{ {{ {text} LIMIT 199999 }} }}"))[1]) > 10

    assert first not in [worker.process for worker in pool._idle]
    assert pool.collect(task("ASK {}"))[1]
    pool.close()


def test_deep_nesting_is_answered_or_refused(pool, task) -> None:
    assert pool.collect(task("ASK " + "{" * 3000 + "}" * 3000))[1].endswith(b"true}")
    with pytest.raises(MemoryLimitError, match="nested too deeply"):
        pool.collect(task("ASK " + "{" * 300_000 + "}" * 300_000))


def test_an_answer_that_is_too_long_is_cut_off(task) -> None:
    pool = WorkerPool(PoolLimits(workers=1, result_bytes=500_000))
    stream = pool.run(task(ALL))
    with pytest.raises(ResultLimitError, match="500000 bytes"):
        list(stream)

    assert pool.collect(task("ASK {}"))[1]
    pool.close()


def test_a_query_is_ended_when_its_client_is_gone(pool, task) -> None:
    start = time.monotonic()
    with pytest.raises(ClientGoneError):
        pool.run(task(SLOW), cancelled=lambda: time.monotonic() - start > 0.2)

    assert time.monotonic() - start < 3
    assert pool.state().busy == 0


def test_a_reader_that_does_not_come_back_holds_no_worker(task) -> None:
    pool = WorkerPool(PoolLimits(workers=1, seconds=3))
    stream = pool.run(task(ALL))
    blocks = iter(stream)
    next(blocks)
    deadline = time.monotonic() + 60
    while pool.state().busy and time.monotonic() < deadline:
        time.sleep(0.1)

    assert pool.state().busy == 0
    with pytest.raises((TimeLimitError, ClientGoneError)):
        list(blocks)
    stream.close()
    pool.close()


def test_a_stream_that_is_given_up_frees_its_place(pool, task) -> None:
    for _ in range(5):
        pool.run(task(ALL)).close()

    assert pool.state().busy == 0
    assert pool.collect(task("ASK {}"))[1]


def test_more_than_the_queue_holds_are_told_to_come_back(task) -> None:
    pool = WorkerPool(PoolLimits(workers=1, seconds=3, queue=1, queue_seconds=0.3))
    first = pool.run(task(ALL))
    outcomes = []

    def ask() -> None:
        try:
            pool.collect(task("ASK {}"))
        except OverloadError as error:
            outcomes.append(str(error))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    first.close()

    assert sorted(outcomes) == [
        *["All workers are busy and the queue is full (1 waiting); try again later."] * 2,
        "No worker was free for 0.3 seconds; try again later.",
    ]
    assert pool.collect(task("ASK {}"))[1]
    pool.close()


def test_a_worker_killed_while_idle_is_replaced_unnoticed(task) -> None:
    pool = WorkerPool(PoolLimits(workers=1))
    for _ in range(3):
        assert pool.collect(task("ASK {}"))[1]
        os.kill(pool._idle[0].process, signal.SIGKILL)
        time.sleep(0.25)

    assert pool.collect(task("ASK {}"))[1]
    pool.close()


def test_a_worker_killed_at_work_fails_its_query_alone(task) -> None:
    pool = WorkerPool(PoolLimits(workers=1))
    stream = pool.run(task(ALL))
    os.kill(stream.worker.process, signal.SIGKILL)
    with pytest.raises(MemoryLimitError, match="ended its worker process"):
        list(stream)

    assert pool.collect(task("ASK {}"))[1]
    pool.close()


def test_the_pool_heals_when_the_process_that_forks_is_gone(task) -> None:
    pool = WorkerPool(PoolLimits(workers=2))
    assert pool.collect(task("ASK {}"))[1]
    pool._zygote._process.kill()
    time.sleep(0.1)

    assert pool.collect(task("ASK {}"))[1]
    pool.close()


def test_a_pool_that_is_closed_leaves_no_process(task) -> None:
    pool = WorkerPool(PoolLimits(workers=2))
    pool.start()
    processes = [worker.process for worker in pool._idle]
    assert len(processes) == 2
    pool.close()
    time.sleep(0.2)

    assert [process for process in processes if is_running(process)] == []
    with pytest.raises(OverloadError, match="stopping"):
        pool.collect(task("ASK {}"))


def is_running(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    return status.rsplit(")", 1)[1].split()[0] != "Z"


def test_many_threads_share_few_workers(pool, task) -> None:
    answers = []

    def ask() -> None:
        answers.extend(len(pool.collect(task(f"{ALL} LIMIT 300"))[1]) for _ in range(10))

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 160
    assert len(set(answers)) == 1


@pytest.mark.parametrize(
    ("query", "formats", "words"),
    [
        (r"SELECT ('a\u0001' AS ?x) {}", {"bindings": "xml"}, r"U\+0001.*SPARQL JSON"),
        (r"CONSTRUCT { <urn:s> <urn:p> 'a\u000B' } {}", {"graph": "rdfxml"}, r"U\+000B.*Turtle"),
        ("CONSTRUCT { <urn:s> <urn:p:1> 1 } {}", {"graph": "rdfxml"}, "predicate <urn:p:1> does not end"),
    ],
)
def test_xml_that_no_reader_takes_is_refused_before_the_first_byte(pool, task, query, formats, words) -> None:
    with pytest.raises(NotRepresentableError, match=words):
        pool.run(task(query, formats=formats))


def test_xml_that_is_too_long_to_keep_is_made_again_as_it_is_sent(pool, task) -> None:
    query = (
        "SELECT ?s ?x { ?s ?p ?o . ?t ?q 1 BIND(CONCAT(STR(?s), 'a\\rb', STR(?t), REPLACE('x', 'x', '"
        + "y" * 600
        + "')) AS ?x) }"
    )
    stream = pool.run(task(query, formats={"bindings": "xml"}))
    body = b"".join(stream)

    assert len(body) > 9_000_000
    assert b"\r" not in body
    assert stream.summary["rows"] == body.count(b"&#13;") == 20_000
