"""Which addresses may be asked."""

import pytest

from westphalia.errors import QueryError, RefusedError
from westphalia.sparql.federation import AllowedHosts, Refusing
from westphalia.sparql.federation.allowlist import is_public


def hosts(*addresses: str) -> AllowedHosts:
    return AllowedHosts(["far.example", "odd.example:8890"], resolve=lambda _host, _port: list(addresses))


@pytest.mark.parametrize(
    ("url", "port"),
    [
        ("http://far.example/sparql?a=b", 80),
        ("https://FAR.example./", 443),
        ("http://odd.example:8890/x", 8890),
        ("https://far.example:443", 443),
    ],
)
def test_a_host_allowed_by_name_is_asked_at_its_public_address(url: str, port: int) -> None:
    target = hosts("93.184.216.34").check(url)

    assert (target.address, target.port) == ("93.184.216.34", port)


@pytest.mark.parametrize(
    "url",
    [
        "http://other.example/",
        "http://far.example:8080/",
        "http://odd.example/",
        "http://far.example.evil.example/",
        "http://evil.example/?far.example",
        "http://evil.example#@far.example/",
        "http://far.example@evil.example/",
        "http://user:secret@far.example/",
        "file:///etc/passwd",
        "ftp://far.example/",
        "gopher://far.example/",
        "http:///sparql",
        "http://far.example:port/",
        "http://[far.example/",
        "http://far.example/a\r\nHost: x",
        "//far.example/",
        "",
    ],
)
def test_anything_else_is_refused(url: str) -> None:
    with pytest.raises(RefusedError):
        hosts("93.184.216.34").check(url)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2001:db8::1",
        "not a number",
    ],
)
def test_an_allowed_host_that_lies_inside_is_refused(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(RefusedError, match="not a public address"):
        hosts("93.184.216.34", address).check("http://far.example/")


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"])
def test_public_addresses_are_known_as_such(address: str) -> None:
    assert is_public(address)


def test_a_host_that_is_not_known_is_told() -> None:
    def fail(_host: str, _port: int) -> list[str]:
        raise OSError("unknown")

    for resolve in (fail, lambda _host, _port: []):
        with pytest.raises(QueryError, match=r"far\.example"):
            AllowedHosts(["far.example"], resolve=resolve).check("http://far.example/")


def test_by_default_nobody_is_asked() -> None:
    with pytest.raises(RefusedError):
        Refusing.check("http://far.example/")
