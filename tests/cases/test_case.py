"""Rows that somebody types: each mistake is found at its cell, and the rest becomes dated situations with evidence."""

import shutil
from dataclasses import replace
from datetime import date

import pyoxigraph as ox
import pytest
from rdflib import Graph

from westphalia.cases.case import read_case
from westphalia.cases.description import read_description
from westphalia.cases.preview.preview import Previewer
from westphalia.cases.preview.preview_text import difference_text, preview_lines
from westphalia.cases.publish import compiled, publish
from westphalia.cases.sheets.messages import Messages
from westphalia.errors import RefusedError
from westphalia.inputs.sources import load_source
from westphalia.rdf.namespaces import ID, WPH
from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.store import EmbeddedStore
from westphalia.views.answers.completeness import own_rules, read_coverage
from westphalia.views.answers.statements import read_statements

from .conftest import VALUES

GOOD = "Uzbekistan,is a member of,CSTO,16 August 2006,2012-12-19,,p. 1,It came back.,,,"
MISTAKES = [
    (
        "Uzbekstan,is a member of,CSTO,2006-08-16,,,1,,,,",
        "who",
        "'Uzbekstan' is no name in the graph on 2006-08-16. Nearest: Uzbekistan (id:uzbekistan)",
    ),
    ("Soviet Union,is a member of,CSTO,2005,,,1,,,,", "who", "'Soviet Union' did not exist in 2005"),
    ("Kazakhstan,is a membr of,CSTO,2005,,,1,,,,", "relation", "Nearest: 'is a member of'"),
    ("North Atlantic Treaty,is a member of,NATO,1999,,,1,,,,", "who", "'is a member of' needs an actor as who"),
    ("Kazakhstan,signed,NATO,1999,,,1,,,,", "whom", "'signed' needs an instrument as whom"),
    ("Kazakhstan,is allied with,Russia,1999,1998,,1,,,,", "until", "1998 is before 1999 in 'from'."),
    ("Kazakhstan,is allied with,Russia,2031,,,1,,,,", "from", "2031 lies in the future."),
    ("Kazakhstan,is allied with,Russia,03/04/1992,,,1,,,,", "from", "03/04/1992: 3 April or 4 March?"),
    ("Kazakhstan,is allied with,Russia,30 February 1992,,,1,,,,", "from", "there is no 30 February 1992."),
    (
        "Kazakhstan,is allied with,Russia,33603,,,1,,,,",
        "from",
        "looks like Excel's number of a day: 31 December 1991.",
    ),
    ("Kazakhstan,is allied with,Russia,1992-05-15,,year,1,,,,", "precision", "gives a day, not a year."),
    ("Kazakhstan,is allied with,Russia,1992,,,,,,,", "where", "The place in the source is missing."),
    ("Kazakhstan,is allied with,Russia,1992,,,1,,sure,,", "certainty", "'sure' is not on the scale of certainty."),
    ("Kazakhstan,is allied with,Kazakhstan,1992,,,1,,,,", "whom", "Kazakhstan stands on both sides"),
    (",is allied with,Russia,1992,,,1,,,,", "who", "The cell is empty."),
    ("Kazakhstan,is allied with,,1992,,,1,,,,", "whom", "The cell is empty."),
    ("12345,is allied with,Russia,1992,,,1,,,,", "who", "'12345' is a number where a name is expected."),
    ("=A2,is allied with,Russia,1992,,,1,,,,", "who", "'=A2' is a formula where a name is expected."),
    (
        "Kazakhstan,is allied with,Russia,1992,,,1,sha256:abcd,,,",
        "words",
        "is no SHA-256 digest: it has 4 hexadecimal digits",
    ),
    ("is a member of,CSTO,2006,,,1,,,,,", "who", "the row is shifted to the left"),
    (",Kazakhstan,is a member of,CSTO,2006,,1,,,,", "whom", "the row is shifted to the right"),
    ("Kazakhstan,signed,CTBT,1996,2001,,1,,,,", "until", "'signed' happens once and does not last."),
    ("CÃ´te d'Ivoire,signed,CTBT,1996,,,1,,,,", "who", "reads like 'Côte d'Ivoire' in a wrong encoding"),
]


