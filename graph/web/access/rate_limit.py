"""The rate limit: a token bucket for each client."""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections import OrderedDict

from ...errors import RateError

_CLIENTS = 10_000
"""Clients that are remembered, those seen last; a client that is forgotten begins anew."""


class RateLimiter:
    """Lets each client ask `burst` times at once and `rate` times a second on average; 0 lets everybody.

    A client is an address, in IPv6 a network of 64 bits, which is what one subscriber is given. The loopback address
    is not limited unless `limit_loopback`: without a reverse proxy it is the operator's own.
    """

    def __init__(self, rate: float, burst: int, *, limit_loopback: bool) -> None:
        self._rate = rate
        self._burst = float(burst)
        self._limit_loopback = limit_loopback
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def check(self, address: str) -> None:
        """Count a request of a client.

        Raises RateError when it has used up what it may.
        """
        if self._rate <= 0 or (client := self._client(address)) is None:
            return
        with self._lock:
            tokens = self._tokens(client, time.monotonic())
        if tokens < 0:
            raise RateError(
                f"This client sends more than {self._rate:g} requests a second; try again later.",
                retry_after=math.ceil(-tokens / self._rate),
            )

    def _client(self, address: str) -> str | None:
        if address == "127.0.0.1" and not self._limit_loopback:
            return None
        try:
            ip = ipaddress.ip_address(address)
        except ValueError:
            return address or "unknown"
        if ip.is_loopback and not self._limit_loopback:
            return None
        return str(ipaddress.ip_network((ip, 64), strict=False)) if ip.version == 6 else str(ip)

    def _tokens(self, client: str, now: float) -> float:
        """Take a token of the client; below zero when there was none, and then none is taken."""
        tokens, since = self._buckets.pop(client, (self._burst, now))
        tokens = min(self._burst, tokens + (now - since) * self._rate)
        left = tokens - 1
        self._buckets[client] = (left if left >= 0 else tokens, now)
        if len(self._buckets) > _CLIENTS:
            self._buckets.popitem(last=False)
        return left
