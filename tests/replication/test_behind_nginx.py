"""Three servers that follow one folder, behind nginx as the page on deployment sets it up: nobody notices a switch."""

import re
import shutil
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.replication.test_following import new_version
from tests.store.conftest import free_port, wait_for
from westphalia.replication import publish_version
from westphalia.settings import PROJECT_ROOT
from westphalia.versions.folders import current_folder

NGINX = shutil.which("nginx")
PAGE = (PROJECT_ROOT / "docs" / "how-to" / "deploy.md").read_text(encoding="utf-8")
pytestmark = [
    pytest.mark.thorough,
    pytest.mark.processes,
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed"),
]
QUERY = quote("SELECT ?who { ?who <urn:derived> ?x }")
PATIENCE = 120.0


@contextmanager
def running(command: list[str], log: Path, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, env=environment)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


def configuration(folder: Path, port: int, servers: list[int]) -> Path:
    """The example of the page, on free ports of loopback and with all its files in a folder."""
    [example] = [text for text in re.findall(r"```nginx\n(.*?)```", PAGE, re.DOTALL) if "westphalia_replicas" in text]
    addresses = iter(servers)
    example, found = re.subn(r"server 10\.0\.0\.\d+:8000", lambda _: f"server 127.0.0.1:{next(addresses)}", example)
    assert found == len(servers) == 3
    assert "listen 80;" in example
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    path = folder / "nginx.conf"
    path.write_text(
        f"""daemon off; pid {folder}/nginx.pid; error_log stderr; worker_processes 1;
        events {{}}
        http {{ access_log off; {temporary} {example.replace("listen 80;", f"listen 127.0.0.1:{port};")} }}"""
    )
    return path


class Client(threading.Thread):
    """Asks the proxy again and again: what version each answer is of, and what failed."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self.address = f"http://127.0.0.1:{port}/sparql?query={QUERY}&format=csv"
        self.versions: Counter[str] = Counter()
        self.failures: list[str] = []
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.wait(0.02):
            try:
                self.versions[self.ask()] += 1
            except (OSError, AssertionError) as error:
                self.failures.append(repr(error))

    def ask(self) -> str:
        with urllib.request.urlopen(self.address, timeout=60) as answer:
            assert b"ruritania" in answer.read()
            return answer.headers["ETag"].strip('W/"').rpartition(".")[0]


def eventually(condition) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.1)


def current(folder: Path) -> str:
    return current_folder(folder).name


def test_no_request_fails_while_versions_change_and_a_server_goes(
    tiny_project: Path, tiny_build: Path, tmp_path: Path
) -> None:
    builder = Path(shutil.copytree(tiny_build, tmp_path / "builder", symlinks=True))
    folder, ports, port = tmp_path / "published", [free_port() for _ in range(3)], free_port()
    first = publish_version(builder, folder).version
    followers = [tmp_path / f"follower-{number}" for number in ports]
    westphalia = str(Path(sys.executable).with_name("westphalia"))
    with ExitStack() as stack:
        servers = [
            stack.enter_context(
                running(
                    [westphalia, "serve", "--follow", str(folder), "--port", str(number)],
                    tmp_path / f"{number}.log",
                    PATH="/usr/bin:/bin",
                    WESTPHALIA_ROOT=str(tiny_project),
                    WESTPHALIA_DATA_DIR=str(data),
                    WESTPHALIA_FOLLOW_SECONDS="1",
                    WESTPHALIA_WORKERS="1",
                    WESTPHALIA_RATE="1000",
                    WESTPHALIA_CACHE_MB="0",
                )
            )
            for number, data in zip(ports, followers, strict=True)
        ]
        for number in ports:
            wait_for(f"127.0.0.1:{number}")
        (tmp_path / "nginx").mkdir()
        conf = configuration(tmp_path / "nginx", port, ports)
        stack.enter_context(running([str(NGINX), "-c", str(conf)], tmp_path / "nginx.log", PATH="/usr/bin:/bin"))
        wait_for(f"127.0.0.1:{port}")
        client = Client(port)
        client.start()
        eventually(lambda: client.versions[first] > 5)

        new_version(builder, "29990101T000000-next", "new")
        second = publish_version(builder, folder).version
        eventually(lambda: all(current(data) == second for data in followers))
        eventually(lambda: client.versions[second] > 5)

        servers[0].terminate()
        servers[0].wait(60)
        seen = client.versions[second]
        eventually(lambda: client.versions[second] > seen + 10)

        damaged = publish_damaged(builder, folder, tmp_path / "staging")
        eventually(lambda: all(b"is damaged" in (tmp_path / f"{number}.log").read_bytes() for number in ports[1:]))
        assert {current(data) for data in followers[1:]} == {second}
        client.stopped.set()
        client.join(60)

        assert client.failures == []
        assert set(client.versions) == {first, second}
        assert damaged not in client.versions


def publish_damaged(builder: Path, folder: Path, staging: Path) -> str:
    """Publish a version of which a file is not what its digest says."""
    before = set((folder / "files").iterdir())
    new_version(builder, "29990102T000000-next", "damaged")
    shutil.copytree(folder, staging)
    damaged = publish_version(builder, staging).version
    names = {path.name for path in before}
    for path in (staging / "files").iterdir():
        if path.name not in names:
            path.write_bytes(b"d" + path.read_bytes()[1:] + b"!")
    for part in ("files", "versions"):
        shutil.copytree(staging / part, folder / part, dirs_exist_ok=True)
    (staging / "current.json").replace(folder / "current.json")
    return damaged
