"""Named steps of writes, builds, backups and restores, between which the state on disk differs.

Tests end the process at each of them and look at what is left. Nothing listens otherwise: no setting and no variable
of the environment reaches here.
"""

from __future__ import annotations

from collections.abc import Callable

Listener = Callable[[str], object]
"""Called with the name of each step that is reached."""

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Call `listener` at each step of this process from now on."""
    _listeners.append(listener)


def reached(step: str) -> None:
    """Say that the step called `step` has been done, as in "publish: folder renamed"."""
    for listener in _listeners:
        listener(step)
