"""Which addresses may be asked: hosts by name, and of those only what lies on the public internet."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from ...errors import QueryError, RefusedError

Resolve = Callable[[str, int], list[str]]
"""The addresses of a host."""

_PORTS = {"http": 80, "https": 443}
_GLOBAL_UNICAST = ip_network("2000::/3")
"""All of IPv6 that is handed out to hosts (RFC 4291, section 2.4). Outside lie the old forms that carry an IPv4
address (`::a.b.c.d`, `::ffff:0:a.b.c.d`), site-local addresses and the prefix 64:ff9b:1::/48 of local translators."""

_NAT64 = ip_network("64:ff9b::/96")
"""The last four bytes are an IPv4 address, to which a translator passes what is sent (RFC 6052)."""

_SPECIAL = tuple(
    map(
        ip_network,
        (
            "192.88.99.0/24",  # relays of 6to4, given up by RFC 7526
            "2001::/23",  # protocols of the IETF; among them Teredo, which has an IPv4 address of the client
            "3ffe::/16",  # the former 6bone (RFC 3701)
            "3fff::/20",  # documentation (RFC 9637)
        ),
    )
)
"""Networks within the global ones that `ipaddress` of some releases of Python takes for public."""

_ISATAP = (0x00005EFE, 0x02005EFE)
"""The first half of an interface identifier whose second half is an IPv4 address (RFC 5214)."""


@dataclass(frozen=True)
class Target:
    """A checked address: where to connect (`address` is a number, so no name is looked up again), and what to ask."""

    scheme: str
    host: str
    port: int
    address: str
    path: str

    @property
    def url(self) -> str:
        """The address as people write it."""
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self.host}{port}{self.path}"


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, as the system knows them."""
    addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in addresses))


class AllowedHosts:
    """The hosts that may be asked, each as `name` (its usual ports) or `name:port`."""

    def __init__(self, hosts: Iterable[str], resolve: Resolve = resolve) -> None:
        self._hosts = frozenset(host.lower().rstrip(".") for host in hosts)
        self._resolve = resolve

    def check(self, url: str) -> Target:
        """The target that an address names, its host looked up once and for all.

        Raises RefusedError when the address is not http(s), carries a password, or its host is not allowed or has an
        address that is not public; QueryError when the host is not known.
        """
        parts = _split(url)
        host = (parts.hostname or "").lower().rstrip(".")
        port = parts.port or _PORTS[parts.scheme]
        if not {host, f"{host}:{port}"} & self._allowed(port, parts.scheme):
            raise RefusedError(f"<{url}> is refused; this service sends no requests to {host or 'such addresses'}.")
        addresses = self._addresses(host, port)
        for address in addresses:
            if not is_public(address):
                raise RefusedError(f"<{url}> is refused; {host} is at {address}, which is not a public address.")
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return Target(parts.scheme, host, port, addresses[0], path)

    def _allowed(self, port: int, scheme: str) -> frozenset[str]:
        usual = port == _PORTS[scheme]
        return self._hosts if usual else frozenset(host for host in self._hosts if ":" in host)

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise QueryError(f"The host {host} cannot be found: {error}.") from None
        if not addresses:
            raise QueryError(f"The host {host} has no address.")
        return addresses


Refusing = AllowedHosts(())
"""No host at all, which is how a service starts."""


def is_public(address: str) -> bool:
    """Whether an address is on the public internet: not this machine, this link, a private or special network.

    An IPv6 address that stands for an IPv4 address is as public as both; one with a zone (`%eth0`) is of a link.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv4Address):
        return _is_public_v4(parsed)
    if parsed.scope_id is not None:
        return False
    return _is_translated_or_unicast(parsed) and all(map(_is_public_v4, _embedded(parsed)))


def _is_public_v4(address: IPv4Address) -> bool:
    return address.is_global and not address.is_multicast and not _is_special(address)


def _is_translated_or_unicast(address: IPv6Address) -> bool:
    """Whether an address is one of a host on the internet, or is sent as IPv4 in its place (see `_embedded`)."""
    if address.ipv4_mapped is not None or address in _NAT64:
        return True
    return (
        address in _GLOBAL_UNICAST
        and (address.is_global or address.sixtofour is not None)
        and not _is_special(address)
    )


def _is_special(address: IPv4Address | IPv6Address) -> bool:
    return any(address in network for network in _SPECIAL)


def _embedded(address: IPv6Address) -> list[IPv4Address]:
    """IPv4 addresses that an IPv6 address stands for: mapped, of NAT64, 6to4 or ISATAP."""
    last = IPv4Address(int(address) & 0xFFFFFFFF)
    carried = address in _NAT64 or int(address) >> 32 & 0xFFFFFFFF in _ISATAP
    return [v4 for v4 in (address.ipv4_mapped, address.sixtofour, last if carried else None) if v4 is not None]


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises for a port that is no number
    except ValueError:
        raise RefusedError(f"<{url}> is refused; it is not an address.") from None
    if parts.scheme not in _PORTS:
        raise RefusedError(f"<{url}> is refused; expected an http or https address.")
    if parts.username is not None or parts.password is not None:
        raise RefusedError("An address with a user or password in it is refused.")
    if any(character <= " " for character in url):
        raise RefusedError("An address with a space or control character in it is refused.")
    return parts
