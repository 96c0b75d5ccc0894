"""A small table of codes, and that of the project."""

import pytest

from westphalia.codes import CodeTable
from westphalia.codes.code_table import Code
from westphalia.codes.name_spellings import canonical
from westphalia.views.dates.periods import YEAR, Period

BASE = "https://w3id.org/westphalia/id/"
COW, GW, ISO3 = "cowStateNumber", "gleditschWardNumber", "iso3166Alpha3"
ENTITIES = {
    "east": ("East Ruritania", Period("1949-05-01", "1990-10-03")),
    "west": ("West Ruritania", Period("1949-05-23", "1990-10-03")),
    "ruritania": ("Ruritania", Period("1990-10-03")),
    "graustark": ("Graustark", Period("1900-01-01", "", YEAR)),
}
CODES = [
    ("west", COW, "260", Period()),
    ("ruritania", COW, "255", Period()),
    ("east", COW, "255", Period()),
    ("ruritania", GW, "260", Period()),
    ("west", GW, "260", Period()),
    ("graustark", COW, "40", Period()),
    ("graustark", ISO3, "GRA", Period("1974-01-01", "1977-07-01")),
    ("graustark", ISO3, "GSK", Period("1977-07-01")),
    ("ruritania", ISO3, "RUR", Period("1990-10-03")),
]


@pytest.fixture(scope="session")
def table() -> CodeTable:
    codes = [Code(f"{BASE}{entity}", scheme, text, use) for entity, scheme, text, use in CODES]
    return CodeTable(
        by_text={
            (c.scheme, c.text): tuple(o for o in codes if (o.scheme, o.text) == (c.scheme, c.text)) for c in codes
        },
        by_entity={
            (c.entity, c.scheme): tuple(o for o in codes if (o.entity, o.scheme) == (c.entity, c.scheme))
            for c in codes
        },
        named={canonical(label): (f"{BASE}{entity}",) for entity, (label, _) in ENTITIES.items()},
        labels={f"{BASE}{entity}": {"en": label, "fr": f"{label}-fr"} for entity, (label, _) in ENTITIES.items()},
        lives={f"{BASE}{entity}": life for entity, (_, life) in ENTITIES.items()},
        schemes={COW: "COW state number", GW: "Gleditsch-Ward number", ISO3: "ISO 3166-1 alpha-3"},
    )
