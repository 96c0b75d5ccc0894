"""The network: all of it on the screen, expanded and filtered in place, each relation with its explanation."""

import pytest

from tests.browser.conftest import until

pytestmark = pytest.mark.browser

OFF_SCREEN = """() => {
  const frame = document.querySelector('#picture svg').getBoundingClientRect();
  return [...document.querySelectorAll('#picture .node')].filter((node) => {
    const box = node.getBoundingClientRect();
    return box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom;
  }).length;
}"""


def test_the_network_is_explored_in_place(tab) -> None:
    page = tab(viewport={"width": 390, "height": 844})
    page.goto("/network?a=Kazakhstan&at=2011-01-01")
    page.locator("#picture .node").first.wait_for()
    nodes = page.locator("#picture .node").count()
    assert nodes > 60
    assert page.evaluate(OFF_SCREEN) == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1400, "height": 900})
    page.reload()
    page.locator("#picture .node").first.wait_for()
    assert page.evaluate(OFF_SCREEN) == 0

    rows = page.locator("#rows tr").count()
    page.get_by_role("checkbox", name="Treaties and agreements").uncheck()
    until(page, lambda: page.locator("#rows tr").count() < rows)
    until(page, lambda: "without=agreements" in page.url)
    current = page.locator("#picture .point[tabindex='0']")
    current.focus()
    current.press("ArrowRight")
    page.keyboard.press("Enter")
    why = page.locator("#panel li a").first
    assert why.get_attribute("href").startswith("/explain?")
    page.get_by_role("button", name="Show what surrounds").click()
    page.locator("#picture .point.expanded").wait_for()
    year = page.get_by_label("Year")
    year.evaluate("e => { e.value = '1990'; e.dispatchEvent(new Event('input')); }")
    until(page, lambda: "at=1990-12-31" in page.url)
    for name, ending in (("Save as SVG", "svg"), ("Save as PNG", "png")):
        with page.expect_download() as started:
            page.get_by_role("button", name=name).click()
        assert started.value.suggested_filename.endswith(ending)
