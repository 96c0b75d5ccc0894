"""What the pages on deployment show can be used as it stands."""

import configparser
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from westphalia.cli import main
from westphalia.reference_docs.settings import render_settings
from westphalia.settings import PROJECT_ROOT, Settings

PAGE = (PROJECT_ROOT / "docs" / "how-to" / "deploy.md").read_text(encoding="utf-8")
REFERENCE = (PROJECT_ROOT / "docs" / "reference" / "service.md").read_text(encoding="utf-8")
CONTAINERFILE = (PROJECT_ROOT / "Containerfile").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found.group(1)


def test_the_file_of_settings_is_read(tmp_path: Path) -> None:
    path = tmp_path / "westphalia.toml"
    path.write_text(block("toml"), encoding="utf-8")
    settings = Settings.from_environment({"WESTPHALIA_CONFIG": str(path)})

    assert (settings.workers, settings.trusted_proxies) == (8, 1)


def test_the_unit_gives_queries_their_time_to_finish() -> None:
    unit = configparser.ConfigParser(strict=False, comment_prefixes="#")
    unit.optionxform = str
    unit.read_string(block("ini"))

    assert unit["Service"]["KillMode"] == "mixed"
    assert float(unit["Service"]["TimeoutStopSec"]) > Settings.grace_seconds
    assert "AF_UNIX" in unit["Service"]["RestrictAddressFamilies"], "the pool talks to its workers by it"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_the_unit_is_one_that_systemd_understands(tmp_path: Path) -> None:
    unit = block("ini").replace("/opt/westphalia/.venv/bin/westphalia", "/bin/true").replace("/opt/westphalia", "/")
    path = tmp_path / "westphalia.service"
    path.write_text(unit.replace("User=westphalia\n", ""), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", str(path)], capture_output=True, text=True, check=False)

    assert "westphalia.service" not in done.stderr, done.stderr


def test_the_proxy_speaks_http_1_1_and_says_whose_request_it_is() -> None:
    nginx = block("nginx")

    assert "proxy_http_version 1.1;" in nginx
    assert {"X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host"} <= set(re.findall(r"X-\S+", nginx))


def test_the_container_is_made_from_the_wheel_and_the_lock_file() -> None:
    copied = [path for line in re.findall(r"^COPY (.*)$", CONTAINERFILE, re.MULTILINE) for path in line.split()[:-1]]
    ignore = (PROJECT_ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()

    assert copied == ["requirements/runtime.txt", "dist/*.whl"]
    assert [path for path in copied if f"!{path}" not in ignore] == []


def test_what_the_container_installs_is_what_is_tested_and_no_more() -> None:
    tested, runtime = (pins(f"requirements/{name}.txt") for name in ("lock", "runtime"))
    project = tomllib.loads((PROJECT_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = {re.split(r"[^\w-]", line)[0] for line in project["dependencies"]}

    assert runtime.items() <= tested.items()
    assert required <= runtime.keys()
    assert not {"pytest", "mypy", "jpype1"} & runtime.keys()


def pins(path: str) -> dict[str, str]:
    """The packages of a lock file with their versions."""
    text = (PROJECT_ROOT / path).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w-]+)==(\S+)", text, re.MULTILINE))


def test_what_the_container_runs_is_a_command() -> None:
    command = re.search(r'^CMD \["westphalia", "(\w+)"\]$', CONTAINERFILE, re.MULTILINE)

    assert command is not None
    assert command.group(1) in main.table


def test_pages_name_settings_that_exist() -> None:
    names = {
        *re.findall(r"`([a-z]+(?:_[a-z]+)+)`", PAGE + REFERENCE),
        *re.findall(r"WESTPHALIA_([A-Z_]+)=", CONTAINERFILE),
    }
    known = render_settings()
    metrics = {name for name in names if name.startswith("westphalia_")}

    assert len(names) > 10
    assert [
        name for name in names - metrics if f"`{name.lower()}`" not in known and name != "proxy_http_version"
    ] == []


def test_the_container_is_told_of_a_stop() -> None:
    assert shlex.split(re.search(r"^STOPSIGNAL (.*)$", CONTAINERFILE, re.MULTILINE).group(1)) == ["SIGTERM"]
