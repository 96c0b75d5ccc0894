"""How two things are linked: relations between them, and chains over a third, or over two more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ...views.tables.table import Cell, Column, Part, Row, Table
from ..card import Card
from ..language.window import Window
from ..reading import Reading
from .context import Context, thing_cell, why_link
from .links import CHOSEN, PATHS, Edge, edges_of, edges_query
from .sentences import capital, listed

_COLUMNS = (Column("steps", "Steps", is_number=True), Column("path", "Path"), Column("via", "Via"), Column("iri"))
MOST = 400
"""Paths in a table; there may be thousands of three steps."""


def paths_card(context: Context, reading: Reading, question: str) -> Card:
    """The card of a question how two things are linked; longer paths only where there are none of two steps."""
    first, second = (thing.iri for thing in reading.things.values())
    window = context.window_of(reading)
    direct_query = edges_query([first], CHOSEN, second)
    direct = edges_of(context, direct_query, window) if first != second else []
    own, others = (_by_end(context, iri, window) for iri in (first, second))
    middles = sorted((own.keys() & others.keys()) - {first, second}, key=context.lexicon.label)
    rows = [_row(context, [edge], [first, second], window) for edge in direct]
    rows += [
        _row(context, [own[middle][0], others[middle][0]], [first, middle, second], window) for middle in middles
    ]
    if not rows:
        rows = [_row(context, *path, window) for path in _longer(context, (first, second), own, others, window)]
    return Card(
        question=question,
        sentence=_sentence(context, reading, direct, middles, rows),
        table=Table("paths", "Paths", _COLUMNS, tuple(rows[:MOST])) if rows else None,
        places=tuple(iri for iri in (first, second, *middles) if _is_state(context, iri)),
        query=edges_query([first, second], PATHS),
    )


def _by_end(context: Context, iri: str, window: Window) -> Mapping[str, list[Edge]]:
    ends: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges_of(context, edges_query([iri], PATHS), window):
        ends[edge.other(iri)].append(edge)
    return ends


def _longer(
    context: Context,
    ends: tuple[str, str],
    own: Mapping[str, list[Edge]],
    others: Mapping[str, list[Edge]],
    window: Window,
) -> Iterator[tuple[list[Edge], list[str]]]:
    """Paths of three steps."""
    if not own or not others:
        return
    for edge in edges_of(context, edges_query(sorted(own), PATHS), window):
        for near, far in ((edge.subject, edge.target), (edge.target, edge.subject)):
            if near in own and far in others:
                yield [own[near][0], edge, others[far][0]], [ends[0], near, far, ends[1]]


def _row(context: Context, edges: list[Edge], nodes: list[str], window: Window) -> Row:
    parts = [Part(context.lexicon.label(nodes[0]), iri=nodes[0])]
    for edge, near, far in zip(edges, nodes, nodes[1:], strict=False):
        label = context.lexicon.label(edge.relation)
        link = why_link(label, edge.triple, window, edge.periods, context.today)
        parts.append(Part(f"{label} →" if edge.subject == near else f"← {label}", href=link.address, style="small"))
        parts.append(Part(context.lexicon.label(far), iri=far))
    text = " ".join(part.text for part in parts)
    via = thing_cell(context, nodes[1]) if len(nodes) > 2 else Cell("")
    return Row({"steps": Cell(len(edges)), "path": Cell(text, tuple(parts)), "via": via, "iri": Cell(nodes[1])})


def _sentence(context: Context, reading: Reading, direct: list[Edge], middles: list[str], rows: list[Row]) -> str:
    window = context.window_of(reading)
    one, other = context.labels(reading.things).values()
    time = f" {window.words}" if window.words else " today" if context.is_now(window) else ""
    if not rows:
        paths = "no path of up to three relations is recorded"
        return f"It is not known whether {one} and {other} were linked{time}: {paths}."
    said = [f"{context.lexicon.label(edge.relation)} ({context.lexicon.label(edge.subject)})" for edge in direct]
    parts = [_direct(said)] if said else []
    if middles:
        parts.append(f"over {len(middles)} others: {listed([context.lexicon.label(middle) for middle in middles])}")
    if not parts:
        parts = [f"only over two others, by {len(rows)} paths"]
    return capital(
        f"{one} and {other} {'are' if context.is_now(window) else 'were'} linked{time} {', and '.join(parts)}."
    )


def _is_state(context: Context, iri: str) -> bool:
    thing = context.lexicon.things.get(iri)
    return thing is not None and "State" in thing.kinds


def _direct(names: list[str]) -> str:
    relations = "relation" if len(names) == 1 else "relations"
    return f"by {len(names)} direct {relations}: {listed(list(dict.fromkeys(names)))}"
