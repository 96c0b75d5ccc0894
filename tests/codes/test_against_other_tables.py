"""Our codes beside those of country-converter and pycountry, where their tables give an answer.

country-converter's own code is not run: it reads its table with pandas, which from version 3 on takes the code NA of
Namibia for a missing value.
"""

import csv
from importlib.util import find_spec
from pathlib import Path

import pytest

from westphalia.codes import Converter

coco = find_spec("country_converter")  # found and not imported: its import reads the table by pandas, for a second
pycountry = pytest.importorskip("pycountry")

ON = 2023
FORMER_NUMBERS = {"315", "680", "817"}
"""Gleditsch-Ward numbers of Czechoslovakia, South Yemen and South Vietnam, which country-converter gives successors."""
WITHOUT_ISO_CODE = {"347", "XKX", "Kosovo"}
"""ISO 3166-1 has no code for Kosovo; XKX is one of users."""
REUSED = ["ATF"]
"""Withdrawn for one territory in 1979, and in use for the French Southern Territories."""


@pytest.fixture(scope="module")
def rows():
    if coco is None or coco.origin is None:
        pytest.skip("country-converter is not installed")
    with Path(coco.origin).with_name("country_data.tsv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file, delimiter="\t") if not row["obsolete"]]


def different(table, source, target, pairs):
    """The pairs on which we do not agree, with what we say; it is an error when there are hardly any pairs."""
    pairs = list(pairs)
    assert len(pairs) > 180
    converter = Converter(table, source, target)
    outcomes = [(value, expected, converter.convert(value, ON)) for value, expected in pairs]
    return {
        value: (expected, found.code or found.reason) for value, expected, found in outcomes if found.code != expected
    }


@pytest.mark.parametrize(("source", "target"), [("iso2", "iso3"), ("iso3", "isonum"), ("m49", "iso2")])
def test_every_code_of_pycountry_converts_alike(graph_table, source, target):
    names = {"iso2": "alpha_2", "iso3": "alpha_3", "isonum": "numeric", "m49": "numeric"}
    pairs = [(getattr(c, names[source]), getattr(c, names[target])) for c in pycountry.countries]

    assert different(graph_table, source, target, pairs) == {}


def test_names_of_pycountry_find_their_code(graph_table):
    found = different(
        graph_table, "name", "iso3", [(country.name, country.alpha_3) for country in pycountry.countries]
    )

    assert set(found) == {"Svalbard and Jan Mayen", "Holy See (Vatican City State)"}
    assert all("Nothing in the graph has the name" in said for _, said in found.values())


def test_withdrawn_codes_of_pycountry_are_no_codes_of_today(graph_table):
    converter = Converter(graph_table, "iso3", "name")
    withdrawn = [country.alpha_3 for country in pycountry.historic_countries]

    known = [code for code in withdrawn if converter.convert(code, 1975).status == "converted"]
    assert {"SUN", "YUG", "DDR", "CSK", "ZAR", "BUR", "YMD"} <= set(known)
    assert [code for code in withdrawn if converter.convert(code, ON).status == "converted"] == REUSED


def test_codes_of_country_converter_convert_alike(graph_table, rows):
    letters = [(row["ISO3"], row["ISO2"]) for row in rows if "$" not in row["ISO2"]]
    numbers = [(row["GWcode"], row["ISO3"]) for row in rows if row["GWcode"]]

    assert different(graph_table, "iso3", "iso2", letters).keys() == WITHOUT_ISO_CODE & {"XKX"}
    assert different(graph_table, "gw", "iso3", numbers).keys() == FORMER_NUMBERS | {"347"}


def test_names_of_country_converter_are_never_taken_for_others(graph_table, rows):
    found = different(graph_table, "name", "iso3", [(row["name_short"], row["ISO3"]) for row in rows])

    assert len(found) < 15
    assert all(" " in said for _, said in found.values()), "a name converts to another code"
