"""The page on sharing a source says what is in a package, and names formats that there are."""

import re

from click.testing import CliRunner

from westphalia.cli import main
from westphalia.packages import layout
from westphalia.settings import PROJECT_ROOT

PAGE = (PROJECT_ROOT / "docs" / "how-to" / "share-a-source.md").read_text(encoding="utf-8")


def test_it_lists_what_is_in_a_package():
    listed = set(re.findall(r"^\| `([^`]+)` \|", PAGE, re.MULTILINE))

    assert listed == {layout.DESCRIPTOR, f"{layout.SOURCE}/", layout.FACTS, layout.CITATION, layout.CHECKSUMS}
    assert f"`{layout.RAW}/`" in PAGE


def test_its_formats_and_options_exist():
    help_text = (
        CliRunner().invoke(main, ["export", "--help"]).output + CliRunner().invoke(main, ["add", "--help"]).output
    )

    for name in {*re.findall(r"--format (\w+)", PAGE), *re.findall(r"(--(?:sign|sha256|to))\b", PAGE)}:
        assert name in help_text
