"""The pages on sources: sizes and completeness are counted from the files, and every kind of list is described."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from westphalia.inputs.sources import load_source
from westphalia.inputs.tables.readers import READERS
from westphalia.reference_docs.sources import render_lists, render_sources

WORLD = Path(__file__).parents[1] / "inputs" / "tables" / "world"


def test_sizes_are_counted_from_the_files():
    source = load_source(WORLD)
    row = next(line for line in render_sources([source]).splitlines() if line.startswith("| `world`"))
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    memberships = sum(len(d.lines) for d in source.documents if d.path.name == "memberships.csv")
    assert cells[:3] == ["`world`", "A world of three states", "1900-01-01 to 2001-01-01"]
    assert int(cells[4]) > memberships == 4
    assert cells[5] == "2"
    assert int(cells[6]) == sum(len(document.triples) for document in source.documents)


def test_the_last_row_is_the_sum():
    source = load_source(WORLD)
    once, twice = (render_sources([source] * times).splitlines() for times in (1, 2))
    sums = [next(line for line in page if "**all**" in line).split("|")[-2].strip() for page in (once, twice)]
    assert int(sums[1].replace(",", "")) == 2 * int(sums[0].replace(",", ""))


def test_every_list_is_told_of_with_its_columns_and_words():
    page = render_lists()
    for name, reader in READERS.items():
        section = page[page.index(f"## {name}") :].split("\n## ", 1)[0]
        assert f"`{','.join(reader.columns)}`" in section
        assert all(f"`{word}`" in section for words in reader.allowed.values() for word in words if word)


def test_treaties_are_counted_by_kind_and_by_decade_with_what_is_known_of_them():
    page = render_sources([load_source(WORLD)])

    assert "| alliance | 1 | 100 % | 2 | 100 % | 0 | 0 | 0 | 3 | 0 % |" in page
    assert "| other | 1 | 0 % | 0 |  | 0 | 0 | 0 | 0 |  |" in page
    assert "| 1930s | 2 | 50 % | 2 | 100 % | 0 | 0 | 0 | 3 | 0 % |" in page


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("", "50 % | 0 | 0 | 0"),
        ("without-articles", "0 % | 2 | 0 | 0"),
        ("unpublished", "50 % | 0 | 1 | 0"),
        ("not-consulted", "50 % | 0 | 0 | 1"),
    ],
)
def test_obligations_without_an_article_are_counted_by_the_reason(tmp_path: Path, text: str, counts: str):
    world = shutil.copytree(WORLD, tmp_path / "world")
    edit(world / "treaties.csv", ",ruritania,,pact,", f",ruritania,{text},pact,")
    edit(world / "obligations.csv", ",Article 5\n", ",\n")
    assert f"| alliance | 1 | 100 % | 2 | {counts} | 3 | 0 % |" in render_sources([load_source(world)])


def edit(path: Path, old: str, new: str) -> None:
    before = path.read_text(encoding="utf-8")
    assert before.count(old) == 1
    path.write_text(before.replace(old, new), encoding="utf-8")


def test_organizations_have_their_completeness_and_relations_their_gaps():
    page = render_sources([load_source(WORLD)])

    assert "| League of Three | 4 | complete 1919-01-01 to 1950-07-01 |" in page
    assert "| `recognizes` | `world` | selected 1900-01-01 to 1950-07-01 | Recognitions were taken where" in page
