"""Each importer translates what its codebook says: missing values, open ends, precision, kinds, and who owes what."""

import csv
import json

import pyoxigraph as ox
import pytest

from westphalia.errors import InputError
from westphalia.importers import DATASETS, read_dataset
from westphalia.importers.datasets import cow_igo
from westphalia.settings import PROJECT_ROOT

ORGANIZATIONS = PROJECT_ROOT / "sources" / "baseline-organizations" / "organizations.csv"

WPH = "https://w3id.org/westphalia/ontology#"
ID = "https://w3id.org/westphalia/id/"


def records(imported, kind):
    """The records of a class, each as the last parts of its properties' values."""
    triples = list(ox.parse(imported.files["facts.ttl"], format=ox.RdfFormat.TURTLE))
    subjects = {t.subject for t in triples if t.object == ox.NamedNode(WPH + kind)}
    described = {subject: {} for subject in subjects}
    for triple in triples:
        if triple.subject in subjects:
            name = triple.predicate.value.rpartition("#")[2]
            value = triple.object.value.removeprefix(ID).removeprefix(WPH).removesuffix("T00:00:00Z")
            described[triple.subject].setdefault(name, set()).add(value)
    plain = [{name: "|".join(sorted(values)) for name, values in each.items()} for each in described.values()]
    return sorted(plain, key=lambda each: (each.get("validFrom", ""), each["label"]))


def header_of(key, **values):
    """A row of a dataset's shape, blank but for some values; long headers are filled up."""
    release = DATASETS[key].releases[0]
    header = list(release.header)
    if "…" in header:
        place = header.index("…")
        extra = [name for name in values if name not in header]
        filler = [f"x{n}" for n in range(release.columns - len(header) + 1 - len(extra))]
        header[place : place + 1] = [*extra, *filler]
    return header


def row_of(header, default, **values):
    return [str(values.get(name, default)) for name in header]


STATE = ("stateabb", "ccode", "statenme", "styear", "stmonth", "stday", "endyear", "endmonth", "endday", "version")


def test_a_spell_is_divided_among_those_who_bore_the_number(imported):
    result = imported(STATE, ["RUR", 365, "Ruritania", 1816, 1, 1, 2016, 12, 31, 2016])
    first, second = sorted(records(result, "SystemMembership"), key=lambda each: each["systemMember"], reverse=True)

    # The list begins in 1816 and ends in 2016: neither is an event of the state.
    assert first["systemMember"] == "ruritanian-empire"
    assert "validFrom" not in first and first["validUntil"] == "1918-01-01"
    assert first["datePrecision"] == "yearPrecision"
    assert second["validFrom"] == "1920-05-01" and "validUntil" not in second
    assert first["locator"] == second["locator"] == "row 2"
    assert result.left_out == {"parts of spells of number 365, in which no state of the graph bears it": 1}


def test_a_number_is_borne_while_the_code_is_in_use(imported):
    [rump] = records(imported(STATE, ["RUM", 366, "Rump", 1918, 1, 1, 2016, 12, 31, 2016]), "SystemMembership")

    assert (rump["systemMember"], rump["validFrom"], rump["validUntil"]) == ("rump", "1920-05-01", "1922-12-30")


def test_a_number_that_nobody_bears_is_counted_and_not_guessed(imported):
    rows = [["RUR", 365, "x", 1950, 1, 1, 1960, 1, 1, 2016], ["NIX", 999, "x", 1950, 1, 1, 1960, 1, 1, 2016]]
    result = imported(STATE, *rows)

    assert result.situations == 1
    assert result.left_out == {"spells of number 999, which denotes nothing in the graph at that time": 1}
    assert "The publisher's file has 243 rows; this one is an excerpt or was changed." in result.report()


CONTIGUITY = ("dyad", "statelno", "statelab", "statehno", "statehab", "conttype", "begin", "end", "notes", "version")


