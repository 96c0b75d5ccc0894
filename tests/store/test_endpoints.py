"""The store on another server that the settings name."""

import base64

import pytest

from westphalia.errors import SettingsError
from westphalia.settings import Settings
from westphalia.store import remote_store


def test_without_an_address_the_store_is_here() -> None:
    assert remote_store(Settings()) is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"store_url": "http://h/sparql"}, ("http://h/sparql", "http://h/sparql", "http://h/gsp")),
        ({"store_url": "http://h/query"}, ("http://h/query", "http://h/update", "http://h/store")),
        (
            {"store_url": "http://h/ds", "store_update_url": "http://h/u", "store_graph_url": "https://g/d"},
            ("http://h/ds", "http://h/u", "https://g/d"),
        ),
    ],
)
def test_endpoints_are_set_or_derived(given: dict[str, str], expected: tuple[str, ...]) -> None:
    addresses = remote_store(Settings(**given))._endpoints

    assert (addresses.query, addresses.update, addresses.graphs) == expected


def test_credentials_become_a_header_that_is_not_shown() -> None:
    basic = remote_store(Settings(store_url="http://h/query", store_user="u", store_password="secret"))._endpoints
    bearer = remote_store(Settings(store_url="http://h/query", store_token="secret"))._endpoints

    assert basic.authorization == f"Basic {base64.b64encode(b'u:secret').decode()}"
    assert bearer.authorization == "Bearer secret"
    assert "secret" not in repr(bearer)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"store_url": "http://h/ds"}, "WESTPHALIA_STORE_UPDATE_URL"),
        ({"store_url": "file:///query"}, "expected an http or https address"),
        ({"store_url": "http:///query"}, "expected an http or https address"),
    ],
)
def test_addresses_that_cannot_be_used_are_told(given: dict[str, str], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        remote_store(Settings(**given))
