"""The limits of a pool and of its workers."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from ..settings import Settings


@dataclass(frozen=True)
class PoolLimits:
    """How many workers there are and what each may use.

    Seconds are wall time; `memory_mb` is what a worker may use beyond what an idle one has; `queue` tasks may wait
    for a worker, each for `queue_seconds`.
    """

    workers: int = 4
    seconds: float = 30.0
    memory_mb: int = 1024
    stack_mb: int = 512
    result_bytes: int = 1_000_000_000
    queue: int = 64
    queue_seconds: float = 10.0
    isolation: str = "auto"

    @classmethod
    def of(cls, settings: Settings) -> PoolLimits:
        """The limits that the settings give."""
        return cls(
            workers=settings.worker_count,
            seconds=settings.timeout_seconds,
            memory_mb=settings.worker_memory_mb,
            stack_mb=settings.worker_stack_mb,
            result_bytes=settings.max_result_bytes,
            queue=settings.queue,
            queue_seconds=settings.queue_seconds,
            isolation=settings.isolation,
        )

    def to_json(self) -> str:
        """The limits as JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> PoolLimits:
        """The limits again."""
        return cls(**json.loads(text))
