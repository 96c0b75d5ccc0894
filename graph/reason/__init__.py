"""Reasoning: from asserted triples to what follows from them, and to what contradicts itself."""

from .dated import DatedReasoner, Maintained, Resources, has_closure
from .port import Closure, Contradiction, Progress, Reasoner, View
from .reference import OwlrlReasoner

__all__ = [
    "Closure",
    "Contradiction",
    "DatedReasoner",
    "Maintained",
    "OwlrlReasoner",
    "Progress",
    "Reasoner",
    "Resources",
    "View",
    "has_closure",
]