def places(case):
    return [(message.row, message.column) for message in case.errors]


@pytest.mark.parametrize(("row", "column", "words"), MISTAKES)
def test_a_mistake_is_found_at_its_cell(typed, row, column, words):
    case = typed(GOOD, row)

    assert places(case) == [(3, column)]
    assert words in case.errors[0].text()
    assert case.errors[0].action
    assert len(case.statements) == 1


FURTHER = [
    ("Astana,has capital,Kazakhstan,1998,,,1,,,,", "who", "or write 'is the capital of' as the relation."),
    ("Nursultan Nazarbayev,is a member of,CSTO,2005,,,1,,,,", "who", "Nursultan Nazarbayev is a person;"),
    ("Soviet Union,is a member of,UN,1950,1995,,1,,,,", "until", "1995 is after the end of Soviet Union in 'who'"),
    ("Kazakhstan; Russia,signed,CTBT,1996,,,1,,,,", "who", "Write a row for each, with one name in the cell."),
    ("Kazakhstan,signed,CTBT / NPT,1996,,,1,,,,", "whom", "'CTBT / NPT' names several"),
    ("ditto,ratified,CTBT,2002,,,1,,,,", "who", "'ditto' stands for the cell above"),
    ("Kazakhstan,ratified,CTBT,2002,,,ibid.,,,,", "where", "'ibid.' stands for the cell above"),
    ("Kazakhstan,ratified,CTBT,2002,,,n/a,,,,", "where", "'n/a' is no place in the source."),
    ("Kazakhstan,ratified,CTBT,2002,,,p.&nbsp;3,,,,", "where", "has codes of HTML in it. Write 'p. 3'."),
    ("Kazakhstan,ratified,CT\0BT,2002,,,1,,,,", "whom", "Letters of 'CT\ufffdBT' were lost."),
    ("Kazakhstan,ratified,CTBT,2002,,,1,,80%,,", "certainty", "'80%' is not on the scale of certainty."),
    ("Kazakhstan,is allied with,Russia,1992,,,1,,,Moscow,", "under", "'under' needs a treaty or an organization."),
    ("Kazakhstan,signed,CTBT,1996-09-30,,exact,1,,,,", "precision", "'exact' is no precision."),
    (
        "id:kazakstan,signed,CTBT,1996,,,1,,,,",
        "who",
        "'id:kazakstan' is no name in the graph in 1996. Nearest: Kazakhstan",
    ),
    ("Korea,signed,CTBT,1996,,,1,,,,", "who", "Nearest: North Korea (id:north-korea), South Korea (id:south-korea)"),
    ("https://www.wikidata.org/wiki/Q232,signed,CTBT,1996,,,1,,,,", "who", "is no name in the graph in 1996"),
    ("Kazakhstan,signed,CTBT,1996 or 1997,,,1,,,,", "from", "or [1996,1997] if it is one of the two years."),
    ("Kazakhstan,signed,CTBT,1996-09-30 12:00,,,1,,,,", "from", "Write 1996-09-30 alone"),
    ("Kazakhstan,is allied with,Russia,1992,today,,1,,,,", "until", "Leave the cell empty while no end is known."),
    ("Kazakhstan,is allied with,Russia,1992/1994,1995,,1,,,,", "until", "'from' is an interval already."),
    ("Kazakhstan,signed,CTBT,#######,,,1,,,,", "from", "The column was too narrow to show it"),
    ("CTBT,is in force,Kazakhstan,1996,,,1,,,,", "whom", "'is in force' takes no whom."),
    ("Kazakhstan,said that,,1996,,,1,,,,", "whom", "Write what was said, in one sentence of your own."),
    ("Kazakhstan,signed,CTBT,1996,,,p. 3, line 4,,,,,", "", "A separator may stand inside a cell"),
]


