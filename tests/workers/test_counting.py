"""Rows are counted as their bytes go by, whatever they hold and however they are cut."""

import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from westphalia.rdf.formats import RESULT_FORMATS
from westphalia.workers.counting import RowCounter

TRICKY = ['}},{"a', '"', "a,b\nc", "<result>", "\t", "{}", "}},{", "", '"bindings":[{"x']


def counted(name: str, body: bytes, size: int) -> int:
    counter = RowCounter(name)
    for start in range(0, len(body), size):
        counter.take(body[start : start + size])
    return counter.rows


@pytest.mark.parametrize("fmt", RESULT_FORMATS, ids=lambda fmt: fmt.name)
@given(
    values=st.lists(
        st.one_of(
            st.sampled_from(TRICKY), st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=20)
        )
    ),
    size=st.integers(1, 60),
)
def test_every_row_counts_once(fmt, values: list[str], size: int) -> None:
    store = ox.Store()
    for number, value in enumerate(values):
        store.add(ox.Quad(ox.NamedNode(f"urn:s{number}"), ox.NamedNode("urn:p"), ox.Literal(value)))
    body = store.query("SELECT ?value ?s { ?s ?p ?value }").serialize(format=fmt.engine)

    assert counted(fmt.name, body, size) == len(values)


def test_a_worker_tells_how_many_rows_it_wrote(pool, task) -> None:
    stream = pool.run(task("SELECT ?s ?o { ?s <urn:p> ?o }"))
    rows = json.loads(b"".join(stream))["results"]["bindings"]

    assert stream.summary == {"rows": len(rows)}
    assert len(rows) == 20_000
