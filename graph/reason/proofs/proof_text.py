"""Explanations in plain words: one sentence, then the proof as an indented list."""

from __future__ import annotations

from collections.abc import Iterator

from ...rdf.written_days import written
from .proof import ClashExplanation, Explanation, Period, SourceCitation, Step, Triple
from .terms import readable_text

_INDENT = "  "


def explanation_text(explanation: Explanation) -> str:
    """An explanation as text: the sentence, then each proof, statements that were shown before only named."""
    words = _Words(explanation.labels)
    lines = [sentence(explanation)]
    for number, proof in enumerate(explanation.proofs, start=1):
        heading = "Proof" if len(explanation.proofs) == 1 else f"Proof {number} of {len(explanation.proofs)}"
        lines += ["", f"{heading}, {proof.size} statements:", *words.tree(proof, 0, set())]
    if explanation.partial:
        lines += ["", "There are more proofs than are shown, or one was cut short."]
    return "\n".join(lines)


def sentence(explanation: Explanation) -> str:
    """What an explanation comes to, in one sentence or two."""
    words = _Words(explanation.labels)
    said, day = words.triple(explanation.triple), written(explanation.day)
    if not explanation.holds:
        return f"{said}: does not follow on {day}. {_otherwise(explanation.periods)}"
    period = next(period for period in explanation.periods if period.covers(explanation.day))
    proof = explanation.proofs[0]
    if proof.is_asserted:
        return f"{said}: is stated, {words.places(proof.citations)}; it holds {period_text(period)}."
    leaves = [step for step in proof.statements() if step.is_asserted]
    sources = sorted({words.place(citation) for leaf in leaves for citation in leaf.citations if citation.source})
    rest = f" of {'; '.join(sources)}" if sources else ""
    return (
        f"{said}: follows on {day} and holds {period_text(period)}. Rule {proof.rule}: {proof.title} "
        f"It rests on {len(leaves)} stated facts and axioms{rest}."
    )


def clash_lines(clash: ClashExplanation) -> list[str]:
    """The statements that clash, each with its proof, as indented lines."""
    words, shown = _Words(clash.labels), set[Triple]()
    return [line for step in clash.clashing for line in words.tree(step, 0, shown)]


def clash_sources(clash: ClashExplanation) -> list[str]:
    """Every place that clashing statements rest on, apart from the ontology's own axioms."""
    words = _Words(clash.labels)
    leaves = [leaf for step in clash.clashing for leaf in step.statements() if leaf.is_asserted]
    return sorted({words.place(citation) for leaf in leaves for citation in leaf.citations if citation.source})


def period_text(period: Period) -> str:
    """A period in words: 'from 15 May 1992 until 2 Apr 1999'."""
    if period.begins is None and period.ends is None:
        return "always"
    begins = f"from {written(period.begins)}" if period.begins else "from the beginning"
    return f"{begins} until {written(period.ends)}" if period.ends else f"{begins}, no end known"


def _otherwise(periods: tuple[Period, ...]) -> str:
    if not periods:
        return "It follows on no day."
    return f"It holds {'; '.join(period_text(period) for period in periods)}."


class _Words:
    """Terms and steps in words, with the labels of one explanation."""

    def __init__(self, labels: dict[str, str]) -> None:
        self._labels = labels

    def triple(self, triple: Triple) -> str:
        return " · ".join(self._labels.get(term) or readable_text(term) for term in triple)

    def tree(self, step: Step, depth: int, shown: set[Triple]) -> Iterator[str]:
        is_repeated = step.triple in shown
        shown.add(step.triple)
        reason = "see above" if is_repeated and not step.is_asserted else self._reason(step)
        yield f"{_INDENT * depth}- {self.triple(step.triple)} [{period_text(step.period)}] {reason}"
        if not is_repeated:
            for premise in step.premises:
                yield from self.tree(premise, depth + 1, shown)

    def _reason(self, step: Step) -> str:
        if step.is_asserted:
            return f"stated {self.places(step.citations)}" if step.citations else "stated"
        return f"by {step.rule}" + ("" if step.premises else " (cut short)")

    def places(self, citations: tuple[SourceCitation, ...]) -> str:
        return "in " + "; ".join(self.place(citation) for citation in citations)

    def place(self, citation: SourceCitation) -> str:
        locator = f", {readable_text(citation.locator)}" if citation.locator else ""
        return f"{readable_text(citation.source or citation.graph)}{locator}"
