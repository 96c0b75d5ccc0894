"""The rows of the table: which measurements each needs, its target, and how the figures compare with that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from westphalia.settings import PROJECT_ROOT

from ..record import Figure
from .measures import REASONABLE_RULES, Figures

_LONGEST = 1200
"""Seconds that a process of Jena may take."""
Measure = Callable[..., Figures]
"""Called with the name of a measurement and its arguments; see `measures`."""


@dataclass(frozen=True)
class Sizes:
    """How large the datasets are, and how often each step is repeated (its median counts)."""

    world: int = 1_000_000
    growth: tuple[int, ...] = (100_000, 1_000_000, 10_000_000)
    universities: tuple[int, int] = (1, 5)
    limit: int = 10**12
    """Most triples of universities."""
    added: int = 100
    repeats: int = 3
    memory: str = "4GB"
    nemo: int = 20_000
    """Triples of the university that Nemo closes, which takes it far longer than the others."""
    jar: str = str(PROJECT_ROOT / "tests" / "store" / "fuseki" / "jars" / "jena-fuseki-server-5.5.0.jar")
    """A jar with Jena in it."""
    root: str = ""
    """The project whose default graph is built; empty: this one."""

    def lubm(self, universities: int) -> list[object]:
        """So many universities, as the arguments of a `Dataset`."""
        return ["lubm", universities, self.limit]


QUICK = Sizes(world=4000, growth=(1000, 6000), universities=(1, 1), limit=300, added=20, repeats=1, memory="400MB")


def default_rows(sizes: Sizes, measure: Measure) -> Iterator[Figure]:
    """The default graph, from its files to the stored closure."""
    root = {"root": sizes.root} if sizes.root else {}
    found = measure("default_graph", repeats=sizes.repeats, **root)
    total = found["load"] + found["reason"] + found["store"]
    steps = ", ".join(f"{step} {found[step]:.2f}" for step in ("load", "validate", "reason", "store"))
    yield Figure(
        f"default graph ({found['asserted']:,.0f} triples), load to stored closure, without validation",
        "< 2 s",
        f"{total:.2f} s ({steps}; build {found['build']:.2f}, cpu {found['build_cpu']:.2f})",
        total < 2,
    )


def world_rows(sizes: Sizes, measure: Measure) -> Iterator[Figure]:
    """A world without and with its dates, in one process in turn."""
    dataset = ["world", sizes.world]
    found = measure("closing", dataset=dataset, repeats=sizes.repeats, modes=["undated", "dated"])
    rate = found["undated_inferred"] / found["undated"]
    by_cpu = found["undated_inferred"] / found["undated_cpu"]
    what = f"world of {found['triples']:,.0f} triples"
    yield Figure(
        f"{what}, undated",
        "≥ 1,000,000 inferred/s",
        f"{rate:,.0f} inferred/s ({found['undated_inferred']:,.0f} in {found['undated']:.2f} s, "
        f"cpu {found['undated_cpu']:.2f}: {by_cpu:,.0f} a cpu second; load {found['undated_load']:.2f} s)",
        rate >= 1_000_000,
    )
    ratio = found["dated"] / found["undated"]
    yield Figure(
        f"{what}, dated",
        "≤ 2.5 times undated",
        f"{ratio:.2f} times (cpu {found['dated_cpu'] / found['undated_cpu']:.2f} times; "
        f"{found['dated_inferred']:,.0f} rows in {found['dated']:.2f} s, cpu {found['dated_cpu']:.2f})",
        ratio <= 2.5,
    )


def owlrl_rows(sizes: Sizes, measure: Measure) -> Iterator[Figure]:
    """Universities against owlrl."""
    dataset = sizes.lubm(sizes.universities[0])
    ours = measure("closing", dataset=dataset, repeats=sizes.repeats, modes=["undated"])
    theirs = measure("owlrl", dataset=dataset)
    ratio = theirs["reason"] / ours["undated"]
    yield Figure(
        f"{_universities(sizes.universities[0])} ({ours['triples']:,.0f} triples), against owlrl",
        "≥ 200 times",
        f"{ratio:,.0f} times ({theirs['reason']:.1f} s against {ours['undated']:.2f} s; "
        f"cpu {theirs['reason_cpu']:.1f} against {ours['undated_cpu']:.2f})",
        ratio >= 200,
    )


def reasonable_rows(sizes: Sizes, measure: Measure) -> Iterator[Figure]:
    """Universities against reasonable, on the rules that it runs."""
    dataset = sizes.lubm(sizes.universities[1])
    ours = measure("closing", dataset=dataset, repeats=sizes.repeats, modes=["undated"], only=REASONABLE_RULES)
    theirs = measure("reasonable", dataset=dataset, repeats=sizes.repeats)
    reasoning = theirs["reason"] / ours["undated"]
    # What handing over the base triples takes, for as many as are closed.
    handed = theirs["hand_over_cpu"] * (theirs["triples"] + theirs["inferred"]) / theirs["triples"]
    own = max(theirs["reason_cpu"] - handed, 0)
    what = f"{_universities(sizes.universities[1])} ({ours['triples']:,.0f} triples), against reasonable on its rules"
    yield Figure(
        f"{what}: reasoning",
        "≥ 5 times",
        f"{reasoning:.1f} times ({theirs['reason']:.2f} s against {ours['undated']:.2f} s; cpu "
        f"{theirs['reason_cpu']:.2f} against {ours['undated_cpu']:.2f}; of its cpu about {handed:.2f} hand triples "
        f"to Python, {own:.2f} reason)",
        reasoning >= 5,
    )
    whole = (theirs["load"] + theirs["reason"]) / (ours["undated_load"] + ours["undated"])
    yield Figure(
        f"{what}: with loading",
        "≥ 2 times",
        f"{whole:.1f} times ({theirs['load'] + theirs['reason']:.2f} s against "
        f"{ours['undated_load'] + ours['undated']:.2f} s)",
        whole >= 2,
    )


def engines_rows(sizes: Sizes, measure: Measure) -> Iterator[Figure]:
    """A university against general rule engines, under the plain rules of the comparison with reasonable."""
    one = sizes.lubm(sizes.universities[0])
    yield _against("Jena", one, sizes, measure, jar=sizes.jar, seconds=_LONGEST)
    few = [*one[:2], min(sizes.nemo, sizes.limit)]
    yield _against("Nemo", few, sizes, measure, repeats=1)


def _against(engine: str, dataset: list[object], sizes: Sizes, measure: Measure, **arguments: object) -> Figure:
    """The figure of an engine whose closure is ours; of another closure no time is told."""
    ours = measure("plain_rules", dataset=dataset, repeats=sizes.repeats)
    theirs = measure(engine.lower(), dataset=dataset, **arguments)
    what = f"university of {ours['triples']:,.0f} triples, against {engine} on plain rules"
    if (ours["closed"], ours["digest"]) != (theirs["closed"], theirs["digest"]):
        return Figure(
            what, "equal", f"{ours['closed']:,.0f} triples against {theirs['closed']:,.0f}, not equal", False
        )
    ratio = theirs["reason"] / ours["undated"]
    return Figure(
        what,
        "equal",
        f"equal ({ours['closed']:,.0f} triples); {ratio:.1f} times as fast ({theirs['reason']:.2f} s against "
        f"{ours['undated']:.2f} s; cpu {theirs['reason_cpu']:.2f} against {ours['undated_cpu']:.2f})",
        True,
    )


def lubm_rows(sizes: Sizes, measure: Measure) -> Iterator[Figure]:
    """Ten universities under all rules, undated, which is what others do."""
    found = measure(
        "closing", dataset=sizes.lubm(2 * sizes.universities[1]), repeats=sizes.repeats, modes=["undated"]
    )
    yield Figure(
        f"{_universities(2 * sizes.universities[1])} ({found['triples']:,.0f} triples), reasoning",
        "< 1.5 s",
        f"{found['undated']:.2f} s (cpu {found['undated_cpu']:.2f}; {found['undated_inferred']:,.0f} inferred; load "
        f"{found['undated_load']:.2f} s)",
        found["undated"] < 1.5,
    )


def growth_rows(sizes: Sizes, measure: Measure) -> Iterator[Figure]:
    """Dated worlds of growing size, the largest once more within a limit of memory."""
    found = [measure("closing", dataset=["world", size], repeats=1, modes=["dated"]) for size in sizes.growth]
    costs = [one["dated"] / one["triples"] * 1e6 for one in found]
    by_cpu = [one["dated_cpu"] / one["triples"] * 1e6 for one in found]
    shown = ", ".join(
        f"{one['triples']:,.0f}: {cost:.1f} s (cpu {cpu:.1f})"
        for one, cost, cpu in zip(found, costs, by_cpu, strict=True)
    )
    yield Figure(
        "growth of dated worlds, seconds of closing per million triples",
        "linear within 30 %",
        f"{shown}; largest over smallest {costs[-1] / costs[0]:.2f} times (cpu {by_cpu[-1] / by_cpu[0]:.2f} times)",
        costs[-1] <= 1.3 * costs[0],
    )
    largest = found[-1]
    what = f"peak memory of a dated world of {largest['triples']:,.0f} triples"
    yield Figure(
        what,
        "< 8 GB for ten million",
        f"{largest['peak'] / 1e9:.2f} GB ({largest['dated_load'] + largest['dated']:.0f} s)",
        largest["peak"] / largest["triples"] < 8e9 / 1e7,
    )
    if not sizes.memory:
        return
    bounded = measure("bounded", dataset=["world", sizes.growth[-1]], memory=sizes.memory)
    yield Figure(
        f"{what}, limit {sizes.memory}",
        "completes",
        f"completes in {bounded['dated_load'] + bounded['dated']:.0f} s with {bounded['peak'] / 1e9:.2f} GB, "
        f"at most {bounded['spilled'] / 1e9:.2f} GB spilled",
        bounded["dated_inferred"] == largest["dated_inferred"],
    )


def change_rows(sizes: Sizes, measure: Measure) -> Iterator[Figure]:
    """Adding a few triples to a closed world, and explaining what is in it."""
    found = measure("changing", dataset=["world", sizes.world], repeats=sizes.repeats, triples=sizes.added)
    what = f"the world of {found['triples']:,.0f} triples"
    yield Figure(
        f"adding {found['added']:.0f} triples to {what}",
        "< 0.5 s",
        f"{found['add']:.2f} s (cpu {found['add_cpu']:.2f}; {found['follows']:,.0f} follow); removing them again "
        f"{found['remove']:.2f} s; looking for contradictions {found['clashes']:.2f} s",
        found["add"] < 0.5,
    )
    yield Figure(
        f"explaining one fact of {what}",
        "< 0.5 s",
        f"{found['explain']:.2f} s (of {found['explained']:.0f} facts the longest {found['explain_longest']:.2f} s; "
        f"opening {found['explainer']:.2f} s)",
        found["explain_longest"] < 0.5,
    )
    whole = measure("writing", dataset=["world", sizes.world], triples=sizes.added)
    yield Figure(
        f"the same addition with contradictions and the change of the day's view, {what}",
        "",
        f"{whole['write']:.2f} s (cpu {whole['write_cpu']:.2f})",
    )


def _universities(number: int) -> str:
    return f"{number} universit{'y' if number == 1 else 'ies'}"


GROUPS: dict[str, Callable[[Sizes, Measure], Iterator[Figure]]] = {
    "default": default_rows,
    "world": world_rows,
    "owlrl": owlrl_rows,
    "reasonable": reasonable_rows,
    "engines": engines_rows,
    "lubm": lubm_rows,
    "growth": growth_rows,
    "change": change_rows,
}
