"""`ask`: plain questions from the command line."""

from __future__ import annotations

import json

import click

from ..errors import QueryError
from ..questions import Card, card_json
from ..settings import Settings
from .adapter import PRIVATE_OPTION, adapter, opened_graph


@click.command()
@click.argument("question", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the whole card as JSON.")
@PRIVATE_OPTION
@adapter
def ask_command(settings: Settings, question: tuple[str, ...], *, as_json: bool) -> None:
    """Answer QUESTION, in plain English, such as 'was Uzbekistan in the CSTO in 2007'."""
    card = opened_graph(settings).ask(" ".join(question))
    if as_json:
        click.echo(json.dumps(card_json(card), ensure_ascii=False, indent=2))
    elif not card.is_read:
        near = f" Questions that can be read: {'; '.join(card.nearest)}." if card.nearest else ""
        raise QueryError(f"{card.sentence}{near}")
    else:
        click.echo("\n".join(_lines(card)))


def _lines(card: Card) -> list[str]:
    """A card as lines of text: the answer, how it was read, and the rows."""
    verdict = f"{card.verdict.value.capitalize()}. " if card.verdict else ""
    shown = [column.name for column in card.table.shown if column.name != "why"] if card.table else []
    rows = ["\t".join(str(row[name]) for name in shown) for row in card.rows]
    return [f"{verdict}{card.sentence}", f"Read as: {card.read_as}", *card.remarks, *rows]
