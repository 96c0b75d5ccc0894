"""Packages: the same source elsewhere, and nothing else; every change to one is noticed."""

import io
import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from click.testing import CliRunner

from westphalia.cli import main
from westphalia.errors import InputError, RefusedError
from westphalia.inputs.sources import load_source
from westphalia.packages import archive, check_source, keep_at, pack, packing, read_package
from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.versions.private_sources import private_sources

LABEL = "dcterms:title"


@pytest.fixture
def packed(tiny: Settings, tmp_path: Path) -> Path:
    folder = tiny.sources_dir / "tiny"
    (folder / "raw").mkdir()
    (folder / "raw" / "book.md").write_text("the whole book", encoding="utf-8")
    (folder / ".hidden.md").write_text("secret", encoding="utf-8")
    (folder / "notes.docx").write_bytes(b"not a file of a source")
    out = tmp_path / "tiny.zip"
    pack(tiny, "tiny", out)
    return out


@pytest.fixture
def elsewhere(tiny: Settings, tmp_path: Path) -> Settings:
    """Another project, which does not have the source."""
    root = tmp_path / "elsewhere"
    shutil.copytree(tiny.root, root)
    (root / "sources" / "tiny").rename(root / "sources" / "other")
    for file in (root / "sources" / "other").glob("*.ttl"):
        text = file.read_text(encoding="utf-8").replace(":tiny", ":other").replace('"tiny"', '"other"')
        file.write_text(text.replace("id:ruritania", "id:graustark"), encoding="utf-8")
    return replace(tiny, root=root, data_dir=tmp_path / "elsewhere-var")


def changed(package: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(package) as before:
        files = {name: before.read(name) for name in before.namelist()}
    change(files)
    with zipfile.ZipFile(package, "w") as after:
        for name, content in files.items():
            after.writestr(name, content)
    return package


def test_a_package_has_the_sources_own_files_and_no_others(packed: Path):
    read = read_package(packed)

    assert set(map(str, read.files)) == {"source.ttl", "facts.ttl"}
    assert (read.key, read.title, read.licence) == ("tiny", "A tiny source", "CC0 1.0")
    with zipfile.ZipFile(packed) as file:
        assert {"datapackage.json", "facts.trig", "CITATION.txt", "SHA256SUMS"} <= set(file.namelist())
        assert b"tiny-membership" in file.read("facts.trig")


def test_equal_sources_give_equal_packages(tiny: Settings, packed: Path, tmp_path: Path):
    assert pack(tiny, "tiny", tmp_path / "again.zip") == read_package(packed).digest


def test_it_is_a_data_package(packed: Path):
    frictionless = pytest.importorskip("frictionless")

    report = frictionless.Package(str(packed)).validate()

    assert report.valid, report.flatten(["title", "message"])


def test_what_is_added_elsewhere_is_the_same_source(packed: Path, elsewhere: Settings, tiny: Settings):
    environment = {"WESTPHALIA_ROOT": str(elsewhere.root), "WESTPHALIA_DATA_DIR": str(elsewhere.data_dir)}

    result = CliRunner().invoke(main, ["add", str(packed)], env=environment)

    assert result.exit_code == 0, result.output
    assert "A tiny source (tiny), CC0 1.0: 2 files" in result.output
    assert private_sources(elsewhere.data_dir) == ["tiny"]
    there = load_source(elsewhere.data_dir / "private" / "sources" / "tiny")
    here = load_source(tiny.sources_dir / "tiny")
    assert [document.triples for document in there.facts] == [document.triples for document in here.facts]


def test_a_package_for_another_digest_is_refused(packed: Path, elsewhere: Settings):
    environment = {"WESTPHALIA_ROOT": str(elsewhere.root), "WESTPHALIA_DATA_DIR": str(elsewhere.data_dir)}

    result = CliRunner().invoke(main, ["add", str(packed), "--sha256", "0" * 64], env=environment)

    assert result.exit_code == 1 and "not the package you mean" in result.output
    assert private_sources(elsewhere.data_dir) == []


def change_facts(files: dict[str, bytes]) -> None:
    files["source/facts.ttl"] = files["source/facts.ttl"].replace(b"2000", b"1999")


def change_facts_and_sums(files: dict[str, bytes]) -> None:
    from westphalia.packages.descriptor import sha256

    before = sha256(files["source/facts.ttl"])
    change_facts(files)
    files["SHA256SUMS"] = files["SHA256SUMS"].replace(before.encode(), sha256(files["source/facts.ttl"]).encode())


def add_file(files: dict[str, bytes]) -> None:
    files["source/more.ttl"] = b"<urn:a> <urn:b> <urn:c> ."


def remove_file(files: dict[str, bytes]) -> None:
    del files["facts.trig"]


def change_key(files: dict[str, bytes]) -> None:
    files["datapackage.json"] = files["datapackage.json"].replace(b'"source": "tiny"', b'"source": "../tiny"')


def no_descriptor(files: dict[str, bytes]) -> None:
    del files["datapackage.json"]


def no_json(files: dict[str, bytes]) -> None:
    files["datapackage.json"] = b"[" * 100_000


def later_format(files: dict[str, bytes]) -> None:
    body = json.loads(files["datapackage.json"])
    body["westphalia"]["format"] = 99
    files["datapackage.json"] = json.dumps(body).encode()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (change_facts, "source/facts.ttl"),
        (change_facts_and_sums, "source/facts.ttl"),
        (add_file, "source/more.ttl"),
        (remove_file, "facts.trig"),
        (change_key, "'../tiny'"),
        (no_descriptor, "no datapackage.json"),
        (no_json, "not that of a packed source"),
        (later_format, "format 99"),
    ],
)
def test_a_package_that_was_changed_is_refused(packed: Path, change, named: str):
    with pytest.raises(InputError, match=named) as refused:
        read_package(changed(packed, change))

    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "name",
    ["../evil.ttl", "/etc/evil.ttl", "source/../../evil.ttl", "source\\evil.ttl", "C:/evil.ttl", "source//evil.ttl"],
)
def test_an_entry_that_leaves_its_folder_is_refused(tmp_path: Path, name: str):
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as file:
        file.writestr(zipfile.ZipInfo(name), "x")

    with pytest.raises(InputError, match="entry"):
        archive.read_archive(tmp_path / "evil.zip")


