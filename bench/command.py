"""How long the command takes, as whole processes: python -m bench.command [RUNS]   (needs a built graph)."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

COMMANDS = {
    "--help": ["--help"],
    "query, csv": ["query", "--format", "csv", "ASK { id:kazakhstan a wph:State }"],
    "query, table": ["query", "SELECT ?o WHERE { id:kazakhstan wph:memberOf ?o }"],
}


def seconds(arguments: list[str]) -> float:
    command = [str(Path(sys.executable).with_name("westphalia")), *arguments]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    print(f"| Command | Minimum s | Median s | Maximum s |  ({runs} runs)\n|---|---|---|---|")
    for name, arguments in COMMANDS.items():
        taken = [seconds(arguments) for _ in range(runs)]
        print(f"| {name} | {min(taken):.2f} | {statistics.median(taken):.2f} | {max(taken):.2f} |")


if __name__ == "__main__":
    main()
