"""The worker pool: queries and uploads are read by processes that can be killed.

The engine has no cancellation, ends its process on some inputs, and fetches addresses that a query names. So each
query runs in a process of its own kind: forked in advance, without network, with limited memory and time, and killed
when it goes on too long. The pool knows nothing of HTTP.

    WorkerPool ── requests ──> zygote (a process without threads or stores) ── forks ──> workers
        └── one socket each: a task goes in, frames come out (head, data …, end; or error)
"""

from .limits import PoolLimits
from .pool import PoolState, WorkerPool
from .stream import Stream
from .tasks import DumpTask, NotOfferedError, ParseTask, QueryTask, Task

__all__ = [
    "DumpTask",
    "NotOfferedError",
    "ParseTask",
    "PoolLimits",
    "PoolState",
    "QueryTask",
    "Stream",
    "Task",
    "WorkerPool",
]
