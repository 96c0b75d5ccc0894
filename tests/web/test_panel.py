"""Panels over HTTP: a page without scripts, CSV that is streamed, files, and what describes a panel."""

import csv
import io
import tomllib

import duckdb
import pytest
from flask.testing import FlaskClient

YEARS = "unit=state-year&from=2005&until=2006"


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_page_is_a_form_of_all_columns(client: FlaskClient) -> None:
    page = client.get("/panel").text

    assert '<form action="/panel" method="get">' in page
    assert '<input type="checkbox" name="column" value="land-border">' in page
    assert "member:&lt;organization&gt;" in page
    assert "<option>31-december</option>" in page
    assert all(f"<option>{name}</option>" in page for name in ("csv", "arrow", "dta", "codebook"))
    assert '<option value="none">none</option>' in page
    assert all(
        f'<input id="{name}" name="{name}"' in page for name in ("peace_years", "politically_relevant", "major")
    )


def test_csv_with_statuses(client: FlaskClient) -> None:
    response = client.get(f"/panel?{YEARS}&column=member:csto&column=neighbours,code:iso3")

    assert response.content_type == "text/csv; charset=utf-8"
    table = rows(response.text)
    assert table[0] == [
        *("state", "year", "member_csto", "member_csto_status"),
        *("neighbours", "neighbours_status", "code_iso3", "code_iso3_status"),
    ]
    assert ["uzbekistan", "2006", "1", "1 attested", "5", "attested", "UZB", "attested"] in table
    assert response.headers["Content-Disposition"] == 'attachment; filename="state-year.csv"'


def test_rows_leave_while_others_are_read(client: FlaskClient) -> None:
    response = client.get("/panel?unit=dyad-year&from=2005&until=2006&column=land-border&status=none", buffered=False)
    chunks = response.iter_encoded()

    first = next(chunks)
    assert first.startswith(b"state_a,state_b,year,land_border\r\n")
    assert first.count(b"\n") == 1001
    assert sum(chunk.count(b"\n") for chunk in chunks) > 30_000
    response.close()


def test_places_are_free_again_after_panels_and_refusals(client: FlaskClient) -> None:
    for _ in range(4):
        assert client.get(f"/panel?{YEARS}&column=nothing").status_code == 400
        assert client.get(f"/panel?{YEARS}").status_code == 200


def test_parquet(client: FlaskClient, tmp_path) -> None:
    path = tmp_path / "panel.parquet"
    path.write_bytes(client.get(f"/panel?{YEARS}&column=member:csto&format=parquet").data)

    found = duckdb.connect().execute(f"SELECT member_csto FROM '{path}' WHERE state = 'uzbekistan'").fetchall()
    assert found == [(0,), (1,)]


def test_arrow_is_a_stream_of_batches(client: FlaskClient) -> None:
    pytest.importorskip("pyarrow")
    from pyarrow import ipc

    address = f"/panel?{YEARS}&column=member:csto&format=arrow"
    response = client.get(address)
    table = ipc.open_stream(response.data).read_all()

    assert response.content_type == "application/vnd.apache.arrow.stream"
    assert response.headers["Content-Disposition"] == 'attachment; filename="state-year.arrows"'
    cells = {
        (row["state"], row["year"]): (row["member_csto"], row["member_csto_status"]) for row in table.to_pylist()
    }
    assert cells["uzbekistan", 2006] == (1, "1 attested") and cells["uzbekistan", 2005][0] == 0
    assert client.get(address).data == response.data  # the same panel gives the same bytes


def test_stata_has_labels_for_columns_and_statuses(client: FlaskClient, tmp_path) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    pytest.importorskip("pandas")
    address = f"/panel?{YEARS}&column=member:csto&format=dta"
    response = client.get(address)
    path = tmp_path / "panel.dta"
    path.write_bytes(response.data)
    frame, about = pyreadstat.read_dta(path)

    assert response.content_type == "application/x-stata-dta"
    assert about.column_names_to_labels["member_csto"] == "Member: csto"
    assert "1 attested" in about.variable_value_labels["member_csto_status"].values()
    [row] = frame[(frame.state == "uzbekistan") & (frame.year == 2006)].to_dict("records")
    assert row["member_csto"] == 1
    assert client.get(address).data == response.data


def test_codebook_recipe_and_references(client: FlaskClient) -> None:
    address = f"/panel?{YEARS}&column=neighbours&format="

    assert "### neighbours" in client.get(f"{address}codebook").text
    assert tomllib.loads(client.get(f"{address}recipe").text)["columns"] == ["neighbours"]
    assert "@misc{baseline-borders," in client.get(f"{address}bibtex").text


def test_peace_years_and_relevant_dyads(client: FlaskClient) -> None:
    address = "/panel?unit=dyad-year&from=2005&until=2006&column=land-border&status=none"
    address += "&peace_years=calm%3Dland-border&politically_relevant=land_border&major=france:2006-2006"
    table = rows(client.get(address).text)
    recipe = tomllib.loads(client.get(f"{address}&format=recipe").text)

    assert table[0] == ["state_a", "state_b", "year", "land_border", "calm", "politically_relevant"]
    cells = {tuple(row[:3]): row[3:] for row in table[1:]}
    assert cells["france", "germany", "2005"] == ["1", "0", "1"]
    assert cells["france", "kazakhstan", "2005"] == ["0", "0", "0"]
    assert cells["france", "kazakhstan", "2006"] == ["0", "1", "1"]
    assert recipe["peace-years"] == {"calm": "land_border"}
    assert recipe["politically-relevant"] == {
        "politically_relevant": {"contiguity": "land_border", "majors": [["france", 2006, 2006]]}
    }


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("unit=country-year", "is not a unit of a panel"),
        ("unit=state-year&from=19460", "from is &#39;19460&#39;; expected a year such as 1946."),
        (f"{YEARS}&format=xls", "format is &#39;xls&#39;; expected one of csv"),
        (f"{YEARS}&status=maybe", "status is &#39;maybe&#39;; expected columns or none."),
        (f"{YEARS}&column=lnd-border", "There is no column"),
        (f"{YEARS}&system=cow", "may not be passed on"),
        (f"{YEARS}&columns=allied", "There is no parameter &#39;columns&#39;; did you mean column?"),
        ("units=state-year&format=csv", "did you mean unit?"),
        (
            f"{YEARS}&column=neighbours&politically_relevant=neighbours",
            "are no dyads; expected a unit of two states.",
        ),
        ("unit=membership-spell&from=2005&until=2006&peace_years=x", "are not by year; expected a unit of years."),
        (f"{YEARS}&column=code:iso3&peace_years=code_iso3", "holds texts; expected a column of numbers"),
        (f"{YEARS}&major=france", "is not a major power; expected its code with first and last year"),
        ("unit=state-day", "expected at most 3,000,000"),
        ("unit=dyad-year&format=dta", "expected at most 500,000"),
    ],
)
def test_what_makes_no_panel_is_refused(client: FlaskClient, query: str, message: str) -> None:
    response = client.get(f"/panel?{query}", headers={"Accept": "text/html"})

    assert response.status_code == 400
    assert message in response.text
