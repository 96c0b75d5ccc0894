"""The names of the graph, as questions use them: of things, classes and relations."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from rdflib.namespace import RDFS

from ...rdf.curies import local_name
from ...rdf.namespaces import ID, NOT_DERIVED, ONTOLOGY_GRAPH, WPH
from ...rdf.stated_classes import stated_class
from ...reason.proofs.proof import Period
from ...store import Store
from ...views.answers.disjointness import ancestors
from ...views.answers.ontology_pairs import ontology_pairs
from ...views.answers.statements import day_of
from ...views.schema import plural
from ...views.select import select
from ..language.text import words_of
from ..language.window import Window

ROOTS = ("Actor", "Instrument", "Place", "Border", "Infrastructure", "EthnicGroup", "Office", "Programme", "Policy")
"""The classes whose instances questions name."""
LABEL, NAME, DERIVED, CODE, DEMONYM, SUCCESSOR = range(6)
"""How well a name fits a thing: its label, another name, one made from it, a code, an adjective, its successor's."""
_YEAR = re.compile(r"\b1[3-9]\d\d\b|\b20\d\d\b")
_IN_PARENTHESES = re.compile(r"^(.*?)\s*\(([^)]+)\)\s*(.*)$")
_TREATY_OF = re.compile(r"(treaty|convention|protocol|agreement|declaration) of (\w+)", re.IGNORECASE)
_NO_STATES = frozenset({"Dependency", "ConstituentRepublic"})
_TERM = ("signed", "from", "until")
_LIFE = ("from", "until")
_CODES = ("iso3166Alpha3", "iso3166Alpha2", "cowStateAbbreviation", "gleditschWardAbbreviation")
_FAMILIES = ("cowStateNumber", "gleditschWardNumber")
"""Code systems in which states that carry on from each other have the same number."""


@dataclass(frozen=True)
class Thing:
    """Something that questions name; `kinds` are the local names of its classes, those above them included.

    `lives` are its lifespans, none for what has no dates; `families` are its numbers in code systems, and of an
    organization the line of those that took over from each other.
    """

    iri: str
    label: str
    kinds: frozenset[str]
    lives: tuple[Period, ...] = ()
    families: frozenset[str] = frozenset()
    statehood: tuple[Period, ...] = ()
    """The periods in which it is a state, where these are not all of its life."""
    parts: tuple[str, ...] = ()
    """The things that it is made of, where the graph has only these."""

    def lives_in(self, window: Window) -> bool:
        """Whether it exists on a day of the window."""
        return not self.lives or any(map(window.meets, self.lives))

    @property
    def lives_as_state(self) -> tuple[Period, ...]:
        """The periods in which it is a state; none also where a state has no dates."""
        return self.statehood or (self.lives if "State" in self.kinds else ())

    def is_state_in(self, window: Window) -> bool:
        """Whether it is a state on a day of the window."""
        periods = self.lives_as_state
        return "State" in self.kinds and (not periods or any(map(window.meets, periods)))


@dataclass(frozen=True)
class Candidate:
    """A thing (or a term of the ontology) that a part of a question may name, and how well the name fits."""

    thing: Thing
    fit: int


@dataclass(frozen=True)
class Lexicon:
    """Names, as words in their order, with the things that they name."""

    things: Mapping[str, Thing]
    names: Mapping[tuple[str, ...], tuple[Candidate, ...]]
    classes: Mapping[tuple[str, ...], tuple[Candidate, ...]]
    relations: Mapping[tuple[str, ...], tuple[Candidate, ...]]
    codes: Mapping[str, tuple[Candidate, ...]]
    """By the text of the code in capitals."""
    labels: Mapping[str, str] = field(default_factory=dict)

    def label(self, iri: str) -> str:
        """The name to show for an IRI."""
        thing = self.things.get(iri)
        return thing.label if thing else self.labels.get(iri) or local_name(iri)

    def namesakes(self, thing: Thing, text: str) -> list[Thing]:
        """Other states that have the name or its adjective as a word of theirs."""
        stems = {word for name in (text, thing.label) for word in words_of(name)[-1:] if len(word) > 3}
        forms = stems | {
            key[0]
            for key, candidates in self.names.items()
            if len(key) == 1 and any(c.fit == DEMONYM and c.thing.iri == thing.iri for c in candidates)
        }
        return [
            other
            for other in self.things.values()
            if other.iri != thing.iri and "State" in other.kinds and forms & set(words_of(other.label))
        ]

    def relatives(self, thing: Thing, window: Window) -> list[Thing]:
        """Those who live in the window and have the number of a state, or are of the line of an organization."""
        same = [
            other
            for other in self.things.values()
            if other.iri != thing.iri and other.families & thing.families and {"State", "Organization"} & other.kinds
        ]
        return [other for other in same if other.lives_in(window)]


