"""The clients of the measurement: connections that ask again and again for a while, and what they saw."""

from __future__ import annotations

import asyncio
import itertools
import re
import shutil
import subprocess
import time
import urllib.parse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_JSON = "application/sparql-results+json"
_GRAPH = "text/turtle"


@dataclass(frozen=True)
class Seen:
    """What clients saw: answers a second, latencies in milliseconds (half, 90 and 99 in 100 faster), failures."""

    rate: float
    p50: float
    p90: float
    p99: float
    failures: int


def request(address: str, query: str, headers: Sequence[str] = ()) -> bytes:
    """A GET of a query as bytes."""
    parts = urllib.parse.urlsplit(address)
    accept = f"{_JSON}, {_GRAPH};q=0.9"
    lines = [
        f"GET {parts.path}?query={urllib.parse.quote(query)} HTTP/1.1",
        f"Host: {parts.netloc}",
        f"Accept: {accept}",
        *headers,
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def hammer(address: str, query: str, *, clients: int, seconds: float, headers: Sequence[str] = ()) -> Seen:
    """One query from several clients, as often as it is answered."""
    if shutil.which("wrk"):
        return _wrk(address, query, clients, seconds, headers)
    return mixed(address, [query], clients=clients, seconds=seconds, headers=headers)


def mixed(  # noqa: PLR0913 - what, by how many, how long and how, each by name
    address: str,
    queries: Sequence[str],
    *,
    clients: int,
    seconds: float,
    headers: Sequence[str] = (),
    unique: bool = False,
) -> Seen:
    """Queries in turn from several clients; with `unique` no text is sent twice, so that nothing can be cached."""
    numbers = itertools.count()

    def texts(start: int) -> Iterator[str]:
        for query in itertools.islice(itertools.cycle(queries), start, None):
            yield f"{query} # {next(numbers)}" if unique else query

    return asyncio.run(_run(address, [texts(client) for client in range(clients)], seconds, headers))


def _wrk(address: str, query: str, clients: int, seconds: float, headers: Sequence[str]) -> Seen:
    options = [part for header in (f"Accept: {_JSON}", *headers) for part in ("-H", header)]
    command = ["wrk", "-t1", f"-c{clients}", f"-d{int(seconds)}s", "--latency", *options]
    text = subprocess.run(
        [*command, f"{address}?query={urllib.parse.quote(query)}"], capture_output=True, text=True, check=True
    ).stdout
    found = {name: _milliseconds(value) for name, value in re.findall(r"^ +(50|90|99)% +(\S+)", text, re.MULTILINE)}
    rate = re.search(r"Requests/sec:\s+([\d.]+)", text)
    failed = re.findall(r"Non-2xx or 3xx responses: (\d+)|(?:connect|read|write|timeout) (\d+)", text)
    failures = sum(int(number) for pair in failed for number in pair if number)
    return Seen(float(rate.group(1)) if rate else 0.0, found["50"], found["90"], found["99"], failures)


def _milliseconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text).groups()  # type: ignore[union-attr]
    return float(number) * {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}[unit]


async def _run(address: str, clients: list[Iterator[str]], seconds: float, headers: Sequence[str]) -> Seen:
    until = time.perf_counter() + seconds
    seen = await asyncio.gather(*(_client(address, texts, until, headers) for texts in clients))
    latencies = sorted(latency for found, _ in seen for latency in found)
    failures = sum(failed for _, failed in seen)
    place: Callable[[float], float] = lambda part: latencies[int(part * (len(latencies) - 1))] * 1000  # noqa: E731
    if not latencies:
        return Seen(0.0, 0.0, 0.0, 0.0, failures)
    return Seen(len(latencies) / seconds, place(0.5), place(0.9), place(0.99), failures)


async def _client(
    address: str, texts: Iterator[str], until: float, headers: Sequence[str]
) -> tuple[list[float], int]:
    parts = urllib.parse.urlsplit(address)
    latencies: list[float] = []
    failures = 0
    reader = writer = None
    while time.perf_counter() < until:
        try:
            if writer is None:
                reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
            start = time.perf_counter()
            writer.write(request(address, next(texts), headers))
            assert reader is not None
            ok = await asyncio.wait_for(_answer(reader), 60)
            latencies.append(time.perf_counter() - start)
            failures += not ok
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            failures += 1
            writer = None
    if writer is not None:
        writer.close()
    return latencies, failures


async def _answer(reader: asyncio.StreamReader) -> bool:
    """Read one answer to its end; whether it was a good one."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if b"transfer-encoding: chunked" in head:
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        found = re.search(rb"content-length: (\d+)", head)
        await reader.readexactly(int(found.group(1)) if found else 0)
    return head.startswith((b"http/1.1 2", b"http/1.1 304"))
