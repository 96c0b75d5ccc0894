"""The graph as a Python user meets it: one class, wherever the graph is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from datetime import date as Date  # noqa: N812 - inside the class `date` is a property
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, overload

from ..errors import InputError, QueryError
from ..rdf.formats import RDF_FORMATS, TURTLE, RdfFormat
from ..store import Store
from .labels import read_labels
from .names import find_entity, find_object, find_property
from .results import QueryResult, run_query

# A query needs none of these, and they take most of a second to import: they are imported where they are used.
if TYPE_CHECKING:
    from ..codes import CodeTable
    from ..codes.reports import AmbiguousCode, RoundTrip
    from ..panels.columns.column import ColumnSource
    from ..panels.panel import Panel
    from ..panels.recipe import Relevance
    from ..panels.source.panel_graph import PanelGraph
    from ..questions import Card
    from ..search import Hit
    from .answers import RelatedList, StatementAnswer
    from .backend import Backend
    from .conversions import Conversions
    from .descriptions import Descriptions
    from .entities import EntityDescription, Fact
    from .explanations import StatementExplanation
    from .listings import Listing
    from .reports import SourceDisagreement

Day = date | str | None
"""A date, or its text: 2011-06-01, 2011-06 or 2011 (the first day); None is the graph's reference date."""


