"""Tables of the page on sources: treaties by kind and decade, members of organizations, coverage statements."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..inputs.tables.treaties import KINDS
from ..rdf.curies import local_name
from ..rdf.namespaces import SOURCE, WPH
from .statements import Statements

_KIND_OF_CLASS = {str(WPH[name]): kind for kind, name in KINDS.items()}


_REASONS = ("textWithoutArticles", "textUnpublished", "textNotConsulted")
"""Why an obligation is cited without an article, in the order of the columns."""


@dataclass
class _Figures:
    treaties: int = 0
    in_force_known: int = 0
    obligations: int = 0
    obligations_placed: int = 0
    obligations_explained: Counter[str] = field(default_factory=Counter)
    participations: int = 0
    participations_placed: int = 0

    def row(self, name: str) -> str:
        """A row of a table of treaties."""
        shares = (
            _share(self.in_force_known, self.treaties),
            f"{self.obligations:,}",
            _share(self.obligations_placed, self.obligations),
            *(f"{self.obligations_explained[reason]:,}" for reason in _REASONS),
            f"{self.participations:,}",
            _share(self.participations_placed, self.participations),
        )
        return cells(name, f"{self.treaties:,}", *shares)

    def count_obligation(self, placed: bool, reason: str) -> None:
        """Count an obligation: with an article, or with the reason why it has none."""
        self.obligations += 1
        if reason == _REASONS[0] or not placed:
            self.obligations_explained[reason] += 1
        else:
            self.obligations_placed += 1

    def count_participation(self, placed: bool) -> None:
        """Count a participation, with a place or without."""
        self.participations += 1
        self.participations_placed += placed


def treaties_by_kind(statements: Statements) -> list[str]:
    """A table of treaties by kind: how many, and how much of what is known about them."""
    kinds = {subject: _KIND_OF_CLASS[cls] for subject, cls in statements.types() if cls in _KIND_OF_CLASS}
    return _treaties(statements, "Kind", kinds)


def treaties_by_decade(statements: Statements) -> list[str]:
    """The same by the decade of conclusion."""
    years = {
        treaty: statements.first(event, "validFrom")[:4] for event, treaty in statements.pairs("concludedInstrument")
    }
    return _treaties(statements, "Decade", {treaty: f"{year[:3]}0s" for treaty, year in years.items() if year})


def _treaties(statements: Statements, head: str, group: Mapping[str, str]) -> list[str]:
    figures: dict[str, _Figures] = defaultdict(_Figures)
    everything = _Figures()
    for treaty, name in group.items():
        known = not statements.first(treaty, "entryIntoForce").endswith("entryIntoForceNotKnown")
        for counted in (figures[name], everything):
            counted.treaties += 1
            counted.in_force_known += known
    for situation, treaty in statements.pairs("undertakenIn"):
        if treaty in group:
            placed, reason = _placed(situation, statements), local_name(statements.first(treaty, "textStatus"))
            for counted in (figures[group[treaty]], everything):
                counted.count_obligation(placed, reason)
    for situation, treaty in statements.pairs("agreement"):
        if treaty in group:
            for counted in (figures[group[treaty]], everything):
                counted.count_participation(_placed(situation, statements))
    return [
        cells(
            *(head, "Treaties", "Entry into force known", "Obligations", "with article"),
            *("no articles", "text unpublished", "text not consulted", "Participations", "with place"),
        ),
        cells("---", *["---:"] * 9),
        *(figures[name].row(name) for name in sorted(figures)),
        everything.row("**all**"),
    ]


def _placed(situation: str, statements: Statements) -> bool:
    return bool(statements.first(situation, "citedLocator"))


def memberships(statements: Statements) -> list[str]:
    """A table of organizations: how many memberships are recorded, and what is said of their completeness."""
    said = defaultdict(list)
    for statement, scope in statements.pairs("coverageScope"):
        if local_name(statements.first(statement, "coveredRelation")) == "memberOf":
            said[scope].append(statement)
    counts: dict[str, int] = defaultdict(int)
    for _, organization in statements.pairs("organization"):
        counts[organization] += 1
    rows = sorted(counts, key=lambda organization: statements.label(organization).casefold())
    return [
        cells("Organization", "Memberships", "Completeness"),
        cells("---", "---:", "---"),
        *(
            cells(statements.label(row), f"{counts[row]:,}", _completeness(statements, said[row]) or "not said")
            for row in rows
        ),
    ]


def coverage_of_relations(statements: Statements) -> list[str]:
    """A table of the coverage statements about whole relations: what is complete, and which gaps are known."""
    scoped = {statement for statement, _ in statements.pairs("coverageScope")}
    rows = sorted(
        (local_name(relation), statements.first(statement, "source").removeprefix(str(SOURCE)), statement)
        for statement, relation in statements.pairs("coveredRelation")
        if statement not in scoped
    )
    return [
        cells("Relation or class", "Source", "Completeness", "Because"),
        cells(*["---"] * 4),
        *(
            cells(f"`{relation}`", f"`{source}`", _completeness(statements, [row]), statements.first(row, "restsOn"))
            for relation, source, row in rows
        ),
    ]


def _completeness(statements: Statements, rows: Iterable[str]) -> str:
    spans = sorted(
        (
            statements.first(row, "coverageFrom")[:10],
            statements.first(row, "coverageUntil")[:10],
            local_name(statements.first(row, "completeness")).removesuffix("Coverage"),
        )
        for row in rows
    )
    return "; ".join(f"{word} {_span(begin, end)}".strip() for begin, end, word in spans)


def _span(begin: str, end: str) -> str:
    return f"{begin} to {end}" if begin and end else f"from {begin}" if begin else f"until {end}" if end else ""


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else ""


def cells(*texts: str) -> str:
    """A row of a table in Markdown."""
    return f"| {' | '.join(texts)} |"
