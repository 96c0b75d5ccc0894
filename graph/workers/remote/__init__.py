"""The relay: queries that the service takes in are answered by a store on another server.

To the web layer it is a worker pool like any other: same streams, same limits of time and size.
"""

from .pool import RelayPool
from .stream import RelayedStream

__all__ = ["RelayPool", "RelayedStream"]
