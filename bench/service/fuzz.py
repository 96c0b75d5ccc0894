"""Sends what the OpenAPI document allows, and what it does not, to a running server, with schemathesis.

    python -m bench.service.fuzz [--examples 50] [--environment FOLDER]

Bounded in examples and time, over loopback, to a plain store that is thrown away. Fails when an answer is a server
error, or when the server does not answer any more. schemathesis is installed into an environment that is thrown away
unless one is given.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path

from .data import write_triples
from .servers import Server, ours, running

PORT = 8170
_SECONDS = 480


def main(arguments: Sequence[str] | None = None) -> None:
    """Fuzz, and exit with the tool's code."""
    parser = argparse.ArgumentParser(prog="python -m bench.service.fuzz", description=__doc__)
    parser.add_argument("--examples", type=int, default=50, help="requests for each operation (50)")
    parser.add_argument("--environment", type=Path, help="environment with schemathesis")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="westphalia-fuzz-") as name:
        folder = Path(name)
        write_triples(folder / "data.nt", 1000)
        plain = ours(folder / "store", PORT, timeout_seconds=2)
        command = [*plain.command, str(folder / "data.nt")]
        with running(Server(plain.name, plain.path, command, plain.environment), PORT) as address:
            sys.exit(_fuzz(_tool(given.environment or folder / "tool"), address, given.examples))


def _tool(folder: Path) -> Path:
    command = folder / "bin" / "st"
    if not command.exists():
        venv.create(folder, with_pip=True)
        install = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "schemathesis"]
        subprocess.run(install, check=True)
    return command


def _fuzz(tool: Path, address: str, examples: int) -> int:
    document = address.removesuffix("/sparql") + "/openapi.json"
    options = ["--checks", "not_a_server_error", "--max-examples", str(examples), "--no-color"]
    done = subprocess.run([str(tool), "run", document, *options], check=False, timeout=_SECONDS)
    return done.returncode


if __name__ == "__main__":
    main(sys.argv[1:])
