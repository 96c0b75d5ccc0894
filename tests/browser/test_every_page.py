"""What holds of every page: accessible in light and dark, narrow, reached by keyboard, readable without scripts."""

import gzip
import urllib.request

import pytest

from tests.browser.conftest import AXE, patient_page

PAGES = [
    "/",
    "/search?q=kaz",
    "/browse",
    "/browse/state",
    "/id/kazakhstan",
    "/id/rousseau-2011/csto-membership-kazakhstan",
    "/source/rousseau-2011",
    "/id/soviet-union?at=1985-01-01",
    "/explain?s=id:kazakhstan&p=rdf:type&o=wph:MultiVectorState&at=2012-01-01",
    "/id/kazakhstan?theme=energy",
    "/query",
    "/map?show=members&of=NATO",
    "/map/embed?show=members&of=NATO&show2=members&of2=CSTO&at=2020",
    "/network?a=Kazakhstan&at=2011",
    "/network?a=Poland&b=Germany&at=2000",
    "/ontology/term/memberOf",
    "/ontology/term/ArmsRecipient",
    "/ontology/organizations",
    "/rule/allied-with",
    "/dyad/andorra/monaco",
    "/dyad/kazakhstan/russia/relations",
    "/id/kazakhstan/allied-with?sort=-from&q=r",
    "/sources",
    "/glossary",
    "/conflicts/disagreements",
    "/conflicts",
    "/downloads",
    "/ontology",
    "/sparql?query=SELECT * WHERE { ?s a wph:DefenceOrganization }",
    "/sparql?query=SELECT * WHERE { ?s ?p ?o }&q=kazakhstan-russia",
    "/sparql?query=CONSTRUCT WHERE { ?s a wph:Plan }",
    "/query?query=SELECT ?state ?name WHERE { ?state a wph:State ; rdfs:label ?name }&run=1",
    "/ask?q=allies of France in 1913",
    "/search?q=qqxzzv",
    "/holds?subject=id:uzbekistan&predicate=wph:memberOf&object=id:csto&at=2007-01-01",
    "/explain",
    "/cite?of=id:nato",
    "/panel",
    "/api",
    "/ontology/terms?q=member",
    "/ontology/changelog",
    "/id/germany?at=1913-01-01",
    "/id/league-of-nations?at=1935-01-01",
    "/id/north-atlantic-treaty",
    "/id/kazakhstan-russia-border",
    "/id/france?at=1700-01-01",
    "/id/france?at=2090-01-01",
    "/dyad/germany/france?at=1913-01-01",
    "/map?show=members&of=NATO&at=1700",
    "/nowhere",
]
WIDTH_OF_A_PHONE = 360
SERIOUS = {"serious", "critical"}
FIRST_LOAD_BYTES = 150 * 1024

pytestmark = pytest.mark.browser


def axe_findings(page, rules=None):
    """What axe finds serious or critical, as rule and element; by all rules or only some."""
    page.add_script_tag(path=AXE) if page.evaluate("typeof axe === 'undefined'") else None
    options = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
    found = page.evaluate("options => axe.run({exclude: ['.terms:not(.terms:first-of-type)']}, options)", options)
    return [
        (rule["id"], node["target"], node.get("failureSummary", ""))
        for rule in found["violations"]
        if rule["impact"] in SERIOUS
        for node in rule["nodes"][:3]
    ]


def go(page, address):
    """Open a page; scripts have run when this returns, since they are part of what a page loads."""
    page.goto(address)


@pytest.mark.parametrize("address", PAGES[:-1])
def test_axe_finds_no_serious_fault_in_light_and_no_lack_of_contrast_in_dark(tab, address) -> None:
    page = tab(color_scheme="light", bypass_csp=True)
    go(page, address)

    assert axe_findings(page) == []
    assert "There is no parameter" not in page.content()
    page.emulate_media(color_scheme="dark")
    assert axe_findings(page, ["color-contrast"]) == []


def test_axe_hears_a_lack_of_contrast_that_only_the_dark_has(tab) -> None:
    page = tab(color_scheme="light", bypass_csp=True)
    go(page, "/")
    # Ink of the light scheme, put on the paper of the dark one: no style stands in the page, so by its object model.
    page.evaluate("document.querySelector('h1').style.color = '#1c1b19'")
    seen = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        seen[scheme] = [rule for rule, *_ in axe_findings(page, ["color-contrast"])]

    assert seen["light"] == []
    assert "color-contrast" in seen["dark"]


def test_axe_is_heard_when_there_is_a_fault(tab) -> None:
    page = tab(bypass_csp=True)
    go(page, "/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input><img src=\"data:,\">')")

    assert {"label", "image-alt"} <= {rule for rule, *_ in axe_findings(page)}


def test_nothing_is_wider_than_a_phone(tab) -> None:
    page = tab(viewport={"width": WIDTH_OF_A_PHONE, "height": 740})
    wide = {}
    for address in PAGES[:-1]:
        go(page, address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > WIDTH_OF_A_PHONE:
            wide[address] = width

    assert wide == {}


def test_pages_are_readable_without_scripts(tab) -> None:
    page = tab(java_script_enabled=False)
    for address in PAGES[:-1]:
        page.goto(address)
        if "run=1" in address:  # without scripts the page leads to the answer
            page.wait_for_url("**/sparql?**")
        assert page.locator("h1").count() == 1, address
        assert len(page.locator("main").inner_text()) > 60, address


def test_questions_run_at_once_without_scripts(tab) -> None:
    page = tab(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="Who was bound to defend whom").click()
    page.wait_for_url("**/at/1914-07-01/sparql?**")

    assert page.locator("td", has_text="Austria-Hungary").count()


def test_the_keyboard_reaches_every_control_and_leaves_it(tab) -> None:
    page = tab()
    for address in ("/", "/id/kazakhstan?theme=energy", "/query"):
        go(page, address)
        wanted = page.evaluate(
            """[...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
            .filter(e => !e.disabled && e.type !== 'hidden' && e.checkVisibility()).length"""
        )
        seen = set()
        for _ in range(wanted * 2 + 20):
            page.keyboard.press("Tab")
            seen.add(
                page.evaluate(
                    """(() => { const e = document.activeElement; if (e === document.body) return 'end';
                    window.__n ??= new Map(); if (!window.__n.has(e)) window.__n.set(e, window.__n.size);
                    return window.__n.get(e); })()"""
                )
            )
            if "end" in seen:
                break
        assert "end" in seen, f"{address}: focus never leaves the page"
        assert len(seen) - 1 >= wanted * 0.98, f"{address}: {len(seen) - 1} of {wanted} reached"


@pytest.mark.parametrize("address", ["/", "/id/kazakhstan", "/search?q=kaz", "/browse/state"])
def test_a_first_load_is_small(tab, address) -> None:
    page = tab()
    fetched = []
    page.on("requestfinished", lambda request: fetched.append(request.url))
    go(page, address)
    sizes = {url: len(gzip.compress(urllib.request.urlopen(url).read())) for url in set(fetched)}

    assert sum(sizes.values()) < FIRST_LOAD_BYTES, sizes


def test_a_missing_page_says_so(browser, site) -> None:
    page = patient_page(browser, site)
    answer = page.goto("/nowhere")

    assert answer.status == 404
    assert page.locator("h1").inner_text() == "Not found"
    page.close()
