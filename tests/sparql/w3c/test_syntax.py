"""W3C syntax tests: what the grammar allows is read, what it forbids is refused, and tokens give the text again."""

import re

import pyoxigraph as ox
import pytest

from tests.sparql.w3c.suite import MF, Entry, entries, is_update, needs_suite, parameters, root, text_of
from westphalia.errors import QueryError
from westphalia.rdf.formats import JSON, TURTLE
from westphalia.sparql.lexer import tokens
from westphalia.sparql.update.operations import read_operations
from westphalia.store import EmbeddedStore

ALL = entries("PositiveSyntaxTest11", "NegativeSyntaxTest11")
# Eight updates of delete-insert, which the W3C counts to its update evaluation tests, have the type of query tests.
QUERIES = tuple(entry for entry in ALL if not is_update(entry))
UPDATES = (*entries("PositiveUpdateSyntaxTest11", "NegativeUpdateSyntaxTest11"), *filter(is_update, ALL))
BASE = "http://example.org/base/"

pytestmark = needs_suite


def test_every_case_is_there() -> None:
    assert (len(QUERIES), len(UPDATES)) == (106, 55 + 8)


@pytest.mark.parametrize("entry", parameters(QUERIES))
def test_query_syntax(entry: Entry) -> None:
    text = text_of(entry.manifest.value(entry.node, f"{MF}action"))
    store = EmbeddedStore(ox.Store())
    check(entry, lambda: store.run(text, lambda kind: TURTLE if kind == "graph" else JSON, base=BASE))


@pytest.mark.parametrize("entry", parameters(UPDATES))
def test_update_syntax(entry: Entry) -> None:
    text = text_of(entry.manifest.value(entry.node, f"{MF}action"))
    check(entry, lambda: read_operations(text, BASE))


def check(entry: Entry, read) -> None:
    if entry.kind.startswith("Positive"):
        try:
            read()
        except QueryError as error:  # one that is read may ask for what is not here: a function, another server
            assert "syntax error" not in str(error)
            assert "cannot be read" not in str(error)
        return
    with pytest.raises(QueryError, match=r"syntax error|cannot be read|occurs in two|without declaring"):
        read()


@pytest.mark.parametrize("suffix", ["rq", "ru"])
def test_tokens_give_every_text_again(suffix: str) -> None:
    """Byte for byte: tokens in their places, and only white space of the grammar between them."""
    paths = sorted(root().rglob(f"*.{suffix}"))
    for path in paths:
        text = path.read_bytes().decode()
        found, position = "", 0
        for token in tokens(text):
            between = text[position : token.start]
            assert re.fullmatch(r"[\x20\t\r\n]*", between), path
            assert token.text == text[token.start : token.end], path
            found += between + token.text
            position = token.end
        assert found + text[position:] == text
        assert not text[position:].strip(" \t\r\n"), path
    assert len(paths) > 150 if suffix == "rq" else 100
