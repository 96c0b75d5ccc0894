"""Frames arrive whole, whatever pieces they were sent in."""

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from westphalia.workers.frames import DATA, END, FrameReader, FrameWriter, packed


@given(st.lists(st.binary(max_size=300), max_size=10), st.integers(1, 50))
def test_frames_arrive_whole_and_in_order(payloads: list[bytes], piece: int) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        wire = b"".join(packed(DATA, payload) for payload in payloads)
        for start in range(0, len(wire), piece):
            theirs.sendall(wire[start : start + piece])
        theirs.shutdown(socket.SHUT_WR)
        reader = FrameReader(ours)

        assert [reader.read() for _ in payloads] == [(DATA, payload) for payload in payloads]
        with pytest.raises(EOFError):
            reader.read()


def test_what_is_dropped_is_not_sent() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        writer = FrameWriter(theirs)
        writer.add(packed(DATA, b"half an answer"))
        writer.drop()
        writer.add(packed(END, b"{}"))
        writer.flush()

        assert FrameReader(ours).read() == (END, b"{}")
