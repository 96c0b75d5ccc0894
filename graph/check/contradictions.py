"""The check for contradictions, which reports those of a version with their proofs."""

from __future__ import annotations

from collections.abc import Sequence

from ..inputs.findings import Finding
from ..reason.proofs.proof import ClashExplanation
from ..reason.proofs.proof_text import clash_lines, clash_sources, period_text
from ..versions.manifest import Manifest
from .part import Part


def check_contradictions(manifest: Manifest, proofs: Sequence[ClashExplanation | None]) -> Part:
    """The contradictions in a version as warnings with their proofs, and the axioms that are ignored as warnings.

    `proofs` has a proof for each contradiction of the manifest, or None where there is none.
    """
    pairs = zip(manifest.contradictions, proofs, strict=True)
    findings = [_contradiction(contradiction, proof) for contradiction, proof in pairs]
    findings += ignored_axioms(manifest)
    return Part("triples reasoned over", manifest.asserted, tuple(findings))


def ignored_axioms(manifest: Manifest) -> list[Finding]:
    """The axioms of a version that are not whole, as warnings."""
    return [
        Finding(str(axiom["code"]), "warning", str(axiom["message"]), "axiom") for axiom in manifest.ignored_axioms
    ]


def _contradiction(contradiction: dict[str, object], proof: ClashExplanation | None) -> Finding:
    code, message = str(contradiction["code"]), str(contradiction["message"])
    if proof is None:
        return Finding(code, "warning", message, "contradiction")
    sources = "; ".join(clash_sources(proof)) or "contradiction"
    period = f"{message.rstrip('.')}, {period_text(proof.period)}"
    return Finding(code, "warning", period, sources, tuple(clash_lines(proof)))
