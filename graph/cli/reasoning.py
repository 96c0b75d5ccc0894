"""`explain` and `materialize`: why something holds, and what follows from a file under the rules."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import click

from ..api import StatementExplanation
from ..inputs.ontology import rule_paths
from ..rdf.imports import Fetch
from ..reason.materialize import materialized_lines
from ..reason.reasoners import spark_place
from ..settings import Settings
from ..sparql.federation import AllowedHosts, Fetcher, Limits, load_with
from ..versions.explanations import MAX_ALTERNATIVES
from .adapter import ENGINE_OPTION, WORK_DIR_OPTION, adapter, opened_graph, say, with_engine

_EXPLANATIONS: dict[str, Callable[[StatementExplanation], str]] = {
    "text": str,
    "json": lambda explanation: json.dumps(explanation.json(), ensure_ascii=False, indent=2),
    "turtle": lambda explanation: explanation.turtle(),
}


@click.command("explain")
@click.argument("subject")
@click.argument("predicate")
@click.argument("target", metavar="OBJECT")
@click.option(
    "--at", "day", help="Date of the statement, as 2011-06-01, 2011-06 or 2011.  [default: the reference date]"
)
@click.option("--alternatives", type=click.IntRange(0, MAX_ALTERNATIVES), default=0, help="Other proofs to show.")
@click.option("--format", "output", type=click.Choice(list(_EXPLANATIONS)), default="text", show_default=True)
@adapter
def explain_command(  # noqa: PLR0913, PLR0917 - one argument for each option of the command
    settings: Settings, subject: str, predicate: str, target: str, day: str | None, alternatives: int, output: str
) -> None:
    """Explain why SUBJECT PREDICATE OBJECT holds, or report that it does not, or that it is not known.

    Each is a label, the last part of an IRI, a CURIE or an IRI; OBJECT may be a literal in quotation marks. Either
    answer has exit code 0; exit code 1 means that there is none, for instance since a term is unknown.
    """
    explanation = opened_graph(settings).explain(subject, predicate, target, at=day, alternatives=alternatives)
    click.echo(_EXPLANATIONS[output](explanation))


@click.command("materialize")
@click.argument("file")
@ENGINE_OPTION
@WORK_DIR_OPTION
@adapter
def materialize_command(settings: Settings, file: str, engine: str | None, work_dir: str | None) -> None:
    """Materialize all inferences for FILE as N-Triples; '-' stands for standard input.

    FILE is Turtle, RDF/XML, N-Triples, N-Quads, TriG or JSON-LD, by its ending, or for .owl by its beginning.
    Comment lines that begin with '# CLASH' report contradictions.

    What FILE imports (owl:imports) is read too: files that catalog-v001.xml beside it names, local files, and other
    servers that the setting outside_hosts names. Comment lines say what was not found.
    """
    text = sys.stdin.buffer.read() if file == "-" else None
    cache, fetch = settings.cache_dir, _fetch(settings)
    spark = spark_place(with_engine(settings, engine, work_dir))
    for line in materialized_lines(Path(file), text, rule_paths(settings.ontology_dir), cache, say, fetch, spark):
        click.echo(line)


def _fetch(settings: Settings) -> Fetch | None:
    """What asks the servers that the settings allow; None where they allow none."""
    hosts = settings.outside_hosts.split()
    limits = Limits(seconds=settings.outside_seconds, max_bytes=settings.outside_mb * 1024 * 1024)
    return load_with(Fetcher(AllowedHosts(hosts), limits)) if hosts else None
