"""Rules as SPARQL 1.2 RL: `RULE <name> { conclusions } WHERE { patterns }`.

After the W3C Working Draft "SPARQL 1.2 RL" of 1 October 2026 (media type application/sparql-rl, ending .srl; before
August 2026 this was "SHACL 1.2 Rules"). The header of a rule's file stands before it in the same comment lines, which
other tools skip. The draft has no rules that find contradictions: such a rule concludes a blank node of
`rule:Contradiction` with the terms that contradict each other.

Read is the part that our rules have. `IF … THEN`, prefixes and base are read too; `SET`, `NOT`, `DATA` and `IMPORTS`
are refused, each with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ....errors import ReasoningError
from ....rdf.namespaces import RULE
from ....sparql.lexer import Token, significant_tokens
from ..rule import TYPE, Pattern, Rule
from .rule_file import RuleFile, from_rule_text
from .rule_text import block, body, patterns

VERSION = "SPARQL 1.2 RL, W3C Working Draft 1 October 2026"
_CONTRADICTION = RULE.Contradiction.n3()
_ABOUT = RULE.about.n3()
_NODE = "_:0"
_REFUSED = {
    "SET": "assigns a value (SET), which rules may not",
    "NOT": "negates a pattern (NOT), which rules may not: that no source states something does not make it false",
    "DATA": "has a DATA block; expected facts in the files of a source",
    "IMPORTS": "imports another rule set (IMPORTS); expected each file by itself",
}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9:_.-]*")


def write_sparql_rl(files: Iterable[RuleFile]) -> str:
    """Rules as the text of one rule set."""
    return "\n".join([f"# {VERSION}", 'VERSION "1.2"', "", *(f"{_rule(file)}\n" for file in files)])


def _rule(file: RuleFile) -> str:
    rule = file.rule
    head = _contradiction(rule) if rule.finds_contradictions else rule.head
    lines = [f"#+ {key}: {value}" for key, value in file.header]
    text = f"RULE <{RULE[rule.name]}> {block(patterns(head))} WHERE {block(body(rule))}"
    return "\n".join([*lines, text])


def _contradiction(rule: Rule) -> tuple[Pattern, ...]:
    about = (Pattern(_NODE, _ABOUT, variable) for variable in rule.selected)
    return (Pattern(_NODE, TYPE, _CONTRADICTION), *about)


def read_sparql_rl(path: Path, text: str) -> list[RuleFile]:
    """The rules of a rule set; one without a name is called rule-1, rule-2 and so on.

    Raises ReasoningError when one goes beyond what rules may do, naming the rule; InputError for a wrong header line.
    """
    return list(_Reader(path, text).rules())


class _Reader:
    """Goes through the tokens of a rule set from rule to rule; each is read as the SPARQL that it stands for."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._text = text
        self._tokens: Sequence[Token] = tuple(significant_tokens(text))
        self._place = 0
        self._end = 0
        self._prologue = ""

    def rules(self) -> Iterator[RuleFile]:
        number = 0
        while self._place < len(self._tokens):
            word = self._word()
            if word in {"PREFIX", "BASE", "VERSION"}:
                self._declare(word)
            elif word in {"RULE", "IF"}:
                number += 1
                yield self._rule(word, f"rule-{number}")
            else:
                raise self._refused(_REFUSED.get(word, f"has {word!r} between rules; expected RULE or IF"))

    def _rule(self, word: str, name: str) -> RuleFile:
        comments = self._text[self._end : self._tokens[self._place].start]
        self._place += 1
        if word == "RULE":
            if self._text[self._tokens[self._place].start] == "<":
                name = self._name()
            head = self._braces()
            self._expect("WHERE", name)
            patterns_text = self._braces()
        else:
            patterns_text = self._braces()
            self._expect("THEN", name)
            head = self._braces()
        header = "".join(f"{line}\n" for line in comments.split("\n") if line.startswith("#+"))
        return self._parsed(name, header, head, patterns_text)

    def _parsed(self, name: str, header: str, head: str, patterns_text: str) -> RuleFile:
        if "#+ title:" not in header:
            header = f"#+ title: {name}\n{header}"
        if RULE.Contradiction in head:
            variables = " ".join(re.findall(r"\?\w+", head))
            text = f"SELECT {variables} WHERE {patterns_text}"
        else:
            text = f"CONSTRUCT {head} WHERE {patterns_text}"
        return from_rule_text(name, f"{header}{self._prologue}{text}", self._path)

    def _declare(self, word: str) -> None:
        """A declaration: what it says, up to where the next begins."""
        length = {"PREFIX": 3, "BASE": 2, "VERSION": 2}[word]
        first = self._place
        self._place += length
        if self._place > len(self._tokens):
            raise self._refused(f"ends in a declaration of {word}")
        self._end = self._tokens[self._place - 1].end
        if word != "VERSION":
            self._prologue += self._text[self._tokens[first].start : self._end] + "\n"

    def _name(self) -> str:
        iri = self._tokens[self._place].text.strip("<>")
        self._place += 1
        name = iri.removeprefix(str(RULE)) if iri.startswith(str(RULE)) else re.split(r"[#/]", iri)[-1]
        if not _NAME.fullmatch(name):
            raise self._refused(f"has a rule named <{iri}>; expected a name that a file can have")
        return name

    def _braces(self) -> str:
        """The text of a block in braces, which may hold no other block."""
        start, word = self._tokens[self._place].start if self._place < len(self._tokens) else len(self._text), "{"
        if self._place >= len(self._tokens) or self._tokens[self._place].text != word:
            raise self._refused(f"has no block in braces at character {start}; expected '{{ … }}'")
        depth = 0
        while self._place < len(self._tokens):
            token = self._tokens[self._place]
            if token.text.upper() in _REFUSED and token.text not in {"<", ">"}:
                raise self._refused(_REFUSED[token.text.upper()])
            depth += {"{": 1, "}": -1}.get(token.text, 0)
            self._place += 1
            if depth == 0:
                self._end = token.end
                return self._text[start : self._end]
        raise self._refused("ends inside a block; expected '}'")

    def _expect(self, word: str, name: str) -> None:
        if self._place >= len(self._tokens) or self._word() != word:
            raise self._refused(f"has the rule {name!r} without {word}")
        self._place += 1
        if self._place < len(self._tokens) and self._word() == "DATA":
            raise self._refused("limits a rule to asserted facts (WHERE DATA), which rules may not be")

    def _word(self) -> str:
        return self._tokens[self._place].text.upper()

    def _refused(self, reason: str) -> ReasoningError:
        return ReasoningError(f"{self._path} {reason}.")
