"""The map follows the year, and its table says the same."""

import pytest

pytestmark = pytest.mark.browser


def test_the_year_changes_map_table_and_address(tab) -> None:
    page = tab()
    page.goto("/map?show=members&of=NATO&at=2020-01-01")
    page.locator(".land.chosen").first.wait_for()
    count = page.locator("#places tr").count()
    year = page.get_by_label("Year")
    year.focus()
    with page.expect_response("**/map.json?*at=1990*"):
        year.evaluate("e => { e.value = '1990'; e.dispatchEvent(new Event('input')); }")
    page.wait_for_function("n => document.querySelectorAll('#places tr').length < n", arg=count)

    assert "at=1990-12-31" in page.url
    assert page.locator("#places", has_text="Poland").count() == 0
    with page.expect_response("**/map.json?*at=1991*"):
        year.press("ArrowRight")


def test_the_picture_is_saved(tab) -> None:
    page = tab()
    page.goto("/map?show=borders&of=KAZ")
    page.locator(".land.centre").first.wait_for()
    with page.expect_download() as started:
        page.get_by_role("button", name="Save as SVG").click()

    text = started.value.path().read_text(encoding="utf-8")
    assert started.value.suggested_filename.startswith("map-borders-")
    assert text.startswith("<svg") and "fill=" in text and "hatch" in text
