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
_EMBEDDING = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
"""NAT64: the last four bytes are an IPv4 address, which may be a private one (RFC 6052, RFC 8215)."""


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
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


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
            found = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise QueryError(f"The host {host} cannot be found: {error}.") from None
        if not found:
            raise QueryError(f"The host {host} has no address.")
        return found


Refusing = AllowedHosts(())
"""No host at all, which is how a service starts."""


def is_public(address: str) -> bool:
    """Whether an address is on the public internet: not this machine, this link, a private or special network."""
    try:
        found = ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast for one in (found, *_embedded(found)))


def _embedded(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """IPv4 addresses that an IPv6 address stands for."""
    if isinstance(address, IPv4Address):
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if any(address in network for network in _EMBEDDING):
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in found if one is not None]


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