class KnowledgeGraph:
    """A graph, opened for reading with `westphalia.open()`.

    Every method takes names as people write them: a label (`"Kazakhstan"`), the last part of an IRI
    (`"kazakhstan"`, `"memberOf"`), a CURIE (`"id:kazakhstan"`) or an IRI. `at` is the date at which facts hold, as a
    `datetime.date` or as text: `"2011-06-01"`, `"2011-06"` or `"2011"` (the first day is meant); without it the
    graph's reference date, `graph.date`.

    It is its own context manager, which closes it at the end.

    >>> graph
    <KnowledgeGraph: version ..., as of ...>
    """

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    @property
    def version(self) -> str:
        """The name of the version that is read, to be cited beside the date."""
        return self._backend.version

    @property
    def date(self) -> date:
        """The reference date: facts are those of this date unless a method is given another with `at`."""
        return self._backend.reference

    def query(self, text: str, *, at: Day = None) -> QueryResult:
        """Answer a SPARQL query; the project's prefixes need no declaration.

        Raises QueryError when the query or the date is wrong.

        >>> graph.query("ASK { id:kazakhstan wph:memberOf id:csto }", at="2011-06-01")
        <QueryResult: true>
        >>> [(country.curie,) for (country,) in graph.query(
        ...     "SELECT ?country WHERE { ?country wph:memberOf id:csto FILTER(?country = id:kazakhstan) }")]
        [('id:kazakhstan',)]
        """
        return run_query(self.store(at), text, self.labels, lambda: read_date(at) or self.date)

    def store(self, at: Day = None) -> Store:
        """The SPARQL store of a date, for what `query` does not give: other formats, a choice of graphs.

        Raises QueryError when the date is wrong.
        """
        return self._backend.store(read_date(at))

    def entity(self, name: str, *, at: Day = None) -> EntityDescription:
        """Describe an entity: names, classes, codes, facts, and the situations in which sources report it.

        Raises UnknownNameError when the name stands for nothing, or for several entities.

        >>> kazakhstan = graph.entity("Kazakhstan")
        >>> kazakhstan.iri.curie, "state" in kazakhstan.classes.values()
        ('id:kazakhstan', True)
        """
        return self._descriptions.entity(find_entity(self._backend, name), read_date(at) or self.date)

    def facts(self, name: str, *, at: Day = None, all_dates: bool = False) -> Listing[Fact]:
        """The relations of an entity that hold on a date, or with `all_dates` those of every date.

        Raises UnknownNameError as `entity`.

        >>> facts = graph.facts("kazakhstan", at="2011-06-01")
        >>> [str(fact) for fact in facts if fact.object.curie == "id:csto" and fact.predicate.curie == "wph:memberOf"]
        ['Kazakhstan member of Collective Security Treaty Organization (...)']
        """
        entity = self.entity(name, at=at)
        return entity.facts_of_all_dates if all_dates else entity.facts

    def explain(
        self, subject: str, predicate: str, object: str, *, at: Day = None, alternatives: int = 0
    ) -> StatementExplanation:
        """Explain why a statement holds on a date, with at most `alternatives` other proofs, or that it does not.

        Raises UnknownNameError when a name stands for nothing, StoreError when the graph was not made by the dated
        reasoner.

        >>> why = graph.explain("kazakhstan", "affiliatedWith", "csto", at="2011-06-01")
        >>> why.holds, why.proofs[0].rule is not None
        (True, True)
        """
        from .explanations import StatementExplanation  # noqa: PLC0415

        triple = self._triple(subject, predicate, object)
        return StatementExplanation(self._backend.explain(triple, read_date(at) or self.date, alternatives))

    def holds(self, subject: str, predicate: str, object: str, *, at: Day = None) -> StatementAnswer:
        """Answer whether a statement holds on a date: it does, it does not, or it is not known.

        That no source records a statement means that it does not hold only where a list is complete.
        Raises what `explain` raises.

        >>> graph.holds("kazakhstan", "member of", "csto", at="2011-06-01").verdict
        'holds'
        >>> graph.holds("kazakhstan", "borders", "kazakhstan", at="2011-06-01").verdict
        'does not hold'
        >>> graph.holds("russia", "member of", "nato", at="1850").verdict == "holds"
        False
        """
        from .answers import StatementAnswer  # noqa: PLC0415

        triple = self._triple(subject, predicate, object)
        return StatementAnswer(self._backend.answer(triple, read_date(at) or self.date))

    def related(
        self, predicate: str, *, subject: str | None = None, object: str | None = None, at: Day = None
    ) -> RelatedList:
        """List what stands in a relation to one entity on a date, and say whether the list is complete.

        Give either `subject` or `object`. Raises UnknownNameError when a name stands for nothing, QueryError when
        both ends are given or none.

        >>> members = graph.related("member of", object="csto", at="2011-06-01")
        >>> "id:kazakhstan" in [member.curie for member in members], len(members) > 1
        (True, True)
        """
        if (subject is None) == (object is None):
            raise QueryError("Both ends of the relation are given, or none; expected either subject or object.")
        from .answers import RelatedList  # noqa: PLC0415

        ends = [find_entity(self._backend, name) if name is not None else "" for name in (subject, object)]
        relation = find_property(self._backend, predicate)
        return RelatedList(self._backend.list(relation, ends[0], ends[1], read_date(at) or self.date))

    def disagreements(self, about: str | None = None) -> Listing[SourceDisagreement]:
        """Where sources conflict about the dates or figures of a situation, the widest apart first.

        `about` names an entity that takes part; without it every situation is compared, which takes some seconds.
        Raises UnknownNameError as `entity`.

        >>> graph.disagreements("kazakhstan")
        <Listing of ...>
        """
        return self._descriptions.disagreements(find_entity(self._backend, about) if about is not None else None)

    def convert(  # noqa: PLR0913 - one argument for each option
        self,
        values: Iterable[object],
        *,
        from_: str,
        to: str,
        date: object = None,
        year: str = "any",
        any_time: bool = False,
    ) -> Conversions:
        """Convert codes or names of states from one system to another, each on its date.

        Systems are cow, gw, iso2, iso3, isonum, m49, wikidata, name (`name:fr` in a language) and id, the
        identifier of the graph. `date` is one for all values or one for each: a date, a year, or text; by default the
        reference date.
        `year` says for which day a year stands: `any` of its days, its `first` or its `last`. `any_time` also gives
        codes that were not in use on the date, with the status `other time`. A name of another time ("Germany" in
        1913) stands for the state that had its COW or Gleditsch-Ward number then, with the status `same number`.

        A value without exactly one counterpart has no code, and a reason; none is left out. Raises QueryError for an
        unknown system, or when there are not as many dates as values.

        Number 970 is Nauru by `cow` and Kiribati by `gw`; 260 is West Germany in 1962, and 255 Germany in 1995.

        >>> conversions = graph.convert([970, 260], from_="cow", to="name", date=[1999, 1962])
        >>> conversions.columns
        ('value', 'date', 'code', 'status', 'reason')
        >>> graph.convert([9999], from_="cow", to="name", date=1995)[0].reason
        'Nothing has the COW state number 9999.'
        """
        from ..codes import Converter  # noqa: PLC0415
        from ..codes.conversion import check_year_rule  # noqa: PLC0415
        from .conversions import Conversions, paired  # noqa: PLC0415

        converter = Converter(self.code_table, from_, to, year=check_year_rule(year), any_time=any_time)
        on = self.date if date is None else date
        return Conversions(converter.convert(value, when) for value, when in paired(values, on))

    def code_round_trip(self, from_: str, to: str, *, date: object = None) -> Listing[RoundTrip]:
        """Convert every code of a system to another and back on a date, and say which do not return.

        Raises QueryError for an unknown system, or one without a list of codes.

        >>> trips = graph.code_round_trip("cow", "iso3", date=2010)
        >>> lost = trips.where(lambda trip: not trip.returns)
        >>> trips.columns
        ('code', 'counterpart', 'back', 'status', 'returns', 'reason')
        """
        from ..codes import round_trip  # noqa: PLC0415
        from .listings import Listing  # noqa: PLC0415

        rows = round_trip(self.code_table, from_, to, self.date if date is None else date)
        return Listing(rows, ("code", "counterpart", "back", "status", "returns", "reason"), {})

    def ambiguous_codes(self, system: str, other: str = "") -> Listing[AmbiguousCode]:
        """The codes of a system that denote several entities, or with `other` those that mean something else there.

        Raises QueryError for an unknown system, or one without a list of codes.

        >>> graph.ambiguous_codes("cow", "gw").columns
        ('code', 'system', 'entity', 'label', 'period', 'kind')
        """
        from ..codes import ambiguous_codes  # noqa: PLC0415
        from .listings import Listing  # noqa: PLC0415

        rows = ambiguous_codes(self.code_table, system, other)
        return Listing(rows, ("code", "system", "entity", "label", "period", "kind"), {})

    def search(self, text: str, limit: int = 8) -> list[Hit]:
        """The first `limit` entities and terms that a name or code may stand for, the best match first.

        A service gives at most 1,000.

        >>> graph.search("kazakh")[0].label
        'Kazakhstan'
        """
        return self._backend.search(text, limit)

    def ask(self, question: str) -> Card:
        """Answer a question in plain English with a card: a sentence, a verdict, rows, and the query behind it.

        A question that cannot be read gives a card that says what of it was read, with the nearest questions.

        >>> graph.ask("are Kazakhstan and Russia allied").pattern
        'allied'
        """
        return self._backend.ask(question)

    @overload
    def export(self, selection: str = ..., *, format: str | None = ..., at: Day = ...) -> str: ...

    @overload
    def export(self, selection: str, path: str | Path, *, format: str | None = ..., at: Day = ...) -> Path: ...

    def export(
        self,
        selection: str = "everything",
        path: str | Path | None = None,
        *,
        format: str | None = None,
        at: Day = None,
    ) -> str | Path:
        """Write a selection of the graph as RDF.

        It is day (the state of the world on one day, which reasoners of OWL 2 DL may classify), everything, asserted,
        ontology, inferred, history, or the key of a source. Day, everything and inferred may be of another day than
        the reference date.
        With `path` it becomes a file, which appears whole or not at all, and the path is returned; else its text is.
        `format` is turtle, ntriples, rdfxml, jsonld or trig; by default what the ending of `path` says, else turtle.
        Sources that may not be redistributed are left out of all selections but their own.

        Raises InputError when there is no such selection or format, or the file cannot be written.

        >>> "id:kazakhstan" in graph.export("rousseau-2011")
        True
        """
        from ..export import save  # noqa: PLC0415

        if path is None:
            return b"".join(self.export_pieces(selection, format=format, at=at)).decode()
        return save(self._backend.export(selection, rdf_format(format, path), read_date(at)), Path(path))

    def export_pieces(
        self, selection: str = "everything", *, format: str | None = None, at: Day = None
    ) -> Iterator[bytes]:
        """What `export` writes, piece by piece, for a pipe or a socket; arguments and errors are those of `export`.

        >>> b"id:kazakhstan" in b"".join(graph.export_pieces("rousseau-2011"))
        True
        """
        return self._backend.export(selection, rdf_format(format, None), read_date(at))

    def panel(  # noqa: PLR0913 - one argument for each part of a recipe
        self,
        unit: str | Path = "state-year",
        *,
        system: str = "ours",
        states: str | Path = "",
        from_: int = 0,
        until: int = 0,
        rule: str = "any-day",
        columns: Iterable[str] = (),
        queries: Mapping[str, str] | None = None,
        past_list: bool = False,
        datasets: Iterable[str | Path] = (),
        sources: Iterable[ColumnSource] = (),
        peace_years: Mapping[str, str] | None = None,
        politically_relevant: Mapping[str, Relevance] | None = None,
    ) -> Panel:
        """Make a panel: states or pairs of states by time, with columns whose cells are a value or *not known*.

        `unit` is state-year, state-day, dyad-year, directed-dyad-year, system-spell or organization-year; or the path
        of a recipe (`.toml`), which gives all other arguments but `sources`. `system` is ours, ours-with-disputed, or
        cow or gw with your own list of states as the file `states`. `from_` and `until` are years, both included.
        `rule` says which days of a year count: any-day, 31-december, 1-january, share, or a day such as 07-01.
        `columns` are names, such as `land-border` and `member:nato`; `graph.panel_columns()` lists them. `queries`
        are SPARQL queries with `?state`, `?other`, and `?year` or `?from` and `?until`, by the name of a column.
        With `past_list` rows go on past the end of the list of states, and values past that of their own, flagged.
        `datasets` are files of datasets that you downloaded (see `westphalia.dataset`), `sources` objects that give
        further columns. `peace_years` are names of columns that count years since an event, each with the column of
        the file that has the event (see `Panel.peace_years`). `politically_relevant` are names of columns that say
        which dyads are politically relevant, each with its contiguity and major powers (see
        `Panel.politically_relevant`).

        Raises QueryError when a part cannot be used, InputError for a file.

        >>> panel = graph.panel("state-year", from_=2005, until=2006)
        >>> [row for row in panel.rows() if row[0] == "kazakhstan"]
        [('kazakhstan', 2005), ('kazakhstan', 2006)]
        """
        from ..panels.making import make_panel  # noqa: PLC0415 - a query needs none of it
        from ..panels.recipe import Recipe, read_recipe  # noqa: PLC0415

        if str(unit).endswith(".toml"):
            recipe = read_recipe(Path(unit))
        else:
            recipe = Recipe(
                unit=str(unit),
                system=system,
                states=str(states),
                first=from_,
                last=until,
                rule=rule,
                columns=tuple(columns),
                past_list=past_list,
                datasets=tuple(map(str, datasets)),
                queries=queries,
                peace_years=peace_years,
                politically_relevant=politically_relevant,
                graph=self.version,
            )
        given = [*sources, *self._datasets(recipe.datasets)]
        return make_panel(self._panel_graph, recipe, explain=self._explain_statement, sources=given)

    @staticmethod
    def _datasets(files: Iterable[str]) -> Sequence[ColumnSource]:
        if not files:
            return ()
        from ..importers import DatasetColumns  # noqa: PLC0415 - few panels need it

        return [DatasetColumns(Path(file)) for file in files]

    def panel_columns(self) -> Mapping[str, str]:
        """The columns that panels may have, each with its definition; `<organization>` stands for a name.

        >>> graph.panel_columns()["land-border"]
        'The two states have a land border, a river or lake included.'
        """
        from ..panels.columns.catalogue import graph_descriptions  # noqa: PLC0415

        return {entry.name: entry.definition for entry in graph_descriptions()}

    def labels(self, iris: Iterable[str]) -> Mapping[str, str]:
        """The labels, in English where there are some, of those IRIs that have one.

        >>> graph.labels(["https://w3id.org/westphalia/id/csto"])
        {'https://w3id.org/westphalia/id/csto': 'Collective Security Treaty Organization'}
        """
        return read_labels(self.store(), iris)

    def close(self) -> None:
        """Let go of open files; the graph cannot be used afterwards."""
        self._backend.close()

    def _triple(self, subject: str, predicate: str, target: str) -> tuple[str, str, str]:
        return (
            f"<{find_entity(self._backend, subject)}>",
            f"<{find_property(self._backend, predicate)}>",
            find_object(self._backend, target),
        )

    def _explain_statement(self, statement: tuple[str, str, str], day: Date) -> StatementAnswer:
        from .answers import StatementAnswer  # noqa: PLC0415

        subject, relation, target = (f"<{iri}>" for iri in statement)
        return StatementAnswer(self._backend.answer((subject, relation, target), day))

    @cached_property
    def _panel_graph(self) -> PanelGraph:
        return self._backend.panel_graph()

    @cached_property
    def code_table(self) -> CodeTable:
        """The codes, names and lifespans by which `convert` works; read when first used."""
        from ..codes import read_code_table  # noqa: PLC0415

        return read_code_table(self.store())

    @cached_property
    def _descriptions(self) -> Descriptions:
        from .descriptions import Descriptions  # noqa: PLC0415

        return Descriptions(self._backend)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<KnowledgeGraph: version {self.version}, as of {self.date.isoformat()}>"


def read_date(at: Day) -> date | None:
    """The date that `at` stands for.

    Raises QueryError for anything else.
    """
    if at is None or isinstance(at, date):
        return at
    if not isinstance(at, str):
        raise QueryError(f"{at!r} is not a date; expected a datetime.date or text such as '2011-06-01'.")
    from ..versions.day_snapshots import read_day  # noqa: PLC0415 - loads the reasoner

    return read_day(at)


def rdf_format(name: str | None, path: str | Path | None) -> RdfFormat:
    """The RDF format of that name, else the one that the ending of a file names, else Turtle.

    Raises InputError for an unknown name or ending.
    """
    if name is None and path is None:
        return TURTLE
    wanted = name if name is not None else Path(path or "").suffix.removeprefix(".").lower()
    chosen = next((rdf for rdf in RDF_FORMATS if wanted in {rdf.name, rdf.extension}), None)
    if chosen is None:
        raise InputError(
            f"{wanted!r} is not a format of an export; expected one of {', '.join(rdf.name for rdf in RDF_FORMATS)}."
        )
    return chosen
