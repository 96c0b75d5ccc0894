"""The page on speed says what the recorded runs saw."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from bench.processor import processor_ms, wait_until_idle
from bench.record import Figure, Record
from bench.report import PAGE, render
from bench.service.library import Timed, compared


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
    ours = {"a": Timed(2.0, 6, 5), "b": Timed(16.0, 6, 1), "c": Timed(1.0, 1, 3), "d": Timed(1.0, 1, 0)}
    others = {"a": Timed(4.0, 3, 5), "b": Timed(8.0, 3, 1), "c": Timed(100.0, 1, 2), "d": Timed(float("nan"), 0, 0)}
    mean, processor, small, large = compared({"westphalia": ours, "oxigraph serve": others}, "oxigraph serve")

    assert mean.what.startswith("2 queries")
    assert mean.seen == "1.00 times as fast (5.7 against 5.7 ms)"
    assert mean.met
    assert processor.seen == "2.00 times its time (6.0 against 3.0 ms)"
    assert (small.seen, small.met) == ("-2.00 ms", True)
    assert (large.seen, large.met) == ("2.00 times its time (16.0 against 8.0 ms)", False)


def test_processor_time_is_that_of_a_process_and_those_below_it() -> None:
    busy = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'while True: pass'])"
    with subprocess.Popen([sys.executable, "-c", busy], start_new_session=True) as process:
        try:
            while processor_ms(process.pid) < 300:
                time.sleep(0.05)
            before = processor_ms(process.pid)
            wait_until_idle(process.pid, at_most=0.5, step=0.2)

            assert processor_ms(process.pid) > before
        finally:
            os.killpg(process.pid, signal.SIGKILL)
    assert processor_ms(process.pid) == 0