def read_lexicon(store: Store, names_file: Path) -> Lexicon:
    """Read the names of a version, and those of a file that the graph lacks."""
    above = ancestors(ontology_pairs(store, "?first rdfs:subClassOf ?second FILTER(isIRI(?first) && isIRI(?second))"))
    texts = _texts(store, above)
    shown = _shown(texts)
    things = {iri: replace(thing, label=shown.get(iri, thing.label)) for iri, thing in _things(store, above).items()}
    names: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    own_names = list(_names(texts, things, names_file))
    for iri, text, fit in [*own_names, *_names_of_successors(store, things, own_names)]:
        key = words_of(text)
        if key and fit < names[key].get(iri, 9):
            names[key][iri] = fit
    content = tomllib.loads(names_file.read_text(encoding="utf-8"))
    labels = _term_labels(store)
    regions = {words_of(text): _region(content["regions"], text) for text in content["regions"]}
    return Lexicon(
        things,
        {key: _candidates(things, fits) for key, fits in names.items() if fits} | regions,
        _terms(labels, "Class", content["classes"], above),
        _terms(_without_roles(store, labels), "ObjectProperty"),
        _codes(store, things),
        {iri: label for iri, (label, _) in labels.items()},
    )


def _region(regions: Mapping[str, str | list[str]], text: str) -> tuple[Candidate, ...]:
    """A region that is made of others, as what its name means."""
    names = regions[text]
    if isinstance(names, str):
        return _region(regions, names)
    return (
        Candidate(Thing("", text, frozenset({"WorldRegion"}), parts=tuple(str(ID[name]) for name in names)), NAME),
    )


def _shown(texts: Iterable[tuple[str, bool, str, str]]) -> dict[str, str]:
    """The label of each thing, in English where it has one."""
    best: dict[str, tuple[bool, str]] = {}
    for iri, is_label, text, language in texts:
        if is_label:
            best[iri] = min(best.get(iri, (True, text)), (language != "en", text))
    return {iri: text for iri, (_, text) in best.items()}


def _candidates(things: Mapping[str, Thing], fits: Mapping[str, int]) -> tuple[Candidate, ...]:
    found = (Candidate(things[iri], fit) for iri, fit in fits.items())
    return tuple(sorted(found, key=lambda candidate: (candidate.fit, candidate.thing.iri)))


def _things(store: Store, above: Mapping[str, frozenset[str]]) -> dict[str, Thing]:
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in select(store, f"SELECT DISTINCT ?x ?class WHERE {{ {_named(above)} }}"):
        kind = row["class"]["value"]
        if "/" not in row["x"]["value"].removeprefix(str(ID)):  # what has a source in its IRI is a record
            kinds[row["x"]["value"]] |= {local_name(name) for name in (kind, *above.get(kind, ()))}
    lives, statehood = _lives(store, above), _statehood(store)
    families = _families(store) | _lines(store, kinds)
    return {
        iri: Thing(
            iri,
            local_name(iri),
            frozenset(found),
            tuple(lives[iri]),
            frozenset(families[iri]),
            statehood=tuple(statehood[iri]),
        )
        for iri, found in kinds.items()
    }


