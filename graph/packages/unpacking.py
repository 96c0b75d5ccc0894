"""Taking a packed source: checked with the sources that are there, then put in its place whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from ..errors import InputError, ReasoningError
from ..inputs.dataset import Inputs
from ..inputs.findings import Finding
from ..inputs.ontology import load_modules, shape_paths
from ..inputs.source_rules import rules_in
from ..inputs.sources import load_folders
from ..inputs.validation import validate
from ..reason.rules.own_rules import check_own_rules
from ..settings import Settings
from ..versions.private_sources import private_sources_folder
from .description import describe, refuse_closed
from .package_reader import PackedSource


def check_source(settings: Settings, packed: PackedSource) -> list[str]:
    """Check a packed source with the project's sources and the private ones; returns the warnings about it.

    These are the checks of a build. Raises InputError with every error about the source, RefusedError when its own
    description does not allow that it is passed on.
    """
    with tempfile.TemporaryDirectory(prefix="westphalia-") as name:
        folder = Path(name) / packed.key
        _write(folder, packed.files)
        try:
            return _checked(settings, folder)
        except (InputError, ReasoningError) as error:
            raise InputError(str(error).replace(f"{name}/", "")) from None


def _checked(settings: Settings, folder: Path) -> list[str]:
    sources = load_folders([*_others(settings, folder.name), folder])
    refuse_closed(describe(next(source for source in sources if source.key == folder.name)))
    check_own_rules(rules_in(folder.parent), settings.ontology_dir, cache=None)
    findings = validate(Inputs(load_modules(settings.ontology_dir), sources), shape_paths(settings.ontology_dir))
    own = [finding for finding in findings if _is_about(finding, folder)]
    errors = [finding.sentence() for finding in own if finding.severity == "error"]
    if errors:
        raise InputError("\n".join(errors))
    return [finding.sentence().replace(f"{folder.parent}/", "") for finding in own]


def _is_about(finding: Finding, folder: Path) -> bool:
    return str(folder) in finding.sentence()


def _others(settings: Settings, key: str) -> list[Path]:
    """The folders of all other sources.

    Raises InputError when the project has one of this key, which a package must not replace.
    """
    places = [settings.sources_dir, settings.published_cases, private_sources_folder(settings.data_dir)]
    folders = [
        folder
        for place in places
        if place.is_dir()
        for folder in sorted(place.iterdir())
        if folder.is_dir() and not folder.name.startswith(".")
    ]
    if any((place / key).is_dir() for place in places[:2]):
        raise InputError(f"There is a source {key!r} already; expected a package of another key.")
    return [folder for folder in folders if folder.name != key]


def keep_at(packed: PackedSource, place: Path) -> Path:
    """Put a packed source into a folder of sources, as a folder of its own; returns that.

    Raises InputError when there is one of its name, or it cannot be written; then nothing is left behind.
    """
    target, work = place / packed.key, place / f".{packed.key}.unfinished"
    if target.exists():
        raise InputError(f"{target} exists already; expected a folder without a source {packed.key!r}.")
    try:
        shutil.rmtree(work, ignore_errors=True)
        _write(work, packed.files)
        work.rename(target)
    except OSError as error:
        raise InputError(f"{target} cannot be written: {error.strerror}.") from None
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return target


def _write(folder: Path, files: Mapping[PurePosixPath, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
