"""Searching from any page, with suggestions."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("text", ["kazakhst", "Казахстан"])
def test_suggestions_lead_to_a_page_by_keyboard(tab, text) -> None:
    page = tab()
    page.goto("/browse")
    field = page.get_by_role("combobox", name="A name, a code or a question")
    # At once: letter by letter, the list may still be that of the letters before when the key is pressed.
    field.fill(text)
    page.get_by_role("option", name="Kazakhstan").first.wait_for()
    field.press("ArrowDown")
    assert page.locator("[aria-selected=true]").inner_text().startswith("Kazakhstan")
    field.press("Enter")
    page.wait_for_url("**/id/kazakhstan")

    assert page.locator("h1").inner_text() == "Kazakhstan"


def test_escape_closes_the_suggestions_and_enter_searches(tab) -> None:
    page = tab()
    page.goto("/sources")
    field = page.get_by_role("combobox", name="A name, a code or a question")
    field.press_sequentially("nato")
    page.get_by_role("option").first.wait_for()
    field.press("Escape")
    assert page.get_by_role("option").count() == 0 or not page.get_by_role("listbox").is_visible()
    field.press("Enter")
    page.wait_for_url("**/search?q=nato")

    assert page.get_by_role("link", name="NATO", exact=True).is_visible()


def test_a_question_is_answered_from_any_page(tab) -> None:
    page = tab()
    page.goto("/sources")
    field = page.get_by_role("combobox", name="A name, a code or a question")
    field.fill("allies of fra")
    page.get_by_role("option", name="allies of France in 1913").wait_for()
    field.fill("allies of France in 1913")
    field.press("Enter")
    page.wait_for_url("**/ask?q=*")

    assert "Russian Empire" in page.inner_text("#answer")


@pytest.mark.parametrize(
    ("address", "label"),
    [("/network?a=Serbia", "Paths to"), ("/map?show=members&of=NATO", "Name or code"), ("/dyad", "Second")],
)
def test_fields_for_names_are_completed(tab, address, label) -> None:
    page = tab()
    page.goto(address)
    field = page.get_by_label(label).first
    field.fill("kazakhst")
    page.get_by_role("option", name="Kazakhstan").first.wait_for()
    field.press("ArrowDown")
    field.press("Enter")

    assert field.input_value() == "Kazakhstan"
    assert not page.get_by_role("listbox").is_visible()
