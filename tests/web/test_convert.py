"""Codes by date over HTTP: values, a column of a file, and reports."""

import csv
import io

import pytest


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_values_convert_with_reasons(client):
    query = {"from": "cow", "to": "iso3", "value": ["970", "260"], "at": "1999"}
    first, second = client.get("/convert", query_string=query).json

    assert (first["code"], first["status"], first["entities"]) == ("NRU", "converted", ["nauru"])
    assert second["status"] == "not in use" and "West Germany" in second["reason"]


def test_a_year_is_not_its_first_day(client):
    answer = client.get("/convert?from=cow&to=gw&value=345&at=2006").json
    by_rule = client.get("/convert?from=cow&to=gw&value=345&at=2006&year=last").json

    assert answer[0]["status"] == "ambiguous" and answer[0]["candidates"] == ["340", "345"]
    assert by_rule[0]["code"] == "340"


def test_rows_are_csv_on_request(client):
    address = "/convert?from=gw&to=name&value=970&at=1999"
    by_header = client.get(address, headers={"Accept": "text/csv"})
    by_format = client.get(f"{address}&format=csv")

    assert by_header.text == by_format.text
    assert rows_of(by_header.text)[0]["code"] == "Kiribati"


def test_a_column_of_a_file_converts_row_by_row(client):
    body = "ccode;year\n260;1962\n255;1995\n999;1995\n"
    address = "/convert.csv?from=cow&to=name&column=ccode&date_column=year"
    answer = client.post(address, data=body, content_type="text/csv")

    assert answer.status_code == 200 and answer.mimetype == "text/csv"
    assert [line.split(";")[2] for line in answer.text.splitlines()] == ["ccode_name", "West Germany", "Germany", ""]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/convert?from=cow&to=iso3", "expected the parameter value"),
        ("/convert?from=cow&value=2", "The parameter to is missing"),
        ("/convert?from=cov&to=iso3&value=2", "'cov' is not a system of codes"),
        ("/convert?from=cow&to=iso3&value=2&year=middle", "expected any, first or last"),
        ("/convert/round-trip?from=name&to=iso3", "has no list of codes"),
    ],
)
def test_a_wrong_request_is_one_sentence(client, address, sentence):
    answer = client.get(address)

    assert answer.status_code == 400
    assert sentence in answer.text


def test_reports_are_tables(client):
    trips = client.get("/convert/round-trip?from=cow&to=iso3&at=2010").json
    across = client.get("/convert/ambiguous?from=cow&to=gw", headers={"Accept": "text/csv"})

    assert {trip["code"] for trip in trips if not trip["returns"]} == {"347"}
    assert {row["label"] for row in rows_of(across.text)} == {"Nauru", "Kiribati"}
