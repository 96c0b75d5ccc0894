"""Until when a relation is confirmed: lists of entities and pairs say what the proofs of `/holds` say."""

import csv
import io
from datetime import date

import pytest
from flask.testing import FlaskClient

from westphalia.rdf.namespaces import ID
from westphalia.settings import Settings
from westphalia.versions.explanations import open_explainer
from westphalia.versions.published import CurrentVersion
from westphalia.views.answers.answering import best_answer
from westphalia.views.answers.completeness import own_rules, read_coverage
from westphalia.views.schema import schema_of

STATES = ("kazakhstan", "france", "united-states", "ukraine", "japan")
DAYS = ("2011-06-01", "2026-11-28", "2030-01-01")
LISTS = ("allied-with", "obliged-to-defend-with", "member-of", "party-to", "borders", "has-security-tie-with")
ROWS = 1
"""Relations of each list that are compared: each takes a search for proofs."""


def rows_of(client: FlaskClient, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return list(csv.DictReader(io.StringIO(answer.text)))


@pytest.mark.parametrize("day", [DAYS[0], *(pytest.param(day, marks=pytest.mark.thorough) for day in DAYS[1:])])
def test_lists_and_proofs_agree_until_when_a_relation_is_confirmed(
    client: FlaskClient, settings: Settings, day: str
) -> None:
    version = CurrentVersion(settings).current()
    coverage = read_coverage(version.store, own_rules(settings))
    on = date.fromisoformat(day)
    differing, beyond = [], 0
    with open_explainer(settings, version.folder) as explainer:
        for state in STATES:
            for name in LISTS:
                rows = [row for row in rows_of(client, f"/id/{state}/{name}.csv?at={day}") if not row["until"]]
                for row in rows[:: max(1, len(rows) // ROWS)][:ROWS]:
                    triple = (
                        f"<{ID}{state}>",
                        row["relation"].replace("wph:", "<" + WPH_BASE) + ">",
                        f"<{row['entity']}>",
                    )
                    answer = best_answer(
                        lambda others, asked=triple: explainer.explain(asked, on, others),
                        version.store,
                        coverage,
                    )
                    last = row["last_confirmed"]
                    shown = last if last and last < day else None
                    proved = answer.last_confirmed.isoformat() if answer.last_confirmed else None
                    beyond += proved is not None
                    if shown != proved:
                        differing.append((state, row["relation"], row["entity"], shown, proved))

    assert differing == []
    assert beyond > 0 or day == "2011-06-01"
    assert schema_of(version).labels


WPH_BASE = "https://w3id.org/westphalia/ontology#"


def test_an_obligation_is_confirmed_as_the_treaty_from_which_it_follows(client: FlaskClient) -> None:
    defended = {row["label"]: row for row in rows_of(client, "/id/kazakhstan/obliged-to-defend-with.csv")}
    between = {row["predicate"]: row for row in rows_of(client, "/dyad/kazakhstan/russia/relations.csv")}
    page = client.get("/id/kazakhstan", headers={"Accept": "text/html"}).text

    assert defended["Russia"]["last_confirmed"] == defended["Belarus"]["last_confirmed"] > "2024"
    assert between["wph:obligedToDefendWith"]["last_confirmed"] == defended["Russia"]["last_confirmed"]
    assert between["wph:alliedWith"]["last_confirmed"] >= between["wph:obligedToDefendWith"]["last_confirmed"]
    allied = page[page.index("p=wph%3AalliedWith&amp;o=id%3Arussia") :]
    assert "last confirmed 30 Jun 2025" in allied[: allied.index("</dd>")]
