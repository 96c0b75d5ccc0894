"""How long a large panel takes, on two threads: python -m bench.panels STATES   (needs a built graph).

STATES is your own list of states, such as states2016.csv: with it, 1.9 million directed dyad-years times six columns,
each with its status, go to Parquet.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

import westphalia

COLUMNS = ("land-border", "allied", "defence", "non-aggression", "consultation", "recognition")


def measured(graph: westphalia.KnowledgeGraph, states: str, folder: Path) -> tuple[int, float, float]:
    """Rows, seconds by the clock and seconds of processors."""
    start, used = time.perf_counter(), time.process_time()
    panel = graph.panel("directed-dyad-year", system="cow", states=states, columns=COLUMNS)
    panel.save(folder / "panel.parquet")
    taken = time.perf_counter() - start, time.process_time() - used
    rows = len(panel)
    panel.close()
    return rows, *taken


def main() -> None:
    states = sys.argv[1]
    print("| Run | Rows | Seconds | Processor seconds | Peak MB |\n|---|---|---|---|---|")
    with westphalia.open(build="never") as graph, tempfile.TemporaryDirectory() as folder:
        for run in ("first", "second"):
            rows, seconds, used = measured(graph, states, Path(folder))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"| {run} | {rows:,} | {seconds:.1f} | {used:.1f} | {peak:,} |")


if __name__ == "__main__":
    main()
