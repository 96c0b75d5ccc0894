"""The front door of the package: what it exports, with which signatures, documented by examples that run."""

import doctest
import importlib
import inspect
import os
import pkgutil
import subprocess
import sys
import textwrap

import pytest

import westphalia
from westphalia import api
from westphalia.errors import WestphaliaError
from westphalia.settings import PROJECT_ROOT

SIGNATURES = {
    "ask": "(self, question: 'str') -> 'Card'",
    "open": "(service: 'str | None' = None, *, build: 'Build' = 'missing', settings: 'Settings | None' = None, "
    "progress: 'Callable[[str], None] | None' = None, private: 'bool' = False) -> 'KnowledgeGraph'",
    "query": "(self, text: 'str', *, at: 'Day' = None) -> 'QueryResult'",
    "entity": "(self, name: 'str', *, at: 'Day' = None) -> 'EntityDescription'",
    "facts": "(self, name: 'str', *, at: 'Day' = None, all_dates: 'bool' = False) -> 'Listing[Fact]'",
    "explain": "(self, subject: 'str', predicate: 'str', object: 'str', *, at: 'Day' = None, "
    "alternatives: 'int' = 0) -> 'StatementExplanation'",
    "holds": "(self, subject: 'str', predicate: 'str', object: 'str', *, at: 'Day' = None) -> 'StatementAnswer'",
    "related": "(self, predicate: 'str', *, subject: 'str | None' = None, object: 'str | None' = None, "
    "at: 'Day' = None) -> 'RelatedList'",
    "disagreements": "(self, about: 'str | None' = None) -> 'Listing[SourceDisagreement]'",
    "convert": "(self, values: 'Iterable[object]', *, from_: 'str', to: 'str', date: 'object' = None, "
    "year: 'str' = 'any', any_time: 'bool' = False) -> 'Conversions'",
    "code_round_trip": "(self, from_: 'str', to: 'str', *, date: 'object' = None) -> 'Listing[RoundTrip]'",
    "ambiguous_codes": "(self, system: 'str', other: 'str' = '') -> 'Listing[AmbiguousCode]'",
    "search": "(self, text: 'str', limit: 'int' = 8) -> 'list[Hit]'",
    "export": "(self, selection: 'str' = 'everything', path: 'str | Path | None' = None, *, "
    "format: 'str | None' = None, at: 'Day' = None) -> 'str | Path'",
    "export_pieces": "(self, selection: 'str' = 'everything', *, format: 'str | None' = None, at: 'Day' = None) -> "
    "'Iterator[bytes]'",
    "panel": "(self, unit: 'str | Path' = 'state-year', *, system: 'str' = 'ours', states: 'str | Path' = '', "
    "from_: 'int' = 0, until: 'int' = 0, rule: 'str' = 'any-day', columns: 'Iterable[str]' = (), "
    "queries: 'Mapping[str, str] | None' = None, past_list: 'bool' = False, "
    "datasets: 'Iterable[str | Path]' = (), sources: 'Iterable[ColumnSource]' = (), "
    "peace_years: 'Mapping[str, str] | None' = None, "
    "politically_relevant: 'Mapping[str, Relevance] | None' = None) -> 'Panel'",
    "panel_columns": "(self) -> 'Mapping[str, str]'",
    "labels": "(self, iris: 'Iterable[str]') -> 'Mapping[str, str]'",
    "store": "(self, at: 'Day' = None) -> 'Store'",
    "close": "(self) -> 'None'",
}


def test_the_exported_names_are_these():
    assert set(westphalia.__all__) == {
        *(
            "EntityDescription",
            "Fact",
            "IRI",
            "KnowledgeGraph",
            "Listing",
            "Panel",
            "QueryResult",
            "Report",
            "Settings",
        ),
        *("Conversions", "RelatedList", "SourceDisagreement", "StatementAnswer", "StatementExplanation", "Text"),
        *("dataset", "errors", "open"),
    }
    assert set(westphalia.__all__) <= set(dir(westphalia))
    assert all(getattr(westphalia, name) is not None for name in westphalia.__all__)


