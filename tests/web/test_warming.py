"""What pages need of a version is read before anybody asks, for each version anew, until the service stops."""

import gc
import time

import pytest

from tests.conftest import silent
from westphalia.settings import Settings
from westphalia.versions.build import build
from westphalia.versions.day_snapshots import Snapshots
from westphalia.web import create_app, keep_ahead, services_of, warming
from westphalia.web.pages import quality

pytestmark = pytest.mark.slow

HTML = {"Accept": "text/html"}


def wait_until(holds) -> None:
    until = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_each_version_is_read_ahead_until_the_service_stops(tiny: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tiny, silent)
    monkeypatch.setattr(warming, "_PAUSE_SECONDS", 0.02)
    read: list[str] = []
    monkeypatch.setattr(warming, "overview_of", lambda served: read.append(served.version))
    app = create_app(tiny)
    thread = keep_ahead(app)
    wait_until(lambda: len(read) == 1)
    path = tiny.sources_dir / "tiny" / "facts.ttl"
    path.write_text(path.read_text().replace('"Ruritania"@en', '"Strelsau"@en'))
    build(tiny, silent)
    wait_until(lambda: len(read) == 2)
    services_of(app).stopping.set()
    thread.join(10)

    assert not thread.is_alive()
    assert len(set(read)) == 2


def test_days_of_a_version_that_has_settled_are_prepared(tiny: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tiny, silent)
    for name, seconds in {"_PAUSE_SECONDS": 0.02, "_SETTLED_SECONDS": 0.1}.items():
        monkeypatch.setattr(warming, name, seconds)
    left, calls = [True, True, False], []
    monkeypatch.setattr(Snapshots, "prepare_epoch", lambda *_: calls.append("epoch") or left.pop(0))
    app = create_app(tiny)
    thread = keep_ahead(app)
    wait_until(lambda: not left)
    time.sleep(0.2)
    services_of(app).stopping.set()
    thread.join(10)

    assert not thread.is_alive()
    assert len(calls) == 3, "not again once none is left"


def test_what_was_read_ahead_is_not_read_again(tiny: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tiny, silent)
    app = create_app(tiny)
    gc.unfreeze()
    warming.read_ahead(app)
    assert gc.get_freeze_count() > 0, "full collections look through all that was read, while readers wait"
    monkeypatch.setattr(quality, "stored_findings", lambda *_: pytest.fail("checked again"))

    assert app.test_client().get("/conflicts", headers=HTML).status_code == 200


def test_a_fault_while_reading_ahead_is_logged_and_ends_nothing(
    tiny: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    build(tiny, silent)
    monkeypatch.setattr(warming, "_PAUSE_SECONDS", 0.02)
    monkeypatch.setattr(warming, "overview_of", lambda served: 1 / 0)
    app = create_app(tiny)
    thread = keep_ahead(app)
    wait_until(lambda: "Reading ahead for the pages failed" in caplog.text)

    assert thread.is_alive()
    services_of(app).stopping.set()
    thread.join(10)
