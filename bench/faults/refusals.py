"""What a plain store answers while the file system refuses to write, and afterwards; run as a process of its own.

    python -m bench.faults.refusals CAUSE FOLDER

FOLDER is empty. The causes are real: nothing in the service is replaced; `read-only` needs root. Prints the steps as
JSON, each with its status and its text.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask.testing import FlaskClient

from westphalia.settings import Settings
from westphalia.versions.transactions import create_plain_store
from westphalia.web import create_plain_app
from westphalia.web.services import services_of

_NOBODY = 65_534


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """The folder is mounted for reading alone, over itself; what is open stays as it was, as when a disk fails."""
    subprocess.run(["mount", "-o", "bind,ro", str(folder), str(folder)], check=True)
    yield
    subprocess.run(["umount", str(folder)], check=True)


@contextmanager
def no_permission(folder: Path) -> Iterator[None]:
    """The process may read the folder, not write to it; root gives up its rights for that time."""
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644, follow_symlinks=True)
        os.seteuid(_NOBODY)
    else:
        for path in folders:
            path.chmod(0o500)
    yield
    os.seteuid(os.getuid())
    for path in folders:
        if path.exists():
            path.chmod(0o700)


@contextmanager
def too_many_files(_folder: Path) -> Iterator[None]:
    """The process has as many files open as it may have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    highest = max(int(path.name) for path in Path("/proc/self/fd").iterdir())
    resource.setrlimit(resource.RLIMIT_NOFILE, (highest + 1, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


CAUSES = {"read-only": read_only, "no-permission": no_permission, "too-many-files": too_many_files}


def write(client: FlaskClient, number: int) -> tuple[int, str]:
    """Insert one triple over HTTP; the status and the text of the answer."""
    response = client.post("/sparql", data={"update": f"INSERT DATA {{ <urn:{number}> <urn:p> {number} }}"})
    return response.status_code, response.text


def read(client: FlaskClient) -> tuple[int, str]:
    """The numbers that the store holds; the status and the text of the answer."""
    query = "SELECT ?n { ?s <urn:p> ?n } ORDER BY ?n"
    response = client.get("/sparql", query_string={"query": query, "format": "csv"})
    return response.status_code, " ".join(response.text.split()[1:])


def main(cause: str, folder: Path) -> dict[str, tuple[int, str]]:
    """Write, be refused, and write again."""
    data_dir = folder / "plain"
    create_plain_store(data_dir, [])
    app = create_plain_app(Settings(data_dir=data_dir, workers=1))
    client = app.test_client()
    steps = {"write before": write(client, 1), "read before": read(client)}
    with CAUSES[cause](data_dir):
        steps["write meanwhile"] = write(client, 2)
        steps["read meanwhile"] = read(client)
    steps |= {"write after": write(client, 3), "read after": read(client)}
    services_of(app).writing.writer.close()
    services_of(app).pool.close()
    return steps


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]))))
