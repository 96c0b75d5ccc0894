"""Reasoning: from asserted triples to what follows from them, and to what contradicts itself."""

from .dated import DatedReasoner, Maintained, Resources, has_closure
from .owlrl_reference import OwlrlReasoner
from .port import Closure, Contradiction, Progress, Reasoner, View

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
