"""A closure that is damaged while the service runs: one sentence with 503, other answers go on, a write mends it."""

from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.conftest import silent
from westphalia.reason import DatedReasoner
from westphalia.reason.dated import DATABASE
from westphalia.settings import Settings
from westphalia.versions.checksums import write_checksums
from westphalia.versions.closures import has_sound_closure, opened_closure
from westphalia.versions.folders import current_folder
from westphalia.versions.transactions import CuratedDataset, MaintainDated, Writer
from westphalia.web import create_app
from westphalia.workers import WorkerPool

pytestmark = pytest.mark.slow

FACT = "<urn:a> <urn:p> <urn:b> <urn:g> .\n"
SENTENCE = "is damaged; 'westphalia build' restores explanations and other days."
HEADER, MIDDLE = 4096, 0.5
"""Where bytes are changed: in the second header, and in the blocks."""


def without_rules(settings: Settings) -> DatedReasoner:
    return DatedReasoner([], settings.reference_day)


@pytest.fixture
def version(built: Settings, tmp_path: Path) -> Path:
    """The version that is served, with a closure of no rules."""
    folder = current_folder(built.data_dir)
    asserted, work = tmp_path / "asserted.nq", tmp_path / "work"
    asserted.write_text(FACT)
    work.mkdir()
    without_rules(built).close(asserted, work, silent)
    for name in (DATABASE, "closure.json"):
        (work / name).rename(folder / name)
    write_checksums(folder)
    return folder


@pytest.fixture
def client(built: Settings, version: Path, worker_pool: WorkerPool) -> FlaskClient:
    return create_app(built, worker_pool).test_client()


def overwrite(path: Path, where: float) -> None:
    """Change 64 KiB of a file, from the byte `where` or that part of its length on."""
    content = bytearray(path.read_bytes())
    start = int(where if where > 1 else len(content) * where)
    content[start : start + 65536] = bytes(byte ^ 0xFF for byte in content[start : start + 65536])
    path.write_bytes(content)


@pytest.mark.parametrize("where", [0.0, HEADER, 3 * HEADER])
def test_a_damaged_closure_is_one_sentence_with_503(client: FlaskClient, version: Path, where: float) -> None:
    overwrite(version / DATABASE, where)
    addresses = ("/explain?s=id:ruritania&p=a&o=wph:State&at=2000-06-01", "/at/1999/sparql?query=ASK{}")
    for address in addresses:
        answer = client.get(address, headers={"Accept": "text/plain, application/json"})

        assert answer.status_code == 503, answer.text
        assert SENTENCE in answer.text
        assert str(version.parent) not in answer.text
        assert "Traceback" not in answer.text
    assert client.get("/sparql", query_string={"query": "ASK {}"}).status_code == 200


def test_whatever_goes_wrong_over_a_damaged_closure_is_damage(version: Path) -> None:
    overwrite(version / DATABASE, MIDDLE)
    with pytest.raises(Exception, match=SENTENCE), opened_closure(version):
        raise KeyError("a number that stands for no term")


def test_an_error_over_a_sound_closure_stays_as_it_is(version: Path) -> None:
    with pytest.raises(KeyError), opened_closure(version):
        raise KeyError("ours")


def test_a_write_derives_a_damaged_closure_anew(built: Settings, version: Path) -> None:
    overwrite(version / DATABASE, 0.0)
    assert not has_sound_closure(version)
    maintainer = MaintainDated(lambda: without_rules(built), lambda: date(2026, 1, 1))
    writer = Writer(built.data_dir, CuratedDataset(built.data_dir, maintainer))
    writer.write(lambda evaluation: evaluation.update("INSERT DATA { <urn:a> <urn:p> 1 }"))
    writer.close()

    assert has_sound_closure(current_folder(built.data_dir))
