"""The pure functions of the pages' scripts, tested by Node's own runner."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from westphalia.settings import PROJECT_ROOT

FRONTEND = PROJECT_ROOT / "frontend"
PATH = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
NODE = shutil.which("node", path=PATH)


@pytest.mark.browser
@pytest.mark.skipif(
    not NODE or not (FRONTEND / "node_modules" / "esbuild").exists(),
    reason="the packages of the frontend are not installed (make install installs them)",
)
def test_pure_functions_of_scripts() -> None:
    run = subprocess.run(
        [NODE, "test.mjs"], check=False, cwd=FRONTEND, env=os.environ | {"PATH": PATH}, capture_output=True, text=True
    )

    assert run.returncode == 0, run.stdout + run.stderr
    assert "# tests 0" not in run.stdout
