"""Converted codes: the codes as a column, and why a value has none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ..codes import Conversion
from ..errors import QueryError
from .listings import Listing

_COLUMNS = ("value", "date", "code", "status", "reason")


class Conversions(Listing[Conversion]):
    """The outcomes of a conversion, one for each value in its order; a table, and a data frame if wanted.

    >>> conversions = graph.convert([970, 9999], from_="cow", to="iso3", date=1999)
    >>> len(conversions), conversions.codes[1]
    (2, None)
    >>> conversions.unresolved[-1].reason
    'Nothing has the COW state number 9999.'
    """

    def __init__(self, items: Iterable[Conversion]) -> None:
        super().__init__(items, _COLUMNS, {})

    @property
    def codes(self) -> list[str | None]:
        """The counterparts in the order of the values, None where there is not exactly one."""
        return [conversion.code or None for conversion in self]

    @property
    def unresolved(self) -> Listing[Conversion]:
        """The outcomes without exactly one counterpart in use on the date, except those of blank values."""
        return self.where(lambda conversion: conversion.status not in {"converted", "blank"})

    @property
    def counts(self) -> Mapping[str, int]:
        """How many values have which status, the most frequent first."""
        return dict(Counter(conversion.status for conversion in self).most_common())


def paired(values: Iterable[object], dates: object) -> list[tuple[object, object]]:
    """Each value with its date; `dates` is one for all, or as many as there are values.

    Raises QueryError when they are not as many.
    """
    listed = list(values)
    if isinstance(dates, str) or not isinstance(dates, Iterable):
        return [(value, dates) for value in listed]
    per_value = list(dates)
    if len(per_value) != len(listed):
        raise QueryError(f"There are {len(listed)} values and {len(per_value)} dates; expected one date for each.")
    return list(zip(listed, per_value, strict=True))
