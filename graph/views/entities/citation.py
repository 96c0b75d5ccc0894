"""The citation of a page, in words and as BibTeX."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ...versions.manifest import Manifest

_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Citation:
    """A reference to what a page says."""

    text: str
    bibtex: str


def cite(label: str, iri: str, day: date, report: Manifest) -> Citation:
    """The reference to an entity as the graph described it; build and day make it exact."""
    built = report.built[:10]
    text = (
        f"“{label}”, in: Westphalia, a knowledge graph of the international order, build of {built}, "
        f"as of {day.isoformat()}. {iri}"
    )
    key = _NOT_IN_KEYS.sub("-", iri.rsplit("/", maxsplit=1)[-1].lower()).strip("-")
    bibtex = "\n".join(
        (
            f"@misc{{westphalia-{key},",
            f"  title = {{{_braced(label)}}},",
            "  howpublished = {Westphalia, a knowledge graph of the international order},",
            f"  year = {{{built[:4]}}},",
            f"  note = {{build of {built}, as of {day.isoformat()}}},",
            f"  url = {{{iri}}}",
            "}",
        )
    )
    return Citation(text, bibtex)


def _braced(text: str) -> str:
    """A text inside braces: signs that BibTeX reads are escaped."""
    return re.sub(r"([\\{}%#&$_])", r"\\\1", text)
