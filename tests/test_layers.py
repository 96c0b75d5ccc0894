"""Imports between rooms run one way, in the order that `reference_docs.layers` states; there are no cycles."""

import re
from pathlib import Path

import pytest

from westphalia.errors import InputError
from westphalia.reference_docs.architecture import render_architecture, without_implied
from westphalia.reference_docs.layers import (
    flask_below_web,
    import_cycle,
    read_modules,
    room_arrows,
    room_of,
    rooms_without_layer,
    upward_imports,
)
from westphalia.settings import PROJECT_ROOT


@pytest.fixture(scope="module")
def modules():
    """The modules of the package with their imports."""
    return read_modules(PROJECT_ROOT / "graph")


@pytest.fixture
def package(tmp_path: Path):
    """Writes modules, given as a text for each name, and reads them."""

    def write(**texts: str):
        for name, text in texts.items():
            path = tmp_path / f"{name.replace('__', '/')}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return read_modules(tmp_path)

    return write


def test_the_package_is_read(modules):
    assert len(modules) > 200
    assert room_arrows(modules)["web", "views"] > 5


def test_imports_lead_to_lower_layers(modules):
    assert upward_imports(modules) == []


def test_every_room_has_a_layer(modules):
    assert rooms_without_layer(modules) == []


def test_nothing_below_the_web_imports_flask(modules):
    assert flask_below_web(modules) == []


def test_no_modules_import_each_other(modules):
    assert import_cycle(modules) == []


def test_an_import_upwards_is_caught(package):
    modules = package(store__port="from ..web.app import create_app\n", web__app="")

    assert upward_imports(modules) == [("store.port", "web.app")]


def test_an_import_upwards_inside_a_function_is_caught(package):
    modules = package(rdf__terms="def f():\n    from .. import errors, cli\n", errors="", cli="")

    assert upward_imports(modules) == [("rdf.terms", "cli")]


def test_rooms_of_one_layer_may_not_import_each_other(package):
    modules = package(views__facts="from ..search import index\n", search__index="")

    assert upward_imports(modules) == [("views.facts", "search.index")]


@pytest.mark.parametrize("statement", ["import flask", "from flask import g", "from werkzeug.http import parse_date"])
@pytest.mark.parametrize("room", ["views", "search", "export", "replication", "reason"])
def test_flask_below_the_web_is_caught(package, room, statement):
    assert flask_below_web(package(**{f"{room}__facts": f"{statement}\n"})) == [f"{room}.facts"]


def test_flask_in_the_web_is_no_fault(package):
    assert flask_below_web(package(web__app="import flask\n")) == []


def test_a_cycle_is_caught(package):
    modules = package(
        rdf__a="from . import b\n",
        rdf__b="from .c import f\n",
        rdf__c="from .a import g\n",
        rdf__d="from .a import g",
    )

    assert sorted(import_cycle(modules)) == ["rdf.a", "rdf.b", "rdf.c"]


def test_a_room_that_the_order_lacks_is_caught(package):
    assert rooms_without_layer(package(kitchen__sink="")) == ["kitchen"]


def test_the_picture_names_a_room_without_a_layer(package):
    modules = package(kitchen__sink="from ..rdf import terms", rdf__terms="")

    with pytest.raises(InputError, match=r"LAYERS in graph/reference_docs/layers\.py has no layer for kitchen;"):
        room_arrows(modules)


def test_the_longest_name_of_a_room_counts():
    assert room_of("sparql.update.evaluation") == "sparql.update"
    assert room_of("sparql.lexer") == "sparql"
    assert room_of("") == ""


def test_the_picture_has_every_room_and_only_downward_arrows(modules):
    picture = render_architecture(PROJECT_ROOT / "graph")
    rooms = set(re.findall(r"<text [^>]*>([^<]+)</text>", picture))
    ends = [tuple(map(float, re.findall(r"-?[\d.]+", path))) for path in re.findall(r'<path d="([^"]+)"', picture)]

    assert {room_of(name) for name in modules} - {"", "__main__", "errors", "settings", "code_digest"} <= rooms
    assert len(ends) > 15
    assert [path for path in ends if path[1] >= path[-1]] == []


def test_arrows_that_follow_from_others_are_left_out():
    assert without_implied([("a", "b"), ("b", "c"), ("a", "c"), ("a", "d")]) == {("a", "b"), ("b", "c"), ("a", "d")}


def test_every_package_has_a_readme_of_four_lines():
    packages = [path.parent for path in (PROJECT_ROOT / "graph").rglob("__init__.py")]
    texts = {path: path / "README.md" for path in packages if path != PROJECT_ROOT / "graph"}
    lines = {path: file.read_text("utf-8").split("\n\n") if file.exists() else [] for path, file in texts.items()}

    assert [str(path) for path, parts in lines.items() if len(parts) < 2 or "Leaves to others:" not in parts[1]] == []
