"""Queries of the protocol are read whole, or refused with the place of what is wrong."""

import json

import pytest

from westphalia.errors import QueryError
from westphalia.reconciliation import read_batch, read_extension


def read(**query):
    return read_batch(json.dumps({"q0": query}))["q0"]


def test_a_query_is_read_with_its_properties():
    query = read(
        query=" Kazakhstan ",
        type="State",
        limit=3,
        properties=[{"pid": "cow", "v": 705}, {"pid": "memberOf", "v": [{"id": "un", "name": "UN"}, "csto"]}],
    )

    assert (query.text, query.types, query.strictness, query.limit) == ("Kazakhstan", ("State",), "any", 3)
    assert [(each.property, each.values) for each in query.properties] == [
        ("cow", ("705",)),
        ("memberOf", ("un", "csto")),
    ]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({}, "queries.q0 has neither a query nor properties"),
        ({"query": 5}, "queries.q0.query is no text"),
        ({"query": "x", "limit": 0}, "queries.q0.limit is 0; expected a number from 1"),
        ({"query": "x", "limit": True}, "queries.q0.limit is True"),
        ({"query": "x", "type": [1]}, "queries.q0.type is no identifier"),
        ({"query": "x", "type_strict": "some"}, "expected any, should or all"),
        ({"query": "x", "color": "red"}, "queries.q0 has 'color'; expected limit, properties, query"),
        ({"query": "x", "properties": [{"pid": "cow"}]}, r"queries.q0.properties\[0\] is no value"),
        ({"query": "x", "properties": [{"pid": "cow", "v": [[1]]}]}, r"queries.q0.properties\[0\].v is no value"),
    ],
)
def test_a_wrong_query_is_refused_with_its_place(query, sentence):
    with pytest.raises(QueryError, match=sentence):
        read(**query)


@pytest.mark.parametrize("text", ["", "{", "[]", "[" * 100_000, "3"])
def test_what_is_no_batch_is_refused(text):
    with pytest.raises(QueryError, match="expected an object"):
        read_batch(text)


def test_batches_are_bounded():
    with pytest.raises(QueryError, match="has 101 queries; expected at most 100"):
        read_batch(json.dumps({f"q{n}": {"query": "x"} for n in range(101)}))
    with pytest.raises(QueryError, match="at most 1000 texts"):
        read_extension(json.dumps({"ids": ["x"] * 1001, "properties": []}))


@pytest.mark.parametrize(
    "request_",
    [{"ids": "x", "properties": []}, {"ids": [1], "properties": []}, {"ids": [], "properties": [{}]}, {"ids": []}],
)
def test_a_wrong_extension_is_refused(request_):
    with pytest.raises(QueryError, match=r"^extend\."):
        read_extension(json.dumps(request_))
