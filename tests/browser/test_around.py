"""The small map on the page of a state: it is there for large and small states, and its table says the same."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("state", "neighbour"), [("kazakhstan", "Uzbekistan"), ("san-marino", "Italy")])
def test_a_state_is_shown_among_its_neighbours(tab, state: str, neighbour: str) -> None:
    page = tab()
    page.goto(f"/id/{state}")
    page.locator("#around .land.centre").wait_for()

    assert page.locator("#around .land.centre").evaluate("part => part.getBBox().width") > 20
    assert neighbour in page.locator("#around text").all_text_contents()
    page.get_by_role("link", name="the list of borders").click()
    page.wait_for_url("**#borders")
    page.locator("#borders").get_by_text(neighbour, exact=True).first.wait_for()


def test_the_small_map_is_of_the_day_of_the_page(tab) -> None:
    page = tab()
    page.goto("/id/soviet-union?at=1985-01-01")
    assert page.locator("#around").get_attribute("data-at") == "1985-01-01"
    page.goto("/id/germany?at=1995-01-01")
    page.locator("#around .land.centre").wait_for()

    with page.expect_navigation():
        page.get_by_role("link", name="Open the world map").click()
    assert "at=1995-01-01" in page.url
