"""First screens: what each kind of page says before anything else, on its day, with what it rests on."""

import json
import re
from html import unescape

import pytest
from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}


def text(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", markup)).split())


def screen(client: FlaskClient, address: str) -> tuple[str, dict[str, str]]:
    """The sentence of a page, and its facts by label."""
    page = client.get(address, headers=HTML).text
    [lead] = re.findall(r'<p class="lead who">(.*?)</p>', page, re.DOTALL)
    answers = page[page.index('<dl class="answers">') : page.index("</dl>", page.index('<dl class="answers">'))]
    facts = re.findall(r"<dt>(.*?)(?:<strong.*?|<span.*?)?</dt>\s*<dd>(.*?)</dd>", answers, re.DOTALL)
    return text(lead), {text(label): text(value) for label, value in facts}


def test_a_state_says_what_it_is_and_who_its_allies_were_on_the_day(client: FlaskClient) -> None:
    sentence, facts = screen(client, "/id/kazakhstan?at=2010-06-01")

    assert sentence.startswith("Kazakhstan has been a state since 16 Dec 1991; it succeeds Soviet Union")
    assert "its capital is Astana" in sentence
    assert "Russia" in facts["Allies"] and "through Collective Security Treaty" in facts["Allies"]
    assert "why?" in facts["Allies"] and "source:" in facts["Allies"]
    assert {"Organizations", "Neighbours", "Latest changes"} <= facts.keys()


def test_a_state_that_is_gone_is_told_as_of_its_day(client: FlaskClient) -> None:
    sentence, facts = screen(client, "/id/soviet-union?at=1985-01-01")

    assert sentence.startswith("Soviet Union is a state (30 Dec 1922 \N{EN DASH} 26 Dec 1991)")
    assert "Poland" in facts["Allies"]
    assert screen(client, "/id/soviet-union")[0].startswith("Soviet Union was a state")


@pytest.mark.parametrize(
    ("address", "begin", "fact", "words"),
    [
        ("/id/nato?at=2005-01-01", "NATO has been a North Atlantic alliance since", "Members", "United States"),
        ("/id/collective-security-treaty", "Treaty of alliance, concluded 15 May 1992", "Parties", "Russia"),
        ("/id/kazakhstan-russia-border", "Land border between Kazakhstan and Russia", "Length", "by The World"),
        ("/dyad/kazakhstan/russia", "Allied since 9 Oct 1992", "Border", "sources measure it differently"),
    ],
)
def test_other_kinds_begin_with_what_readers_look_for(
    client: FlaskClient, address: str, begin: str, fact: str, words: str
) -> None:
    sentence, facts = screen(client, address)

    assert sentence.startswith(begin)
    assert words in facts[fact]


def test_highlights_are_few_labelled_and_the_latest_first(client: FlaskClient) -> None:
    page = client.get("/id/kazakhstan", headers=HTML).text
    listed = page[page.index('<ol class="highlights"') : page.index("</ol>", page.index('<ol class="highlights"'))]
    years = [
        int(found[-1])
        for found in (re.findall(r"\d{4}", when) for when in re.findall(r'class="when">(.*?)<', listed))
    ]

    assert 5 <= listed.count("<li>") <= 10
    assert "Member of UN" in text(listed)
    assert years == sorted(years, reverse=True)


def test_a_list_keeps_its_choice_in_the_address_and_in_its_files(client: FlaskClient) -> None:
    address = "/id/kazakhstan/full-memberships?is.precision=day&columns=label,from"
    page = client.get(address, headers=HTML).text
    rows = client.get("/id/kazakhstan/full-memberships.json?is.precision=day").get_json()
    body = client.get("/id/kazakhstan/full-memberships.parquet?is.precision=day").data

    assert page.count('<th scope="row">') == len(rows) > 0
    assert {row["precision"] for row in rows} == {"day"}
    assert re.findall(r'<th scope="col"[^>]*><a[^>]*>(.*?)</a>', page) == ["Record", "From"]
    assert 'value="day" selected' in page
    assert body[:4] == b"PAR1"


def test_the_document_stands_before_the_source_and_the_place(client: FlaskClient) -> None:
    page = client.get("/id/un/full-memberships?q=uzbekistan", headers=HTML).text
    [row] = re.findall(r'<tr[^>]*><th scope="row">.*?</tr>', page)

    assert row.index("/source/baseline-organizations/") < row.index('class="small locator"')


@pytest.mark.parametrize(
    ("address", "heading", "field"),
    [
        ("/dyad", "Compare two actors", "field-a"),
        ("/explain", "Why does a statement hold?", "field-s"),
        ("/holds", "Does a statement hold?", "field-predicate"),
        ("/cite", "What to cite", "field-of"),
    ],
)
def test_a_page_without_its_parameters_is_its_form(
    client: FlaskClient, address: str, heading: str, field: str
) -> None:
    answer = client.get(address, headers=HTML)

    assert answer.status_code == 200
    assert f"<h1>{heading}</h1>" in answer.text and f'id="{field}"' in answer.text
    assert client.get(address, headers={"Accept": "application/json"}).status_code == 400


@pytest.mark.parametrize(
    ("address", "status", "kept"),
    [
        ("/dyad?a=zzzqqq&b=Russia", 404, 'value="Russia"'),
        ("/map?of=zzzqqq&show=members", 404, 'value="zzzqqq"'),
        ("/id/kazakhstan?at=whenever&theme=energy", 400, 'value="energy"'),
    ],
)
def test_what_cannot_be_read_stays_in_the_form_to_correct(
    client: FlaskClient, address: str, status: int, kept: str
) -> None:
    answer = client.get(address, headers=HTML)

    assert answer.status_code == status
    assert kept in answer.text and 'role="alert"' in answer.text


def test_what_to_cite_names_documents_before_sources_and_the_graph_last(client: FlaskClient) -> None:
    items = json.loads(client.get("/cite?of=id:kazakhstan-russia-border&format=csl").text)
    keys = [item["id"] for item in items]

    assert keys.index("cia-world-factbook") < keys.index("baseline-borders") < len(keys) - 1
    assert keys[-1] == "westphalia-kazakhstan-russia-border"
    assert "Build of" in items[-1]["version"]
    assert client.get("/cite?of=id:kazakhstan,id:russia&format=ris").text.startswith("TY  - ")
    assert client.get("/cite?of=id:kazakhstan&format=word", headers=HTML).status_code == 400


def test_names_of_properties_are_words(client: FlaskClient) -> None:
    page = client.get("/source/rousseau-2011", headers=HTML).text

    assert ">bibliographic citation</a>" in page
    assert "bibliographicCitation</a>" not in page


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            "/id/germany?at=1913-01-01",
            'Germany did not exist on 1 Jan 1913.</strong> Then there was <a href="/id/german-reich',
        ),
        ("/id/east-germany?at=2020-01-01", "East Germany did not exist on 1 Jan 2020.</strong> Then there was <a"),
        ("/dyad/germany/france?at=1913-01-01", "Germany did not exist on 1 Jan 1913."),
    ],
)
def test_a_page_says_that_its_entity_did_not_exist_and_what_did(client, address, said) -> None:
    assert said in client.get(address, headers={"Accept": "text/html"}).text


def test_a_page_says_nothing_of_the_existence_of_what_existed(client) -> None:
    for address in ("/id/germany?at=2000-01-01", "/id/kazakhstan-russia-border", "/dyad/france/poland?at=2000-01-01"):
        assert "did not exist" not in client.get(address, headers={"Accept": "text/html"}).text


def test_lists_of_those_with_a_role_are_called_by_it(client) -> None:
    page = client.get("/id/nato", headers={"Accept": "text/html"}).text

    assert re.search(r"<h4>Members <small", page) and "of it</h" not in page
    assert (
        "<h4>Founding treaty of <small"
        in client.get("/id/north-atlantic-treaty", headers={"Accept": "text/html"}).text
    )


def test_the_sentences_of_lists_write_days_as_pages_do(client) -> None:
    page = client.get("/id/nato/member-of-it?at=2026-11-29", headers={"Accept": "text/html"}).text

    notice = page[page.index("At least these") :].partition("</p>")[0]
    assert "30 Jun 2025" in notice or "1 Jul 2025" in notice
    assert not re.search(r"\d{4}-\d\d-\d\d", notice)
