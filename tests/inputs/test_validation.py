"""Validation: each kind of mistake is found, at its place; `tests/test_check.py` shows that the project has none."""

from pathlib import Path

import pytest

from westphalia.errors import InputError
from westphalia.inputs.dataset import load_inputs
from westphalia.inputs.ontology import shape_paths
from westphalia.inputs.validation import validate
from westphalia.settings import Settings

GOOD = """
id:x a wph:{kind} ; rdfs:label "x"@en ; wph:source source:tiny ; wph:locator "page 2" ; {more} .
"""


def sentences(settings: Settings) -> list[str]:
    findings = validate(load_inputs(settings), shape_paths(settings.ontology_dir))
    return [finding.sentence() for finding in findings]


def add(settings: Settings, turtle: str) -> None:
    path = settings.sources_dir / "tiny" / "facts.ttl"
    path.write_text(path.read_text(encoding="utf-8") + turtle, encoding="utf-8")


def test_the_tiny_source_has_no_findings(tiny: Settings) -> None:
    assert sentences(tiny) == []


CASES = [
    ("unknown property", "id:ruritania wph:likes id:league .", "the property wph:likes is not declared"),
    ("unknown class", "id:y a wph:Empire ; rdfs:label 'y'@en .", "the class wph:Empire is not declared"),
    ("foreign property", "id:ruritania <http://example.org/p> 1 .", "property http://example.org/p is not declared"),
    (
        "unknown precision",
        "id:ruritania wph:datePrecision wph:aboutRight .",
        "the term wph:aboutRight is not declared",
    ),
    (
        "precision of an end that is none",
        "id:ruritania wph:endPrecision wph:dayPrecision .",
        "has a wph:endPrecision, and no wph:validUntil",
    ),
    (
        "precision of a beginning no finer than that of both",
        'id:ruritania wph:validFrom "2000-01-01T00:00:00Z"^^xsd:dateTime ; wph:datePrecision wph:yearPrecision ; '
        "wph:beginPrecision wph:yearPrecision .",
        "not one of wph:dayPrecision and wph:monthPrecision",
    ),
    (
        "precision of a beginning that repeats that of both",
        'id:ruritania wph:validFrom "2000-01-01T00:00:00Z"^^xsd:dateTime ; wph:datePrecision wph:monthPrecision ; '
        "wph:beginPrecision wph:monthPrecision .",
        "repeats its wph:datePrecision",
    ),
    ("relation by hand", "id:ruritania wph:memberOf id:league .", "wph:memberOf is asserted"),
    ("literal form", 'id:ruritania wph:value "1.50"^^xsd:decimal .', "is not in canonical form"),
    ("no label", "id:nameless a wph:State .", "id:nameless has no English label"),
    (
        "no role",
        GOOD.format(kind="FullMembership", more="wph:member id:ruritania"),
        "id:x does not have exactly one wph:organization",
    ),
    (
        "two affiliates",
        GOOD.format(kind="FullMembership", more="wph:organization id:league ; wph:member id:ruritania, id:league"),
        "id:x has no affiliate or several",
    ),
    (
        "no claim text",
        GOOD.format(kind="Assessment", more="wph:heldBy id:ruritania ; wph:about id:league"),
        "claimText",
    ),
    (
        "two kinds of value",
        GOOD.format(
            kind="Observation",
            more="wph:observedEntity id:league ; wph:indicator id:i ; wph:value 1.0 ; wph:statedQuantity 'one'",
        ),
        "has no value or several kinds of value",
    ),
    (
        "value without unit",
        GOOD.format(kind="Observation", more="wph:observedEntity id:league ; wph:indicator id:i ; wph:value 1.0"),
        "has a value without unit",
    ),
    (
        "not at midnight",
        'id:ruritania wph:validFrom "2000-01-01T10:00:00Z"^^xsd:dateTime ; wph:datePrecision wph:dayPrecision .',
        "not one xsd:dateTime at midnight UTC",
    ),
    (
        "date without precision",
        'id:league wph:validFrom "2000-01-01T00:00:00Z"^^xsd:dateTime .',
        "without one precision",
    ),
    ("note without text", "id:n a wph:EditorialNote ; wph:concerns id:league .", "wph:noteText"),
    ("code without scheme", "id:c a wph:Code ; wph:codeOf id:league ; wph:codeText 'L' .", "wph:codeScheme"),
    (
        "one maritime side",
        GOOD.format(kind="MaritimeNeighbourhood", more="wph:maritimeSide id:ruritania"),
        "id:x does not have exactly two wph:maritimeSide",
    ),
    (
        "succession without predecessor",
        GOOD.format(kind="Secession", more="wph:successor id:ruritania"),
        "id:x does not have exactly one wph:predecessor",
    ),
    (
        "consent without agreement",
        GOOD.format(kind="Accession", more="wph:consentingParty id:ruritania"),
        "id:x does not have exactly one wph:consentedAgreement",
    ),
    ("citation of nothing", "id:league wph:citedDocument id:ruritania .", "cites something that is not described"),
    (
        "a date that the calendar lacks",
        'id:ruritania wph:validFrom "1991-02-29T00:00:00Z"^^xsd:dateTime .',
        'wph:validFrom is "1991-02-29T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>, '
        "which is not a calendar date; expected an xsd:dateTime such as 1991-12-16T00:00:00Z, "
        "or an xsd:date, xsd:gYearMonth or xsd:gYear. [unreadable-date]",
    ),
    ("rank of nought", "id:r a wph:Ranking ; wph:rank 0 .", "expected one wph:rank from 1"),
]


@pytest.mark.parametrize(("turtle", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_mistake_is_found_at_its_place(tiny: Settings, turtle: str, expected: str) -> None:
    add(tiny, turtle)

    found = [sentence for sentence in sentences(tiny) if expected in sentence]

    assert found, sentences(tiny)
    assert "facts.ttl:" in found[0]


def test_a_source_without_licence_is_found(tiny: Settings) -> None:
    path = tiny.sources_dir / "tiny" / "source.ttl"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "license" not in line]
    path.write_text("\n".join(lines), encoding="utf-8")

    assert any("has no licence" in sentence for sentence in sentences(tiny))


def test_without_shapes_validation_is_refused(tiny: Settings, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no shapes"):
        validate(load_inputs(tiny), [])
