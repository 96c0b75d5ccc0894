"""What a rule of a source may be: it derives relations and classes of things, in terms that the ontology has.

It may not change what terms mean for others: no conclusions about classes and properties, no identity, none of the
reasoner's own helper statements. It may not find contradictions, which would fail the builds of others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from ...errors import ReasoningError
from ...inputs.ontology import load_modules
from ...rdf.curies import shorten
from ...rdf.namespaces import RULE, WPH
from .cache import read_rules_cached
from .rule import SAME_AS, TYPE, Pattern, Rule, is_variable


def check_own_rules(paths: Sequence[Path], ontology_dir: Path, cache: Path | None) -> None:
    """Check the rules of sources.

    Raises ReasoningError for the first that goes beyond what one may do, with the reason; InputError when it has no
    title.
    """
    for path, rule in zip(paths, read_rules_cached(paths, cache), strict=True):
        check_own_rule(path, rule, ontology_dir)


def check_own_rule(path: Path, rule: Rule, ontology_dir: Path) -> None:
    """Check a rule of a source, which the file `path` has or is to have; raises as `check_own_rules`."""
    for reason in _reasons(rule, _terms_of(ontology_dir)):
        raise ReasoningError(f"The rule {path} {reason}.")


def _reasons(rule: Rule, terms: frozenset[str]) -> Iterable[str]:
    if rule.finds_contradictions:
        yield "is a SELECT, which finds contradictions; a source's rule derives: expected CONSTRUCT"
    if rule.on_request:
        yield "runs on request only; expected a rule of a source without '#+ when:'"
    for pattern in rule.head:
        yield from _about_conclusion(pattern)
    for pattern in (*rule.body, *rule.head):
        for term in pattern:
            name = term.strip("<>")
            if name.startswith(str(RULE)):
                yield f"uses {shorten(name)}, a helper term of the reasoner; expected terms of the ontology"
            if name.startswith(str(WPH)) and name not in terms:
                yield f"uses {shorten(name)}, which the ontology does not have; expected one of its terms"


def _about_conclusion(pattern: Pattern) -> Iterable[str]:
    if is_variable(pattern.predicate):
        yield f"concludes any relation ({pattern.predicate}); expected one that the ontology has"
    elif pattern.predicate == TYPE and is_variable(pattern.object):
        yield f"concludes any class ({pattern.object}); expected one that the ontology has"
    elif pattern.is_schema or pattern.predicate == SAME_AS:
        yield (
            f"concludes a statement with {shorten(pattern.predicate.strip('<>'))}, which would change what terms "
            "mean or which things are one; expected a relation between things, or a class of them"
        )


@lru_cache(maxsize=4)
def _terms_of(ontology_dir: Path) -> frozenset[str]:
    """The terms that the ontology describes."""
    return frozenset(
        triple.subject.value
        for module in load_modules(ontology_dir)
        for triple in module.triples
        if isinstance(triple.subject, ox.NamedNode)
    )
