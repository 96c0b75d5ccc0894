"""Blank nodes in the conclusions of rules: the same rule with the same values generates the same node in all runs."""

from __future__ import annotations

from collections.abc import Mapping

from ..rules.rule import Rule, RuleTerm


class GeneratedNodes:
    """The names of the blank nodes that a rule's conclusions generate, as SQL; `bindings` are those of its body.

    The dictionary is joined once for each shared variable and each node. As look-ups within the SELECT (correlated
    subqueries) the same took minutes on an ontology of some 7,000 triples.
    """

    def __init__(self, rule: Rule, bindings: Mapping[RuleTerm, str]) -> None:
        self._rule = rule
        self._bindings = bindings

    def id(self, term: RuleTerm) -> str:
        """The column with the id of a node, in a query that has `joins`."""
        return f"made{self._rule.generated.index(term)}.id"

    def text(self, term: RuleTerm) -> str:
        """The expression for the text of a node, in a query that has `seeds`."""
        texts = [f"seed{place}.text" for place in range(len(self._rule.shared))]
        seed = ", ".join([f"'{self._rule.name} {term}'", *texts])
        return f"concat('_:m', md5(concat_ws(' ', {seed})))"

    def seeds(self) -> str:
        """The joins that give the texts of the shared variables."""
        if not self._rule.generated:
            return ""
        return "".join(
            f" JOIN term AS seed{place} ON seed{place}.id = {self._bindings[variable]}"
            for place, variable in enumerate(self._rule.shared)
        )

    def joins(self) -> str:
        """The joins that give the ids of the nodes too."""
        made = "".join(
            f" JOIN term AS made{place} ON made{place}.text = {self.text(term)}"
            for place, term in enumerate(self._rule.generated)
        )
        return self.seeds() + made
