"""States under treaties: what acts and dates of treaties, as they came about, make of being a party."""

from __future__ import annotations

from pathlib import Path

import pytest

from westphalia.errors import InputError
from westphalia.inputs.sources import Source, load_source
from westphalia.rdf.namespaces import WPH

DESCRIPTION = """
@prefix source: <https://w3id.org/westphalia/source/> .
@prefix wph: <https://w3id.org/westphalia/ontology#> .
source:small a wph:Source ; wph:sourceKey "small" .
"""
HEADERS = {
    "states.csv": "id,label,official_name,kind,part_of,valid_from,valid_until,capital,capital_since,un_region,"
    "un_admitted,reference,locator,note",
    "treaties.csv": "id,label,label_fr,label_ru,kind,signed,signed_at,in_force,ended,depositary,text,reference,locator,note",
    "participations.csv": "treaty,party,signed,consented,consent_kind,in_force,until,reservation,reference,locator,note",
    "treaty_acts.csv": "treaty,party,act,date,effective,towards,reference,locator,note",
    "obligations.csv": "treaty,obligation,by,to,from,until,condition,reference,locator",
    "references.csv": "key,title,author,publisher,issued,kind,note",
}
STATES = ("united-states", "new-zealand", "australia", "russia", "france")


def small(tmp_path: Path, **lists: list[str]) -> Source:
    """A source with the rows given, by list, and a few states and a reference `r`."""
    folder = tmp_path / "small"
    folder.mkdir()
    rows = {
        "states": [f"{state},{state},,state,,,,,,,,r,," for state in STATES],
        "references": ["r,Reference,,,,treaty,"],
        **lists,
    }
    (folder / "source.ttl").write_text(DESCRIPTION, encoding="utf-8")
    for name, lines in rows.items():
        text = "\n".join([HEADERS[f"{name}.csv"], *lines])
        (folder / f"{name}.csv").write_text(f"{text}\n", encoding="utf-8")
    return load_source(folder)


def situations(source: Source, *classes: str) -> list[tuple[str, ...]]:
    """Class, name, begin and end of each situation of the classes, sorted; `..` without a date."""
    facts: dict[str, dict[str, str]] = {}
    for document in source.documents:
        for triple in document.triples:
            prop = triple.predicate.value.rpartition("#")[2]
            value = triple.object.value.removeprefix(str(WPH))
            facts.setdefault(str(triple.subject), {})[prop] = value
    return sorted(
        (
            each["type"],
            iri.rpartition("/")[2].strip(">"),
            *(each.get(end, "..")[:10] for end in ("validFrom", "validUntil")),
        )
        for iri, each in facts.items()
        if each.get("type") in classes
    )


def links(source: Source, prop: str) -> set[tuple[str, str]]:
    return {
        (t.subject.value.rpartition("/")[2], t.object.value.rpartition("/")[2])
        for document in source.documents
        for t in document.triples
        if t.predicate.value == str(WPH[prop])
    }


CTBT = "ctbt,CTBT,,,arms-control,1996-09-24,,never,,,,r,,"
CFE = "cfe,CFE,,,arms-control,1990-11-19,,1992-11-09,,,,r,,"
ANZUS = "anzus,ANZUS,,,alliance,1951-09-01,,1952-04-29,,,,r,,"
ANZUS_PARTIES = [
    f"anzus,{state},1951-09-01,,,1952-04-29,,,r,," for state in ("australia", "new-zealand", "united-states")
]
STATUSES = (
    "Participation",
    "SignatoryStatus",
    "ContractingStatus",
    "TreatySuspension",
    "SuspensionBetweenParties",
    "ProvisionalApplication",
    "Release",
    "UndeterminedParticipation",
)


def test_withdrawn_ratification_leaves_the_signature(tmp_path: Path):
    """Russia and the Comprehensive Nuclear-Test-Ban Treaty: a contracting state until 2023, a signatory since 1996."""
    source = small(
        tmp_path,
        treaties=[CTBT],
        participations=["ctbt,russia,1996-09-24,2000-06-30,ratification,never,,,r,,"],
        treaty_acts=["ctbt,russia,withdrawal-of-ratification,2023-11-02,,,r,,"],
    )
    assert situations(source, *STATUSES) == [
        ("ContractingStatus", "contracting-ctbt-russia-2000-06-30", "2000-06-30", "2023-11-02"),
        ("SignatoryStatus", "signatory-ctbt-russia-1996-09-24", "1996-09-24", ".."),
    ]


