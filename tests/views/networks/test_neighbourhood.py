"""What surrounds an entity: its most specific relations on all days, and who lived in its place on others."""

from datetime import date

import pytest

from westphalia.rdf.namespaces import ID, WPH
from westphalia.settings import Settings
from westphalia.versions.published import CurrentVersion, PublishedVersion
from westphalia.views.closure_index import ClosureIndex, index_of
from westphalia.views.networks.neighbourhood import bonds_of, living_on
from westphalia.views.schema import schema_of


@pytest.fixture(scope="module")
def version(settings: Settings) -> PublishedVersion:
    return CurrentVersion(settings).current()


@pytest.fixture(scope="module")
def index(version: PublishedVersion) -> ClosureIndex:
    found = index_of(version)
    assert found is not None
    return found


def test_relations_have_their_days_and_themes(version: PublishedVersion, index: ClosureIndex) -> None:
    bonds = bonds_of(index, schema_of(version), str(ID.kazakhstan))
    on = {(bond.other, bond.prop) for bond in bonds if bond.period(date(2011, 6, 1))}

    assert (str(ID.csto), str(WPH.memberOf)) in on
    assert (str(ID.csto), str(WPH.affiliatedWith)) not in on  # memberOf implies it
    assert not any(prop == str(WPH.coMemberWith) for _, prop in on)
    assert not any(bond.period(date(1950, 1, 1)) for bond in bonds if bond.other == str(ID.csto))
    assert {bond.theme.name for bond in bonds} >= {"organizations", "agreements", "territory"}


@pytest.mark.parametrize(
    ("entity", "day", "living"),
    [
        ("serbia", "1999-06-01", {"serbia-and-montenegro", "sr-serbia"}),  # the state, and its republic
        ("serbia", "2010-01-01", {"serbia"}),
        ("west-germany", "2000-01-01", {"germany"}),
        ("germany", "1985-01-01", {"east-germany", "west-germany"}),
        ("texas", "1816-01-01", set()),
    ],
)
def test_another_day_has_a_predecessor_or_successor(
    version: PublishedVersion, index: ClosureIndex, entity: str, day: str, living: set[str]
) -> None:
    found = living_on(version, index, str(ID[entity]), date.fromisoformat(day))

    assert {iri.removeprefix(str(ID)) for iri in found} == living
