"""The first minutes of a newcomer: python -m bench.newcomer [--port 8765] [--seconds 600]

The committed files are cloned into a new folder, and `make serve` runs there as on a fresh machine: nothing is
installed, built or kept, and packages come from the registry. Reported is when each step begins and when the first
page has come. A record is written; the server is stopped, and the folder removed.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from westphalia.settings import PROJECT_ROOT

from .record import Figure, Record

TARGET = 60
_STEPS = {
    "packages": re.compile(r"^Setting up"),
    "build": re.compile(r"^(Reading|Loading)\b"),
    "reasoning": re.compile(r"^Reasoning\b"),
    "server": re.compile(r"http://127|http://localhost"),
}
"""What the command says when a step begins."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--seconds", type=int, default=600, help="the longest that it may take")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="westphalia-newcomer-", ignore_cleanup_errors=True) as folder:
        clone = Path(folder) / "westphalia"
        subprocess.run(["git", "clone", "--quiet", str(PROJECT_ROOT), str(clone)], check=True)
        took = first_page(["make", "serve", f"ARGS=--port {given.port}"], clone, given.port, given.seconds)
    figures = [Figure(f"{name} begins", "", f"{seconds:.0f} s") for name, seconds in took.items() if name != "page"]
    figures.append(Figure("first page", f"≤ {TARGET} s", f"{took['page']:.0f} s", took["page"] <= TARGET))
    print("\n".join(f"| {figure.what} | {figure.seen} |" for figure in figures))
    print(Record("newcomer", "From a clone to the first page", figures).write())


def first_page(command: list[str], folder: Path, port: int, seconds: float) -> dict[str, float]:
    """When steps of a command that serves begin, and when its first page has come, in seconds from its start.

    Raises SystemExit when it ends before, or no page comes in time.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WESTPHALIA_")}
    began = time.monotonic()
    took: dict[str, float] = {}
    process = _started(command, folder, environment)
    with _reading(process, began, took):
        while time.monotonic() - began < seconds:
            if process.poll() is not None:
                raise SystemExit(f"{' '.join(command)} ended with {process.returncode} before a page came.")
            if _answers(port):
                return {**took, "page": time.monotonic() - began}
            time.sleep(0.1)
    raise SystemExit(f"No page came within {seconds:.0f} seconds.")


@contextmanager
def _reading(process: subprocess.Popen[str], began: float, took: dict[str, float]) -> Iterator[None]:
    """Notes the steps that a process tells of; at the end it is stopped."""
    reader = threading.Thread(target=_note_steps, args=(process, began, took))
    reader.start()
    try:
        yield
    finally:
        _stop(process)
        reader.join()
        if process.stdout:
            process.stdout.close()


def _note_steps(process: subprocess.Popen[str], began: float, took: dict[str, float]) -> None:
    for line in process.stdout or ():
        for name, sign in _STEPS.items():
            if sign.search(line):
                took.setdefault(name, time.monotonic() - began)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
            return bool(answer.read())
    except (urllib.error.URLError, OSError):
        return False


def _started(command: list[str], folder: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
    """A command in a process group of its own, by which all that it starts is stopped."""
    return subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def _stop(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


if __name__ == "__main__":
    main()