def test_contiguity_by_land_and_over_water_are_told_apart(imported):
    rows = [
        [40345, 40, "GRA", 345, "SYL", 1, "190205", "190609", "a, note", "3.2"],
        [40345, 40, "GRA", 345, "SYL", 4, "192409", "201612", "", "3.2"],
    ]
    result = imported(CONTIGUITY, *rows)
    [land], [water] = records(result, "Contiguity"), records(result, "WaterContiguity")

    assert (land["sideA"], land["sideB"]) == ("graustark", "syldavia")
    # Graustark exists from 20 May, the month in which the list lets the contiguity begin.
    assert (land["validFrom"], land["validUntil"]) == ("1902-05-20", "1906-10-01")
    assert land["datePrecision"] == "monthPrecision"
    assert water["separatedByMiles"] == "150" and water["separatedState"] == "graustark|syldavia"
    assert "validUntil" not in water  # 201612 is the end of the list
    assert result.left_out == {}


def test_two_spells_of_one_state_have_labels_of_their_own(imported):
    spells = [["RUR", 365, "x", 1950 + n, 1, 1, 1950 + n, 6, 30, 2016] for n in (0, 5)]
    first, second = (each["label"] for each in records(imported(STATE, *spells), "SystemMembership"))

    assert second == f"{first} (row 3)"


def test_pairs_exist_only_while_both_states_do(imported):
    result = imported(CONTIGUITY, [40365, 40, "GRA", 365, "RUR", 1, "181601", "201612", "", "3.2"])

    assert [(each["sideB"], each["validFrom"], each.get("validUntil")) for each in records(result, "Contiguity")] == [
        ("ruritanian-empire", "1902-05-20", "1918-01-01"),
        ("ruritania", "1920-05-01", None),
    ]


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("conttype", "6", "row 2, conttype: '6'; expected a kind of contiguity from 1 to 5"),
        ("begin", "1902", "row 2, begin: '1902'; expected a month such as 190205"),
        ("end", "190613", "row 2, end: '190613'; expected a month"),
        ("statelno", "GRA", "row 2, statelno: 'GRA'; expected a whole number"),
    ],
)
def test_a_cell_that_the_codebook_does_not_allow_is_named(imported, column, value, sentence):
    good = dict(zip(CONTIGUITY, [40345, 40, "GRA", 345, "SYL", 1, "190205", "190609", "", "3.2"], strict=True))

    with pytest.raises(InputError, match=sentence):
        imported(CONTIGUITY, list((good | {column: value}).values()))


def test_runs_of_years_become_memberships(imported):
    header = header_of("cow-igo")

    def year(number, **values):
        return row_of(header, -1, ccode=345, year=number, state="syldavia", **values)

    rows = [year(1950, aaaid=1, aacb=0), year(1951, aaaid=1, aacb=-9), year(1953, aaaid=1), year(1954, aaaid=3)]
    result = imported(header, *rows)

    full = [(each["validFrom"], each["validUntil"]) for each in records(result, "FullMembership")]
    assert full == [("1950-01-01", "1952-01-01"), ("1953-01-01", "1954-01-01")]  # 1952 is not in the file
    [observer] = records(result, "Observership")
    assert observer["observer"] == "syldavia" and "member" not in observer
    assert observer["organization"] == "cow-igo/igo-aaaid" and observer["datePrecision"] == "yearPrecision"
    assert result.left_out == {"runs of years with a missing value (-9)": 1}


def test_an_organization_that_the_graph_has_is_that_of_the_graph(imported):
    header = header_of("cow-igo", nato="")
    row = row_of(header, 0, ccode=345, year=1950, state="x", nato=1)
    [full] = records(imported(header, row), "FullMembership")

    assert (full["member"], full["organization"]) == ("syldavia", "nato")


def test_organizations_that_columns_mean_are_in_the_lists():
    with ORGANIZATIONS.open(encoding="utf-8", newline="") as file:
        listed = {row["id"] for row in csv.DictReader(file)}

    assert set(cow_igo.ORGANIZATIONS.values()) <= listed
    assert len(set(cow_igo.ORGANIZATIONS.values())) == len(cow_igo.ORGANIZATIONS)


def test_a_status_outside_the_codebook_is_refused(imported):
    header = header_of("cow-igo")

    with pytest.raises(InputError, match="row 2, aacb: '7'; expected 1, 2, 3, 0 for no member"):
        imported(header, row_of(header, 0, ccode=345, year=1950, state="x", aacb=7))


ATOP_COLUMNS = ("defense", "offense", "neutral", "nonagg", "consul", "asymm", "mem1", "mem2")