def test_further_kinds_of_mistakes_are_found_at_their_cells(typed):
    case = typed(*[row for row, _, _ in FURTHER])
    found = {(message.row, message.column): message.text() for message in case.errors}

    assert list(found) == [(number, column) for number, (_, column, _) in enumerate(FURTHER, start=2)]
    assert {
        words: text for (_, _, words), text in zip(FURTHER, found.values(), strict=True) if words not in text
    } == {}


def test_what_differs_only_in_writing_is_taken(typed):
    case = typed(
        "  Kazakhstan\u00a0,Signed ,C.T.B.T.,\uff11\uff19\uff19\uff16,,,1,\u201cown words\u201d,,,",
        "ID: Kazakhstan,ratified,CTBT,'2002,,Year,1,,CERTAIN,,",
        "U.S.,signed,CTBT,24.9.1996,,,1,,,,",
    )

    assert case.errors == []
    assert [each.who.id for each in case.statements] == ["kazakhstan", "kazakhstan", "united-states"]


def test_a_passage_in_the_place_of_own_words_is_noticed(typed):
    case = typed(f"Kazakhstan,signed,CTBT,1996,,,1,{'It said that it had signed. ' * 20},,,")

    assert [(m.column, m.severity) for m in case.messages] == [("words", "warning")]
    assert "are rather a passage than own words" in case.messages[0].sentence


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("licence", '"CCBY"', "Did you mean CC BY 4.0?"),
        ("licence", '"https://example.org/by 4.0"', "is no licence that is known"),
        ("language", '"english"', "'english' is no language tag."),
        ("address", '"www.example.org"', "is no address on the web"),
        ("issued", '"last year"', "'last year' is no date."),
        ("may_be_passed_on", '"yes"', "'yes' is neither true nor false"),
        ("covers_until", '"1980"', "It is before covers_from."),
        ("dates", '"dmy"', "Write day-first or month-first"),
        ("", "\N{LEFT DOUBLE QUOTATION MARK}", "with straight quotation marks"),
    ],
)
def test_mistakes_of_the_description_are_found_at_their_keys(tmp_path, key, value, words):
    messages = Messages()
    text = "".join(f'{name} = "{given}"\n' for name, given in VALUES.items() if name not in {key, "may_be_passed_on"})
    (tmp_path / "source.toml").write_text(f"{text}{key or 'title'} = {value}\n", encoding="utf-8")
    read_description(tmp_path, messages)

    assert [message.column for message in messages.errors] == [key]
    assert words in messages.errors[0].text()


def test_rows_that_repeat_or_contradict_each_other_are_found(typed):
    case = typed(
        GOOD,
        GOOD.replace("16 August 2006", "2006-08-16"),
        "Uzbekistan,is a member of,CSTO,2008,,,p. 2,,,,",
        "Kazakhstan,is allied with,Russia,1992,,,p. 3,,,,",
        "Russia,is allied with,Kazakhstan,1992,,,p. 3,,,,",
        "Kazakhstan,has capital,Astana,1997-12-10,,,p. 4,,,,",
        "Kazakhstan,has capital,Almaty,1991,1999,,p. 4,,,,",
    )

    assert places(case) == [(3, ""), (4, "from"), (6, ""), (8, "whom")]
    assert "with the two exchanged" in case.errors[2].sentence


def test_an_entity_that_exists_already_is_found(typed):
    header = "id,name,kind,other_names,from,until,of,same_as,note"
    case = typed(GOOD, entities=[header, "russia,Russia,state,,,,,,", "new-body,New Body,organisation,,,,,,"])

    assert places(case) == [(2, "id"), (3, "kind")]
    assert "id:russia is in the graph already" in case.errors[0].sentence
    assert "organization" in case.errors[1].sentence