def test_a_suspension_divides_the_time_of_operation(tmp_path: Path):
    """Russia suspended the CFE Treaty from 12 December 2007 and withdrew from 7 November 2023."""
    source = small(
        tmp_path,
        treaties=[CFE],
        participations=["cfe,russia,,1992-09-03,ratification,1992-11-09,2023-11-07,,r,,"],
        treaty_acts=[
            "cfe,russia,suspension,2007-07-14,2007-12-12,,r,,",
            "cfe,russia,notice-of-withdrawal,2023-06-09,,,r,,",
            "cfe,russia,withdrawal,2023-06-09,2023-11-07,,r,,",
        ],
    )
    assert situations(source, *STATUSES) == [
        ("ContractingStatus", "contracting-cfe-russia-1992-09-03", "1992-09-03", "1992-11-09"),
        ("Participation", "participation-cfe-russia-1992-11-09", "1992-11-09", "2007-12-12"),
        ("Release", "released-cfe-russia-2023-11-07", "2023-11-07", ".."),
        ("TreatySuspension", "suspended-cfe-russia-2007-12-12", "2007-12-12", "2023-11-07"),
    ]


def test_after_the_end_of_a_suspension_the_treaty_operates_again(tmp_path: Path):
    source = small(
        tmp_path,
        treaties=[CFE],
        participations=["cfe,russia,,,,1992-11-09,,,r,,"],
        treaty_acts=[
            "cfe,russia,suspension,1995,,,r,,",
            "cfe,russia,end-of-suspension,1997-03,,,r,,",
            "cfe,russia,suspension,2007-12-12,,,r,,",
        ],
    )
    assert situations(source, "Participation", "TreatySuspension") == [
        ("Participation", "participation-cfe-russia-1992-11-09", "1992-11-09", "1996-01-01"),
        ("Participation", "participation-cfe-russia-1997-03", "1997-03-01", "2007-12-12"),
        ("TreatySuspension", "suspended-cfe-russia-1995", "1995-01-01", "1997-04-01"),
        ("TreatySuspension", "suspended-cfe-russia-2007-12-12", "2007-12-12", ".."),
    ]


def test_a_suspension_between_two_parties_leaves_the_others_bound(tmp_path: Path):
    """The United States suspended its obligations under ANZUS towards New Zealand on 11 August 1986."""
    source = small(
        tmp_path,
        treaties=[ANZUS],
        participations=ANZUS_PARTIES,
        treaty_acts=["anzus,united-states,suspension,1986-08-11,,new-zealand,r,,"],
        obligations=["anzus,defence,,,,,,r,Article IV"],
    )
    assert [name for _, name, *_ in situations(source, "Participation")] == [
        f"participation-anzus-{state}-1952-04-29" for state in ("australia", "new-zealand", "united-states")
    ]
    assert situations(source, "SuspensionBetweenParties") == [
        (
            "SuspensionBetweenParties",
            "suspended-anzus-united-states-towards-new-zealand-1986-08-11",
            "1986-08-11",
            "..",
        )
    ]
    suspended = {
        name: end
        for _, name, _, end in situations(source, "MutualUndertaking", "DirectedUndertaking")
        if ("new-zealand", "united-states") in pairs_of(source, name)
        or ("united-states", "new-zealand") in pairs_of(source, name)
    }
    assert set(suspended.values()) == {"1986-08-11"}
    assert len(suspended) == 2
    assert all_pairs(source, until="..") == {
        ("australia", "new-zealand"),
        ("australia", "united-states"),
        ("new-zealand", "australia"),
        ("united-states", "australia"),
    }


def pairs_of(source: Source, name: str) -> set[tuple[str, str]]:
    by = {actor for record, actor in links(source, "owedBy") if record == name}
    to = {actor for record, actor in links(source, "owedTo") if record == name}
    return {(one, other) for one in by for other in to if one != other}


def all_pairs(source: Source, until: str) -> set[tuple[str, str]]:
    names = [name for _, name, _, end in situations(source, "DirectedUndertaking") if end == until]
    return set().union(*(pairs_of(source, name) for name in names))


def test_a_treaty_that_is_not_suspended_between_parties_has_one_undertaking_of_all(tmp_path: Path):
    source = small(tmp_path, treaties=[ANZUS], participations=ANZUS_PARTIES, obligations=["anzus,defence,,,,,,r,"])
    assert situations(source, "MutualUndertaking", "DirectedUndertaking") == [
        ("MutualUndertaking", "obligation-anzus-defence", "..", "..")
    ]