def alliance(imported, **values):
    header = header_of("atop-alliances", **dict.fromkeys(ATOP_COLUMNS))
    given = {"atopid": 1, "begyr": 1950, "mem1": 40, "mem2": 345, "version": "5.1"} | values
    return imported(header, row_of(header, "", **given))


def test_an_alliance_binds_its_members_alike_unless_it_is_asymmetric(imported):
    alike = alliance(imported, begmo=3, endyr=0, defense=1, consul=1, asymm=0)
    unlike = alliance(imported, defense=1, asymm=1)

    obligations = {each["undertakenObligation"] for each in records(alike, "MutualUndertaking")}
    assert obligations == {"mutualDefence", "consultationObligation"}
    parties = records(alike, "Participation")
    assert {each["party"] for each in parties} == {"graustark", "syldavia"}
    assert parties[0]["validFrom"] == "1950-03-01" and parties[0]["datePrecision"] == "monthPrecision"
    assert "validUntil" not in parties[0]  # 0 in endyr: in effect when the data end
    assert records(unlike, "MutualUndertaking") == []
    assert unlike.left_out == {"obligations of alliances in which they differ among members (asymm)": 1}


def test_the_phases_of_an_alliance_have_records_of_their_own(imported):
    header = header_of("atop-phases", **dict.fromkeys(ATOP_COLUMNS))

    def phase(number, begin, end, **values):
        given = {"atopid": 1, "atopidphase": f"1.{number}", "begyr": begin, "endyr": end, "version": "5.1"}
        return row_of(header, "", mem1=40, mem2=345, asymm=0, **given, **values)

    result = imported(header, phase(1, 1950, 1955, nonagg=1), phase(2, 1956, 0, nonagg=1, defense=1))

    owed = records(result, "MutualUndertaking")
    assert [(each["undertakenObligation"], each["validFrom"], each.get("validUntil")) for each in owed] == [
        ("nonAggression", "1950-01-01", "1956-01-01"),
        ("mutualDefence", "1956-01-01", None),
        ("nonAggression", "1956-01-01", None),
    ]
    assert {each["undertakenIn"] for each in owed} == {"atop-phases/alliance-1"}


def test_the_members_of_an_alliance_say_who_owes_what_to_whom(imported):
    columns = ("defense", "offense", "neutral", "nonagg", "consul")
    header = header_of("atop-members", **dict.fromkeys(columns))

    def member(number, **values):
        return row_of(header, "", atopid=7, member=number, yrent=1950, version="4.01", **values)

    result = imported(
        header, member(40, defense=1, yrexit=0), member(345, defense=0, yrexit=1960, moexit=2, dayexit=1)
    )

    [owed] = records(result, "DirectedUndertaking")
    assert (owed["owedBy"], owed["owedTo"], owed["undertakenObligation"]) == (
        "graustark",
        "syldavia",
        "mutualDefence",
    )
    ends = {each["party"]: each.get("validUntil") for each in records(result, "Participation")}
    assert ends == {"graustark": None, "syldavia": "1960-02-02"}


def test_disputes_keep_the_precision_that_missing_days_leave(imported):
    header = DATASETS["cow-mids"].releases[0].header
    given = {"dispnum3": 3, "ccode": 40, "styear": 1950, "stmon": 5, "stday": -9, "sidea": 1, "hostlev": 4}
    given |= {"endyear": 1951, "endmon": 6, "endday": 7}
    [part] = records(imported(header, row_of(header, -9, **given)), "DisputeParticipation")

    assert (part["validFrom"], part["validUntil"], part["datePrecision"]) == (
        "1950-05-01",
        "1951-06-08",
        "monthPrecision",
    )
    assert (part["hostilityLevel"], part["dispute"]) == ("4", "cow-mids/dispute-3")
    [unknown] = records(imported(header, row_of(header, -9, **(given | {"hostlev": -9}))), "DisputeParticipation")
    assert "hostilityLevel" not in unknown


