"""The data of the measurement: things with ten properties each, as N-Triples."""

from __future__ import annotations

from pathlib import Path

THING = "https://example.org/thing/"
PROPERTY = "https://example.org/p/"
_PROPERTIES = 10


def write_triples(path: Path, count: int) -> None:
    """Write about `count` triples: of each ten, four labels, four links, two numbers."""
    things = count // _PROPERTIES
    with path.open("w", encoding="utf-8") as file:
        for thing in range(things):
            for number in range(_PROPERTIES):
                file.write(f"<{THING}{thing}> <{PROPERTY}{number}> {_value(thing, number, things)} .\n")


def _value(thing: int, number: int, things: int) -> str:
    if number < 4:
        return f'"label {number} of thing {thing}"@en'
    if number < 8:
        return f"<{THING}{(thing * 7 + number) % things}>"
    return f'"{thing * number}"^^<http://www.w3.org/2001/XMLSchema#integer>'


ASK = f"ASK {{ <{THING}7> <{PROPERTY}0> ?label }}"
ROWS = f"SELECT ?s ?label ?o {{ ?s <{PROPERTY}0> ?label ; <{PROPERTY}5> ?o }} LIMIT 1000"
MIXED = (
    ASK,
    f"SELECT ?p ?o {{ <{THING}42> ?p ?o }}",
    f"SELECT ?o ?label {{ <{THING}99> <{PROPERTY}4>/<{PROPERTY}5> ?o . ?o <{PROPERTY}0> ?label }}",
    f"SELECT ?s ?n {{ ?s <{PROPERTY}8> ?n FILTER(?n < 800) }} LIMIT 20",
    f"SELECT ?s ?o {{ ?s <{PROPERTY}6> ?o }} LIMIT 100",
    f"CONSTRUCT {{ ?s ?p ?o }} {{ VALUES ?s {{ <{THING}5> <{THING}6> }} ?s ?p ?o }}",
    f"DESCRIBE <{THING}77>",
    f"SELECT (COUNT(*) AS ?n) {{ ?s <{PROPERTY}3> ?o }}",
)
"""What clients ask in turn: look-ups, a path, filters, a count, graphs."""
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
