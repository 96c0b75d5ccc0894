"""The question box in a real browser: a dozen questions are typed, with the keyboard alone."""

import pytest

QUESTIONS = {
    "allies of France in 1913": "Russian Empire",
    "was Uzbekistan in the CSTO in 2007": "Uzbekistan was a member",
    "NATO 1990": "NATO had 17 members in 1990 (16 on 1 Jan 1990",
    "treaties between Kazakhstan and Russia": "both bound by",
    "which states border a NATO and a CSTO member on 2010-01-01": "Ukraine",
    "capital of Brazil 1955": "Rio de Janeiro",
    "who recognises Taiwan": "Paraguay",
    "when did East Germany exist": "from 7 Oct 1949 until 3 Oct 1990",
    "why are Poland and Germany allied": "Poland is allied with Germany",
    "how are Serbia and China linked in 1999": "linked in 1999",
    "COW code of Kazakhstan": "705",
    "which unicorns did France ride": "cannot be read",
}


@pytest.mark.thorough
def test_questions_are_answered_in_the_box(tab):
    page = tab()
    page.goto("/ask")
    for question, said in QUESTIONS.items():
        page.fill("#ask", question)
        page.press("#ask", "Enter")
        page.wait_for_selector(".card")
        assert page.input_value("#ask") == question
        assert said in page.inner_text(".card"), question
