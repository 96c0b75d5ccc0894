"""The page on speed says what the recorded runs saw."""

import json
from pathlib import Path

from bench.record import Figure, Record
from bench.report import PAGE, render
from bench.service.library import _compared


def test_the_page_has_the_recorded_runs() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert render(page) == page, "run python -m bench.report"


def test_a_record_says_where_it_was_made_and_what_was_missed(tmp_path: Path) -> None:
    record = Record("a", "A run", [Figure("asking", "1 s", "2 s", met=False)], {"Fuseki": "5.5.0"}, {"raw": [1, 2]})
    written = json.loads(record.write(tmp_path).read_text(encoding="utf-8"))
    part = render("before <!-- made by bench/report.py from bench/records -->\nold <!-- end -->\nafter", tmp_path)

    assert written["made"]["processors"] >= 1
    assert "pyoxigraph" in written["made"]["packages"]
    assert written["details"] == {"raw": [1, 2]}
    assert "| asking | 1 s | 2 s | **missed** |" in part
    assert "Fuseki 5.5.0" in part
    assert "old" not in part
    assert part.startswith("before ")
    assert part.endswith("after")


def test_queries_that_another_answers_otherwise_are_left_out_of_the_mean() -> None:
    ours = {"a": (2.0, 5), "b": (8.0, 1), "c": (1.0, 3), "d": (1.0, 0)}
    others = {"a": (4.0, 5), "b": (4.0, 1), "c": (100.0, 2), "d": (float("nan"), 0)}
    figure = _compared({"westphalia": ours, "oxigraph serve": others}, "oxigraph serve")

    assert figure.what.startswith("2 queries")
    assert figure.seen == "1.00 times as fast (4.0 against 4.0 ms)"
    assert figure.met
