"""From a page to the reason and on to the source, with the keyboard or the mouse."""

import pytest

pytestmark = pytest.mark.browser


def test_why_leads_to_the_paragraph(tab) -> None:
    page = tab()
    page.goto("/id/kazakhstan?theme=energy")
    page.get_by_role("link", name="Why?").first.click()
    page.wait_for_url("**/explain?*")

    assert page.locator("h1").inner_text().startswith("Why? Kazakhstan")
    assert page.get_by_text("paragraph").first.is_visible()
    page.get_by_role("link", name="Strategic and Military Relations with Russia").first.click()
    page.wait_for_url("**/source/rousseau-2011")


def test_another_day_is_in_the_address(tab) -> None:
    page = tab()
    page.goto("/id/soviet-union")
    page.get_by_label("As of").fill("1985-01-01")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/id/soviet-union?at=1985-01-01")
    page.reload()

    assert page.get_by_label("As of").input_value() == "1 Jan 1985"
