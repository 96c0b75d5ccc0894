"""The log of changes of the ontology is read from the notes of its terms, the latest version first."""

from westphalia.rdf.namespaces import WPH
from westphalia.settings import PROJECT_ROOT
from westphalia.views.terms.changes import TermChange, changes_of_terms, read_change
from westphalia.web.pages.ontology.module import change_notes


def test_notes_are_read_and_ordered_by_version():
    notes = [
        ("a", "A", "0.9.0: added."),
        ("b", "B", "0.10.0: range changed, before: wph:State."),
        ("a", "A", "0.10.0: definition changed, before: 'An old one'."),
    ]

    assert changes_of_terms(notes) == [
        TermChange("0.10.0", "a", "A", "definition", "An old one"),
        TermChange("0.10.0", "b", "B", "range", "wph:State"),
        TermChange("0.9.0", "a", "A", "added"),
    ]


def test_every_note_of_the_ontology_is_written_so():
    notes = change_notes(PROJECT_ROOT / "ontology")

    assert (str(WPH.Annexation), "annexation", "0.2.0: added.") in notes
    assert [note for note in notes if not read_change(*note).version] == []