def _named(above: Mapping[str, frozenset[str]]) -> str:
    """A graph pattern: what has a class under one of the roots, as `?x`, in a graph that is not derived."""
    roots = {str(WPH[name]) for name in ROOTS}
    wanted = sorted(kind for kind in {*above, *roots} if kind in roots or above.get(kind, frozenset()) & roots)
    return f"""VALUES ?class {{ {" ".join(f"<{kind}>" for kind in wanted)} }}
        {stated_class("?x")} FILTER(STRSTARTS(STR(?x), "{ID}"))"""


def _statehood(store: Store) -> dict[str, list[Period]]:
    """The periods in which things are states that are something else in another part of their life."""
    rows = select(
        store,
        """SELECT DISTINCT ?x ?from ?until WHERE { GRAPH ?g { ?status a wph:Statehood ; wph:politicalStatusOf ?x
            OPTIONAL { ?status wph:validFrom ?from } OPTIONAL { ?status wph:validUntil ?until } } } ORDER BY ?from""",
    )
    periods: dict[str, list[Period]] = defaultdict(list)
    for row in rows:
        periods[row["x"]["value"]].append(Period(*(day_of(row.get(name, {}).get("value", "")) for name in _LIFE)))
    return periods


def _lives(store: Store, above: Mapping[str, frozenset[str]]) -> dict[str, list[Period]]:
    """The lifespans of things, one for each graph that dates them."""
    rows = select(
        store,
        f"""SELECT DISTINCT ?x ?g ?from ?until WHERE {{ {_named(above)}
            OPTIONAL {{ GRAPH ?g {{ ?x wph:validFrom ?from }} }}
            OPTIONAL {{ GRAPH ?g {{ ?x wph:validUntil ?until }} }} FILTER(BOUND(?from) || BOUND(?until)) }}""",
    )
    lives: dict[str, list[Period]] = defaultdict(list)
    for row in rows:
        life = Period(*(day_of(row.get(name, {}).get("value", "")) for name in ("from", "until")))
        if life not in lives[row["x"]["value"]]:
            lives[row["x"]["value"]].append(life)
    return _lives_of_instruments(store) | lives


def _lives_of_instruments(store: Store) -> dict[str, list[Period]]:
    """From the conclusion of each instrument, or its entry into force where that is not recorded, until its end."""
    rows = select(
        store,
        """SELECT DISTINCT ?x ?signed ?from ?until WHERE {
            { GRAPH ?g { ?conclusion wph:concludedInstrument ?x ; wph:validFrom ?signed } }
            UNION { GRAPH ?h { ?term wph:termOf ?x OPTIONAL { ?term wph:validFrom ?from }
                OPTIONAL { ?term wph:validUntil ?until } } } }""",
    )
    days = [(row["x"]["value"], [day_of(row.get(name, {}).get("value", "")) for name in _TERM]) for row in rows]
    signed: dict[str, date] = {}
    for iri, (day, _, _) in days:
        if day:
            signed[iri] = min(day, signed.get(iri, day))
    lives: dict[str, list[Period]] = defaultdict(list)
    for iri, (day, begins, ends) in days:
        life = Period(signed.get(iri, begins), ends)
        if not day and (begins or ends) and life not in lives.get(iri, ()):
            lives[iri].append(life)
    return {iri: [Period(day, None)] for iri, day in signed.items()} | dict(lives)


def _families(store: Store) -> dict[str, set[str]]:
    families: dict[str, set[str]] = defaultdict(set)
    for iri, scheme, text in _code_rows(store, _FAMILIES):
        families[iri].add(f"{scheme} {text}")
    return families


