"""The documentation is tested: its queries answer, its commands exist, its links lead somewhere."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from westphalia.cli import main
from westphalia.settings import PROJECT_ROOT, Settings

PAGES = sorted(
    path
    for path in [
        *PROJECT_ROOT.glob("*.md"),
        *PROJECT_ROOT.glob("docs/**/*.md"),
        *PROJECT_ROOT.glob("*/README.md"),
        *PROJECT_ROOT.glob("sources/*/README.md"),
    ]
    if ".venv" not in str(path)
)
SPARQL = [
    (page.name, block)
    for page in PAGES
    for block in re.findall(r"```sparql\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
]


def test_there_is_documentation_with_queries() -> None:
    assert {"README.md", "tutorial.md", "glossary.md", "data-dictionary.md", "protege.md"} <= {
        page.name for page in PAGES
    }
    assert len(SPARQL) >= 3


@pytest.mark.parametrize(("page", "query"), SPARQL, ids=[f"{page}-{i}" for i, (page, _) in enumerate(SPARQL)])
def test_every_query_in_the_documentation_finds_something(client: FlaskClient, page: str, query: str) -> None:
    response = client.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"})

    assert response.status_code == 200, response.text
    assert len(response.text.splitlines()) > 1


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(PROJECT_ROOT)) for page in PAGES])
def test_commands_and_links_in_the_documentation_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    used = set(re.findall(r"westphalia (build|serve|query|export|check|docs|[a-z]+) ", text)) - {"ontology"}
    commands = {
        name
        for name in used
        if f"westphalia {name} " in text and re.search(rf"^(westphalia|  westphalia) {name}", text, re.M)
    }
    links = [link for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text) if "://" not in link]

    assert commands <= set(main.table)
    assert [link for link in links if not (page.parent / link).exists()] == []


EXAMPLES = re.findall(
    r"^\$ westphalia (query .*)\n((?:(?!```).*\n)+)",
    (PROJECT_ROOT / "README.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


@pytest.mark.parametrize(("command", "output"), EXAMPLES, ids=[command[:40] for command, _ in EXAMPLES])
def test_the_readme_shows_real_output(settings: Settings, command: str, output: str) -> None:
    environment = {"WESTPHALIA_DATA_DIR": str(settings.data_dir), "COLUMNS": "120"}
    result = CliRunner().invoke(main, shlex.split(command), env=environment)

    assert [line.rstrip() for line in result.output.splitlines()] == [line.rstrip() for line in output.splitlines()]


def test_the_python_of_the_readme_runs(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WESTPHALIA_DATA_DIR", str(settings.data_dir))
    text = (PROJECT_ROOT / "README.md").read_text(encoding="utf-8")

    for code in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        exec(compile(code, "README.md", "exec"), {})

    assert "https://w3id.org/westphalia/id/russia" in capsys.readouterr().out.split()


def test_every_command_is_in_the_readme() -> None:
    text = (PROJECT_ROOT / "README.md").read_text(encoding="utf-8")

    assert [name for name in main.table if f"westphalia {name}" not in text] == []


def test_every_make_target_is_explained() -> None:
    text = (PROJECT_ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE).group(1).split()) - {
        "help",
        "install",
        "build",
        "first-build",
        "clean",
    }

    assert targets
    assert [target for target in targets if f'@echo "make {target} ' not in text] == []


ADDRESSES = sorted(
    {
        (page.name, found)
        for page in PAGES
        for found in re.findall(r"http://localhost:8000(/[^\s`'\")<>]*)", page.read_text(encoding="utf-8"))
        # Tested elsewhere, since they take seconds or a graph of the reader's own; behind the last "=" goes a query.
        if not found.startswith(("/download/", "/conflicts", "/gsp/")) and not found.endswith("=")
    }
)


@pytest.mark.parametrize(("page", "address"), ADDRESSES, ids=[f"{page}{address}" for page, address in ADDRESSES])
def test_addresses_in_the_documentation_answer(client: FlaskClient, page: str, address: str) -> None:
    with client.get(address.rstrip(".,;:"), headers={"Accept": "text/html, */*;q=0.8"}) as response:
        assert response.status_code == 200, response.text


def test_every_address_is_in_the_reference(client: FlaskClient) -> None:
    text = "".join(
        (PROJECT_ROOT / "docs" / "reference" / f"{name}.md").read_text("utf-8") for name in ("pages", "service")
    )
    routes = {rule.rule for rule in client.application.url_map.iter_rules()}
    stems = {rule.partition("<")[0].rstrip("/") or "/" for rule in routes} - {"/at"}

    assert len(stems) > 25
    assert [stem for stem in sorted(stems) if f"`{stem}" not in text] == []


# Everyday verbs in place of terms, which the glossary replaces: record, report, show, distinguish, request.
DIALECT = re.compile(
    r"\b(tells?|told|telling|is asked|are asked|one door|the world stands|take it with you|ask at once|known by)\b",
    re.I,
)
WRITTEN = [page for page in PAGES if page.name != "data-dictionary.md"]


@pytest.mark.parametrize("page", WRITTEN, ids=[str(page.relative_to(PROJECT_ROOT)) for page in WRITTEN])
def test_the_documentation_uses_the_terms_of_the_field(page: Path) -> None:
    # Text in backticks and links is quoted: names of files, output of commands, captions.
    prose = re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)

    assert [
        f"{found.group()}: …{prose[found.start() - 40 : found.end() + 20]!r}" for found in DIALECT.finditer(prose)
    ] == []


def test_a_word_of_the_old_dialect_is_caught() -> None:
    assert DIALECT.search("The page tells which sources disagree.")