def test_the_methods_have_these_signatures():
    methods = {name for name in vars(api.KnowledgeGraph) if not name.startswith("_")} - {
        "version",
        "date",
        "code_table",
    }
    found = {name: str(inspect.signature(getattr(api.KnowledgeGraph, name))) for name in methods}
    found["open"] = str(inspect.signature(api.open))

    assert found == SIGNATURES


def test_everything_public_is_documented():
    modules = [
        importlib.import_module(f"westphalia.api.{module.name}") for module in pkgutil.iter_modules(api.__path__)
    ]
    objects = {name: getattr(westphalia, name) for name in westphalia.__all__}
    objects |= {f"KnowledgeGraph.{name}": getattr(api.KnowledgeGraph, name) for name in SIGNATURES if name != "open"}

    assert [module.__name__ for module in modules if not module.__doc__] == []
    assert [name for name, value in objects.items() if not inspect.getdoc(value)] == []
    assert [name for name in ("open", "KnowledgeGraph") if ">>>" not in objects[name].__doc__] == []


def documented():
    modules = [
        "westphalia",
        "westphalia.api",
        *(f"westphalia.api.{module.name}" for module in pkgutil.iter_modules(api.__path__)),
    ]
    finder = doctest.DocTestFinder(exclude_empty=True)
    return [test for name in modules for test in finder.find(importlib.import_module(name), name)]


@pytest.mark.parametrize("example", documented(), ids=lambda test: test.name)
def test_examples_run(example, local_graph, article, monkeypatch):
    monkeypatch.setenv("WESTPHALIA_ROOT", str(article.root))
    monkeypatch.setenv("WESTPHALIA_DATA_DIR", str(article.data_dir))
    example.globs |= {"graph": local_graph}
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)

    assert runner.run(example, out=report.append).failed == 0, "".join(report)


def test_there_are_examples():
    assert len(documented()) > 10


def test_errors_are_one_tree():
    kinds = [kind for kind in vars(westphalia.errors).values() if isinstance(kind, type)]

    assert all(issubclass(kind, WestphaliaError) for kind in kinds)


@pytest.mark.thorough
@pytest.mark.slow
def test_a_users_script_is_typed(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent(
            """
            import datetime
            import westphalia

            graph = westphalia.open("http://localhost:8000")
            with westphalia.open(build="changed", progress=print) as local:
                reveal_type(local)
            reveal_type(graph.query("ASK {}", at=datetime.date(2011, 6, 1)).columns)
            reveal_type(graph.facts("kazakhstan", at="2011")[0].triple)
            reveal_type(graph.explain("a", "b", "c").holds)
            reveal_type(graph.disagreements()[:3])
            reveal_type(graph.export())
            reveal_type(graph.export("asserted", "x.ttl"))
            graph.query(1)
            graph.facts("kazakhstan", "2011")
            westphalia.open(build="often")
            """
        )
    )
    # mypy does not follow the import hook of an editable install; it looks for the package here instead.
    (tmp_path / "path").mkdir()
    (tmp_path / "path" / "westphalia").symlink_to(PROJECT_ROOT / "graph")
    options = ["--strict", "--no-error-summary", "--follow-imports=silent", f"--cache-dir={tmp_path / 'cache'}"]
    command = [sys.executable, "-m", "mypy", *options, str(script)]
    environment = {**os.environ, "MYPYPATH": str(tmp_path / "path")}

    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=tmp_path)
    lines = done.stdout.splitlines()

    revealed = [line.split("note: Revealed type is ")[1].strip('"') for line in lines if "Revealed" in line]
    assert revealed == [
        "westphalia.api.knowledge_graph.KnowledgeGraph",
        "tuple[str, ...]",
        "tuple[westphalia.api.values.IRI, westphalia.api.values.IRI, westphalia.api.values.IRI]",
        "bool",
        "westphalia.api.listings.Listing[westphalia.api.reports.SourceDisagreement]",
        "str",
        "pathlib.Path",
    ]
    errors = [line for line in lines if ": error: " in line]
    assert len(errors) == 3 and all(f"script.py:{number}:" in " ".join(errors) for number in (14, 15, 16)), lines
