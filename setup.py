"""What pyproject.toml cannot say: `graph/` is installed as the package `westphalia`, with the project's files.

Ontology, queries, the glossary and the sources that may be passed on are data packages below `westphalia._data`, with
the layout of the checkout. See docs/decisions/0080-setuptools-and-the-wheel.md.
"""

import re
from pathlib import Path

from setuptools import find_packages, setup

_MAY_BE_PASSED_ON = re.compile(r"^\s*wph:redistributable\s+true\b", re.MULTILINE)
_FILES_OF_A_SOURCE = ("*.ttl", "*.csv", "*.toml", "LICENSE", "README.md")


def redistributable() -> list[str]:
    """The folders of sources whose description says that they may be redistributed; silence means no."""
    return sorted(
        path.parent.name
        for path in Path("sources").glob("*/source.ttl")
        if _MAY_BE_PASSED_ON.search(path.read_text(encoding="utf-8"))
    )


setup(
    package_dir={
        "westphalia": "graph",
        "westphalia._data.docs": "docs",
        "westphalia._data.ontology": "ontology",
        "westphalia._data.queries": "queries",
        "westphalia._data.sources": "sources",
    },
    packages=[
        "westphalia",
        *(f"westphalia.{name}" for name in find_packages("graph")),
        *(f"westphalia._data.{name}" for name in ("docs", "ontology", "queries", "sources")),
    ],
    package_data={
        "westphalia": ["py.typed"],
        "westphalia.views.atlas": ["*.csv"],
        "westphalia.web": ["templates/**/*", "static/**/*"],
        "westphalia._data.docs": ["glossary.md"],
        "westphalia._data.ontology": ["**/*.ttl", "**/*.rq", "**/*.csv", "**/*.tsv", "**/*.xml", "**/*.md"],
        "westphalia._data.queries": ["**/*.rq", "**/*.csv", "**/*.md", "**/*.toml"],
        "westphalia._data.sources": [
            f"{folder}/{'**/' if pattern[0] == '*' else ''}{pattern}"
            for folder in redistributable()
            for pattern in _FILES_OF_A_SOURCE
        ],
    },
    include_package_data=False,
)
