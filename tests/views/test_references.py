"""References in the forms that bibliographies take."""

import json

from westphalia.views.citations.reference import Reference, bibtex, csl_json, plain, ris

TREATY = Reference(
    "warsaw-1970", "Treaty of Warsaw & notes", "Poland", year="1970", address="https://x.org/w", kind="treaty"
)
GRAPH = Reference(
    "westphalia-poland", "Poland, as of 1 Jan 1971", publisher="Westphalia", version="Build of 2026-11-28"
)


def test_plain_text_begins_with_who_and_when() -> None:
    assert plain([TREATY, GRAPH]).splitlines() == [
        "Poland (1970). Treaty of Warsaw & notes. https://x.org/w",
        "Westphalia. Poland, as of 1 Jan 1971. Build of 2026-11-28.",
    ]


def test_bibtex_escapes_and_keeps_capitals() -> None:
    assert bibtex([TREATY]) == (
        "@misc{warsaw-1970,\n  title = {{Treaty of Warsaw \\& notes}},\n  author = {{Poland}},\n"
        "  year = {1970},\n  url = {https://x.org/w}\n}\n"
    )


def test_ris_ends_each_record_and_names_its_type() -> None:
    lines = ris([TREATY, GRAPH]).split("\r\n")

    assert lines[0] == "TY  - STAT"
    assert lines.count("ER  - ") == 2


def test_csl_json_leaves_out_what_is_empty() -> None:
    treaty, graph = json.loads(csl_json([TREATY, GRAPH]))

    assert treaty["issued"] == {"date-parts": [[1970]]}
    assert treaty["type"] == "treaty"
    assert "issued" not in graph and "author" not in graph
