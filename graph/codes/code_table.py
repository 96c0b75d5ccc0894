"""The table of codes: which code denotes which entity in which scheme and when, with lifespans and names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..inputs.tables.dates import PartialDate
from ..rdf.curies import local_name
from ..rdf.namespaces import ID, NOT_DERIVED
from ..rdf.spelling import Spellings
from ..store import Store, select
from ..views.dates.periods import DAY, Period
from .name_spellings import names_in, spellings
from .systems import ENTITY, NUMBERS, WIKIDATA

_ITEM = "http://www.wikidata.org/entity/"
_CODES = f"""SELECT DISTINCT ?entity ?scheme ?text ?from ?until ?precision WHERE {{
    GRAPH ?g {{ ?code wph:codeOf ?entity ; wph:codeScheme ?scheme ; wph:codeText ?text
        OPTIONAL {{ ?code wph:validFrom ?from }} OPTIONAL {{ ?code wph:validUntil ?until }}
        OPTIONAL {{ ?code wph:datePrecision ?precision }} }} FILTER({NOT_DERIVED}) }}"""
_ITEMS = f"""SELECT DISTINCT ?entity ?item WHERE {{ GRAPH ?g {{ ?entity skos:exactMatch ?item }}
    FILTER({NOT_DERIVED} && STRSTARTS(STR(?item), "{_ITEM}") && STRSTARTS(STR(?entity), "{ID}")) }}"""
_CODED = f"""{{ SELECT DISTINCT ?entity WHERE {{ {{ GRAPH ?c {{ ?code wph:codeOf ?entity }} }}
    UNION {{ GRAPH ?c {{ ?entity skos:exactMatch ?item }} FILTER(STRSTARTS(STR(?item), "{_ITEM}")) }} }} }}"""
# A lifespan is read limit by limit: three OPTIONALs over all that is dated took ten seconds, this a half.
_LIVES = f"""SELECT DISTINCT ?g ?entity ?property ?value WHERE {{ {_CODED}
    GRAPH ?g {{ ?entity ?property ?value }}
    VALUES ?property {{ wph:validFrom wph:validUntil wph:datePrecision }} FILTER({NOT_DERIVED}) }}"""
_NAMES = f"""SELECT DISTINCT ?entity ?text ?label WHERE {{ {_CODED}
    GRAPH ?g {{ ?entity ?property ?text }}
    VALUES (?property ?label) {{ (rdfs:label true) (skos:altLabel false) (wph:officialName false) }}
    FILTER({NOT_DERIVED}) }}"""
_SCHEMES = 'SELECT ?scheme ?label WHERE { ?scheme a wph:CodeScheme ; rdfs:label ?label FILTER(lang(?label) = "en") }'


@dataclass(frozen=True)
class Code:
    """A code of an entity (an IRI) in a scheme (a local name), in use for a period."""

    entity: str
    scheme: str
    text: str
    use: Period


@dataclass(frozen=True)
class CodeTable:
    """All codes by scheme and text and by entity and scheme; names, labels and lifespans of the entities.

    `named` leads from a canonical spelling to entities; `labels` from an entity to its label in each
    language, `schemes` from the local name of a scheme to its label.
    """

    by_text: Mapping[tuple[str, str], tuple[Code, ...]]
    by_entity: Mapping[tuple[str, str], tuple[Code, ...]]
    named: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, Mapping[str, str]]
    lives: Mapping[str, Period]
    schemes: Mapping[str, str]

    @cached_property
    def spellings(self) -> Spellings:
        """The canonical spellings of all names, to find those near to an unknown name."""
        return Spellings(self.named)

    def entities_named(self, name: str) -> tuple[str, ...]:
        """What has a name in one of its spellings; of several names written as one, what has any, if all are names.

        Gleditsch and Ward write "Russia (Soviet Union)" for what was one after the other, and the date decides; in
        "Congo (Kinshasa)" the second is no name of a state, so that this is no way to write "Congo".
        """
        if whole := next(filter(None, map(self.named.get, spellings(name))), ()):
            return whole
        parts = [self.entities_named(part) for part in names_in(name)]
        return tuple(dict.fromkeys(entity for part in parts for entity in part)) if all(parts) else ()

    def label(self, entity: str) -> str:
        """The English label of an entity, else one in another language, else its identifier."""
        labels = self.labels.get(entity, {})
        return labels.get("en") or next((labels[language] for language in sorted(labels)), local_name(entity))

    def life(self, entity: str) -> Period:
        """When an entity exists; without limits where no source gives dates."""
        return self.lives.get(entity, Period())

    def in_use(self, code: Code, moment: PartialDate) -> bool:
        """Whether a code denotes its entity on some day of a day, month or year, and the entity exists."""
        return overlaps(code.use, moment) and overlaps(self.life(code.entity), moment)

    def bearer(self, entity: str, moment: PartialDate, schemes: Iterable[str] = NUMBERS) -> Code | None:
        """The number of an entity as the one entity bears it that has it on a date; None where none or several do.

        State systems give one number to a state and to those that they see it continued in: Germany of today and the
        German Reich have 255. They do not agree on all, so that one may ask only some of the `schemes`.
        """
        numbers = [(scheme, code.text) for scheme in schemes for code in self.by_entity.get((entity, scheme), ())]
        borne = [code for number in numbers for code in self.by_text[number] if self.in_use(code, moment)]
        return borne[0] if len({code.entity for code in borne}) == 1 else None

    def system_label(self, key: str) -> str:
        """What a system calls its codes."""
        return self.schemes.get(key, {ENTITY: "identifier", WIKIDATA: "Wikidata item"}.get(key, key))


def overlaps(period: Period, moment: PartialDate) -> bool:
    """Whether any day of a day, month or year lies in a period."""
    return (not period.begin or period.begin[:10] < moment.after.isoformat()) and (
        not period.end or moment.first.isoformat() < period.end[:10]
    )


def read_code_table(store: Store) -> CodeTable:
    """Read the codes, names and lifespans that asserted graphs hold."""
    codes = [*_codes(store), *_items(store)]
    labels, named = _names(store)
    return CodeTable(
        by_text=_grouped(codes, lambda code: (code.scheme, code.text)),
        by_entity=_grouped(codes, lambda code: (code.entity, code.scheme)),
        named=named,
        labels=labels,
        lives=_lives(store),
        schemes={local_name(row["scheme"]["value"]): row["label"]["value"] for row in select(store, _SCHEMES)},
    )


def _codes(store: Store) -> list[Code]:
    return [
        Code(row["entity"]["value"], local_name(row["scheme"]["value"]), row["text"]["value"], _period(row))
        for row in select(store, _CODES)
    ]


def _items(store: Store) -> list[Code]:
    rows = select(store, _ITEMS)
    return [
        Code(row["entity"]["value"], WIKIDATA, row["item"]["value"].removeprefix(_ITEM), Period()) for row in rows
    ]


def _grouped(
    codes: Iterable[Code], key: Callable[[Code], tuple[str, str]]
) -> dict[tuple[str, str], tuple[Code, ...]]:
    groups: dict[tuple[str, str], list[Code]] = defaultdict(list)
    for code in codes:
        groups[key(code)].append(code)
    return {
        pair: tuple(sorted(group, key=lambda code: (code.use.begin, code.entity))) for pair, group in groups.items()
    }


def _names(store: Store) -> tuple[dict[str, dict[str, str]], dict[str, tuple[str, ...]]]:
    """The labels of each entity by language, and the entities of each spelling of a name.

    In a language without a label the only other name stands for it: most names in other languages are alternative.
    """
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    others: dict[tuple[str, str], set[str]] = defaultdict(set)
    named: dict[str, set[str]] = defaultdict(set)
    for row in select(store, _NAMES):
        entity, text = row["entity"]["value"], row["text"]["value"]
        for spelling in spellings(text):
            named[spelling].add(entity)
        language = row["text"].get("xml:lang", "en").lower()
        if row["label"]["value"] == "true":
            labels[entity].setdefault(language, text)
        else:
            others[entity, language].add(text)
    for (entity, language), names in others.items():
        if len(names) == 1:
            labels[entity].setdefault(language, *names)
    return dict(labels), {name: tuple(sorted(entities)) for name, entities in named.items()}


def _lives(store: Store) -> dict[str, Period]:
    """The lifespan of each entity; where sources differ, from the first begin to the last end that any gives."""
    stated: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in select(store, _LIVES):
        limit = local_name(row["property"]["value"])
        stated[row["g"]["value"], row["entity"]["value"]][limit] = row["value"]["value"]
    lives: dict[str, Period] = {}
    for (_, entity), limits in sorted(stated.items()):
        precision = local_name(limits.get("datePrecision", DAY))
        life = Period(limits.get("validFrom", ""), limits.get("validUntil", ""), precision)
        lives[entity] = _hull(lives[entity], life) if entity in lives else life
    return lives


def _hull(one: Period, other: Period) -> Period:
    begin = min((one, other), key=lambda life: life.begin)
    end = max((one, other), key=lambda life: life.end or "~")
    return Period(begin.begin, end.end, begin.precision, end.precision)


def _period(row: dict[str, dict[str, str]]) -> Period:
    begin, end = (row[name]["value"] if name in row else "" for name in ("from", "until"))
    return Period(begin, end, local_name(row["precision"]["value"]) if "precision" in row else DAY)