def test_missing_quantities_are_no_zeros(imported):
    header = DATASETS["cow-nmc"].releases[0].header
    given = {"ccode": 40, "year": 1913, "milex": 16942, "milper": 0, "cinc": "0.0127", "version": "5.0"}
    result = imported(header, row_of(header, -9, **given))
    values = {each["indicator"]: (each["value"], each["unit"]) for each in records(result, "Observation")}

    assert values == {
        "militaryExpenditure": ("16942", "thousandCurrentPounds"),
        "militaryPersonnel": ("0", "thousandPersons"),
        "compositeIndexOfNationalCapability": ("0.0127", "shareOfOne"),
    }
    assert sum(result.left_out.values()) == 4
    later = imported(header, row_of(header, -9, **(given | {"year": 2012})))
    [money] = [each for each in records(later, "Observation") if each["indicator"] == "militaryExpenditure"]
    assert money["unit"] == "thousandCurrentDollars" and money["validUntil"] == "2013-01-01"


def test_a_second_spell_in_a_war_is_one_of_its_own_and_minus_eight_is_none(imported):
    header = DATASETS["cow-wars"].releases[0].header
    first = {
        "warnum": 1,
        "warname": "War of the Lemon",
        "ccode": 40,
        "startyear1": 1950,
        "startmonth1": 5,
        "startday1": 3,
    }
    first |= {"endyear1": 1951, "endmonth1": 6, "endday1": -9}
    again = first | {"startyear2": 1953, "startmonth2": 1, "startday2": 2, "endyear2": -7}
    once, twice = (
        records(imported(header, row_of(header, -8, **each)), "ArmedConflictParticipation") for each in (first, again)
    )

    assert [(each["validFrom"], each["validUntil"], each["datePrecision"]) for each in once] == [
        ("1950-05-03", "1951-07-01", "monthPrecision")
    ]
    assert [each["validFrom"] for each in twice] == ["1950-05-03", "1953-01-02"]
    assert "validUntil" not in twice[1]  # -7: ongoing when the data end
    with pytest.raises(InputError, match="row 2, startyear1: '-9'; expected the year"):
        imported(header, row_of(header, -8, **(first | {"startyear1": -9})))


def test_either_side_of_an_extra_state_war_may_be_the_state(imported):
    header = DATASETS["cow-extra-wars"].releases[0].header
    given = {"warnum": 300, "warname": "War of the Coast", "startyear1": 1950, "endyear1": 1951}
    for side in ("ccode1", "ccode2"):
        [part] = records(imported(header, row_of(header, -8, **given, **{side: 40})), "ArmedConflictParticipation")
        assert (part["conflictParty"], part["armedConflict"]) == ("graustark", "cow-extra-wars/war-300")
        assert (part["validFrom"], part["validUntil"]) == ("1950-01-01", "1952-01-01")


def test_an_intra_state_war_has_up_to_four_spells_of_the_state_on_side_a(imported):
    header = DATASETS["cow-intra-wars"].releases[0].header
    given = {"warnum": 500, "warname": "Mountain War", "ccodea": 40, "startyr1": 1950, "endyr1": 1950}
    given |= {"startyr4": 1960, "startmo4": 2, "startdy4": 29, "endyr4": -7}
    rows = row_of(header, -8, **given), row_of(header, -8, **(given | {"ccodea": -8}))
    result = imported(header, *rows)

    spells = records(result, "ArmedConflictParticipation")
    assert [(each["validFrom"], each.get("validUntil")) for each in spells] == [
        ("1950-01-01", "1951-01-01"),
        ("1960-02-29", None),
    ]
    assert dict(result.left_out) == {"rows of what is no state (-8)": 1}


def test_a_year_of_a_conflict_is_of_the_governments_that_are_parties(imported):
    header = DATASETS["ucdp-prio"].releases[0].header
    given = {"conflict_id": 5, "location": "Graustark", "year": 1950, "intensity_level": 2, "version": "19.1"}
    result = imported(header, row_of(header, "", gwno_a="40", gwno_b="345, 365", gwno_a_2nd="999", **given))
    parts = records(result, "ArmedConflictParticipation")

    assert {each["conflictParty"] for each in parts} == {"graustark", "syldavia", "ruritania"}
    assert {(each["validFrom"], each["validUntil"], each["conflictIntensity"]) for each in parts} == {
        ("1950-01-01", "1951-01-01", "2")
    }
    assert sum(result.left_out.values()) == 1
    with pytest.raises(InputError, match="row 2, intensity_level: '3'"):
        imported(header, row_of(header, "", gwno_a="40", **(given | {"intensity_level": 3})))
    with pytest.raises(InputError, match="row 2, gwno_b: 'IS'; expected numbers of states"):
        imported(header, row_of(header, "", gwno_b="IS", **given))


