"""A law: on any dataset, any update leaves what the engine's own update leaves, in this process and as the service."""

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sparql.conftest import Dataset, Update, service_update, update_here
from westphalia.errors import QueryError
from westphalia.workers import WorkerPool

pytestmark = pytest.mark.slow

TERMS = ["<urn:a>", "<urn:b>", "<urn:c>", "1", '"x"', '"x"@en']
IRIS = st.sampled_from(TERMS[:3])
GRAPHS = st.sampled_from(["<urn:g1>", "<urn:g2>", "<urn:g3>"])
VARIABLES = st.sampled_from(["?x", "?y", "?नाम"])


def triples(subjects: st.SearchStrategy[str], objects: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds("{} {} {} .".format, subjects, IRIS, objects)


def blocks(triple: st.SearchStrategy[str], graphs: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    part = st.one_of(triple, st.builds("GRAPH {} {{ {} }}".format, graphs, triple))
    return st.lists(part, max_size=3).map(lambda parts: f"{{ {' '.join(parts)} }}")


DATA = blocks(triples(IRIS, st.sampled_from(TERMS)), GRAPHS)
PATTERNS = blocks(
    triples(st.one_of(IRIS, VARIABLES), st.one_of(st.sampled_from(TERMS), VARIABLES)),
    st.one_of(GRAPHS, st.just("?g")),
)
PLACES = st.one_of(GRAPHS, st.just("DEFAULT"))
SILENT = st.sampled_from(["", "SILENT "])
WITH = st.one_of(st.just(""), st.builds("WITH {} ".format, GRAPHS))
USING = st.lists(
    st.one_of(st.builds("USING {} ".format, GRAPHS), st.builds("USING NAMED {} ".format, GRAPHS)), max_size=2
).map("".join)
OPERATIONS = st.one_of(
    st.builds("INSERT DATA {}".format, DATA),
    st.builds("DELETE DATA {}".format, DATA),
    st.builds("DELETE WHERE {}".format, PATTERNS),
    st.builds("{}DELETE {} INSERT {} {}WHERE {}".format, WITH, PATTERNS, PATTERNS, USING, PATTERNS),
    st.builds("{}INSERT {} {}WHERE {}".format, WITH, PATTERNS, USING, PATTERNS),
    st.builds(
        "{} {}{}".format,
        st.sampled_from(["CLEAR", "DROP"]),
        SILENT,
        st.one_of(GRAPHS.map("GRAPH {}".format), st.sampled_from(["ALL", "NAMED", "DEFAULT"])),
    ),
    st.builds("CREATE {}GRAPH {}".format, SILENT, GRAPHS),
    st.builds("{} {} TO {}".format, st.sampled_from(["ADD", "COPY", "MOVE"]), PLACES, PLACES),
)
UPDATES = st.lists(OPERATIONS, min_size=1, max_size=4).map(" ;\n".join)


def check(update: Update, start: str, text: str) -> None:
    """The same triples, or a refusal by both.

    Stores need not record empty graphs (SPARQL 1.1 Update, section 3.2): the engine makes none by ADD of an empty
    graph, and takes ADD, COPY and MOVE of a graph that is not there, which ours refuses.
    """
    before, theirs = ox.Store(), ox.Store()
    before.update(f"INSERT DATA {start}")
    theirs.extend(before)
    try:
        ours, change = update(before, text)
    except QueryError as error:
        if "exist" not in str(error):
            with pytest.raises((SyntaxError, RuntimeError, ValueError)):
                theirs.update(text)
        return
    try:
        theirs.update(text)
    except RuntimeError as error:  # it refuses to clear or drop an empty graph that it did not make
        assert "does not exist" in str(error)
        return

    assert ours.canonical(empty_graphs=False) == Dataset.of(theirs).canonical(empty_graphs=False)
    assert change.added == set(ours.quads) - set(before)
    assert change.removed == set(before) - set(ours.quads)


@settings(max_examples=300, deadline=None)
@given(start=DATA, text=UPDATES)
def test_any_update_does_what_the_engine_does(start: str, text: str) -> None:
    check(update_here, start, text)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=DATA, text=UPDATES)
def test_any_update_of_the_service_does_what_the_engine_does(worker_pool: WorkerPool, start: str, text: str) -> None:
    check(service_update(worker_pool), start, text)
