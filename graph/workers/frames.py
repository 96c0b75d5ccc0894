"""Frames: what pool and worker say to each other over their socket.

A frame is one letter for its kind, the length of its payload as four bytes, big-endian, and the payload.
"""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

TASK, BODY = b"T", b"B"
"""To the worker: a task as JSON, and the body of an upload after it."""
HEAD, DATA, END, ERROR = b"H", b"D", b"E", b"X"
"""From the worker: what kind of answer comes (JSON), its bytes, that it is whole (JSON), or why it is not (JSON)."""

_PREFIX = struct.Struct("!cI")
_RECEIVED_BYTES = 64 * 1024
_LARGE = 64 * 1024
FLUSHED_BYTES = 256 * 1024
"""What a writer collects before it sends: a small answer goes out as a whole, in one call of the system."""

Frame = tuple[bytes, bytes]


def packed(kind: bytes, payload: bytes) -> bytes:
    """A frame as bytes."""
    return _PREFIX.pack(kind, len(payload)) + payload


def packed_json(kind: bytes, value: dict[str, Any]) -> bytes:
    """A frame that carries JSON, as bytes."""
    return packed(kind, json.dumps(value, separators=(",", ":")).encode())


class FrameReader:
    """Reads frames from a socket, whatever pieces they arrive in."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._buffer = bytearray()

    def read(self) -> Frame:
        """The next frame.

        Raises EOFError when the other side is gone, BlockingIOError when the socket's time is up; a later call goes
        on where this one stopped.
        """
        while (missing := self._missing()) > 0:
            # What is known to come is taken in one piece, straight to where it stays.
            received = self._sock.recv(max(missing, _RECEIVED_BYTES), socket.MSG_WAITALL if missing > _LARGE else 0)
            if not received:
                raise EOFError
            self._buffer += received
        return self._take()

    def _missing(self) -> int:
        """How many bytes of the next frame have not come yet, as far as is known."""
        have = len(self._buffer)
        if have < _PREFIX.size:
            return _PREFIX.size - have
        return _PREFIX.size + int(_PREFIX.unpack_from(self._buffer)[1]) - have

    def _take(self) -> Frame:
        kind, length = _PREFIX.unpack_from(self._buffer)
        end = _PREFIX.size + length
        payload = bytes(memoryview(self._buffer)[_PREFIX.size : end])
        del self._buffer[:end]
        return kind, payload


class FrameWriter:
    """Writes frames to a socket, several at a time."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._pending: list[bytes | memoryview] = []
        self._pending_bytes = 0

    def add(self, frame: bytes) -> None:
        """Send a frame, now or with later ones."""
        self._add(frame)

    def add_data(self, block: memoryview) -> None:
        """Send a data frame; a long block goes out without being copied, a short one is kept."""
        self._pending.append(_PREFIX.pack(DATA, len(block)))
        self._pending_bytes += _PREFIX.size
        self._add(block if self._pending_bytes + len(block) >= FLUSHED_BYTES else bytes(block))

    def flush(self) -> None:
        """Send what is pending."""
        if self._pending:
            sent = self._sock.sendmsg(self._pending)
            if sent < self._pending_bytes:
                self._sock.sendall(memoryview(b"".join(self._pending))[sent:])
            self.drop()

    def drop(self) -> None:
        """Forget what is pending."""
        self._pending, self._pending_bytes = [], 0

    def _add(self, part: bytes | memoryview) -> None:
        self._pending.append(part)
        self._pending_bytes += len(part)
        if self._pending_bytes >= FLUSHED_BYTES:
            self.flush()
