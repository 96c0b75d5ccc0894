"""Rules in the languages of others: SPARQL 1.2 RL as text, SHACL 1.2 Inference Rules as RDF; written and read."""

from .rule_file import RuleFile, from_rule_text, read_rule_file
from .shacl import read_shacl, write_shacl
from .sparql_rl import read_sparql_rl, write_sparql_rl

__all__ = [
    "RuleFile",
    "from_rule_text",
    "read_rule_file",
    "read_shacl",
    "read_sparql_rl",
    "write_shacl",
    "write_sparql_rl",
]
