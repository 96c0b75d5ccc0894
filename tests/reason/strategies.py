"""Random small ontologies and facts, as Turtle statements."""

from datetime import date

import pyoxigraph as ox
from hypothesis import strategies as st

from tests.reason.conftest import lifespan, quads

CLASSES = ["A", "B", "C", "D"]
PROPERTIES = ["p", "q", "r"]
THINGS = ["x", "y", "z", "w"]

_class = st.sampled_from(CLASSES).map(lambda name: f":{name}")
_property = st.sampled_from(PROPERTIES).map(lambda name: f":{name}")
_thing = st.sampled_from(THINGS).map(lambda name: f":{name}")


def _statement(template: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda found: template.format(*found))


schema_axioms = st.one_of(
    _statement("{} rdfs:subClassOf {} .", _class, _class),
    _statement("{} rdfs:subPropertyOf {} .", _property, _property),
    _statement("{} rdfs:domain {} .", _property, _class),
    _statement("{} rdfs:range {} .", _property, _class),
    _statement("{} owl:inverseOf {} .", _property, _property),
    _statement("{} a owl:TransitiveProperty .", _property),
    _statement("{} a owl:SymmetricProperty .", _property),
    _statement("{} a owl:FunctionalProperty .", _property),
    _statement("{} owl:equivalentClass {} .", _class, _class),
    _statement("{} owl:propertyChainAxiom ( {} {} ) .", _property, _property, _property),
    _statement("{} owl:intersectionOf ( {} {} ) .", _class, _class, _class),
    _statement("{} owl:unionOf ( {} {} ) .", _class, _class, _class),
    _statement("{} owl:onProperty {} ; owl:someValuesFrom {} .", _class, _property, _class),
    _statement("{} owl:onProperty {} ; owl:hasValue {} .", _class, _property, _thing),
    _statement("{} owl:onProperty {} ; owl:allValuesFrom {} .", _class, _property, _class),
)
facts = st.one_of(
    _statement("{} a {} .", _thing, _class),
    _statement("{} {} {} .", _thing, _property, _thing),
    _statement("{} owl:sameAs {} .", _thing, _thing),
)
exceptions = _statement(
    '{} {} "why" .', _property, st.sampled_from(["wph:outlivesObject", "wph:outlivesSubject", "wph:boundsSubject"])
)
"""What the ontology declares of properties whose statements the lives of their ends do not bound as usual."""
ontologies = st.lists(st.one_of(schema_axioms, exceptions), max_size=6, unique=True)
datasets = st.lists(facts, min_size=1, max_size=8, unique=True)
years = st.one_of(st.none(), st.integers(2000, 2006))
"""A bound of a lifespan: open, or the first day of a year."""
lifespans = st.fixed_dictionaries({name: st.tuples(years, years) for name in THINGS})
days = st.dates(date(1999, 6, 1), date(2007, 6, 1))
_conflicts = st.lists(
    st.one_of(
        _statement("{} owl:disjointWith {} .", _class, _class),
        _statement("{} a owl:AsymmetricProperty .", _property),
        _statement("{} owl:differentFrom {} .", _thing, _thing),
    ),
    max_size=2,
    unique=True,
)
_situations = st.lists(_thing.map(lambda name: f"{name} a wph:Situation ."), max_size=2, unique=True)


@st.composite
def edits(draw: st.DrawFn) -> tuple[list[ox.Quad], list[ox.Quad]]:
    """A dataset before and after an edit: facts leave, facts come, and one thing gets another lifespan."""
    schema = quads("\n".join([*draw(ontologies), *draw(_conflicts)]))
    old, new = draw(datasets), draw(st.lists(facts, max_size=3))
    leaving, moved = draw(st.integers(0, 3)), draw(st.sampled_from(THINGS))
    lives, later = draw(lifespans), draw(lifespans)
    dates = quads("".join(lifespan(name, *lives[name]) for name in THINGS))
    changed = quads("".join(lifespan(name, *(later if name == moved else lives)[name]) for name in THINGS))
    before = [*schema, *quads("\n".join([*old, *draw(_situations)])), *dates]
    after = [*schema, *quads("\n".join([*old[leaving:], *new, *draw(_situations)])), *changed]
    return list(dict.fromkeys(before)), list(dict.fromkeys(after))
