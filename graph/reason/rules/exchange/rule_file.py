"""A rule with the header of its file, which other languages carry beside the rule, and its text in ours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ....sparql.files import SparqlFile, header_of, read_sparql_file
from ..reader import rule_from
from ..rule import Rule
from .rule_text import construct_text, select_text

Header = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class RuleFile:
    """A rule and its header, pairs of key and value in order."""

    rule: Rule
    header: Header

    @property
    def text(self) -> str:
        """The file's text: header lines, then SPARQL made from the parsed rule."""
        lines = [f"#+ {key}: {value}" for key, value in self.header]
        query = select_text(self.rule) if self.rule.finds_contradictions else construct_text(self.rule)
        return "\n".join([*lines, query, ""])


def read_rule_file(path: Path) -> RuleFile:
    """Read a rule file with its header.

    Raises ReasoningError when the rule is not supported, InputError when the file cannot be read.
    """
    file = read_sparql_file(path)
    return RuleFile(rule_from(file), file.header)


def from_rule_text(name: str, text: str, where: Path) -> RuleFile:
    """A rule from its text in SPARQL, with header lines; raises as `read_rule_file`, naming `where`."""
    file = SparqlFile(where.with_name(f"{name}.rq"), header_of(where, text), text)
    return RuleFile(replace(rule_from(file), name=name), file.header)