def test_a_directed_undertaking_tells_parties_from_third_states(tmp_path: Path):
    source = small(
        tmp_path,
        treaties=[ANZUS],
        participations=ANZUS_PARTIES,
        obligations=["anzus,defence,united-states,australia; france,1960,1970,attack by sea,r,"],
    )
    [(_, name, begin, end)] = situations(source, "DirectedUndertaking")
    assert (begin, end) == ("1960-01-01", "1971-01-01")
    assert links(source, "owedBy") == {(name, "united-states")}
    assert links(source, "owedTo") == {(name, "australia")}
    assert links(source, "owedToThirdState") == {(name, "france")}


def test_what_all_owe_to_one_names_all(tmp_path: Path):
    source = small(
        tmp_path, treaties=[ANZUS], participations=ANZUS_PARTIES, obligations=["anzus,defence,,france,,,,r,"]
    )
    assert {actor for _, actor in links(source, "owedBy")} == {"australia", "new-zealand", "united-states"}


def test_provisional_application_ends_by_notice_or_with_the_entry_into_force(tmp_path: Path):
    """Russia ended it by its notice of 2009; for another signatory it ended when the treaty came to bind it."""
    source = small(
        tmp_path,
        treaties=["ect,Energy Charter Treaty,,,trade,1994-12-17,,1998-04-16,,,,r,,"],
        participations=[
            "ect,russia,1994-12-17,,,never,,,r,,",
            "ect,france,1994-12-17,1999-09-28,,1999-12-27,,,r,,",
        ],
        treaty_acts=[
            "ect,russia,provisional-application,1994-12-17,,,r,,",
            "ect,russia,end-of-provisional-application,2009-08-20,2009-10-18,,r,,",
            "ect,france,provisional-application,1994-12-17,,,r,,",
        ],
    )
    assert situations(source, "ProvisionalApplication") == [
        ("ProvisionalApplication", "provisional-ect-france-1994-12-17", "1994-12-17", "1999-12-27"),
        ("ProvisionalApplication", "provisional-ect-russia-1994-12-17", "1994-12-17", "2009-10-18"),
    ]


def test_unknown_entry_into_force_is_neither_bound_nor_free(tmp_path: Path):
    source = small(
        tmp_path,
        treaties=["pact,Pact,,,alliance,2000-09-03,,,2010,,,r,,", CFE],
        participations=[
            "pact,france,2000-09-03,,,,,,r,,",
            "pact,russia,,2001,,,,,r,,",
            "cfe,france,1990-11-19,,,,,,r,,",
        ],
    )
    assert situations(source, *STATUSES) == [
        ("ContractingStatus", "contracting-pact-russia-2001", "2001-01-01", "2011-01-01"),
        ("UndeterminedParticipation", "undetermined-cfe-france-1990-11-19", "1990-11-19", ".."),
        ("UndeterminedParticipation", "undetermined-pact-france-2000-09-03", "2000-09-03", "2011-01-01"),
        ("UndeterminedParticipation", "undetermined-pact-russia-2001", "2001-01-01", "2011-01-01"),
    ]
    assert links(source, "entryIntoForce") == {
        ("pact", "ontology#entryIntoForceNotKnown"),
        ("cfe", "ontology#enteredIntoForce"),
    }


def test_a_treaty_says_why_places_in_its_text_are_not_given(tmp_path: Path):
    source = small(tmp_path, treaties=["notes,Notes,,,alliance,1914,,1914,,,without-articles,r,,", CFE])
    assert links(source, "textStatus") == {("notes", "ontology#textWithoutArticles")}


@pytest.mark.parametrize(("of_treaty", "of_party"), [("never", ""), ("never", "never"), ("1998-04-16", "never")])
def test_known_never_to_be_bound_is_a_signatory_alone(tmp_path: Path, of_treaty: str, of_party: str):
    source = small(
        tmp_path,
        treaties=[f"pact,Pact,,,alliance,1994-12-17,,{of_treaty},,,,r,,"],
        participations=[f"pact,france,1994-12-17,,,{of_party},,,r,,"],
    )
    assert situations(source, *STATUSES) == [
        ("SignatoryStatus", "signatory-pact-france-1994-12-17", "1994-12-17", "..")
    ]


