"""What HermiT says of the conclusions drawn from an ontology."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Refutation:
    """Whether the premise is consistent, and if so those axioms of the conclusion that it does not entail."""

    consistent: bool
    axioms: list[str]


def refuted(folder: Path, premise: str, conclusion: str) -> Refutation:
    """Load two ontologies in Turtle and check the logical axioms of the second against the first."""
    from org.semanticweb.HermiT import ReasonerFactory

    loaded = [
        _loaded(folder / f"{name}.ttl", text) for name, text in (("premise", premise), ("conclusion", conclusion))
    ]
    reasoner = ReasonerFactory().createReasoner(loaded[0])
    try:
        if not reasoner.isConsistent():
            return Refutation(consistent=False, axioms=[])
        axioms = [
            axiom
            for axiom in loaded[1].logicalAxioms().toArray()
            if reasoner.isEntailmentCheckingSupported(axiom.getAxiomType())
        ]
        return Refutation(True, sorted(str(axiom) for axiom in axioms if not reasoner.isEntailed(axiom)))
    finally:
        reasoner.dispose()


def _loaded(path: Path, text: str):
    """An ontology without those that it imports."""
    from java.io import File
    from org.semanticweb.owlapi.apibinding import OWLManager
    from org.semanticweb.owlapi.model import MissingImportHandlingStrategy

    path.write_text(text, encoding="utf-8")
    manager = OWLManager.createOWLOntologyManager()
    settings = manager.getOntologyLoaderConfiguration()
    settings = settings.setMissingImportHandlingStrategy(MissingImportHandlingStrategy.SILENT)
    manager.setOntologyLoaderConfiguration(settings)
    return manager.loadOntologyFromOntologyDocument(File(str(path)))
