"""The atlas: it turns to any day without asking the server, says what the pointer is over, and is saved as it stands."""

import pytest

from tests.browser.conftest import until

pytestmark = pytest.mark.browser

TWO = "/map?show=members&of=NATO&show2=members&of2=CSTO&at=2020-01-01"


def test_the_atlas_turns_to_any_day_without_waiting(tab) -> None:
    page = tab()
    page.goto(TWO)
    page.locator(".land.first").first.wait_for()
    assert page.locator('[data-outline="398"]').get_attribute("class") == "land second"
    assert page.locator("#legend").inner_text().count("both") == 0  # nobody is in both
    page.locator('[data-outline="250"]').hover()
    assert "Members of NATO: holds, since 24 Aug 1949" in page.locator("#tip").inner_text()

    requests = []
    page.on("request", lambda request: requests.append(request.url))
    year = page.get_by_label("Year")
    year.focus()
    year.evaluate("e => { e.value = '1984'; e.dispatchEvent(new Event('input')); }")
    year.press("ArrowRight")
    until(page, lambda: "at=1985-12-31" in page.url)
    assert page.locator('[data-outline="398"] + .mark').get_attribute("class") == "mark former"
    assert page.locator("#places", has_text="Poland").count() == 0
    assert "at=1985-12-31" in page.locator("#files a").first.get_attribute("href")
    page.get_by_role("button", name="Play").click()
    until(page, lambda: page.locator("#shown").inner_text()[-4:] > "1986")
    page.get_by_role("button", name="Pause").click()
    assert [url for url in requests if "favicon" not in url] == []

    picture = page.get_by_role("group", name="Map of the world")
    picture.focus()
    picture.press("+")
    until(page, lambda: "zoom=1.6" in page.url)
    picture.press("0")
    until(page, lambda: "zoom=" not in page.url)
    for name, ending in (("Save as SVG", "svg"), ("Save as PNG", "png")):
        with page.expect_download() as started:
            page.get_by_role("button", name=name).click()
        assert started.value.suggested_filename.endswith(ending)
        assert started.value.path().stat().st_size > 20_000

    page.set_viewport_size({"width": 360, "height": 780})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
