"""How many machine instructions two hot paths take: python -m bench.instructions   (needs a build and Valgrind).

Instructions are counted by Callgrind, which no other work on the machine disturbs. Each path is run so many times and
twice as many times, each in a process of its own, so that what its start takes is left out. A record is written.

- a query in a worker: its text is checked, evaluated, and the answer written as frames (`csto-2013` of the library);
- a query in the server: its words are read.
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import cache
from itertools import count

import pyoxigraph as ox

from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.sparql.lexer import keywords
from westphalia.versions.folders import current_folder
from westphalia.workers.frames import FrameWriter
from westphalia.workers.querying import answer_query
from westphalia.workers.tasks import QueryTask

from .record import Figure, Record

TIMES = 40
_QUERY = PROJECT_ROOT / "queries" / "competency" / "csto-2013.rq"
_COLLECTED = re.compile(r"Collected : (\d+)")
_numbers = count()


def main() -> None:
    if sys.argv[1:2] == ["--run"]:
        _run(sys.argv[2], int(sys.argv[3]))
        return
    if shutil.which("valgrind") is None:
        raise SystemExit("Valgrind is not installed; instructions are counted by its tool Callgrind.")
    figures, raw = [], {}
    print("| Path | Instructions |\n|---|---|")
    for name in PATHS:
        once, twice = (
            counted([sys.executable, "-m", "bench.instructions", "--run", name, str(n)]) for n in (TIMES, 2 * TIMES)
        )
        raw[name] = each = (twice - once) // TIMES
        figures.append(Figure(name, "", f"{each / 1e6:.2f} million instructions"))
        print(f"| {name} | {each:,} |", flush=True)
    print(Record("instructions", "Instructions of two hot paths", figures, details=raw).write())


def counted(command: list[str]) -> int:
    """The instructions that a command takes. Raises SystemExit when it fails."""
    callgrind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    done = subprocess.run([*callgrind, *command], capture_output=True, text=True, check=False)
    found = _COLLECTED.search(done.stderr)
    if done.returncode or found is None:
        raise SystemExit(f"{' '.join(command[1:])} failed: {done.stderr.strip().splitlines()[-1]}")
    return int(found[1])


def _run(name: str, times: int) -> None:
    path = PATHS[name]()
    for _ in range(times):
        path()


def _text() -> str:
    """The query, each time with another comment: what has been read of a text is kept."""
    return f"{_query()}\n# {next(_numbers)}"


@cache
def _query() -> str:
    return _QUERY.read_text(encoding="utf-8")


def _in_worker() -> Callable[[], None]:
    folder = current_folder(Settings().data_dir) / "store"
    store = ox.Store.read_only(str(folder))
    here, there = socket.socketpair()
    threading.Thread(target=_drained, args=(there,), daemon=True).start()

    def path() -> None:
        out = FrameWriter(here)
        answer_query(store, QueryTask(str(folder), _text(), {"bindings": "json"}), out)
        out.flush()

    return path


def _drained(sock: socket.socket) -> None:
    while sock.recv(65536):
        pass


def _in_server() -> Callable[[], None]:
    def path() -> None:
        keywords(_text())

    return path


PATHS: dict[str, Callable[[], Callable[[], None]]] = {
    "a query in a worker": _in_worker,
    "a query in the server": _in_server,
}


if __name__ == "__main__":
    main()
