"""Settings: environment over file over default, each with its meaning, and what is wrong in one sentence."""

from dataclasses import fields
from pathlib import Path

import platformdirs
import pytest
from click.testing import CliRunner

from westphalia.cli import main
from westphalia.errors import SettingsError
from westphalia.settings import PROJECT_ROOT, Settings, default_cache_dir, default_data_dir, read_settings, setting


def origins(environment: dict[str, str]) -> dict[str, str]:
    return {line.name: line.origin for line in read_settings(environment)}


def test_settings_come_from_the_environment(tmp_path: Path) -> None:
    settings = Settings.from_environment({"WESTPHALIA_ROOT": str(tmp_path), "WESTPHALIA_PORT": "8080"})

    assert settings.port == 8080
    assert settings.data_dir == tmp_path / "var"


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    path = tmp_path / "westphalia.toml"
    path.write_text('port = 9000\ntimeout_seconds = 1.5\npublic_url = "https://example.org/"\n')
    environment = {"WESTPHALIA_CONFIG": str(path), "WESTPHALIA_PORT": "9001"}

    settings = Settings.from_environment(environment)

    assert (settings.port, settings.timeout_seconds, settings.public_url) == (9001, 1.5, "https://example.org")
    found = origins(environment)
    assert (found["port"], found["timeout_seconds"], found["host"]) == ("WESTPHALIA_PORT", str(path), "default")


@pytest.mark.parametrize("port", ["eighty", "0", "70000", "", "1.5", "nan"])
def test_an_unusable_setting_is_named(port: str) -> None:
    with pytest.raises(SettingsError, match=r"WESTPHALIA_PORT is .* expected a whole number from 1 to 65535"):
        Settings.from_environment({"WESTPHALIA_PORT": port})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("prot = 1", "has the key 'prot', which is no setting"),
        ("port = 'x'", "port is 'x'; expected a whole number"),
        ("port =", "is not TOML"),
        ("timeout_seconds = -1", "expected a number from"),
    ],
)
def test_an_unusable_file_is_told_in_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "westphalia.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=sentence):
        Settings.from_environment({"WESTPHALIA_CONFIG": str(path)})


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="WESTPHALIA_CONFIG names, cannot be read"):
        Settings.from_environment({"WESTPHALIA_CONFIG": str(tmp_path / "none.toml")})


def test_every_setting_has_a_meaning_and_every_number_its_bounds() -> None:
    for field in fields(Settings):
        assert field.metadata["meaning"], field.name
        assert isinstance(field.default, str | Path | bool) or len(field.metadata["bounds"]) == 2, field.name


def test_a_secret_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    line = read_settings({})[0]
    hidden = type(line)("token", "s3cret", "", "", "WESTPHALIA_TOKEN", True)

    assert hidden.shown == "set"
    assert setting("", "a token", secret=True).repr is False


def test_the_command_lists_every_setting_with_its_origin() -> None:
    result = CliRunner().invoke(main, ["settings"], env={"WESTPHALIA_PORT": "8123", "COLUMNS": "250"})

    assert result.exit_code == 0
    assert [field.name for field in fields(Settings) if field.name not in result.output] == []
    assert "WESTPHALIA_PORT" in result.output


def test_the_list_of_settings_is_readable_at_ordinary_width() -> None:
    result = CliRunner().invoke(main, ["settings"], env={"COLUMNS": "80"})

    assert "timeout_seconds = 30.0\n    timeout of a query, up to the last byte of its answer\n" in result.output


def test_a_wrong_log_level_is_refused() -> None:
    result = CliRunner().invoke(main, ["export"], env={"WESTPHALIA_LOG_LEVEL": "loud"})

    assert result.exit_code == 1
    assert result.stderr == "Error: log_level is 'loud'; expected one of debug, info, warning, error.\n"


def test_the_command_names_a_wrong_setting() -> None:
    result = CliRunner().invoke(main, ["settings"], env={"WESTPHALIA_PORT": "x"})

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: WESTPHALIA_PORT is 'x'")


def test_the_default_root_is_the_project() -> None:
    assert Settings.from_environment({}).root == PROJECT_ROOT


def test_in_the_checkout_builds_lie_in_var() -> None:
    assert Settings.from_environment({}).data_dir == PROJECT_ROOT / "var"


def test_installed_from_a_wheel_builds_lie_in_the_users_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("westphalia.settings.IN_CHECKOUT", False)

    assert default_data_dir() == platformdirs.user_data_path("westphalia")
    assert default_data_dir() != PROJECT_ROOT / "var"


def test_parsed_rules_are_shared_by_all_builds_of_a_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert Settings(data_dir=tmp_path).cache_dir == PROJECT_ROOT / "var" / "cache"

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("westphalia.settings.IN_CHECKOUT", False)

    assert default_cache_dir() == platformdirs.user_cache_path("westphalia")
