"""Lists in a browser: headings sort and the box filters in place; without scripts both lead to the list's own page."""

import pytest

pytestmark = pytest.mark.browser


def names(page, selector: str) -> list[str]:
    return page.locator(f"{selector} tbody tr:visible th a:first-child").all_inner_texts()


def test_a_list_sorts_and_filters_in_place(tab) -> None:
    page = tab()
    page.goto("/id/kazakhstan/member-of")
    before = names(page, "table.list")
    heading = page.locator("table.list thead").get_by_role("button", name="Related entity")
    heading.click()
    heading.click()

    assert names(page, "table.list") == before[::-1]
    assert page.locator("th[aria-sort=descending]").count() == 1
    page.get_by_role("searchbox", name="Filter").fill("COLLECTIVE sec")
    assert names(page, "table.list") == ["Collective Security Treaty Organization"]
    assert page.locator("form.list-filter [role=status]").inner_text() == f"1 of {len(before)}"
    assert page.url.endswith("/member-of?sort=-label&q=COLLECTIVE+sec")


def test_the_address_of_a_list_opens_it_on_its_page(tab) -> None:
    page = tab()
    page.goto("/id/kazakhstan#obliged-to-defend-with")
    page.locator("#obliged-to-defend-with > table").wait_for()

    assert page.locator("#obliged-to-defend-with").get_attribute("open") is not None
    assert "Russia" in names(page, "#obliged-to-defend-with > table")
    assert page.locator("#has-security-agreement-with").get_attribute("open") is None


def test_a_list_loads_its_rest_and_those_of_other_days_in_place(tab) -> None:
    page = tab()
    page.goto("/id/kazakhstan#co-member-with")
    block = page.locator("#co-member-with")
    block.locator("tbody tr").first.wait_for()
    whole = names(page, "#co-member-with > table")
    block.get_by_role("link", name="Past and future").click()
    block.locator("table").nth(1).wait_for()

    assert len(whole) == int(block.locator("summary .count").inner_text()) > 0
    assert block.locator("table").nth(1).locator("tr.past").count() > 0
    block.get_by_role("searchbox", name="Filter").first.fill("russia")
    assert names(page, "#co-member-with > form + table") == ["Russia"]
    assert page.url.endswith("/id/kazakhstan#co-member-with")


def test_without_scripts_headings_and_box_lead_to_the_list(tab) -> None:
    page = tab(java_script_enabled=False)
    page.goto("/id/kazakhstan")
    page.locator("#organizations-theme > summary").click()
    page.locator("#member-of > summary").click()
    page.locator("#member-of").get_by_role("link", name="Show").click()
    page.wait_for_url("**/id/kazakhstan/member-of*")  # whole: a page is read while it still arrives
    page.get_by_role("link", name="Period").first.click()
    page.wait_for_url("**/id/kazakhstan/member-of?sort=period*")

    page.get_by_role("searchbox", name="Filter").fill("collective sec")
    page.get_by_role("button", name="Filter").click()
    page.wait_for_url("**/id/kazakhstan/member-of?*q=collective*")
    assert names(page, "table.list") == ["Collective Security Treaty Organization"]
    assert page.get_by_role("link", name="show all").count() == 1


def test_the_query_page_shows_notices(tab) -> None:
    page = tab()
    page.goto("/query?query=SELECT * WHERE { ?s a wph:Sate }&run=1")
    page.locator("#status .notice").first.wait_for()

    assert "did you mean wph:State" in page.locator("#status").inner_text()
    assert "Nothing matches the triple pattern ?s a wph:Sate." in page.locator("#status").inner_text()
