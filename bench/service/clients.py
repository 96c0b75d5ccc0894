"""Asks a running server with clients from npm: fetch-sparql-endpoint and Comunica.

    python -m bench.service.clients

Needs Node 20 and npm; the packages are installed into a folder that is thrown away.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from .data import write_triples
from .servers import Server, ours, running

PORT = 8175
_PACKAGES = ("fetch-sparql-endpoint@6", "@comunica/query-sparql@4")


def main() -> None:
    """Ask, and exit with the script's code."""
    if shutil.which("npm") is None:
        raise SystemExit("npm is not installed.")
    with tempfile.TemporaryDirectory(prefix="westphalia-clients-") as name:
        folder = Path(name)
        install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", *_PACKAGES]
        subprocess.run(install, cwd=folder, check=True, timeout=300)
        shutil.copy(Path(__file__).with_name("clients.mjs"), folder)
        write_triples(folder / "data.nt", 1000)
        plain = ours(folder / "store", PORT)
        command = [*plain.command, str(folder / "data.nt")]
        with running(Server(plain.name, plain.path, command, plain.environment), PORT) as address:
            done = subprocess.run(["node", "clients.mjs", address], cwd=folder, check=False, timeout=120)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
