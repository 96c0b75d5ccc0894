"""The tools, one a module, in the order in which clients list them."""

from ..tool import Tool
from . import cite, disagreements, facts, find, panel, query, relation, why

TOOLS: tuple[Tool, ...] = (
    find.TOOL,
    facts.TOOL,
    relation.TOOL,
    why.TOOL,
    disagreements.TOOL,
    panel.TOOL,
    query.TOOL,
    cite.TOOL,
)
