"""The glossary has a form that pages can read, and names things that exist."""

import re

from westphalia.settings import PROJECT_ROOT

GLOSSARY = (PROJECT_ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ENTRIES = [block.partition("\n\n") for block in re.split(r"^## ", GLOSSARY, flags=re.MULTILINE)[1:]]
TERMS = [heading for heading, _, _ in ENTRIES]
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
