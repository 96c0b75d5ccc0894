"""The sheets of a case and their columns, with what each column is for and other headings under which it is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column: its heading, its meaning in one sentence, and what a filled cell looks like.

    `aliases` are headings that mean the same and are taken without remark; `near` are headings that others use, for
    which the message proposes this one. A sheet without a `required` column cannot be read.
    """

    name: str
    meaning: str
    example: str
    required: bool = False
    aliases: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetLayout:
    """A kind of sheet: its name, which its file or its sheet in a workbook has, and its columns in order."""

    name: str
    purpose: str
    columns: tuple[Column, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The headings in order."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """The headings without which the sheet cannot be read."""
        return tuple(column.name for column in self.columns if column.required)

    def example(self) -> tuple[str, ...]:
        """One filled row."""
        return tuple(column.example for column in self.columns)


def _dates(begin: str, end: str) -> tuple[Column, ...]:
    return (
        Column(
            "from",
            "The first day, month or year: 2006-08-16, 16 August 2006, 2006-08, 2006, or EDTF such as 1991-12~.",
            begin,
            aliases=("since", "valid from", "begin", "date"),
            near=("start", "start date", "starting", "beginning", "year", "when"),
        ),
        Column(
            "until",
            "The day it ended, or the last month or year; empty while no end is known.",
            end,
            aliases=("to", "valid until"),
            near=("end", "end date", "ended", "till", "thru", "through"),
        ),
    )


_WHERE = Column(
    "where",
    "The place in the source: article 5, paragraph 3, p. 12.",
    "paragraph 3",
    required=True,
    aliases=("where in the source", "place", "locator", "paragraph"),
    near=("page", "pages", "source", "reference", "citation", "article", "location"),
)
_WORDS = Column(
    "words",
    "What the source says there in your own words, or sha256: with the digest of the quoted passage.",
    "Uzbekistan returned to the organization.",
    aliases=("own words", "quotation hash or own words", "quotation hash", "quotation"),
    near=("quote", "text", "hash"),
)
_CERTAINTY = Column(
    "certainty",
    "How sure the source is: certain, probable, possible or doubtful; empty for certain.",
    "",
    near=("confidence", "probability", "sure"),
)
_NOTE = Column(
    "note", "A remark of your own.", "", aliases=("notes", "remark", "remarks"), near=("comment", "comments")
)

STATEMENTS = SheetLayout(
    "statements",
    "Who stood in which relation to whom, and when: one row for each statement of the source.",
    (
        Column(
            "who",
            "The name of the one of whom the statement is made.",
            "Uzbekistan",
            required=True,
            near=("subject", "actor", "state", "country", "from whom", "name", "entity"),
        ),
        Column(
            "relation",
            "What is said, by a plain name from 'westphalia relations'.",
            "is a member of",
            required=True,
            near=("predicate", "verb", "property", "relationship", "relation type"),
        ),
        Column(
            "whom",
            "The name of the other.",
            "CSTO",
            required=True,
            near=("object", "target", "organisation", "organization", "whom or what", "what", "partner"),
        ),
        *_dates("2006-08-16", "2012-12-19"),
        Column(
            "precision",
            "day, month or year, where the dates do not show it; usually empty.",
            "",
            near=("accuracy", "date precision"),
        ),
        _WHERE,
        _WORDS,
        _CERTAINTY,
        Column(
            "under",
            "The treaty or organization under which it is so, if the source names one.",
            "",
            aliases=("under which instrument", "framework"),
            near=("treaty", "agreement"),
        ),
        _NOTE,
    ),
)
OPINIONS = SheetLayout(
    "opinions",
    "What somebody holds or says; never turned into a fact.",
    (
        Column(
            "who", "Who holds the opinion.", "Richard Rousseau", required=True, near=("holder", "author", "speaker")
        ),
        Column(
            "says",
            "The opinion in one sentence of your own.",
            "The two states are bound to each other by energy.",
            required=True,
            aliases=("claim", "says that"),
            near=("opinion", "statement", "text"),
        ),
        Column(
            "about",
            "Names of those whom it is about, separated by semicolons.",
            "Kazakhstan; Russia",
            required=True,
            near=("whom", "concerning", "object"),
        ),
        Column("kind", "assessment, forecast or statement; empty for assessment.", "assessment", near=("type",)),
        Column("topic", "Topics of the graph, separated by semicolons.", "", near=("subject", "theme")),
        *_dates("2011", ""),
        _WHERE,
        _CERTAINTY,
        _NOTE,
    ),
)
OBSERVATIONS = SheetLayout(
    "observations",
    "Numbers that the source gives.",
    (
        Column(
            "who", "Whose number it is.", "Kazakhstan", required=True, near=("entity", "country", "state", "subject")
        ),
        Column(
            "indicator",
            "What is measured, by a name from 'westphalia relations --indicators' or of entities.",
            "Number of inhabitants",
            required=True,
            near=("variable", "measure", "quantity"),
        ),
        Column(
            "value",
            "The number; 39.7 or 39,7.",
            "16300000",
            required=True,
            near=("number", "amount", "figure"),
        ),
        Column("unit", "percent, person, kilometre, item …", "person", required=True, near=("units", "measured in")),
        Column(
            "qualifier",
            "exact, approximately, estimated or more than; empty for exact.",
            "",
            near=("accuracy", "about"),
        ),
        *_dates("2010", "2010"),
        Column("reported_by", "From whom the source has it.", "", aliases=("reported by",), near=("according to",)),
        _WHERE,
        _CERTAINTY,
        _NOTE,
    ),
)
ENTITIES = SheetLayout(
    "entities",
    "What the graph does not have yet: organizations, treaties, persons, places, indicators.",
    (
        Column(
            "id",
            "A short name of lower-case letters, digits and hyphens; empty to have it made from the name.",
            "aktau-convention",
            aliases=("identifier",),
            near=("key", "code"),
        ),
        Column(
            "name",
            "The name in English.",
            "Convention on the Legal Status of the Caspian Sea",
            required=True,
            aliases=("label",),
            near=("title", "who", "entity"),
        ),
        Column(
            "kind",
            "What it is, by a name from 'westphalia relations --kinds'.",
            "treaty",
            required=True,
            near=("type", "class", "category"),
        ),
        Column(
            "other_names",
            "Other names, separated by semicolons.",
            "Aktau Convention",
            aliases=("other names", "also known as"),
            near=("aliases", "synonyms"),
        ),
        *_dates("", ""),
        Column("of", "Whose it is: the state of an office, the organization of a programme.", "", near=("owner",)),
        Column(
            "same_as",
            "The item of Wikidata, if you know it: Q123.",
            "",
            aliases=("same as", "wikidata"),
            near=("qid", "external id"),
        ),
        _NOTE,
    ),
)
ALIASES = SheetLayout(
    "aliases",
    "Names as the source writes them, and whom they mean.",
    (
        Column("name", "The name as you type it in other sheets.", "the Kremlin", required=True, near=("alias",)),
        Column(
            "means",
            "The name of the graph, or the identifier with id: before it.",
            "id:russia",
            required=True,
            near=("id", "entity", "stands for"),
        ),
        _NOTE,
    ),
)
COVERAGE = SheetLayout(
    "coverage",
    "How complete the case is; without this file nobody has established it, and its silence denies nothing.",
    (
        Column(
            "relation",
            "A property or class of the ontology: memberOf, or Situation for all.",
            "memberOf",
            required=True,
        ),
        Column("scope", "The organization or treaty of which it is said; empty for all.", "csto"),
        *_dates("1994", "2025"),
        Column("completeness", "complete, selected or unknown.", "complete", required=True),
        Column("rests_on", "What the statement rests on, in a sentence.", "The list is official.", required=True),
        Column("reference", "Empty.", ""),
        _NOTE,
    ),
)
"""A list that a source may have beside its sheets."""
SHEETS: tuple[SheetLayout, ...] = (STATEMENTS, OBSERVATIONS, OPINIONS, ENTITIES, ALIASES)
"""Every sheet of a case."""


def layout_named(name: str) -> SheetLayout | None:
    """The layout of a sheet of that name, whatever its capitals; None for another name."""
    return next((layout for layout in SHEETS if layout.name == name.strip().casefold()), None)


def names_of(layouts: Sequence[SheetLayout] = SHEETS) -> str:
    """The names of sheets in one sentence.

    >>> names_of(SHEETS[:2])
    'statements or observations'
    """
    *first, last = (layout.name for layout in layouts)
    return f"{', '.join(first)} or {last}" if first else last
