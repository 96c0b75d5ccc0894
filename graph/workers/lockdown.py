"""What a worker may not do: reach a network, start programs, use more memory than its share, leave a core dump.

The network is closed by a seccomp filter (Linux, no privilege needed; see seccomp(2)); where that fails by a network
namespace (needs root); where that fails too, by nothing but the refusal of SERVICE before a query runs, and `/health`
says so.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

SECCOMP, NAMESPACE, NONE = "seccomp", "namespace", "none"
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 1, 38, 22
_SECCOMP_MODE_FILTER = 2
_CLONE_NEWNET = 0x40000000
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class _Machine:
    """A processor's number in seccomp(2) and its numbers of the calls that are refused."""

    audit: int
    calls: dict[str, int]


# From the system's headers: linux/audit.h, asm/unistd.h. io_uring could make a socket without calling socket().
_MACHINES = {
    "x86_64": _Machine(
        0xC000003E,
        {
            "socket": 41,
            "execve": 59,
            "ptrace": 101,
            "process_vm_readv": 310,
            "process_vm_writev": 311,
            "execveat": 322,
            "io_uring_setup": 425,
        },
    ),
    "aarch64": _Machine(
        0xC00000B7,
        {
            "ptrace": 117,
            "socket": 198,
            "execve": 221,
            "process_vm_readv": 270,
            "process_vm_writev": 271,
            "execveat": 281,
            "io_uring_setup": 425,
        },
    ),
}
_X32_BIT = 0x40000000
"""Numbers from here on are calls of the x32 interface, whose own socket() must not be a way around."""


def lock_down(isolation: str, memory_mb: int) -> str:
    """Take from this process what a worker does not need; to be called before it starts a thread.

    `memory_mb` is what it may use beyond what it has now. Returns how the network was closed; `isolation` forces one
    way, or `auto` takes the first that works.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _limit_memory(memory_mb)
    _die_with_parent()
    return forbid_network(isolation)


def forbid_network(isolation: str) -> str:
    """Close the network to this process; returns how: `seccomp`, `namespace` or `none`."""
    ways = {SECCOMP: _filter_calls, NAMESPACE: _leave_network}
    for name, close in ways.items():
        if isolation in {"auto", name} and close():
            return name
    return NONE


def _limit_memory(memory_mb: int) -> None:
    limit = _address_space() + memory_mb * _MEGABYTE
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ValueError, OSError):  # macOS knows the limit but refuses it
        return


def _address_space() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def limit_processor_time(seconds: float) -> None:
    """Let the system kill this process after so many more seconds of processor time, should nobody else do it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(usage.ru_utime + usage.ru_stime + seconds) + 2
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, hard))


def _prctl(option: int, *arguments: int | ctypes.c_void_p) -> bool:
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    values = [ctypes.c_ulong(value) if isinstance(value, int) else value for value in arguments]
    values += [ctypes.c_ulong(0)] * (4 - len(values))
    return int(libc.prctl(option, *values)) == 0


def _die_with_parent() -> None:
    _prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL))


def _filter_calls() -> bool:
    """Install the filter; False where the system or the processor does not have it."""
    machine = _MACHINES.get(platform.machine())
    if machine is None or not _prctl(_PR_SET_NO_NEW_PRIVS, 1):
        return False
    program = _program(machine)
    buffer = ctypes.create_string_buffer(program, len(program))
    # struct sock_fprog: the number of instructions and their address
    fprog = ctypes.create_string_buffer(struct.pack("HL", len(program) // 8, ctypes.addressof(buffer)))
    return _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.cast(fprog, ctypes.c_void_p))


def _program(machine: _Machine) -> bytes:
    """The filter in classic BPF: kill another architecture, refuse the listed calls with EPERM, allow the rest."""
    load, equal, at_least, answer = 0x20, 0x15, 0x35, 0x06
    kill, refuse, allow = 0x80000000, 0x00050000 | 1, 0x7FFF0000
    numbers = sorted(machine.calls.values())
    to_refusal = len(numbers) + 1
    steps = [
        (load, 0, 0, 4),  # the architecture
        (equal, 1, 0, machine.audit),
        (answer, 0, 0, kill),
        (load, 0, 0, 0),  # the number of the call
        (at_least, to_refusal, 0, _X32_BIT),
        *((equal, to_refusal - 1 - place, 0, number) for place, number in enumerate(numbers)),
        (answer, 0, 0, allow),
        (answer, 0, 0, refuse),
    ]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def _leave_network() -> bool:
    """Move to a network namespace of one's own, in which not even loopback is up."""
    if sys.platform != "linux":
        return False
    return int(ctypes.CDLL(None, use_errno=True).unshare(_CLONE_NEWNET)) == 0
