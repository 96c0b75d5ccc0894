"""What all rows of a case are read with: the graph, whom names mean, how dates are written, and the messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ..sheets.messages import Messages
from ..written.dates import Order
from .knowledge import Knowledge
from .names import Resolver


@dataclass(frozen=True)
class ReadingContext:
    """See the module; reading a row adds to `messages` what is wrong with it.

    `graph` is that of the case itself, which the version has where the case is published.
    """

    knowledge: Knowledge
    resolver: Resolver
    order: Order = ""
    graph: str = ""
    messages: Messages = field(default_factory=Messages)

    @property
    def today(self) -> date:
        """The day after which nothing can have happened."""
        return self.knowledge.today
