"""The lexicon is kept with a version, whole, and read again where the file of names is another."""

import json
from datetime import date
from pathlib import Path

import pytest

from westphalia.questions.names import stored_lexicon as stored
from westphalia.questions.names.lexicon import CODE, DEMONYM, LABEL, Candidate, Lexicon, Thing
from westphalia.reason.proofs.proof import Period

RURITANIA = Thing(
    "urn:ruritania",
    "Ruritania",
    frozenset({"State", "Actor"}),
    (Period(date(1880, 5, 1), None), Period(None, date(1945, 5, 8))),
    frozenset({"cowStateNumber 999"}),
)
REGION = Thing("", "the Alps", frozenset({"WorldRegion"}), parts=("urn:ruritania",))
ALLIED = Thing("urn:allied", "allied with", frozenset({"ObjectProperty"}))
LEXICON = Lexicon(
    {RURITANIA.iri: RURITANIA},
    {
        ("ruritanian",): (Candidate(RURITANIA, DEMONYM),),
        ("alps",): (Candidate(REGION, LABEL), Candidate(RURITANIA, LABEL)),
    },
    {},
    {("allied", "with"): (Candidate(ALLIED, LABEL),)},
    {"RUR": (Candidate(RURITANIA, CODE),)},
    {"urn:allied": "allied with"},
)


def test_it_comes_back_as_it_was() -> None:
    assert stored.from_json(json.loads(json.dumps(stored.to_json(LEXICON)))) == LEXICON


def test_it_is_read_once_for_each_file_of_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reads = []
    monkeypatch.setattr(stored, "read_lexicon", lambda _store, path: reads.append(path) or LEXICON)
    names = tmp_path / "names.toml"
    for text in ("[names]", "[names]", "[demonyms]"):
        names.write_text(text)
        assert stored.stored_lexicon(tmp_path / "version", None, names) == LEXICON  # type: ignore[arg-type]

    assert len(reads) == 2
