"""The commands with a store on another server."""

import pytest
from click.testing import CliRunner

import westphalia.cli.build
from westphalia.cli import main
from westphalia.inputs.source_rules import all_rule_paths
from westphalia.settings import Settings
from westphalia.store import RemoteStore

pytestmark = pytest.mark.slow


def run(settings: Settings, *arguments: str) -> tuple[int, str]:
    environment = {"WESTPHALIA_ROOT": str(settings.root), "WESTPHALIA_DATA_DIR": str(settings.data_dir)}
    result = CliRunner().invoke(main, list(arguments), env=environment)
    return result.exit_code, result.output


def test_a_build_goes_to_the_other_store_and_is_asked_there(tiny: Settings, ours: RemoteStore) -> None:
    address = ours._endpoints.query
    code, told = run(tiny, "build", "--store", address)
    assert (code, "The store holds" in told) == (0, True), told
    code, answer = run(tiny, "query", "SELECT ?who { ?who <urn:derived> ?x }", "--store", address, "--format", "csv")

    assert (code, answer.split()) == (0, ["who", "https://w3id.org/westphalia/id/ruritania"])


def test_the_other_store_derives_what_follows_if_told_so(
    tiny: Settings, oxigraph_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {"prp-inv1", "prp-inv2", "prp-spo1", "prp-spo2"}
    monkeypatch.setattr(
        westphalia.cli.build,
        "all_rule_paths",
        lambda settings: [path for path in all_rule_paths(settings) if path.stem in few],
    )
    address = f"{oxigraph_address}/query"
    code, told = run(tiny, "build", "--store", address, "--close-there")
    assert (code, "Round 2" in told) == (0, True), told
    code, answer = run(
        tiny, "query", "SELECT ?who { ?who wph:memberOf id:league }", "--store", address, "--format", "csv"
    )

    assert (code, answer.split()) == (0, ["who", "https://w3id.org/westphalia/id/ruritania"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build", "--close-there"], "expected --store"),
        (["query", "ASK {}", "--store", "http://127.0.0.1:9/query", "--at", "2011"], "cannot be reached"),
        (["query", "ASK {}", "--store", "http://127.0.0.1:9/query"], "cannot be reached"),
    ],
)
def test_what_cannot_be_is_told(built: Settings, arguments: list[str], words: str) -> None:
    code, told = run(built, *arguments)

    assert code == 1
    assert words in told
