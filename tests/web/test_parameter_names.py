"""Parameters that an address does not have: a page names them in a notice, a file is refused."""

import pytest
from flask.testing import FlaskClient

from westphalia.web.service_docs.openapi import path_of

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
IGNORED = "It is ignored."


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/browse?foo=1", "&#39;foo&#39;; expected page, sort, q, columns, formulas."),
        ("/search?q=kaz&knd=state", "&#39;knd&#39;; did you mean kind?"),
        ("/network?a=Kazakhstan&relations=alliedWith", "did you mean relation?"),
        ("/map?show=members&of=NATO&day=2010", "&#39;day&#39;"),
        ("/map/embed?show=members&of=NATO&foo=1", "&#39;foo&#39;"),
        ("/conflicts?foo=1", "&#39;foo&#39;; expected of, page."),
        ("/dyad/andorra/monaco?att=2010", "did you mean at?"),
        ("/id/kazakhstan?them=energy", "did you mean theme?"),
        ("/glossary?foo=1", "&#39;foo&#39;; expected none."),
    ],
)
def test_a_page_names_the_parameter_that_it_does_not_have(client: FlaskClient, address: str, said: str) -> None:
    page = client.get(address, headers={"Accept": BROWSER})

    assert page.status_code == 200
    assert page.text.count(IGNORED) == 1
    assert said in page.text


@pytest.mark.parametrize(
    "address",
    [
        "/map?show=members&of=NATO&foo=1",
        "/map?show=members&of=nothing-has-this-name&foo=1",
        "/dyad?a=Kazakhstan&foo=1",
        "/browse?sort=nothing&foo=1",
        "/explain?s=id:kazakhstan&p=wph:alliedWith&o=id:russia&at=2011&foo=1",
        "/panel?unit=state-year&foo=1",
    ],
)
def test_links_and_forms_do_not_keep_a_parameter_that_the_page_does_not_have(client, address) -> None:
    page = client.get(address, headers={"Accept": BROWSER}).text

    assert "foo=1" not in page and 'name="foo"' not in page


@pytest.mark.parametrize("address", ["/map.csv?foo=1", "/browse.csv?foo=1", "/id/kazakhstan.ttl?foo=1"])
def test_a_file_is_refused_before_it_is_made(client: FlaskClient, address: str, monkeypatch) -> None:
    def made(**_: object) -> None:
        pytest.fail("The file is made before its parameters are checked.")

    views = client.application.view_functions
    endpoint, _ = client.application.url_map.bind("localhost").match(address.partition("?")[0])
    monkeypatch.setitem(views, endpoint, made)

    assert client.get(address).status_code == 400


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/browse.csv?foo=1", "'foo'"),
        ("/conflicts/coverage.csv?srt=source", "did you mean sort?"),
        ("/dyad/kazakhstan/russia/relations.json?foo=1", "'foo'"),
        ("/id/kazakhstan/borders.csv?day=2000", "'day'; did you mean days?"),
        ("/id/kazakhstan.ttl?day=2000", "'day'; did you mean days?"),
        ("/id/kazakhstan?foo=1", "'foo'"),
        ("/map.csv?show=members&of=NATO&day=2000", "'day'"),
        ("/search.json?q=kaz&limt=3", "did you mean limit?"),
        ("/convert?from=cow&to=iso3&value=705&date=1995", "'date'"),
    ],
)
def test_a_file_is_refused_for_a_parameter_that_it_does_not_have(
    client: FlaskClient, address: str, said: str
) -> None:
    answer = client.get(address)

    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert answer.text.startswith("There is no parameter ")
    assert said in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/browse/state?sort=-label&is.classes=State&utm_source=letter",
        "/map.csv?show=members&of=NATO&at=2010&names=1&zoom=2.0,1.0,1.0&fbclid=x",
        "/query?library=affiliations-of-kazakhstan&p_state=id:kazakhstan&view=table",
        "/network?a=Kazakhstan&without=security",
        "/convert?from=cow&to=iso3&value=705&format=csv",
        "/id/kazakhstan/borders.csv?at=2000&formulas=text&sort=entity",
        "/sources.csv?q=cow",
    ],
)
def test_what_the_pages_themselves_link_to_is_known(client: FlaskClient, address: str) -> None:
    answer = client.get(address, headers={"Accept": BROWSER})

    assert IGNORED not in answer.text
    assert "There is no parameter" not in answer.text


def test_a_path_is_written_as_the_document_has_it() -> None:
    assert path_of("/conflicts/<any(findings, coverage):name>.<extension>") == "/conflicts/{name}.{extension}"