def test_a_link_and_a_file_that_is_there_twice_are_refused(tmp_path: Path):
    link = zipfile.ZipInfo("source/link.ttl")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    for name, entries in {"link": [link], "twice": [zipfile.ZipInfo("a.ttl"), zipfile.ZipInfo("A.ttl")]}.items():
        with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as file:
            for entry in entries:
                file.writestr(entry, "/etc/passwd")
        with pytest.raises(InputError, match=r"link|twice"):
            archive.read_archive(tmp_path / f"{name}.zip")


def test_a_bomb_is_refused_before_it_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archive, "MAX_FILE_BYTES", 3_000_000)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("source/zeros.csv", b"\0" * 20_000_000)

    with pytest.raises(InputError, match="more than a source can"):
        archive.read_archive(tmp_path / "bomb.zip")


def test_too_many_files_and_what_is_no_archive_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archive, "MAX_FILES", 2)
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as file:
        for number in range(3):
            file.writestr(f"{number}.ttl", "")
    (tmp_path / "many.zip").write_bytes(body.getvalue())
    (tmp_path / "cut.zip").write_bytes(body.getvalue()[:40])

    for name, named in (("many", "at most 2"), ("cut", "zip file"), ("none", "No such file")):
        with pytest.raises(InputError, match=named):
            archive.read_archive(tmp_path / f"{name}.zip")


def test_a_source_that_does_not_pass_the_checks_leaves_nothing_behind(packed: Path, elsewhere: Settings):
    read = read_package(packed)
    wrong = read.files[PurePosixPath("facts.ttl")].replace(b"wph:FullMembership", b"wph:FulMembership")
    broken = replace(read, files={**read.files, PurePosixPath("facts.ttl"): wrong})

    with pytest.raises(InputError, match="FulMembership") as refused:
        check_source(elsewhere, broken)

    assert "/tmp" not in str(refused.value)
    assert not (elsewhere.data_dir / "private").exists()


def test_a_source_of_the_project_is_not_replaced(packed: Path, tiny: Settings):
    with pytest.raises(InputError, match="already"):
        check_source(tiny, read_package(packed))


def test_a_package_may_go_to_a_folder_of_sources(packed: Path, tmp_path: Path):
    (tmp_path / "sources").mkdir()

    kept = keep_at(read_package(packed), tmp_path / "sources")

    assert {path.name for path in kept.iterdir()} == {"source.ttl", "facts.ttl"}
    with pytest.raises(InputError, match="exists already"):
        keep_at(read_package(packed), tmp_path / "sources")
    assert [path.name for path in (tmp_path / "sources").iterdir()] == ["tiny"]


@pytest.mark.parametrize(
    ("before", "after"),
    [("redistributable true", "redistributable false"), ("dcterms:license", "dcterms:rights")],
)
def test_what_may_not_be_passed_on_is_not_packed(tiny: Settings, tmp_path: Path, before: str, after: str):
    description = tiny.sources_dir / "tiny" / "source.ttl"
    description.write_text(description.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")

    with pytest.raises(RefusedError, match=r"passed on|licence"):
        pack(tiny, "tiny", tmp_path / "tiny.zip")
    assert not (tmp_path / "tiny.zip").exists()


def test_what_nobody_could_add_is_not_packed(tiny: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(packing, "MAX_FILE_BYTES", 100)

    with pytest.raises(InputError, match="alone"):
        pack(tiny, "tiny", tmp_path / "tiny.zip")


@pytest.mark.thorough
@pytest.mark.parametrize("key", sorted(path.name for path in (PROJECT_ROOT / "sources").iterdir() if path.is_dir()))
def test_every_source_of_the_project_is_packed_and_read_again(tmp_path: Path, key: str):
    digest = pack(Settings(), key, tmp_path / "source.zip")

    read = read_package(tmp_path / "source.zip")
    assert read.digest == digest and PurePosixPath("source.ttl") in read.files


def test_a_link_in_the_folder_is_not_followed(tiny: Settings, tmp_path: Path):
    (tmp_path / "secret.ttl").write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    (tiny.sources_dir / "tiny" / "link.ttl").symlink_to(tmp_path / "secret.ttl")

    with pytest.raises(InputError, match="symbolic link"):
        pack(tiny, "tiny", tmp_path / "tiny.zip")