def test_names_of_the_case_and_aliases_are_known(typed):
    case = typed(
        "New Pact,is in force,,2001,,,p. 1,,,,",
        "the Kremlin,signed,New Pact,2001,,,p. 1,,,,",
        entities=["id,name,kind", ",New Pact,treaty"],
        aliases=["name,means", "the Kremlin,id:russia"],
    )

    assert (case.errors, [each.who.id for each in case.statements]) == ([], ["new-pact", "russia"])


def test_a_row_becomes_a_situation_with_dates_and_evidence(typed):
    case = typed('Uzbekistan,is a member of,CSTO,2006-08~,"[2011,2012]",,p. 1,It came back.,probable,,A remark.')
    graph = Graph().parse(data=compiled(case)["facts.ttl"], format="turtle")
    record = ID["trial/is-a-member-of-uzbekistan-csto-2006-08"]
    values = {str(p).rpartition("#")[2].rpartition("/")[2]: str(o) for p, o in graph.predicate_objects(record)}

    assert (values["member"], values["organization"]) == (str(ID.uzbekistan), str(ID.csto))
    assert (values["validFrom"], values["validUntil"]) == ("2006-08-01T00:00:00+00:00", "2012-01-01T00:00:00+00:00")
    assert (values["statedFrom"], values["statedUntil"]) == ("2006-08~", "[2011,2012]")
    assert (values["locator"], values["paraphrase"], values["certainty"]) == ("p. 1", "It came back.", "probable")


def test_what_somebody_said_is_a_claim_about_those_whom_it_names(typed):
    case = typed("Nursultan Nazarbayev,said that,Kazakhstan needs Russia and the CSTO,2010,,,p. 4,,,,")
    graph = Graph().parse(data=compiled(case)["facts.ttl"], format="turtle")

    assert set(graph.objects(None, WPH.about)) == {ID.kazakhstan, ID.russia, ID.csto}


def test_numbers_and_opinions_are_read(typed):
    case = typed(
        GOOD,
        observations=[
            "who,indicator,value,unit,from,where",
            'Kazakhstan,Number of inhabitants,"16,4",person,2010,p. 2',
            'Kazakhstan,Number of inhabitants,"16,400",person,2010,p. 2',
            "Kazakhstan,Number of inhabitants,16 million,person,2011,p. 2",
            "Kazakhstan,Number of inhabitants,16%,people,2012,p. 2",
            "Kazakhstan,Inhabitants,16,,2013,p. 2",
        ],
        opinions=["who,says,about,from,where", "Richard Rousseau,Energy binds the two.,Kazakhstan; Russia,2011,p. 3"],
    )

    assert [str(each.value) for each in case.observations] == ["16.4"]
    assert len(case.opinions) == 1
    assert [message.column for message in case.errors] == ["value", "value", "value", "indicator", "unit"]
    assert [message.action for message in case.errors][1] == "Write 16000000."
    assert "the unit is people" in case.errors[2].sentence


def test_every_example_of_a_relation_can_be_typed(typed, knowledge):
    relations = [each for each in knowledge.relations.relations if each.example[0]]
    rows = [
        f"{relation.example[0]},{relation.name},{relation.example[1]},{relation.example[2]},{relation.example[3]},,1,,,,"
        for relation in relations
    ]
    case = typed(*rows)
    faults = {relations[message.row - 2].name: message.text() for message in case.errors if message.column}

    assert faults == {}
    assert len({relation.name for relation in relations}) == len(relations)


@pytest.fixture
def previewer(typed, knowledge, settings):
    previewers = []

    def preview(*rows):
        case = typed(*rows)
        previewers.append(Previewer(case.folder, settings, knowledge))
        return previewers[-1].preview()

    yield preview
    for each in previewers:
        each.close()


