"""The overview of a version is made once, and read back as it was."""

from westphalia.settings import Settings
from westphalia.versions.published import CurrentVersion
from westphalia.views.schema import schema_of
from westphalia.views.situations import stored_overview
from westphalia.views.situations.overview import make_overview, read_situations


def test_what_is_stored_is_what_was_made(article: Settings) -> None:
    version = CurrentVersion(article).current()
    made = make_overview(read_situations(version.store, schema_of(version)))

    assert stored_overview.stored_overview(version) == made
    assert (version.folder / "derived" / stored_overview.FILE).is_file()
    assert stored_overview.stored_overview(version) == made
    reports = [report for group in made.disagreements for report in group.reports]
    assert all(report.period.confirmed for report in reports if not report.period.end)


def test_it_is_read_without_the_store(article: Settings) -> None:
    version = CurrentVersion(article).current()
    stored_overview.stored_overview(version)

    class WithoutStore:
        folder = version.folder

    assert stored_overview.stored_overview(WithoutStore()).coverage.rows  # type: ignore[arg-type]
