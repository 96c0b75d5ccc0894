"""SPARQL 1.1 Update as a change: a request's text in, the quads that it adds and removes out.

The engine runs updates too, but does not report what they changed and cannot be kept off a graph. So the
text is cut into its operations here; the engine still parses every part and answers every WHERE.
"""

from ...store.change import Change, GraphName, apply, difference
from .context import Load, RequestOptions, Select, Solve, refuse_load, solutions, solve_here
from .evaluate import Evaluation
from .rules import PLAIN, GraphRules
from .templates import Solution

__all__ = [
    "PLAIN",
    "Change",
    "Evaluation",
    "GraphName",
    "GraphRules",
    "Load",
    "RequestOptions",
    "Select",
    "Solution",
    "Solve",
    "apply",
    "difference",
    "refuse_load",
    "solutions",
    "solve_here",
]
