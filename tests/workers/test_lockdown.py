"""What a worker may not do, tried in a process of its own: network, programs, memory."""

import json
import os
import platform
import subprocess
import sys

import pytest

PROGRAM = """
import json, os, socket, sys
from westphalia.workers.lockdown import lock_down
how = lock_down(sys.argv[1], 300)
def outcome(action):
    try:
        action()
        return "done"
    except (OSError, MemoryError) as error:
        return type(error).__name__
def connect():
    with socket.socket() as sock:
        sock.settimeout(1)
        sock.connect(("127.0.0.1", int(sys.argv[2])))
print(json.dumps({
    "how": how,
    "connect": outcome(connect),
    "run": outcome(lambda: os.execv("/bin/true", ["true"]) if len(sys.argv) > 3 else None),
    "memory": outcome(lambda: bytearray(600_000_000)),
}))
"""


def tried(isolation: str, port: int, *more: str) -> dict[str, str]:
    command = [sys.executable, "-c", PROGRAM, isolation, str(port), *more]
    return json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


@pytest.fixture
def port():
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


needs_linux = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in {"x86_64", "aarch64"}, reason="seccomp is Linux's"
)


@needs_linux
def test_seccomp_keeps_a_worker_off_the_network_and_from_starting_programs(port: int) -> None:
    assert tried("auto", port, "run") == {
        "how": "seccomp",
        "connect": "PermissionError",
        "run": "PermissionError",
        "memory": "MemoryError",
    }


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="a network namespace needs root on Linux")
def test_a_namespace_keeps_a_worker_off_the_network_where_seccomp_does_not(port: int) -> None:
    found = tried("namespace", port)

    assert (found["how"], found["connect"]) == ("namespace", "OSError")


def test_where_nothing_closes_the_network_that_is_told(port: int) -> None:
    """The check itself can fail: without isolation the connection succeeds."""
    found = tried("none", port)

    assert (found["how"], found["connect"]) == ("none", "done")
