"""Reasoning: from asserted triples to what follows from them, and to what contradicts itself."""

from .closure import Closure, Contradiction, IgnoredAxiom, Progress, Reasoner, View
from .dated import DatedReasoner, Maintained, Resources, has_closure
from .owlrl_reference import OwlrlReasoner

__all__ = [
    "Closure",
    "Contradiction",
    "DatedReasoner",
    "IgnoredAxiom",
    "Maintained",
    "OwlrlReasoner",
    "Progress",
    "Reasoner",
    "Resources",
    "View",
    "has_closure",
]
