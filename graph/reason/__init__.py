"""Reasoning: from asserted triples to what follows from them, and to what contradicts itself."""

from .dated import DatedReasoner
from .port import Closure, Contradiction, Progress, Reasoner, View
from .reference import OwlrlReasoner

__all__ = ["Closure", "Contradiction", "DatedReasoner", "OwlrlReasoner", "Progress", "Reasoner", "View"]
