"""The query page: run, stop, share, reopen, mend; views of an answer."""

import re
import subprocess
import sys
import urllib.request

import pytest

from tests.browser.conftest import patient_page, until

pytestmark = pytest.mark.browser

SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
MEMBERS = """SELECT ?state ?from (2 AS ?n) WHERE {
  ?m a wph:FullMembership ; wph:member ?state ; wph:organization id:csto ; wph:validFrom ?from }"""


def ask(page, query, **values):
    from urllib.parse import urlencode

    page.goto("/query?" + urlencode({"query": query, "run": 1, **values}))


def test_a_query_is_run_shared_and_reopened(tab) -> None:
    page = tab()
    ask(page, MEMBERS)
    page.get_by_role("table").wait_for()
    rows = page.locator("#view tbody tr").count()
    assert rows > 3
    assert page.locator("#view a", has_text="Kazakhstan").get_attribute("href") == "/id/kazakhstan"
    page.get_by_role("button", name="Timeline").click()
    page.get_by_role("img", name="Timeline").wait_for()
    shared = page.url
    assert "view=timeline" in shared

    again = tab()
    again.goto(shared)
    again.get_by_role("img", name="Timeline").wait_for()
    assert f"{rows} rows" in again.locator("#status").inner_text()


def test_a_running_query_is_stopped_on_the_server_too(tab, site) -> None:
    def busy():
        text = urllib.request.urlopen(f"{site}/metrics").read().decode()
        return float(re.search(r"^westphalia_workers_busy (\S+)", text, re.M).group(1))

    page = tab()
    ask(page, SLOW)
    stop = page.get_by_role("button", name="Stop")
    stop.wait_for()
    until(page, lambda: busy() == 1)
    stop.click()
    page.get_by_text("Stopped.").wait_for()
    until(page, lambda: busy() == 0)

    assert not stop.is_visible()


def test_a_prefix_that_is_not_declared_is_named_and_offered(browser, site) -> None:
    page = patient_page(browser, site)
    ask(page, "SELECT * WHERE { ?s foaf:name ?o }")
    page.get_by_role("button", name="Declare foaf:").click()
    page.locator("#status", has_text="0 rows").wait_for()

    assert "PREFIX+foaf" in page.url
    page.close()


def test_a_misspelt_keyword_is_corrected(browser, site) -> None:
    page = patient_page(browser, site)
    ask(page, "SELCT * { ?s a wph:Treaty } LIMIT 2")
    page.get_by_role("button", name="Write SELECT").click()
    page.locator("#status", has_text="2 rows").wait_for()

    assert "query=SELECT" in page.url
    page.close()


def test_a_syntax_error_is_marked_at_its_place(browser, site) -> None:
    page = patient_page(browser, site)
    ask(page, "SELECT * WHERE {\n ?s wph:memberOf FILTER ?o }")
    page.locator("#status.fault").wait_for()

    assert "line 2" in page.locator("#status").inner_text()
    assert page.locator(".editor .cm-lintRange-error, .editor .cm-lintPoint-error").count() >= 1
    page.close()


def test_a_view_says_why_it_cannot_show_an_answer(tab) -> None:
    page = tab()
    ask(page, "SELECT ?x WHERE { BIND(1 AS ?x) }")
    page.get_by_role("button", name="Map").click()

    assert "A map needs a column of states." in page.locator("#reason").inner_text()


@pytest.mark.parametrize(("view", "mark"), [("map", ".land.chosen"), ("graph", "circle.node"), ("chart", "rect.bar")])
def test_the_first_line_of_a_query_chooses_the_view(tab, view, mark) -> None:
    page = tab()
    query = MEMBERS if view != "graph" else "SELECT ?a ?b WHERE { ?a wph:alliedWith ?b } LIMIT 30"
    ask(page, f"# view: {view}\n{query}")
    page.locator(f"#view {mark}").first.wait_for()

    assert page.locator(f"#view {mark}").count() > 2


def test_terms_are_completed_with_their_labels(tab) -> None:
    page = tab()
    page.goto("/query")
    page.locator(".editor .cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Backspace")
    page.keyboard.type("SELECT ?s WHERE { ?s wph:memb")
    option = page.locator(".editor .cm-tooltip-autocomplete li", has_text="wph:memberOfmember of")
    option.wait_for()

    assert "member of" in option.inner_text()


