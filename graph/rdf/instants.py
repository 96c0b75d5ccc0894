"""Days as instants: a day begins at midnight UTC, and the ontology writes it so, as `xsd:dateTime`."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
from rdflib.namespace import XSD

_DATE_TIME = ox.NamedNode(XSD.dateTime)


def instant(day: date | str) -> str:
    """The instant at which a day, or one in ISO 8601, begins.

    >>> instant(date(1991, 12, 16)), instant("1991-12-16")
    ('1991-12-16T00:00:00Z', '1991-12-16T00:00:00Z')
    """
    return f"{day if isinstance(day, str) else day.isoformat()}T00:00:00Z"


def instant_literal(day: date | str) -> ox.Literal:
    """The instant at which a day begins, as a term of RDF."""
    return ox.Literal(instant(day), datatype=_DATE_TIME)


def instant_term(day: date | str) -> str:
    """The instant at which a day begins, as it stands in a query.

    >>> instant_term("1991-12-16")
    '"1991-12-16T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>'
    """
    return str(instant_literal(day))