def test_a_preview_says_what_follows_and_what_others_say(previewer):
    preview = previewer(
        "Japan,is a member of,CSTO,2015-01-01,,,p. 1,,,,",
        "Uzbekistan,is a member of,CSTO,2007-03-01,2012-12-19,,p. 1,,,,",
        "Kazakhstan,is a member of,CSTO,1994-04-20,,,p. 2,,,,",
    )
    conclusions = [each.text() for each in preview.conclusions]

    assert any("Japan" in text and "allied with" in text and "2015" in text for text in conclusions)
    assert [each.statement.row.number for each in preview.differing] == [3]
    assert "you say Uzbekistan is a member of" in difference_text(preview.differing[0])
    assert "16 Aug 2006" in difference_text(preview.differing[0])
    assert [each.statement.row.number for each in preview.alone] == [2]
    assert any("Other sources say otherwise" in line for line in preview_lines(preview))


def test_nothing_is_published_before_the_mistakes_are_gone(typed, settings, tmp_path):
    here = Settings(root=settings.root, data_dir=tmp_path / "data")
    (tmp_path / "data").mkdir()
    case = typed(GOOD, "Uzbekstan,signed,CTBT,1996,,,1,,,,")

    with pytest.raises(RefusedError, match="has 1 mistake, so nothing is published"):
        publish(case, here)
    folder = publish(case, here, leave_out_faulty=True)

    assert folder == here.published_cases / "trial"
    assert sorted(path.name for path in folder.iterdir()) == ["coverage.csv", "facts.ttl", "source.ttl"]


def test_the_silence_of_a_case_denies_nothing(typed, settings, knowledge, tmp_path):
    case = typed(
        "Ruritania,signed,Zenda Pact,2001,,,p. 1,,,,",
        entities=["id,name,kind", ",Zenda Pact,treaty", ",Ruritania,state"],
    )
    folder = publish(case, Settings(root=settings.root, data_dir=tmp_path))
    store = ox.Store()
    for document in load_source(folder).documents:
        for graph in (ox.NamedNode(document.graph), ox.DefaultGraph()):
            store.extend(ox.Quad(*triple, graph) for triple in document.triples)
    own = read_statements(EmbeddedStore(store))
    baseline = read_coverage(knowledge.store, own_rules(settings))
    both = replace(baseline, statements=(*baseline.statements, *own))
    china, russia, ruritania = str(ID.china), str(ID.russia), str(ID.ruritania)
    borders = str(WPH.borders)

    assert both.completeness(borders, (china, russia), date(2001, 6, 1)).is_complete
    assert baseline.completeness(borders, (china, ruritania), date(2001, 6, 1)).is_complete
    assert not both.completeness(borders, (china, ruritania), date(2001, 6, 1)).is_complete
    assert ("signatoryTo", "zenda-pact") in {
        (each.relation.rpartition("#")[2], each.scope.rpartition("/")[2]) for each in own
    }


def test_what_a_case_says_of_its_completeness_is_checked_and_published(typed, tmp_path):
    header = "relation,scope,from,until,completeness,rests_on"
    good = 'signatoryTo,NPT,July 1968,1970,complete,"The depositary, who lists all."'
    case = typed(GOOD, coverage=[header, good, "signs,Zenda Pact,,,all,"])

    assert [(m.row, m.column) for m in case.errors] == [
        (3, column) for column in ("completeness", "relation", "rests_on", "scope")
    ]
    assert case.coverage.split("\n")[1] == 'signatoryTo,npt,1968-07,1970,complete,"The depositary, who lists all.",,'


@pytest.mark.parametrize("key", ["north-atlantic-treaty", "caspian-chronology"])
def test_the_published_files_of_the_projects_cases_are_those_of_their_sheets(key, knowledge, tmp_path):
    folder = shutil.copytree(PROJECT_ROOT / "sources" / key, tmp_path / key)
    case = read_case(folder, knowledge)
    own = [message.text() for message in case.errors if "is in the graph already" not in message.sentence]
    published = Graph().parse(PROJECT_ROOT / "sources" / key / "facts.ttl")

    assert own == []
    assert {str(s) for s in published.subjects(WPH.locator)} == {
        str(triple.subject.value) for triple in case.triples if triple.predicate.value == str(WPH.locator)
    }
