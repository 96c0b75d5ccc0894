"""Well-known vocabularies as they are published: something follows from each, and none contradicts itself.

That HermiT agrees is tested in `tests/owlapi`.
"""

import pytest

from tests.reason.conftest import all_rules, rules
from tests.reason.published import LARGE, NAMES, needs_packages, vocabulary
from westphalia.reason.materialize import close_quads

pytestmark = [pytest.mark.slow, needs_packages]


@pytest.mark.parametrize("name", NAMES)
def test_a_vocabulary_has_a_closure_without_contradictions(name: str) -> None:
    closed = close_quads(vocabulary(name), rules() if name in LARGE else all_rules())

    assert closed.triples
    assert closed.clashes == []
    assert closed.ignored == []
