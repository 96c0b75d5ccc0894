"""Answers to questions that were read, as cards."""

from .answering import answer_reading
from .context import Context

__all__ = ["Context", "answer_reading"]
