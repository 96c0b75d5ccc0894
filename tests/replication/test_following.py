"""Versions that one server publishes into a folder, and others fetch, verify and serve."""

import json
import shutil
import threading
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import silent
from westphalia.cli import main
from westphalia.errors import DamagedError, InputError, SettingsError, StoreError
from westphalia.rdf.formats import CSV
from westphalia.replication import Follower, address_of, fetch_newest, publish_version
from westphalia.replication.publishing import KEPT
from westphalia.replication.version_files import Newest, read_list, read_newest
from westphalia.settings import Settings
from westphalia.versions.folders import current_folder, publish, unfinished, whole_versions
from westphalia.versions.published import CurrentVersion
from westphalia.versions.verify import verify
from westphalia.web.writing import curated_writing


@pytest.fixture
def data_dir(tiny_build: Path, tmp_path: Path) -> Path:
    """A data folder with one version, which the test may change."""
    return Path(shutil.copytree(tiny_build, tmp_path / "publisher", symlinks=True))


def new_version(data_dir: Path, name: str, note: str) -> Path:
    """Publish a copy of the current version with one file more."""
    with unfinished(data_dir, name) as work:
        shutil.copytree(current_folder(data_dir), work, dirs_exist_ok=True)
        (work / "note.txt").write_text(note)
        return publish(data_dir, work)


def answer_of(current: CurrentVersion) -> tuple[str, str]:
    served = current.current()
    return served.version, served.store.run("SELECT ?who { ?who <urn:derived> ?x }", lambda _: CSV).body.decode()


def test_two_servers_follow_a_folder_and_switch_while_they_are_open(data_dir: Path, tmp_path: Path):
    folder, followers = tmp_path / "published", [tmp_path / "one", tmp_path / "two"]
    first = publish_version(data_dir, folder)
    for other in followers:
        assert fetch_newest(other, address_of(str(folder))) == first.version
        assert fetch_newest(other, address_of(str(folder))) is None
    served = [CurrentVersion(Settings(data_dir=other)) for other in followers]
    before = [answer_of(current) for current in served]

    new_version(data_dir, "29990101T000000-next", "new")
    second = publish_version(data_dir, folder)
    for other in followers:
        assert fetch_newest(other, address_of(str(folder))) == second.version

    assert second.added == 1
    assert {name for name, _ in before} == {first.version}
    assert all("ruritania" in answer for _, answer in before)
    assert [answer_of(current) for current in served] == [(second.version, answer) for _, answer in before]
    assert not any(verify(other).damage for other in followers)


def test_what_did_not_change_is_not_fetched_again(data_dir: Path, tmp_path: Path):
    folder, other = tmp_path / "published", tmp_path / "other"
    publish_version(data_dir, folder)
    fetch_newest(other, address_of(str(folder)))
    new_version(data_dir, "29990101T000000-next", "new")
    publish_version(data_dir, folder)
    only_new = sha256(b"new").hexdigest()
    for path in (folder / "files").iterdir():
        if path.name != only_new:
            path.unlink()

    assert fetch_newest(other, address_of(str(folder))) == "29990101T000000-next"
    assert (current_folder(other) / "note.txt").read_text() == "new"


def test_a_damaged_file_leaves_the_version_that_is_there(data_dir: Path, tmp_path: Path):
    folder, other = tmp_path / "published", tmp_path / "other"
    first = publish_version(data_dir, folder)
    fetch_newest(other, address_of(str(folder)))
    new_version(data_dir, "29990101T000000-next", "new")
    publish_version(data_dir, folder)
    (folder / "files" / sha256(b"new").hexdigest()).write_bytes(b"NEW")

    with pytest.raises(DamagedError, match=r"files/[0-9a-f]{64} at .* is damaged: expected 3 bytes"):
        fetch_newest(other, address_of(str(folder)))
    assert current_folder(other).name == first.version
    assert [path.name for path in whole_versions(other)] == [first.version]


def test_a_damaged_version_is_not_published(data_dir: Path, tmp_path: Path):
    (current_folder(data_dir) / "closure.json").unlink(missing_ok=True)
    (current_folder(data_dir) / "report.json").write_text("{}")

    with pytest.raises(DamagedError, match="nothing was published"):
        publish_version(data_dir, tmp_path / "published")
    assert not (tmp_path / "published").exists()


def test_old_versions_leave_the_folder_with_their_files(data_dir: Path, tmp_path: Path):
    folder = tmp_path / "published"
    for number in range(KEPT + 1):
        new_version(data_dir, f"2999010{number + 1}T000000-next", f"note {number}")
        publish_version(data_dir, folder)

    assert len(list((folder / "versions").iterdir())) == KEPT
    notes = [sha256(f"note {number}".encode()).hexdigest() for number in range(KEPT + 1)]
    assert [(folder / "files" / note).exists() for note in notes] == [False, *[True] * KEPT]


def test_the_folder_may_be_behind_a_web_server(data_dir: Path, tmp_path: Path):
    published = publish_version(data_dir, tmp_path / "published")

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(tmp_path / "published"))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = address_of(f"http://127.0.0.1:{server.server_port}")
        assert fetch_newest(tmp_path / "other", address) == published.version
        server.shutdown()
    with pytest.raises(StoreError, match="cannot be reached"):
        fetch_newest(tmp_path / "third", address)


def test_a_follower_serves_what_it_has_while_the_address_is_away(data_dir: Path, tmp_path: Path):
    folder, told = tmp_path / "published", []
    publish_version(data_dir, folder)
    follower = Follower(tmp_path / "other", address_of(str(folder)), 60, told.append)
    follower.first()
    folder.rename(tmp_path / "away")
    follower.first()

    assert told[0].startswith("Now serving ")
    assert told[1].endswith("The version that is here is served until a newer one can be fetched.")
    with pytest.raises(
        InputError, match=r"current.json is not in .*; expected what 'westphalia publish-version' writes"
    ):
        Follower(tmp_path / "empty", address_of(str(folder)), 60, silent).first()


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "store/../../x", "", "a//b"])
def test_a_list_names_no_file_outside_the_version(name: str):
    body = json.dumps({"format": 1, "version": "v", "files": {name: [1, "0" * 64]}}).encode()

    with pytest.raises(InputError, match="expected a file inside the version"):
        read_list(body, Newest("v", sha256(body).hexdigest()), "here")


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b'{"format": 2, "version": "v", "list": ""}', b'{"format": 1, "version": "../v", "list": "0"}'],
)
def test_what_is_no_list_of_versions_is_refused(body: bytes):
    with pytest.raises(InputError, match=r"current.json at here cannot be read"):
        read_newest(body, "here")


def test_a_list_that_was_exchanged_is_refused():
    with pytest.raises(InputError, match=r"is damaged: its digest is not the one in current\.json"):
        read_list(b"{}", Newest("v", "0" * 64), "here")


def test_the_command_publishes(data_dir: Path, tmp_path: Path):
    result = CliRunner().invoke(
        main, ["publish-version", str(tmp_path / "published")], env={"WESTPHALIA_DATA_DIR": str(data_dir)}
    )

    assert result.exit_code == 0, result.output
    assert (tmp_path / "published" / "current.json").exists()


def test_a_server_that_follows_takes_no_writes():
    with pytest.raises(SettingsError, match="expected no token beside follow"):
        curated_writing(Settings(follow="/published", write_token="x" * 40), None, None)
