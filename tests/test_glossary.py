"""The glossary has a form that pages can read, and code, settings, files and graphs are called as it says."""

import ast
import re
from dataclasses import fields

import pytest

from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.views.terms.glossary import read_glossary
from westphalia.web import create_app

GLOSSARY = (PROJECT_ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ENTRIES = [block.partition("\n\n") for block in re.split(r"^## ", GLOSSARY, flags=re.MULTILINE)[1:]]
TERMS = [heading for heading, _, _ in ENTRIES]
TEMPLATES = PROJECT_ROOT / "graph" / "web" / "templates"
EXPECTED = """
    Version, Snapshot, View, Closure, Materialise, Proof, Record, Situation, Relation, Reference date, History, Replica,
    Coverage, Attested since, Claim, Locator, Named graph, Entailment, Rule, Contradiction, Finding, Precision, Validity,
    Manifest, Transaction, Edit log, Worker, Federation, Allowlist, Complexity limit, Service description,
    Content negotiation, Ratification, Accession, Entry into force, Depositary, Signatory, Party, Dyad, Contiguity,
    Succession, Recognition
"""


def test_the_terms_of_the_field_are_defined():
    assert {" ".join(term.split()) for term in EXPECTED.split(",")} - set(TERMS) == set()


def test_each_term_stands_once_and_in_order():
    assert sorted(set(TERMS), key=str.lower) == TERMS


def test_each_definition_is_one_paragraph_of_sentences():
    paragraphs = {term: text.strip() for term, _, text in ENTRIES}

    assert [term for term, text in paragraphs.items() if "\n\n" in text or not text.endswith(".")] == []


def test_terms_of_the_ontology_in_definitions_exist():
    ontology = "\n".join(path.read_text("utf-8") for path in (PROJECT_ROOT / "ontology").glob("*.ttl"))
    names = set(re.findall(r"`(wph:\w+)`", GLOSSARY))

    assert len(names) >= 5
    assert [name for name in sorted(names) if not re.search(rf"^{name} a ", ontology, re.MULTILINE)] == []


IN_CODE = {
    "Allowlist": "sparql.federation.allowlist",
    "Build": "versions.build",
    "Closure": "reason.closure.Closure",
    "Complexity limit": "sparql.complexity.QueryLimits",
    "Content negotiation": "web.protocol.negotiation",
    "Contradiction": "reason.closure.Contradiction",
    "Coverage": "views.situations.coverage",
    "Edit log": "versions.edit_log",
    "Federation": "sparql.federation",
    "Finding": "inputs.findings.Finding",
    "Manifest": "versions.manifest.Manifest",
    "Materialise": "reason.materialize",
    "Precision": "views.dates.precision",
    "Proof": "reason.proofs.proof.ProofTree",
    "Replica": "replication.replica",
    "Rule": "reason.rules.rule.Rule",
    "Service description": "web.service_docs.description",
    "Snapshot": "versions.day_snapshots.Snapshots",
    "Transaction": "versions.transactions",
    "Version": "versions.published.PublishedVersion",
    "View": "reason.closure.View",
    "Worker": "workers.worker",
}
"""What the code has for a term: a package, a module, or a class of a module."""


@pytest.mark.parametrize("term", IN_CODE)
def test_the_code_calls_a_thing_by_its_term(term: str) -> None:
    assert term in TERMS
    path = PROJECT_ROOT / "graph" / IN_CODE[term].replace(".", "/")
    if path.with_suffix(".py").exists() or (path / "__init__.py").exists():
        return
    module = ast.parse(path.parent.with_suffix(".py").read_text(encoding="utf-8"))
    assert path.name in {node.name for node in module.body if isinstance(node, ast.ClassDef)}


def test_settings_addresses_and_graphs_in_definitions_exist() -> None:
    quoted = set(re.findall(r"`([^`]+)`", GLOSSARY))
    routes = {rule.rule for rule in create_app(Settings()).url_map.iter_rules()}
    namespaces = (PROJECT_ROOT / "graph" / "rdf" / "namespaces.py").read_text(encoding="utf-8")

    settings = {name for name in quoted if re.fullmatch(r"[a-z]+(_[a-z]+)+", name)}
    addresses = {name for name in quoted if name.startswith("/")}
    graphs = {name.removeprefix("graph:") for name in quoted if name.startswith("graph:")}
    assert settings
    assert settings <= {field.name for field in fields(Settings)}
    assert addresses
    assert addresses <= routes
    assert graphs
    assert [
        name for name in sorted(graphs) if f"GRAPH.{name}" not in namespaces and f'"{name}"' not in namespaces
    ] == []


def used_terms(text: str) -> set[str]:
    """The names of the terms that a template explains."""
    return set(re.findall(r'{{ term\("([^"]+)"', text))


def test_every_term_that_pages_explain_is_in_the_glossary():
    templates = {path.name: path.read_text("utf-8") for path in TEMPLATES.rglob("*.html")}
    used = {name: terms for name, text in templates.items() if (terms := used_terms(text))}

    assert len(set().union(*used.values())) > 10
    assert {name: terms - set(read_glossary()) for name, terms in used.items() if terms - set(read_glossary())} == {}
    assert used_terms('<p>{{ term("no such term", "x") }}</p>') - set(read_glossary()) == {"no such term"}


def test_the_glossary_is_read_as_plain_text():
    terms = read_glossary()

    assert [term.name for term in terms.values()] == TERMS
    assert "In the graph: wph:Accession." in terms["accession"].definition
    assert not [term.name for term in terms.values() if re.search(r"`|\]\(", term.definition)]


def test_pages_explain_terms_without_scripts_and_the_glossary_has_them(client):
    page, glossary = (client.get(path, headers={"Accept": "text/html"}).text for path in ("/downloads", "/glossary"))
    anchors = set(re.findall(r'<a class="term" href="/glossary#([\w-]+)"><abbr title="[^"]{20,}">', page))

    assert {"asserted", "inferred", "reference-date"} <= anchors
    assert all(f'<dt id="{anchor}">' in glossary for anchor in anchors)
