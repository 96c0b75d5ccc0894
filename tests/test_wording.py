"""What users read is in the terms of the field: pages, messages, help of commands, summaries of addresses, scripts."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from westphalia.settings import PROJECT_ROOT

DIALECT = re.compile(
    r"""\b(
      tells?|told|telling | is\ asked|are\ asked|asked\ of|asks\ for | (is|are)\ said\ of
    | nothing\ (called|named)|nothing\ is\ known|nothing\ of\ the\ kind | why\ then
    | known\ by|one\ door|takes?\ it\ with\ you|ask\ at\ once|three\ ways\ in
    | the\ worlds?\ (stands?|of\ (a|the|other)\ days?) | has\ to\ do\ with|have\ to\ do\ with | helps\ to\ define
    | and\ so\ of|means\ the\ same\ as|it\ is\ enough\ to\ be|never\ also|set\ two\ of\ them
    | speaks?\ of|stands?\ in\ the\ place | kept\ as\ they\ are
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Everyday verbs and phrases in the place of terms; the glossary has the terms."""

TEMPLATES = sorted((PROJECT_ROOT / "graph" / "web" / "templates").rglob("*.html"))
MODULES = sorted((PROJECT_ROOT / "graph").rglob("*.py"))
SCRIPTS = sorted((PROJECT_ROOT / "frontend" / "src").rglob("*.ts"))
_SPOKEN = re.compile(r'(?:aria-label|title|placeholder|alt)="([^"]*)"')
_SENTENCE = re.compile(r"\w+\W+\w+\W+\w+")


def template_texts(text: str) -> Iterator[str]:
    """The words of a template: those between tags, and attributes that are read out."""
    text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", " ", text, flags=re.DOTALL)
    yield from _SPOKEN.findall(text)
    yield " ".join(re.sub(r"<[^>]*>", " ", text).split())


def module_texts(text: str) -> Iterator[str]:
    """The sentences of a module that users may read: its strings but for docstrings, and docstrings of addresses."""
    tree = ast.parse(text)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            if _SENTENCE.search(node.value) and not re.search(r"SELECT|ASK \{|CREATE |INSERT ", node.value):
                yield node.value
        elif isinstance(node, ast.FunctionDef) and _is_shown(node):
            yield ast.get_docstring(node) or ""


def _is_shown(function: ast.FunctionDef) -> bool:
    """Whether a decorator makes the docstring a summary of an address or the help of a command."""
    return any(re.search(r"blueprint|command", ast.unparse(mark)) for mark in function.decorator_list)


def script_texts(text: str) -> Iterator[str]:
    """The sentences in strings of a script."""
    return (
        found for found in re.findall(r'"([^"\n]*)"|`([^`]*)`', text) for found in found if _SENTENCE.search(found)
    )


READERS = {".html": template_texts, ".py": module_texts, ".ts": script_texts}
FILES = [*TEMPLATES, *MODULES, *SCRIPTS]


def dialect_in(path: Path) -> list[str]:
    """Words of the old dialect that users read in a file, each with the text around it."""
    texts = READERS[path.suffix](path.read_text(encoding="utf-8"))
    return [
        f"{found.group()}: …{text[max(0, found.start() - 40) : found.end() + 30]}…"
        for text in texts
        for found in DIALECT.finditer(text)
    ]


def test_what_users_read_is_there() -> None:
    assert (len(TEMPLATES) > 20, len(MODULES) > 200, len(SCRIPTS) > 15) == (True, True, True)


@pytest.mark.parametrize("suffix", READERS)
def test_what_users_read_uses_the_terms_of_the_field(suffix: str) -> None:
    found = {str(path.relative_to(PROJECT_ROOT)): dialect_in(path) for path in FILES if path.suffix == suffix}

    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".html", "<h2>What it tells</h2>"),
        (".html", '<table aria-label="Situations as sources tell them">'),
        (".html", "<p>{% if x %}Sources are kept as they are.{% endif %}</p>"),
        (".py", 'raise NotFound(f"There is nothing called {text!r}.")'),
        (".py", '@blueprint.get("/x")\ndef x():\n    """Say what a source tells of a thing."""'),
        (".py", '@click.command()\ndef x():\n    """Print what is told of it."""'),
        (".ts", 'const text = "Nothing is known about it";'),
    ],
)
def test_a_word_of_the_old_dialect_is_caught(tmp_path: Path, suffix: str, text: str) -> None:
    path = tmp_path / f"bad{suffix}"
    path.write_text(text, encoding="utf-8")

    assert dialect_in(path)


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".html", "<p>{# tells of it #}<code>x</code> The source reports it.</p>"),
        (".py", 'def x():\n    """Tells of it."""\n    query = "SELECT ?told WHERE { ?told a wph:State }"'),
        (".ts", "// tells the server\nconst told = 1;"),
    ],
)
def test_what_users_do_not_read_is_left_alone(tmp_path: Path, suffix: str, text: str) -> None:
    path = tmp_path / f"good{suffix}"
    path.write_text(text, encoding="utf-8")

    assert dialect_in(path) == []
