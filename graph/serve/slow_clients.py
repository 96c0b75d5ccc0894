"""What connections may cost that send slowly or nothing: deadlines for requests, a bound for each client.

The limits are those of Apache's mod_reqtimeout: so long for the headers, and a least rate for the body. A client at
its bound loses the connection that has sent nothing whole for the longest time, not the newest: whoever opens
hundreds of slow connections pays with those, and a request that is sent at once is answered, even from the same
address.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from ..settings import Settings


class Connection(Protocol):
    """A connection as the bound sees it."""

    client: str
    waiting_since: float

    @property
    def is_expendable(self) -> bool:
        """Whether no whole request of it is being answered, and nothing closes it yet."""

    def refuse(self, status: str, sentence: str) -> None:
        """Send a refusal as far as that goes at once, and close."""


@dataclass(frozen=True)
class RequestDeadline:
    """How long a client may take to send a request: `seconds`, and for a body one second for each `rate` bytes."""

    seconds: float
    rate: int

    @classmethod
    def of(cls, settings: Settings) -> RequestDeadline:
        """The deadline of the settings."""
        return cls(settings.request_seconds, settings.body_rate)

    def is_over(self, elapsed: float, body_bytes: int) -> bool:
        """Whether a request is late that began `elapsed` seconds ago and has sent `body_bytes` of its body."""
        return elapsed > self.seconds + body_bytes / self.rate


def network_of(address: str) -> str:
    """What counts as one client: an IPv4 address, or the 64 bits of IPv6 that one subscriber gets."""
    try:
        ip = ipaddress.ip_address(address.strip().strip("[]"))
    except ValueError:
        return address
    return str(ipaddress.ip_network((ip, 64), strict=False)) if ip.version == 6 else str(ip)


def forwarded_client(header: str, proxies: int) -> str:
    """The client that the outermost of the trusted proxies saw; empty when the header has too few addresses."""
    addresses = [part.strip() for part in header.split(",") if part.strip()]
    return network_of(addresses[-proxies]) if 0 < proxies <= len(addresses) else ""


def make_room(connections: Iterable[Connection], newcomer: Connection, most: int) -> None:
    """Close the longest waiting connection of the newcomer's client if it has more than `most`.

    When all others are being answered the newcomer itself is refused.
    """
    same = [other for other in connections if other.client == newcomer.client]
    if len(same) <= most:
        return
    expendable = [other for other in same if other is not newcomer and other.is_expendable]
    chosen = min(expendable, key=lambda other: other.waiting_since, default=newcomer)
    chosen.refuse("503 Service Unavailable", f"This client has more than {most} connections, the limit here.")
