"""The command as a user meets it: what it prints, its exit codes, and one sentence for what is wrong."""

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.conftest import silent
from westphalia.cli import main
from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.versions.build import build


def run(settings: Settings, *arguments: str, **kwargs: str) -> Result:
    environment = {
        "WESTPHALIA_ROOT": str(settings.root),
        "WESTPHALIA_DATA_DIR": str(settings.data_dir),
        "COLUMNS": "200",
    }
    return CliRunner().invoke(main, list(arguments), env=environment, **kwargs)


def test_build_says_what_it_did(tiny: Settings) -> None:
    first, second = run(tiny, "build"), run(tiny, "build")

    assert first.exit_code == 0
    assert "graph:tiny" in first.output
    assert "inferred" in first.output
    assert "Nothing has changed" in second.output


def test_a_mistake_in_a_source_is_one_sentence_and_exit_code_one(tiny: Settings) -> None:
    (tiny.sources_dir / "tiny" / "facts.ttl").write_text("id:x a wph:State .")

    result = run(tiny, "build")

    assert result.exit_code == 1
    assert re.search(r"^Error: .*facts\.ttl:1:\d+: .*expected Turtle\.$", result.stderr, re.MULTILINE)
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["ASK { id:kazakhstan a wph:State }"], "true"),
        (["SELECT ?o WHERE { id:kazakhstan wph:memberOf ?o }"], "id:csto"),
        (
            ["SELECT ?o WHERE { id:kazakhstan wph:memberOf ?o }", "--format", "csv"],
            "https://w3id.org/westphalia/id/csto",
        ),
        (["SELECT ?o WHERE { id:kazakhstan wph:memberOf ?o }", "--format", "json"], '"bindings"'),
        (
            ["CONSTRUCT { ?s wph:memberOf id:csto } WHERE { VALUES ?s { id:kazakhstan } ?s wph:memberOf id:csto }"],
            "wph:memberOf id:csto",
        ),
        (["--library", "offices"], "id:anatoly-serdyukov"),
        (["--library", "affiliations", "--param", "actor=id:russia", "--format", "csv"], "memberOf"),
        (["--list"], "security-ties: "),
    ],
)
def test_query_answers(settings: Settings, arguments: list[str], expected: str) -> None:
    result = run(settings, "query", *arguments)

    assert result.exit_code == 0, result.output
    assert expected in result.output


def test_query_reads_a_file_and_standard_input(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "ask.rq"
    path.write_text("ASK { id:russia a wph:State }")

    assert run(settings, "query", str(path)).output == "true\n"
    assert run(settings, "query", "-", input=path.read_text()).output == "true\n"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["query", "SELECT * {"], "syntax error in line 1, column 11"),
        (["query"], "Give either a query or --library NAME"),
        (["query", "--library", "none"], "has no query 'none'"),
        (["query", "--library", "affiliations", "--param", "actor"], "expected name=value"),
        (["query", "ASK { SERVICE <http://x/> {} }"], "does not send requests"),
        (["export", "moon"], "no selection 'moon'"),
        (["export", "ontology", "--out", "/nowhere/x.ttl"], "cannot be written"),
    ],
)
def test_a_wrong_request_is_one_sentence_and_exit_code_one(
    settings: Settings, arguments: list[str], expected: str
) -> None:
    result = run(settings, *arguments)

    assert result.exit_code == 1
    assert expected in result.stderr
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1


def test_without_a_build_query_says_how_to_make_one(tmp_path: Path) -> None:
    result = run(Settings(data_dir=tmp_path), "query", "ASK {}")

    assert result.exit_code == 1
    assert "make one with 'westphalia build'" in result.stderr


def test_export_writes_a_file(article: Settings, tmp_path: Path) -> None:
    out = tmp_path / "inferred.nt"

    result = run(article, "export", "inferred", "--format", "ntriples", "--out", str(out))

    assert result.exit_code == 0
    assert out.read_text().count("\n") > 1000


def test_export_without_a_file_writes_the_same_to_standard_output(article: Settings, tmp_path: Path) -> None:
    out = tmp_path / "article.ttl"
    run(article, "export", "rousseau-2011", "--out", str(out))

    result = run(article, "export", "rousseau-2011")

    assert result.exit_code == 0
    assert result.stdout == out.read_text(encoding="utf-8")


def test_check_fails_on_a_mistake(tiny: Settings) -> None:
    path = tiny.ontology_dir / "core.ttl"
    path.write_text(path.read_text() + "\nwph:Orphan a owl:Class .\n")

    result = run(tiny, "check")

    assert result.exit_code == 1
    assert "wph:Orphan: has 0 English texts as its label" in result.output


def test_the_generated_pages_are_current(settings: Settings) -> None:
    from westphalia.reference_docs.dictionary import generated_pages

    stale = [
        str(path) for path, text in generated_pages(settings).items() if path.read_text(encoding="utf-8") != text
    ]

    assert stale == [], "write them with 'westphalia docs'"


def test_a_port_in_use_is_named(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run(settings, "serve", "--port", str(port), "--no-build")

    assert result.exit_code == 1
    assert f"Port {port} on 127.0.0.1 cannot be used: Address already in use" in result.stderr


@pytest.mark.slow
def test_serve_answers_and_stops_when_told(tiny: Settings) -> None:
    build(tiny, silent)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "westphalia", "serve", "--port", str(port), "--no-build"]
    environment = {"WESTPHALIA_ROOT": str(tiny.root), "WESTPHALIA_DATA_DIR": str(tiny.data_dir), "PATH": ""}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, cwd=PROJECT_ROOT) as process:
        assert process.stderr is not None
        greeting = [process.stderr.readline() for _ in range(6)]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sparql?query=ASK%7B%7D") as response:
            assert b"true" in response.read()
        process.send_signal(signal.SIGTERM)
        rest = process.stderr.read()

    assert f"http://localhost:{port}" in greeting[0]
    assert sum("curl" in line or "westphalia query" in line for line in greeting) == 3
    assert "Stopped." in rest
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("query", "output", "sentence"),
    [
        (
            "SELECT * { ?s ?p ?o } LIMIT 1",
            "turtle",
            "gives solutions, which turtle cannot carry; expected one of table, json",
        ),
        ("ASK { }", "trig", "gives a truth value, which trig cannot carry; expected one of table, json"),
        (
            "CONSTRUCT WHERE { ?s a wph:State }",
            "csv",
            "gives a graph, which csv cannot carry; expected one of table, turtle",
        ),
    ],
)
def test_a_format_that_cannot_carry_the_result_is_refused(built: Settings, query, output, sentence) -> None:
    result = run(built, "query", query, "--format", output)

    assert (result.exit_code, result.stdout) == (1, "")
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1
