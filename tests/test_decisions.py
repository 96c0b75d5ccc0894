"""Decisions have one form: numbered title, status with date, context, decision, consequences; the index lists all."""

import re

import pytest

from westphalia.settings import PROJECT_ROOT

FOLDER = PROJECT_ROOT / "docs" / "decisions"
PAGES = sorted(FOLDER.glob("0*.md"))
STATUS = r"(?:Accepted|Superseded by \[\d+\]\(\S+\)), \d{4}-\d\d-\d\d"
FORM = re.compile(
    rf"# (?P<number>\d+)\. (?P<title>[^\n]+)\n\n\*\*Status\.\*\* (?P<status>{STATUS})\.\n\n\*\*Context\.\*\*"
)


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_a_decision_has_number_title_status_date_and_is_listed(page):
    text = page.read_text(encoding="utf-8")
    form = FORM.match(text)

    assert form, "expected '# 7. Title', '**Status.** Accepted, 2026-11-25.' and '**Context.**'"
    assert page.name.startswith(f"{int(form['number']):04}-")
    assert "**Decision.**" in text
    assert "**Consequences.**" in text
    row = f"| {form['number']} | [{form['title']}]({page.name}) | {form['status'].lower()} |"
    assert row in (FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("heading", ["# 0053: When sources disagree\n\n**Context.**", "# 5. Days\n\n**Context.**"])
def test_another_form_is_caught(heading):
    assert not FORM.match(heading)
