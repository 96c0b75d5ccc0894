"""Files of others as statements: CSV by a mapping, RDF with dates on situations and triples, Wikidata with qualifiers."""

import json

import pytest

from westphalia.cases.imports.csv_mapping import statements_of_csv
from westphalia.cases.imports.rdf_files import statements_of_rdf
from westphalia.cases.imports.sheet_writer import write_statements
from westphalia.cases.imports.wikidata import statements_of_wikidata
from westphalia.cases.reading.relations import read_relations
from westphalia.errors import InputError
from westphalia.settings import PROJECT_ROOT

PREFIXES = """@prefix wph: <https://w3id.org/westphalia/ontology#> . @prefix id: <https://w3id.org/westphalia/id/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
"""


@pytest.fixture(scope="module")
def relations():
    return read_relations(PROJECT_ROOT / "ontology", {}, {})


def cells(rows, *names):
    return [tuple(row.cells.get(name, "") for name in names) for row in rows]


@pytest.fixture
def mapped(tmp_path):
    def read(text, mapping):
        (tmp_path / "list.csv").write_text(text, encoding="utf-8")
        (tmp_path / "list.toml").write_text(mapping, encoding="utf-8")
        return list(statements_of_csv(tmp_path / "list.csv", tmp_path / "list.toml"))

    return read


def test_columns_are_mapped_and_rows_keep_their_origin(mapped):
    rows = mapped(
        "state;body;type;joined\nKazakhstan;CSTO;full;1994\nMongolia;SCO;observer;2004\n",
        'who = "state"\nwhom = "body"\nrelation_column = "type"\nfrom = "joined"\n'
        '[values]\nfull = "is a member of"\nobserver = "is an observer at"\n',
    )

    assert cells(rows, "who", "relation", "whom", "from", "where") == [
        ("Kazakhstan", "is a member of", "CSTO", "1994", "list.csv, row 2"),
        ("Mongolia", "is an observer at", "SCO", "2004", "list.csv, row 3"),
    ]
    assert rows[0].cells["note"] == "imported from list.csv, row 2"


@pytest.mark.parametrize(
    ("mapping", "words"),
    [('who = "land"\nwhom = "body"\nrelation = "x"', "'land'"), ('who = "state"', "lacks whom"), ("=", "TOML")],
)
def test_a_mapping_that_does_not_fit_is_refused(mapped, mapping, words):
    with pytest.raises(InputError, match=words):
        mapped("state,body\nx,y\n", mapping)


def test_rdf_gives_situations_reified_triples_and_plain_ones(tmp_path, relations):
    path = tmp_path / "facts.ttl"
    path.write_text(
        PREFIXES
        + """id:m a wph:FullMembership ; wph:member id:kazakhstan ; wph:organization id:csto ; wph:locator "p. 1" ;
            wph:validFrom "1994-01-01T00:00:00Z"^^xsd:dateTime ; wph:datePrecision wph:yearPrecision .
        _:r rdf:reifies <<( id:russia wph:suppliesArmsTo id:kazakhstan )>> ; wph:heldFrom "1992-01-01" .
        [] a owl:Axiom ; owl:annotatedSource id:japan ; owl:annotatedProperty wph:recognizes ; owl:annotatedTarget <urn:x> .
        <urn:x> rdfs:label "New State" .
        id:uzbekistan wph:memberOf id:csto .
        """,
        encoding="utf-8",
    )

    assert sorted(cells(statements_of_rdf(path, relations), "who", "relation", "whom", "from")) == [
        ("id:japan", "recognizes", "New State", ""),
        ("id:kazakhstan", "is a member of", "id:csto", "1994"),
        ("id:russia", "supplies arms to", "id:kazakhstan", "1992-01-01"),
        ("id:uzbekistan", "is a member of", "id:csto", ""),
    ]


CLAIM = {
    "id": "Q232$1",
    "rank": "normal",
    "mainsnak": {"datavalue": {"value": {"id": "Q318693"}}},
    "qualifiers": {"P580": [{"datavalue": {"value": {"time": "+1994-00-00T00:00:00Z", "precision": 9}}}]},
    "references": [{"snaks": {"P854": [{"datavalue": {"value": "https://example.org/list"}}]}}],
}


def test_items_of_wikidata_give_statements_with_qualifiers(tmp_path):
    path = tmp_path / "item.json"
    item = {
        "id": "Q232",
        "labels": {"en": {"value": "Kazakhstan"}},
        "claims": {"P463": [CLAIM, CLAIM | {"rank": "deprecated"}]},
    }
    path.write_text(json.dumps({"entities": {"Q232": item}}), encoding="utf-8")

    assert cells(
        statements_of_wikidata(path, {"Q318693": "id:csto"}), "who", "relation", "whom", "from", "where"
    ) == [("Kazakhstan", "is a member of", "id:csto", "1994", "https://example.org/list")]


def test_results_of_a_query_give_statements(tmp_path):
    path = tmp_path / "results.json"
    entity = "http://www.wikidata.org/entity/"
    row = {
        "item": {"value": f"{entity}Q232"},
        "property": {"value": "http://www.wikidata.org/prop/direct/P463"},
        "value": {"value": f"{entity}Q7809"},
        "valueLabel": {"value": "UNESCO"},
        "start": {"value": "1992-05-22T00:00:00Z"},
    }
    path.write_text(json.dumps({"head": {}, "results": {"bindings": [row]}}), encoding="utf-8")

    assert cells(statements_of_wikidata(path, {"Q232": "id:kazakhstan"}), "who", "whom", "from") == [
        ("id:kazakhstan", "UNESCO", "1992-05-22")
    ]


def test_rows_are_written_once(tmp_path, mapped):
    rows = mapped("state,body\nx,y\n", 'who = "state"\nwhom = "body"\nrelation = "signed"')

    assert write_statements(rows, tmp_path) == 1
    with pytest.raises(InputError, match="has rows already"):
        write_statements(rows, tmp_path)
    with pytest.raises(InputError, match="gives no statement"):
        write_statements([], tmp_path / "other")
