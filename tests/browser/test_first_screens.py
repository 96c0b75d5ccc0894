"""First screens in a browser: on a phone without overflow, by keyboard, accessible in light and dark, folded by theme."""

import pytest

from tests.browser.test_every_page import WIDTH_OF_A_PHONE, axe_findings

pytestmark = pytest.mark.browser

KINDS = (
    "/id/kazakhstan",
    "/id/nato",
    "/id/collective-security-treaty",
    "/id/kazakhstan-russia-border",
    "/dyad/kazakhstan/russia",
    "/query?library=anzus-in-2010",  # long enough for its editor to scroll
)


def test_every_kind_fits_a_phone_and_is_accessible_in_light_and_dark(tab) -> None:
    page = tab(viewport={"width": WIDTH_OF_A_PHONE, "height": 740}, color_scheme="light", bypass_csp=True)
    for address in KINDS:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH_OF_A_PHONE, address
        assert axe_findings(page) == [], address
        page.emulate_media(color_scheme="dark")
        assert axe_findings(page, ["color-contrast"]) == [], address
        page.emulate_media(color_scheme="light")


def test_a_theme_opens_by_keyboard_and_shows_its_lists_with_their_counts(tab) -> None:
    page = tab()
    page.goto("/id/kazakhstan")
    theme = page.locator("#territory-theme")
    assert theme.get_attribute("open") is None
    theme.locator("> summary").focus()
    page.keyboard.press("Enter")
    borders = theme.locator("#borders")
    borders.locator("> summary").focus()
    page.keyboard.press("Enter")
    borders.locator("tbody tr").first.wait_for()

    assert borders.locator("tbody tr").count() == int(borders.locator("summary .count").inner_text())
