"""Time writes to a plain store of several sizes and to the curated graph, and print medians and 95th percentiles.

python -m bench.writes.run [--triples 100000 1000000] [--writes 40] [--no-curated]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from westphalia.reason import reasoners
from westphalia.settings import Settings
from westphalia.sparql.update import Evaluation
from westphalia.versions import build as building
from westphalia.versions.transactions import CuratedDataset, MaintainDated, PlainDataset, Writer, create_plain_store

GRAPH = ox.NamedNode("urn:bench")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--writes", type=int, default=40)
    parser.add_argument("--no-curated", action="store_true")
    arguments = parser.parse_args()
    print(f"{'dataset':>22}  {'write':34} {'median ms':>10} {'95 % ms':>9}")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        for size in arguments.triples:
            folder = Path(name) / f"plain-{size}"
            create_plain_store(folder, filling(size))
            measure(f"plain, {size:,} triples", Writer(folder, PlainDataset()), arguments.writes)
        if not arguments.no_curated:
            settings = Settings(data_dir=Path(name) / "curated")
            report, _ = building.build(settings, lambda _sentence: None)
            maintainer = MaintainDated(lambda: reasoners.make_reasoner(settings), lambda: settings.reference_day)
            writer = Writer(settings.data_dir, CuratedDataset(settings.data_dir, maintainer))
            measure(f"curated, {report.asserted:,}", writer, max(5, arguments.writes // 4), FOLLOWED)


def filling(size: int) -> Iterator[ox.Quad]:
    """Triples of some variety in one graph."""
    for number in range(size):
        subject = ox.NamedNode(f"urn:subject:{number // 10}")
        predicate = ox.NamedNode(f"urn:predicate:{number % 10}")
        yield ox.Quad(subject, predicate, ox.Literal(f"value {number}"), ox.NamedNode("urn:filling"))


Act = Callable[[Evaluation, int], None]


def measure(dataset: str, writer: Writer, writes: int, more: Mapping[str, Act] | None = None) -> None:
    """Print a line for each kind of write; `more` are kinds besides those that suit any dataset, in turn."""
    facts = [ox.Triple(ox.NamedNode(f"urn:put:{n}"), ox.NamedNode("urn:p"), ox.Literal(n)) for n in range(10_000)]
    kinds: dict[str, tuple[int, Act]] = {
        "INSERT DATA, one triple": (writes, insert),
        "DELETE … INSERT … WHERE, one triple": (writes, modify),
        "PUT of a graph of 10,000 triples": (3, lambda evaluation, n: evaluation.replace(GRAPH, facts[n:])),
        "DROP of it": (1, lambda evaluation, _: evaluation.drop(GRAPH)),
    }
    for kind, (times, act) in kinds.items():
        tell(dataset, kind, [timed(writer, act, number) for number in range(times)])
    in_turn = [{kind: timed(writer, act, number) for kind, act in (more or {}).items()} for number in range(writes)]
    for kind in more or ():
        tell(dataset, kind, [taken[kind] for taken in in_turn])
    writer.close()


def tell(dataset: str, kind: str, taken: list[float]) -> None:
    """Print the median and the 95th percentile of times."""
    tail = sorted(taken)[min(len(taken) - 1, int(len(taken) * 0.95))]
    print(f"{dataset:>22}  {kind:34} {statistics.median(taken):10.1f} {tail:9.1f}", flush=True)


def insert(evaluation: Evaluation, number: int) -> None:
    """Add one triple."""
    evaluation.update(f"INSERT DATA {{ GRAPH <urn:mine> {{ <urn:s{number}> <urn:p> {number} }} }}")


def modify(evaluation: Evaluation, number: int) -> None:
    """Replace one triple by a pattern."""
    evaluation.update(
        f"""DELETE {{ GRAPH <urn:mine> {{ ?s <urn:p> ?o }} }}
        INSERT {{ GRAPH <urn:mine> {{ ?s <urn:p> 'x{number}' }} }}
        WHERE {{ GRAPH <urn:mine> {{ ?s <urn:p> ?o FILTER(?s = <urn:s{number}>) }} }}"""
    )


def join(evaluation: Evaluation, number: int) -> None:
    """Let a new state join a defence organization, from which alliances follow."""
    evaluation.update(
        f"""INSERT DATA {{ GRAPH graph:bench {{ id:bench-{number} a wph:State .
        id:bench-membership-{number} a wph:FullMembership ; wph:member id:bench-{number} ;
            wph:organization id:csto ; wph:validFrom "2005-01-01T00:00:00Z"^^xsd:dateTime ;
            wph:source source:rousseau-2011 ; wph:locator "paragraph 3" }} }}"""
    )


def leave(evaluation: Evaluation, number: int) -> None:
    """Take out what the alliances of `join` rest on."""
    evaluation.update(
        f"DELETE DATA {{ GRAPH graph:bench {{ id:bench-membership-{number} wph:organization id:csto }} }}"
    )


FOLLOWED: dict[str, Act] = {"INSERT DATA, a state that joins": join, "DELETE DATA, it leaves": leave}


def timed(writer: Writer, act: Callable[[Evaluation, int], None], number: int) -> float:
    """The milliseconds of one write, from the call to the version that readers see."""
    start = time.perf_counter()
    writer.write(lambda evaluation: act(evaluation, number))
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
