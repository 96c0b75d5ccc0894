"""Kill writes, builds and backups at random moments, and print how often and what was lost (nothing, or it fails).

python -m bench.faults.run [--kills 100] [--seed 1] [--quick]
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import time
from pathlib import Path

from westphalia.reason import reasoners
from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.versions import build as building

from .child import DEEDS, Underived
from .killing import kill_and_check


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=102, help="how many in all (default 102)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="with a reasoner that derives nothing")
    arguments = parser.parse_args()
    options = ["--quick"] if arguments.quick else []
    if arguments.quick:
        reasoners.make_reasoner = lambda *_: Underived()
    chance = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        root = project(Path(name))
        settings = Settings(root=root, data_dir=Path(name) / "var")
        building.build(settings, print)
        print(f"{'what':8} {'kills':>6} {'done before':>12} {'lost':>5} {'seconds':>8}")
        for deed in DEEDS:
            start, kills = time.monotonic(), arguments.kills // len(DEEDS)
            done = sum(kill_and_check(deed, root, settings.data_dir, chance, *options) for _ in range(kills))
            print(f"{deed:8} {kills:6} {done:12} {0:5} {time.monotonic() - start:8.0f}", flush=True)


def project(folder: Path) -> Path:
    """A copy of the project's ontology and first source."""
    root = folder / "project"
    shutil.copytree(PROJECT_ROOT / "ontology", root / "ontology")
    shutil.copytree(PROJECT_ROOT / "queries", root / "queries")
    shutil.copytree(PROJECT_ROOT / "sources" / "rousseau-2011", root / "sources" / "rousseau-2011")
    return root


if __name__ == "__main__":
    main()
