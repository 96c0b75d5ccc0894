"""How a day lies to the coverage of the sources, as a header and as a notice."""

from datetime import date

from westphalia.reason.proofs.proof import Period
from westphalia.views.answers.day_coverage import SourceCoverage, coverage_header, coverage_notice

BORDERS = SourceCoverage("borders", "Borders", Period(date(1946, 1, 1), date(2026, 1, 1)), is_document=False)
STATES = SourceCoverage("states", "States", Period(date(1648, 1, 1), date(2025, 7, 1)), is_document=False)
ARTICLE = SourceCoverage("article", "Article", Period(date(2011, 1, 1), date(2012, 1, 1)), is_document=True)
ALL = (ARTICLE, BORDERS, STATES)


def test_the_header_says_where_the_day_lies_to_each_source() -> None:
    assert coverage_header(ALL, date(2011, 6, 1)) == "article=within, borders=within, states=within"
    assert coverage_header(ALL, date(1913, 1, 1)) == (
        'article=before;from="2011-01-01", borders=before;from="1946-01-01", states=within'
    )
    assert coverage_header((STATES,), date(2025, 7, 1)) == 'states=beyond;until="2025-07-01"'


def test_the_notice_speaks_where_lists_do_not_cover_the_day() -> None:
    assert coverage_notice(ALL, date(2000, 1, 1)) == ""
    assert "Borders (begins on 1 Jan 1946)" in coverage_notice(ALL, date(1913, 1, 1))
    assert "States (last confirmed on 30 Jun 2025)" in coverage_notice(ALL, date(2025, 12, 1))
    assert coverage_notice(ALL, date(1500, 1, 1)).startswith("No list covers 1 Jan 1500")
    beyond = coverage_notice(ALL, date(2030, 1, 1))
    assert beyond.startswith("No list covers 1 Jan 2030") and "between 30 Jun 2025 and 31 Dec 2025" in beyond


def test_a_list_of_names_is_missing_on_no_day() -> None:
    names = SourceCoverage(
        "names", "Names", Period(date(2025, 1, 1), date(2026, 1, 1)), is_document=False, has_records=False
    )

    assert coverage_notice((*ALL, names), date(2000, 1, 1)) == ""
    assert coverage_notice((names, BORDERS), date(1913, 1, 1)).startswith("No list covers 1 Jan 1913: Borders")
