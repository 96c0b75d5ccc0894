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


NOT_PUBLIC = {
    "::127.0.0.1": "IPv4-compatible",
    "::5db8:d822": "IPv4-compatible, though of a public address",
    "0:0:0:0:0:ffff:7f00:1": "IPv4-mapped, written out",
    "::ffff:169.254.169.254": "IPv4-mapped, link-local",
    "::ffff:0:127.0.0.1": "IPv4-translated (RFC 2765)",
    "64:ff9b::10.0.0.1": "NAT64 of a private address",
    "64:ff9b:1::5db8:d822": "NAT64 with a local prefix (RFC 8215)",
    "64:ff9b:1:7f00:0:100::": "NAT64 with a local prefix, the address in the middle",
    "2002:a00:1::1": "6to4 of a private address",
    "2002:c0a8:101::": "6to4 of a private address",
    "2001:0:7f00:1::": "Teredo, a private server",
    "2001:0:5db8:d822:0:0:5db8:d822": "Teredo",
    "2001:10::1": "ORCHID",
    "2001:20::1": "ORCHIDv2",
    "2001:2::1": "benchmarks",
    "2606:4700::200:5efe:10.0.0.1": "ISATAP of a private address",
    "2606:4700::5efe:127.0.0.1": "ISATAP of this machine",
    "fec0::1": "site-local",
    "fec0::1%1": "site-local with a zone",
    "2606:4700::1111%eth0": "a zone",
    "::ffff:93.184.216.34%1": "a zone",
    "100::1": "discarded",
    "1::1": "not assigned",
    "4000::1": "not assigned",
    "5f00::1": "segment routing",
    "3ffe::1": "6bone",
    "3fff::1": "documentation",
    "ff0e::1": "multicast, of global scope",
    "192.88.99.1": "6to4 relay",
    "240.0.0.1": "reserved",
    "0x7f.1": "hexadecimal",
    "2130706433": "one number",
    "127.1": "two numbers",
    "0177.0.0.1": "octal",
    "[::1]": "in brackets",
    "": "nothing",
}
PUBLIC = (
    "93.184.216.34",
    "2606:4700::1111",
    "2a00:1450:4001:81b::200e",
    "::ffff:93.184.216.34",
    "64:ff9b::5db8:d822",
    "2002:5db8:d822::1",
    "2606:4700::200:5efe:93.184.216.34",
)


@pytest.mark.parametrize("address", NOT_PUBLIC, ids=str)
def test_a_form_that_hides_an_inner_address_is_not_public(address: str) -> None:
    assert not is_public(address), NOT_PUBLIC[address]


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)
