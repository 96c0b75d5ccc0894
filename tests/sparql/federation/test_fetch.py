"""Fetching within limits, from the checked address, through checked redirects."""

import time
from http.server import ThreadingHTTPServer

import pytest

from westphalia.errors import QueryError, RefusedError
from westphalia.sparql.federation import AllowedHosts, Fetcher, Limits


def get(fetcher: Fetcher, path: str) -> bytes:
    return fetcher.get(f"http://far.example/{path}", "text/turtle").body


def test_a_document_is_fetched_with_the_hosts_own_name(fetcher: Fetcher, server: ThreadingHTTPServer) -> None:
    assert get(fetcher, "turtle?a=b") == b"<> <urn:p> 'far' ."
    assert server.seen[-1] == ("GET", "/turtle?a=b", "far.example", b"")


def test_a_redirect_is_followed_and_keeps_a_body_only_where_it_says_so(
    fetcher: Fetcher, server: ThreadingHTTPServer
) -> None:
    fetched = fetcher.post("http://far.example/moved", b"ASK {}", "application/sparql-query", "*/*")
    assert fetched.url == "http://far.example/turtle"
    assert server.seen[-1][0] == "GET"
    fetcher.post("http://far.example/kept", b"ASK {}", "application/sparql-query", "*/*")
    assert server.seen[-1] == ("POST", "/sparql", "far.example", b"ASK {}")


@pytest.mark.parametrize("path", ["away", "inside", "file"])
def test_a_redirect_to_where_one_may_not_go_is_refused(fetcher: Fetcher, path: str) -> None:
    with pytest.raises(RefusedError, match="is refused"):
        get(fetcher, path)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("loop", "redirects more than 3 times"),
        ("secret", "answered 500; expected 200"),
        ("zipped", "compressed"),
        ("long", "longer than 1000 bytes"),
        ("short", "cannot be reached: IncompleteRead"),
        ("silent", "did not answer within 0.4 seconds"),
        ("trickle", "did not answer within 0.4 seconds"),
        ("cut", "did not answer within 0.4 seconds"),
    ],
)
def test_an_answer_beyond_the_limits_is_told_and_nothing_of_it_shown(fetcher: Fetcher, path: str, words: str) -> None:
    start = time.monotonic()
    with pytest.raises(QueryError) as raised:
        get(fetcher, path)

    assert words in str(raised.value)
    assert "secret of" not in str(raised.value)
    assert time.monotonic() - start < 5


def test_an_answer_without_a_length_is_read_to_its_end(fetcher: Fetcher) -> None:
    assert get(fetcher, "old") == b"<urn:a> <urn:p> 1 ."


def test_a_server_that_is_not_there_is_told() -> None:
    def refuse(*_arguments: object) -> None:
        raise ConnectionRefusedError

    allowed = AllowedHosts(["far.example"], resolve=lambda _host, _port: ["93.184.216.34"])
    with pytest.raises(QueryError, match="cannot be reached: ConnectionRefusedError"):
        get(Fetcher(allowed, Limits(), refuse), "turtle")


def test_the_name_is_looked_up_once(fetcher: Fetcher, dial: object) -> None:
    """An answer that changes between check and connection (DNS rebinding) finds nobody."""
    addresses = iter([["93.184.216.34"], ["127.0.0.1"]])
    changing = AllowedHosts(["far.example"], resolve=lambda _host, _port: next(addresses))

    assert get(Fetcher(changing, Limits(), dial), "turtle")