def _lines(store: Store, kinds: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    """For each organization that took over from another, or was taken over, the line of all of them."""
    rows = select(
        store,
        f"""SELECT DISTINCT ?later ?earlier WHERE {{ GRAPH ?g {{ ?succession wph:successor ?later ;
            wph:predecessor ?earlier }} FILTER({NOT_DERIVED}) }} ORDER BY ?later ?earlier""",
    )
    lines: dict[str, set[str]] = {}
    for later, earlier in ((row["later"]["value"], row["earlier"]["value"]) for row in rows):
        if all("Organization" in kinds.get(iri, ()) for iri in (later, earlier)):
            members = lines.get(later, {later}) | lines.get(earlier, {earlier})
            lines.update(dict.fromkeys(members, members))
    return {iri: {f"line of {min(members)}"} for iri, members in lines.items()}


def _codes(store: Store, things: Mapping[str, Thing]) -> dict[str, tuple[Candidate, ...]]:
    codes: dict[str, dict[str, int]] = defaultdict(dict)
    for iri, _, text in _code_rows(store, _CODES):
        if iri in things:
            codes[text.upper()][iri] = CODE
    return {text: _candidates(things, fits) for text, fits in codes.items()}


def _code_rows(store: Store, schemes: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    rows = select(
        store,
        f"""SELECT ?x ?scheme ?text WHERE {{ VALUES ?scheme {{ {" ".join(f"wph:{name}" for name in schemes)} }}
            GRAPH ?g {{ ?code wph:codeScheme ?scheme ; wph:codeText ?text ; wph:codeOf ?x }} }}""",
    )
    return ((row["x"]["value"], row["scheme"]["value"], row["text"]["value"]) for row in rows)


def _texts(store: Store, above: Mapping[str, frozenset[str]]) -> list[tuple[str, bool, str, str]]:
    """The names in the graph: IRI, whether it is a label, text, and language."""
    rows = select(
        store,
        f"""SELECT DISTINCT ?x ?p ?text WHERE {{ {_named(above)}
            VALUES ?p {{ rdfs:label skos:altLabel wph:officialName dcterms:title }}
            GRAPH ?h {{ ?x ?p ?text }} }}""",
    )
    return [
        (
            row["x"]["value"],
            row["p"]["value"] == str(RDFS.label),
            row["text"]["value"],
            row["text"].get("xml:lang", ""),
        )
        for row in rows
    ]


def _names(
    texts: Iterable[tuple[str, bool, str, str]], things: Mapping[str, Thing], path: Path
) -> Iterator[tuple[str, str, int]]:
    """Every name of a thing: IRI, text, and how well it fits."""
    for iri, is_label, text, language in texts:
        if iri in things:
            yield iri, text, LABEL if is_label else NAME
            if language in {"en", ""}:
                yield from _made_names(things[iri], text)
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    for part, fit in (("demonyms", DEMONYM), ("names", NAME)):
        for text, names in content[part].items():
            yield from ((str(ID[name]), text, fit) for name in names if str(ID[name]) in things)


def _names_of_successors(
    store: Store, things: Mapping[str, Thing], names: Iterable[tuple[str, str, int]]
) -> Iterator[tuple[str, str, int]]:
    """The names by which what was no state is called after the state in its place: Ghana, of the Gold Coast.

    Its adjective too, since "the Kenyan government in 1950" is that of the colony.
    """
    rows = select(
        store,
        """SELECT DISTINCT ?earlier ?later WHERE { VALUES ?kind { wph:Continuation wph:Decolonization }
            GRAPH ?g { ?succession a ?kind ; wph:predecessor ?earlier ; wph:successor ?later } }""",
    )
    earlier: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        thing = things.get(row["earlier"]["value"])
        if thing and thing.kinds & _NO_STATES:
            earlier[row["later"]["value"]].append(thing.iri)
    for later, text, _ in names:
        yield from ((iri, text, SUCCESSOR) for iri in earlier.get(later, ()))


def _made_names(thing: Thing, text: str) -> Iterator[tuple[str, str, int]]:
    """Names that follow from a name: without or within its parentheses, and of instruments that in its IRI."""
    match = _IN_PARENTHESES.match(text)
    if match:
        before, inside, after = match.groups()
        yield thing.iri, f"{before} {after}", DERIVED
        yield thing.iri, f"{before} {inside} {after}", DERIVED
        yield thing.iri, f"{before} of {inside}", DERIVED
        if not _YEAR.fullmatch(inside) and " and " not in inside:  # "Russia and China" names two states
            yield thing.iri, inside, DERIVED
        yield from _inverted(thing, f"{before} {after}")
    if "Instrument" in thing.kinds or "Organization" in thing.kinds:
        name = local_name(thing.iri).replace("-", " ")
        yield thing.iri, name, DERIVED
        yield thing.iri, _YEAR.sub("", name), DERIVED
        yield from _inverted(thing, text)
    if "Person" in thing.kinds and " " in text:
        yield thing.iri, text.rsplit(" ", 1)[1], DERIVED


def _inverted(thing: Thing, text: str) -> Iterator[tuple[str, str, int]]:
    """The name of a Treaty of Berlin as "Berlin treaty"."""
    match = _TREATY_OF.fullmatch(text.strip())
    if match and "Instrument" in thing.kinds:
        yield thing.iri, f"{match[2]} {match[1]}", DERIVED


def _term_labels(store: Store) -> dict[str, tuple[str, str]]:
    """The name and kind of each term of the ontology: its heading, unless a class has that label, or its label."""
    rows = select(
        store,
        f"""SELECT ?term (COALESCE(?heading, ?name) AS ?label) ?kind WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{
            ?term a ?kind ; rdfs:label ?name
            OPTIONAL {{ ?term wph:heading ?heading
                FILTER NOT EXISTS {{ ?class a owl:Class ; rdfs:label ?heading }} }} }}
            FILTER(lang(?name) = "en" && STRSTARTS(STR(?term), "{WPH}")
                && ?kind IN (owl:Class, owl:ObjectProperty, owl:NamedIndividual)) }}""",
    )
    return {row["term"]["value"]: (row["label"]["value"], local_name(row["kind"]["value"])) for row in rows}


def _without_roles(store: Store, labels: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Terms without the roles of records, such as the predecessor of a succession: they relate no things."""
    rows = select(
        store,
        f"SELECT DISTINCT ?role WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{ ?role rdfs:subPropertyOf* wph:involves }} }}",
    )
    roles = {row["role"]["value"] for row in rows}
    return {iri: label for iri, label in labels.items() if iri not in roles}


def _terms(
    labels: Mapping[str, tuple[str, str]],
    kind: str,
    others: Mapping[str, str] = MappingProxyType({}),
    above: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> dict[tuple[str, ...], tuple[Candidate, ...]]:
    """Terms of a kind by their labels, and by other names for their local names.

    A class has the kinds `StateClass`, `InstrumentClass` and so on by the classes `above` it.
    """
    terms: dict[tuple[str, ...], list[Candidate]] = defaultdict(list)
    for iri, (label, found) in labels.items():
        if found != kind:
            continue
        thing = Thing(iri, label, _kinds_of_term(iri, kind, above))
        for text in _forms(label, kind):
            terms[words_of(text)].append(Candidate(thing, LABEL))
    for text, name in others.items():
        iri = str(WPH[name])
        for form in _forms(text, kind):
            terms[words_of(form)].append(
                Candidate(Thing(iri, labels[iri][0], _kinds_of_term(iri, kind, above)), NAME)
            )
    return {key: tuple(found) for key, found in terms.items()}


def _kinds_of_term(iri: str, kind: str, above: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset({kind, *(f"{local_name(each)}{kind}" for each in (iri, *above.get(iri, ())) if above)})


def _forms(label: str, kind: str) -> Iterator[str]:
    """A label in singular and plural; of a relation also as verbs are written in questions."""
    yield label
    first, _, rest = label.partition(" ")
    if kind == "Class":
        yield plural(label)
        if rest:
            yield f"{plural(first)} {rest}"
        return
    if first.endswith("s") and not first.endswith("ss"):
        stem = re.sub(r"ies$", "y", first) if first.endswith("ies") else first[:-1]
        past = f"{stem}d" if stem.endswith("e") else f"{stem}ed"
        for verb in (stem, past, f"{stem.removesuffix('e')}ing"):
            yield f"{verb} {rest}"


def longest_names(lexicon: Lexicon) -> int:
    """The number of words of the longest name."""
    return max(map(len, lexicon.names), default=1)


Names = Mapping[tuple[str, ...], tuple[Candidate, ...]]


def spans(words: Sequence[str], names: Names, longest: int) -> Iterator[tuple[int, int, tuple[Candidate, ...]]]:
    """Every part of a text that is a name: where it begins and ends, and what it may name."""
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + longest) + 1):
            found = names.get(tuple(words[start:end]))
            if found:
                yield start, end, found
