"""The wheel is the product: built from the source distribution and installed elsewhere, it serves all that a checkout does."""

import os
import re
import runpy
import shutil
import socket
import subprocess
import sys
import sysconfig
import tarfile
import time
import urllib.error
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import setuptools

from westphalia.settings import PROJECT_ROOT

pytestmark = pytest.mark.wheel
_PARTS = ("graph", "docs", "ontology", "queries", "sources", "pyproject.toml", "setup.py", "README.md", "LICENSE")
_PATIENCE_SECONDS = 300


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution and the wheel that is built from it, of a copy of the project."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "project"
    copy.mkdir()
    for part in _PARTS:
        path = PROJECT_ROOT / part
        if path.is_dir():
            shutil.copytree(path, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, copy / part)
    (copy / "sources" / "baseline-states" / "raw.xlsx").write_bytes(b"a download")
    kept_back = copy / "sources" / "kept-back"
    shutil.copytree(copy / "sources" / "rousseau-2011", kept_back)
    description = (kept_back / "source.ttl").read_text("utf-8")
    (kept_back / "source.ttl").write_text(
        description.replace("redistributable true", "redistributable false"), "utf-8"
    )
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder / "dist", copy)
    return folder / "dist"


@pytest.fixture(scope="module")
def installed(distributions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and what it depends on, and nothing else.

    Where no package index can be reached, the dependencies come from the environment of the tests.
    """
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    [wheel] = distributions.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-compile"]
    locked = [*pip, "--require-hashes", "-r", str(PROJECT_ROOT / "requirements" / "runtime.txt")]
    if subprocess.run([*locked, "--retries=1"], capture_output=True, check=False).returncode:
        site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
        # A path in a .pth file is searched last, and the .pth files there (our editable install) are not followed.
        (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    run(*pip, "--no-deps", "--no-index", wheel)
    return folder


def run(*command: str | Path, **options: object) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def names_in_wheel(distributions: Path) -> list[str]:
    [wheel] = distributions.glob("*.whl")
    return zipfile.ZipFile(wheel).namelist()


def test_the_wheel_installs_one_package_with_all_that_is_read_at_run_time(distributions: Path) -> None:
    names = names_in_wheel(distributions)
    wanted = {
        f"westphalia/_data/{path.relative_to(PROJECT_ROOT)}"
        for part in ("ontology", "queries", "sources")
        for path in (PROJECT_ROOT / part).rglob("*")
        if path.suffix in {".ttl", ".rq", ".csv"}
    }

    assert {name.split("/")[0].split("-")[0] for name in names} == {"westphalia"}
    assert wanted - set(names) == set()
    assert {
        "westphalia/py.typed",
        "westphalia/web/templates/parts/proof.html",
        "westphalia/_data/docs/glossary.md",
    } <= set(names)


def test_what_may_not_be_redistributed_is_in_neither(distributions: Path) -> None:
    [sdist] = distributions.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = [*names_in_wheel(distributions), *archive.getnames()]

    assert [name for name in names if "kept-back" in name or name.endswith("raw.xlsx")] == []


def test_the_sources_of_the_project_may_all_be_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT_ROOT)
    monkeypatch.setattr(setuptools, "setup", lambda **_options: None)
    found = runpy.run_path("setup.py")["redistributable"]()

    assert "rousseau-2011" in found


def test_the_environment_has_no_package_called_graph(installed: Path, tmp_path: Path) -> None:
    code = "import importlib.util as u, westphalia; print(u.find_spec('graph'), westphalia.__file__)"
    absent, file = run(installed / "bin" / "python", "-c", code, cwd=tmp_path).split()

    assert absent == "None"
    assert Path(file).is_relative_to(installed)


def test_the_installed_command_serves(installed: Path, tmp_path: Path) -> None:
    # The article alone is built in a tenth of the time; that the wheel holds the other sources is another test's.
    for source in installed.glob("lib/python*/site-packages/westphalia/_data/sources/*"):
        if source.name != "rousseau-2011":
            shutil.rmtree(source)
    with serving(installed, tmp_path) as url:
        home, page = fetch(f"{url}/", "text/html"), fetch(f"{url}/id/kazakhstan", "text/html")
        answer = fetch(f"{url}/sparql?query=ASK%7Bid:kazakhstan%20a%20wph:State%7D", "text/csv")
        assets = re.findall(r'(?:href|src)="(/static/[^"]+)"', home)
        missing = [asset for asset in assets if not fetch(url + asset, "*/*")]

    assert "Westphalia" in home
    assert "Kazakhstan" in page
    assert "true" in answer
    assert assets
    assert missing == []
    assert (tmp_path / "data" / "westphalia" / "current").is_symlink()


@contextmanager
def serving(installed: Path, folder: Path) -> Iterator[str]:
    """The address of a service that runs in `folder` from the installed command."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("WESTPHALIA_", "PYTHON"))
    }
    environment |= {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data")}
    command = [str(installed / "bin" / "westphalia"), "serve", "--port", str(port)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        wait_for(process, f"http://127.0.0.1:{port}/health", folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def wait_for(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text("utf-8")
        try:
            fetch(url, "*/*")
        except urllib.error.URLError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(log.read_text("utf-8"))


def fetch(url: str, accept: str) -> str:
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept": accept}), timeout=60) as answer:
        return answer.read().decode("utf-8", "replace")