def test_a_withdrawn_signature_ends_the_status_of_a_signatory(tmp_path: Path):
    """The United States and the Rome Statute."""
    source = small(
        tmp_path,
        treaties=["rome,Rome Statute,,,other,1998-07-17,,2002-07-01,,,,r,,"],
        participations=["rome,united-states,2000-12-31,,,never,,,r,,"],
        treaty_acts=["rome,united-states,withdrawal-of-signature,2002-05-06,,,r,,"],
    )
    assert situations(source, *STATUSES) == [
        ("SignatoryStatus", "signatory-rome-united-states-2000-12-31", "2000-12-31", "2002-05-06")
    ]


def test_a_party_that_returns_is_no_longer_released(tmp_path: Path):
    """The United States left the Paris Agreement on 4 November 2020 and rejoined on 19 February 2021."""
    source = small(
        tmp_path,
        treaties=["paris,Paris Agreement,,,other,2015-12-12,,2016-11-04,,,,r,,"],
        participations=[
            "paris,united-states,2016-04-22,2016-09-03,,2016-11-04,2020-11-04,,r,,",
            "paris,united-states,,2021-01-20,,2021-02-19,,,r,,",
        ],
        treaty_acts=["paris,united-states,withdrawal,2019-11-04,2020-11-04,,r,,"],
    )
    assert situations(source, "Release") == [
        ("Release", "released-paris-united-states-2020-11-04", "2020-11-04", "2021-02-19")
    ]


def test_a_state_ends_with_its_holder(tmp_path: Path):
    """The Soviet Union signed the Convention on the Law of the Sea and ceased to exist before it was in force."""
    source = small(
        tmp_path,
        states=["soviet-union,Soviet Union,,state,,,1991-12-26,,,,,r,,"],
        treaties=["unclos,Law of the Sea,,,other,1982-12-10,,1994-11-16,,,,r,,"],
        participations=["unclos,soviet-union,1982-12-10,,,never,,,r,,"],
    )
    assert situations(source, *STATUSES) == [
        ("SignatoryStatus", "signatory-unclos-soviet-union-1982-12-10", "1982-12-10", "1991-12-26")
    ]


def test_an_act_recorded_twice_is_a_mistake(tmp_path: Path):
    row = "anzus,united-states,suspension,1986-08-11,,new-zealand,r,,"
    with pytest.raises(InputError, match=r"treaty_acts\.csv:3: the row repeats the record of line 2"):
        small(tmp_path, treaties=[ANZUS], participations=ANZUS_PARTIES, treaty_acts=[row, row])


def test_nobody_is_bound_before_a_treaty_is_signed(tmp_path: Path):
    """An entry into force known to the year does not begin on 1 January when the signature came in August."""
    source = small(
        tmp_path,
        treaties=["pact,Pact,,,alliance,1914-08-19,,1914,1918,,,r,,"],
        participations=["pact,france,,,,1914,1918,,r,,", "pact,russia,1914-09-02,,,1914,1918,,r,,"],
    )
    assert situations(source, "InstrumentTerm", "Participation") == [
        ("InstrumentTerm", "term-pact", "1914-08-19", "1919-01-01"),
        ("Participation", "participation-pact-france-1914", "1914-08-19", "1919-01-01"),
        ("Participation", "participation-pact-russia-1914", "1914-09-02", "1919-01-01"),
    ]


def test_a_side_of_many_is_named_by_its_first_and_their_number(tmp_path: Path):
    """The American states without Cuba would make an IRI and a label of a thousand characters."""
    many = [f"state-{number:02}" for number in range(1, 26)]
    side = "; ".join(many)
    source = small(
        tmp_path,
        states=[f"{state},{state},,state,,,,,,,,r,," for state in many],
        treaties=["charter,Charter,,,alliance,1948-04-30,,1951-12-13,,,,r,,"],
        participations=[f"charter,{state},1948-04-30,,,1951-12-13,,,r,," for state in many],
        obligations=[f"charter,defence,{side},{side},1962-01-31,,aggression,r,articles 28 and 29"],
    )
    name = "obligation-charter-defence-by-state-01-24-others-to-state-01-24-others-from-1962-01-31-aggression"
    assert situations(source, "DirectedUndertaking") == [("DirectedUndertaking", name, "1962-01-31", "..")]
    assert len({party for record, party in links(source, "owedBy") if record == name}) == len(many)