def test_a_trade_agreement_holds_from_its_entry_into_force(imported):
    header = header_of("desta", c1="", c2="")
    given = {"base_treaty": 9, "name": "Accord", "entry_type": "base_treaty", "year": 1950, "c1": 40, "c2": 345}
    rows = [
        row_of(header, "NA", **given, entryforceyear=1952),
        row_of(header, "NA", **given),
        row_of(header, "NA", **(given | {"entry_type": "withdrawal"}), entryforceyear=1960),
    ]
    result = imported(header, *rows)
    parts = records(result, "Participation")

    assert {(each["party"], each["validFrom"]) for each in parts} == {
        ("graustark", "1952-01-01"),
        ("syldavia", "1952-01-01"),
    }
    assert not any("validUntil" in each for each in parts)
    assert result.left_out == {
        "agreements without a year of entry into force": 1,
        "entries of the kind withdrawal": 1,
    }


POLITY = DATASETS["polity"].releases[0].header


def polity(number, year, score, scode="RUR"):
    return row_of(POLITY, "", ccode=number, scode=scode, year=year, polity=score, polity2=score, democ=0, autoc=0)


def test_scores_of_polity_are_runs_of_the_states_that_its_own_numbers_mean(imported):
    rows = [polity(364, 1950, -7), polity(364, 1951, -7), polity(364, 1952, -6), polity(364, 1953, "")]
    rows += [polity(341, 1960, 5), polity(305, 1910, -4)]
    result = imported(POLITY, *rows)

    # 364 is number 365 of the Correlates of War; 341 would be Kosovo, but not in 1960; 305 was 300 until 1918.
    assert [(each["observedEntity"], each["value"]) for each in records(result, "Observation")] == [
        ("ruritania", "-7"),
        ("ruritania", "-6"),
    ]
    first = records(result, "Observation")[0]
    assert (first["validFrom"], first["validUntil"], first["indicator"]) == (
        "1950-01-01",
        "1952-01-01",
        "polity/indicator-polity2",
    )
    assert result.left_out == {
        "runs of years without a revised score": 1,
        "spells of number 341, which denotes nothing in the graph at that time": 1,
        "spells of number 300, which denotes nothing in the graph at that time": 1,
    }
    with pytest.raises(InputError, match="row 2, polity2: 'x'; expected a number, or for a missing value"):
        imported(POLITY, polity(365, 1950, "x"))


VDEM = (*DATASETS["vdem"].releases[0].header, "v2x_regime", "v2x_polyarchy_codelow")


def test_indices_of_democracy_are_of_states_that_have_a_number(imported):
    rows = [
        row_of(VDEM, "", country_name="Graustark", year=2023, cowcode=40, v2x_polyarchy="0.71"),
        row_of(VDEM, "NA", country_name="Zanzibar", year=1950, cowcode="NA", v2x_polyarchy="0.2"),
    ]
    result = imported(VDEM, *rows)
    [index] = records(result, "Observation")

    assert (index["value"], index["unit"], index["locator"]) == ("0.71", "vdem/unit-index", "row 2")
    assert result.release.version == "14"  # the last year tells the release
    assert result.left_out["rows of what has no number of a state"] == 1
    with pytest.raises(InputError, match=r"its last year is 1950; expected one of 2019 \(version 10\)"):
        imported(VDEM, rows[1])


def test_parties_of_a_war_without_states_are_actors_of_that_war(imported):
    header = DATASETS["cow-non-state-wars"].releases[0].header
    given = {"warnum": 1500, "warname": "War of the Lake", "sidea1": "Hillmen", "sideb1": "Fishers"}
    given |= {"startyear": 1818, "startmonth": 9, "endyear": 1821}
    result = imported(header, row_of(header, -8, **given))

    parts = records(result, "ArmedConflictParticipation")
    assert [each["conflictParty"] for each in parts] == [
        "cow-non-state-wars/actor-1500-sideb1",
        "cow-non-state-wars/actor-1500-sidea1",
    ]
    assert (parts[0]["validFrom"], parts[0]["validUntil"]) == ("1818-09-01", "1822-01-01")
    assert {each["label"] for each in records(result, "NonStateActor")} == {"Hillmen", "Fishers"}