def test_parameters_are_fields_and_the_library_is_searched(tab) -> None:
    page = tab()
    page.goto("/query?library=affiliations")
    page.locator("form[aria-label=Parameters] input[name^=p_]").first.fill("id:france")
    page.get_by_role("button", name="Run with these values", exact=True).click()
    page.locator("#view a", has_text="NATO").first.wait_for()
    page.get_by_label("Filter queries").fill("attacks")

    assert page.locator(".questions li:visible").count() == 1


def test_a_query_is_built_kept_in_a_tab_and_runs_as_code(tab, site) -> None:
    page = tab()
    page.goto("/query")
    page.get_by_text("Build a query without SPARQL").click()
    page.locator("#conditions select").first.wait_for()
    page.get_by_label("Property 1", exact=True).select_option("wph:memberOf")
    page.get_by_label("Value 1", exact=True).fill("OTAN")
    page.get_by_role("button", name="Write the query").click()
    page.get_by_role("button", name="Run", exact=True).click()
    page.locator("#view a", has_text="Estonia").wait_for()
    rows = page.locator("#view tbody tr").count()
    page.locator("#code summary").click()

    assert page.get_by_label("Value 1", exact=True).input_value() == "id:nato"
    for program, command in {
        "curl": ["sh", "-c"],
        "python": [sys.executable, "-c"],
        "javascript": ["node", "-e"],
    }.items():
        text = page.locator(f"[data-program={program}]").inner_text()
        printed = subprocess.run([*command, text], capture_output=True, text=True, check=True, timeout=240).stdout
        assert "/id/estonia" in printed
        assert len(printed.strip().splitlines()) - (program != "python") == rows

    page.get_by_role("button", name="New tab").click()
    page.locator(".editor .cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Backspace")  # else Chromium keeps the style of what is replaced, which the policy refuses
    page.keyboard.insert_text("select * { ?s a wph:Treaty } limit 2")
    page.get_by_role("button", name="Run", exact=True).click()
    page.locator("#view tbody tr").first.wait_for()
    page.get_by_role("button", name="Format").click()
    assert "SELECT * {\n  ?s a wph:Treaty\n}\nLIMIT 2" in page.locator(".editor .cm-content").inner_text()

    page.goto("/query")
    page.locator("#tabs li").first.wait_for()
    assert page.locator("#tabs li").count() == 4  # that of the first visit, both queries, and the button for another
    page.get_by_text("Queries run in this browser").click()
    assert page.locator("#runs li").count() == 2


def test_an_answer_has_the_formats_of_its_kind_and_a_long_one_its_first_page(tab) -> None:
    page = tab()
    ask(page, "CONSTRUCT { ?s a wph:Treaty } WHERE { ?s a wph:Treaty } LIMIT 2")
    page.locator("#view pre").wait_for()
    names = page.locator("#takes a[download]").evaluate_all("links => links.map((link) => link.download)")
    assert names == ["answer.ttl", "answer.nt", "answer.jsonld", "answer.rdf"]

    ask(page, "SELECT * WHERE { ?s ?p ?o }")
    page.locator("#view tbody tr").first.wait_for()
    assert page.locator("#view tbody tr").count() == 500
    assert re.match(r"[\d\W]{6,} rows in", page.locator("#status").inner_text())


def test_the_list_of_an_answer_is_chosen_in_place_and_its_address_kept(tab, site) -> None:
    query = "SELECT ?state ?organization WHERE { ?m a wph:FullMembership ; wph:member ?state ; wph:organization ?organization }"
    page = tab()
    ask(page, query)
    heading = page.locator("#view thead a", has_text="state")
    heading.wait_for()
    heading.press("Enter")
    page.locator("#view th[aria-sort=ascending]").wait_for()
    assert page.locator("#view tbody tr").first.inner_text().startswith("Afghanistan")
    page.locator("#view nav a", has_text="2").first.click()
    page.locator("#view nav [aria-current=page]", has_text="2").wait_for()
    page.get_by_label("Filter", exact=True).fill("kazakhstan")
    page.get_by_label("Filter", exact=True).press("Enter")
    page.locator(".list-links", has_text="chosen with").wait_for()
    shown = page.locator("#view tbody tr").count()
    assert 3 < shown < 500 and "sort=state&q=kazakhstan" in page.url and "page" not in page.url

    again = tab()
    again.goto(page.url)
    again.locator("#view tbody tr").first.wait_for()
    assert again.locator("#view tbody tr").count() == shown
    assert page.locator("#view .permalink").get_attribute("href") == page.url.removeprefix(site)
    assert page.locator(".list-links a[download]").all_inner_texts()[0].startswith("CSV")
