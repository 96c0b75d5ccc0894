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
_RECEIVED_BYTES = 256 * 1024
FLUSHED_BYTES = 128 * 1024
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
        while (frame := self._take()) is None:
            received = self._sock.recv(_RECEIVED_BYTES)
            if not received:
                raise EOFError
            self._buffer += received
        return frame

    def _take(self) -> Frame | None:
        buffer = self._buffer
        if len(buffer) < _PREFIX.size:
            return None
        kind, length = _PREFIX.unpack_from(buffer)
        end = _PREFIX.size + length
        if len(buffer) < end:
            return None
        payload = bytes(memoryview(buffer)[_PREFIX.size : end])
        del buffer[:end]
        return kind, payload


class FrameWriter:
    """Writes frames to a socket, several at a time."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._pending: list[bytes] = []
        self._pending_bytes = 0
        self.sent = False
        """Whether anything of the present answer has left."""

    def add(self, frame: bytes) -> None:
        """Send a frame, now or with later ones."""
        self._pending.append(frame)
        self._pending_bytes += len(frame)
        if self._pending_bytes >= FLUSHED_BYTES:
            self.flush()

    def flush(self) -> None:
        """Send what is pending."""
        if self._pending:
            self.sent = True
            self._sock.sendall(b"".join(self._pending))
            self.drop()

    def drop(self) -> None:
        """Forget what is pending."""
        self._pending, self._pending_bytes = [], 0