ARCHIGOS = (*DATASETS["archigos"].releases[0].header, "gender")


def leader(obsid, begin, last, leaves, enters="Regular"):
    given = {"obsid": obsid, "leadid": f"id-{obsid}", "ccode": 40, "leader": f"Leader {obsid}", "gender": "F"}
    return row_of(ARCHIGOS, "NA", **given, startdate=begin, enddate=last, entry=enters, exit=leaves)


def test_a_leader_holds_the_office_of_effective_leader(imported):
    first = leader("GRA-1950", "1950-03-04", "1953-03-05", "Irregular")
    rows = [first, first, leader("GRA-1953", "1953-03-05", "2015-12-31", "Still in Office", "Irregular")]
    result = imported(ARCHIGOS, *rows, lineterminator="\r\n")
    earlier, later = records(result, "Tenure")

    assert (earlier["validFrom"], earlier["validUntil"]) == ("1950-03-04", "1953-03-06")
    assert (earlier["mannerOfEntry"], earlier["mannerOfExit"]) == ("Regular", "Irregular")
    assert "validUntil" not in later and "mannerOfExit" not in later
    assert earlier["heldOffice"] == later["heldOffice"] == "archigos/office-graustark"
    [office] = records(result, "Office")
    assert office["officeOf"] == "graustark"
    with pytest.raises(InputError, match="row 2, startdate: '1950'; expected a day such as 1998-02-25"):
        imported(ARCHIGOS, leader("x", "1950", "1953-01-01", "Regular"))


CSHAPES = (*DATASETS["cshapes"].releases[0].header, "the_geom")
SQUARE = "MULTIPOLYGON (((0.0 0.0, 0.0 2.0, 2.0 2.0, 0.0 0.0)))"


def outline(number, first, last, latitude, longitude, **values):
    begin, end = (dict(zip(("year", "month", "day"), day.split("-"), strict=True)) for day in (first, last))
    days = {f"gws{name}": part for name, part in begin.items()} | {f"gwe{name}": part for name, part in end.items()}
    given = {"gwcode": f"{number}.0", "capname": "Seat", "area": "1234.5", "the_geom": SQUARE}
    return row_of(CSHAPES, "", **(given | days | {"caplat": latitude, "caplong": longitude} | values))


def test_a_territory_has_its_area_for_its_spell(imported, tmp_path, table):
    row = outline(40, "1910-05-01", "2019-12-31", 10, 20)
    [area] = records(imported(CSHAPES, row), "Observation")
    properties = dict(zip(CSHAPES[:-1], row, strict=False))
    shape = {"type": "MultiPolygon", "coordinates": [[[[0.0, 0.0], [0.0, 2.0], [2.0, 2.0], [0.0, 0.0]]]]}
    path = tmp_path / "CShapes-2.0.geojson"
    features = [{"type": "Feature", "properties": properties, "geometry": shape}]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    other = read_dataset(path, table)

    assert (area["value"], area["validFrom"], area.get("validUntil")) == ("1234.5", "1910-05-01", None)
    assert records(other, "Observation") == [area]  # the two forms of the file say the same
    path.write_text('{"features": [{"properties": {}, "geometry": null}]}', encoding="utf-8")
    with pytest.raises(InputError, match="is not GeoJSON that can be read; expected a FeatureCollection"):
        read_dataset(path, table)


def test_the_description_forbids_redistribution_and_gives_coverage(imported):
    result = imported(STATE, ["RUR", 365, "Ruritania", 1950, 1, 1, 2016, 12, 31, 2016])
    text = result.files["source.ttl"].decode()

    assert "wph:redistributable false" in text
    assert 'wph:coverageUntil "2017-01-01T00:00:00Z"' in text
    assert "not to be redistributed" in text and "Correlates of War Project" in text


@pytest.mark.parametrize("key", DATASETS)
def test_every_dataset_has_a_codebook_citation_and_licence(key):
    dataset = DATASETS[key]

    assert dataset.key == key and dataset.citation and dataset.licence and dataset.codebook
    assert dataset.url.startswith("http") and dataset.numbers in {"cow", "gw", "isonum"}
    for release in dataset.releases:
        assert release.begin < release.until
        assert "…" not in release.header or release.columns > len(release.header)
