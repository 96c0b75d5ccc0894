"""Reasoning: from asserted triples to what follows from them, and to what contradicts itself."""

from .port import Closure, Contradiction, Progress, Reasoner
from .reference import OwlrlReasoner

__all__ = ["Closure", "Contradiction", "OwlrlReasoner", "Progress", "Reasoner"]
