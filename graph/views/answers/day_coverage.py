"""How a day lies to the coverage of the sources: within it, before it or beyond it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ...rdf.written_days import written
from ...reason.proofs.proof import Period
from ...store import Store
from ..select import select
from .statements import day_of


@dataclass(frozen=True)
class SourceCoverage:
    """The coverage of one source.

    A document is read as a text, and covers what it is about alone; `has_records` is false of a source of names.
    """

    key: str
    title: str
    period: Period
    is_document: bool
    has_records: bool = True

    def position(self, day: date) -> Literal["within", "before", "beyond"]:
        """Where a day lies to the coverage."""
        if self.period.begins is not None and day < self.period.begins:
            return "before"
        return "within" if self.period.covers(day) else "beyond"

    @property
    def last_day(self) -> date | None:
        """The last day that the source covers."""
        return self.period.ends - timedelta(days=1) if self.period.ends is not None else None


Sources = tuple[SourceCoverage, ...]


def read_source_coverage(store: Store) -> Sources:
    """The coverage of every source, by key."""
    rows = select(
        store,
        """SELECT ?key ?title ?from ?until (EXISTS { ?source a wph:Document } AS ?document)
                (EXISTS { ?record wph:source ?source } AS ?records) WHERE {
            ?source wph:sourceKey ?key ; dcterms:title ?title ; wph:coverageFrom ?from ; wph:coverageUntil ?until
        } ORDER BY ?key""",
    )
    return tuple(
        SourceCoverage(
            row["key"]["value"],
            row["title"]["value"],
            Period(day_of(row["from"]["value"]), day_of(row["until"]["value"])),
            row["document"]["value"] == "true",
            row["records"]["value"] == "true",
        )
        for row in rows
    )


def coverage_header(sources: Iterable[SourceCoverage], day: date) -> str:
    """The coverage of a day as a dictionary of structured fields (RFC 8941): each source, and where the day lies."""
    return ", ".join(_item(source, day) for source in sources)


def _item(source: SourceCoverage, day: date) -> str:
    position = source.position(day)
    bound = {"before": ("from", source.period.begins), "beyond": ("until", source.period.ends), "within": ("", None)}
    name, limit = bound[position]
    return f"{source.key}={position}" + (f';{name}="{limit.isoformat()}"' if limit is not None else "")


def coverage_notice(sources: Iterable[SourceCoverage], day: date) -> str:
    """What a reader must know of a day that the lists do not all cover; empty for a day that they do.

    What things are called is known for every day: a list of names is none of them.
    """
    lists = [source for source in sources if source.has_records and not source.is_document]
    outside = [source for source in lists if source.position(day) != "within"]
    if not outside:
        return ""
    if len(outside) < len(lists):
        named = "; ".join(_limit(source, day) for source in outside)
        return f"There is no data for {written(day)} from some lists: {named}."
    if all(source.position(day) == "before" for source in lists):
        return f"No list covers {written(day)}: {'; '.join(_limit(source, day) for source in lists)}."
    last = [source.last_day for source in lists if source.last_day is not None]
    return (
        f"No list covers {written(day)}. What is shown without an end was last confirmed between "
        f"{written(min(last))} and {written(max(last))}, where the lists end."
    )


def _limit(source: SourceCoverage, day: date) -> str:
    """The source, and where its coverage begins or ends; one that does not cover a day has that end."""
    is_before = source.position(day) == "before"
    limit = source.period.begins if is_before else source.last_day
    return f"{source.title} ({'begins' if is_before else 'last confirmed'} on {written(limit or day)})"
