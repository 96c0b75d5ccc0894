"""A generated world in the terms of the ontology: states, organizations, treaties and borders, with dates.

    python -m bench.reasoner.world --triples 1000000 --out world.nt --ontology-out ontology.ttl

The world consists of regions of 50 states that do not know each other, so the number of conclusions grows in
proportion to the data. Names, dates and relations are drawn at random from a fixed seed and mean nothing.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import TextIO

import click
import rdflib

from westphalia.inputs.ontology import load_modules, merge
from westphalia.rdf.namespaces import ID, SOURCE, WPH
from westphalia.rdf.rdflib_bridge import to_rdflib
from westphalia.settings import PROJECT_ROOT

from .stream import LABEL, TYPE, describe, up_to, write

STATES = 50
FORUMS = 12
"""Intergovernmental organizations in a region."""
ALLIANCES = 4
ALLIES = 9
"""Full members of one alliance; each pair of them is allied."""
TREATIES = 20
BORDER_STEPS = (1, 7)
"""State n meets states n + 1 and n + 7, as on a grid seven states wide."""
SEED = 20110601

_FIRST_DAY = date(1946, 1, 1).toordinal()
_LAST_DAY = date(2016, 1, 1).toordinal()
_LONGEST = 9000
_STILL_HOLDS = 0.3
_STATUSES = (
    ("FullMembership", "member"),
    ("FullMembership", "member"),
    ("FullMembership", "member"),
    ("AssociateMembership", "associateMember"),
    ("Observership", "observer"),
    ("Partnership", "partner"),
)


def ontology() -> str:
    """The project's ontology, merged, as Turtle."""
    graph: rdflib.Graph = to_rdflib(merge(load_modules(PROJECT_ROOT / "ontology")))
    return graph.serialize(format="turtle")


def world(triples: int, seed: int = SEED) -> Iterator[str]:
    """Blocks of N-Triples lines, together `triples` lines or a few thousand more."""
    return up_to((_Region(number, Random(f"{seed}/{number}")).lines() for number in itertools.count()), triples)


@dataclass(frozen=True)
class _Region:
    """Fifty states with all that relates them to each other; `rng` is drawn from in a fixed order."""

    number: int
    rng: Random

    def lines(self) -> str:
        return "".join([*self._actors(), *self._forums(), *self._alliances(), *self._treaties(), *self._borders()])

    def _name(self, kind: str, number: object) -> str:
        return f"<{ID}world/{self.number}/{kind}-{number}>"

    def _state(self, number: int) -> str:
        return self._name("state", number % STATES)

    def _actors(self) -> Iterator[str]:
        for n in range(STATES):
            state = self._state(n)
            yield _entity(state, "State", f"State {self.number}.{n}")
            yield _entity(
                self._name("territory", n), "Territory", f"Territory {self.number}.{n}", ("territoryOf", state)
            )
            yield _entity(
                self._name("government", n), "Government", f"Government {self.number}.{n}", ("governmentOf", state)
            )

    def _forums(self) -> Iterator[str]:
        forums = [self._name("forum", n) for n in range(FORUMS)]
        for n, forum in enumerate(forums):
            yield _entity(forum, "IntergovernmentalOrganization", f"Forum {self.number}.{n}")
        for n in range(STATES):
            joined = self.rng.sample(forums, FORUMS // 2)
            for k, forum in enumerate([*joined, joined[0]]):  # the first one is joined again, for a second spell
                kind, role = self.rng.choice(_STATUSES)
                yield self._situation(f"membership-{n}", k, kind, (role, self._state(n)), ("organization", forum))

    def _alliances(self) -> Iterator[str]:
        for n in range(ALLIANCES):
            alliance = self._name("alliance", n)
            yield _entity(alliance, "DefenceOrganization", f"Alliance {self.number}.{n}")
            for k, ally in enumerate(self.rng.sample(range(STATES), ALLIES)):
                yield self._situation(
                    f"alliance-{n}", k, "FullMembership", ("member", self._state(ally)), ("organization", alliance)
                )

    def _treaties(self) -> Iterator[str]:
        for n in range(TREATIES):
            treaty = self._name("treaty", n)
            yield _entity(treaty, "MilitaryCooperationTreaty", f"Treaty {self.number}.{n}")
            for k, party in enumerate(self.rng.sample(range(STATES), self.rng.randint(2, 5))):
                yield self._situation(
                    f"participation-{n}", k, "Participation", ("party", self._state(party)), ("agreement", treaty)
                )

    def _borders(self) -> Iterator[str]:
        for n, step in itertools.product(range(STATES), BORDER_STEPS):
            border = self._name("border", f"{n}-{step}")
            yield _entity(border, "Border", f"Border {self.number}.{n}-{step}")
            sides = (("sideA", self._state(n)), ("sideB", self._state(n + step)))
            yield self._situation(f"contiguity-{n}", step, "Contiguity", *sides, ("border", border))

    def _situation(self, series: str, number: int, kind: str, *roles: tuple[str, str]) -> str:
        """A situation with its roles, its dates and its evidence."""
        start = self.rng.randint(_FIRST_DAY, _LAST_DAY)
        ends = self.rng.random() >= _STILL_HOLDS
        until = [("validUntil", _date(start + self.rng.randint(1, _LONGEST)))] if ends else []
        evidence = [
            ("datePrecision", f"<{WPH}dayPrecision>"),
            ("source", f"<{SOURCE}generated-world>"),
            ("locator", f'"region {self.number}, {series}, row {number}"'),
        ]
        pairs = [("validFrom", _date(start)), *until, *roles, *evidence]
        return describe(self._name(series, number), (TYPE, f"<{WPH}{kind}>"), *_own(pairs))


def _entity(name: str, kind: str, label: str, *pairs: tuple[str, str]) -> str:
    return describe(name, (TYPE, f"<{WPH}{kind}>"), (LABEL, f'"{label}"@en'), *_own(pairs))


def _own(pairs: list[tuple[str, str]] | tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """The pairs with their local property names written out in full."""
    return [(f"<{WPH}{name}>", target) for name, target in pairs]


def _date(day: int) -> str:
    return f'"{date.fromordinal(day).isoformat()}T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>'


@click.command(help=__doc__)
@click.option("--triples", default=1_000_000, show_default=True, help="How many triples, about.")
@click.option("--seed", default=SEED, show_default=True, help="Another seed draws another world.")
@click.option(
    "--out", type=click.File("w", lazy=True), default="-", help="The N-Triples file [default: standard output]."
)
@click.option("--ontology-out", type=click.Path(path_type=Path), help="Where to write the ontology as Turtle.")
def main(triples: int, seed: int, out: TextIO, ontology_out: Path | None) -> None:
    if ontology_out:
        ontology_out.write_text(ontology(), encoding="utf-8")
    print(f"{write(world(triples, seed), out)} triples", file=sys.stderr)


if __name__ == "__main__":
    main()
