"""Forms of pages that need parameters: shown where there are none, and again, filled in, where one cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, request

from ....codes.systems import SYSTEMS
from ....rdf.formats import GRAPH_FORMATS
from ...protocol.negotiation import wants_html
from .parameters import known_parameters
from .rendering import page


@dataclass(frozen=True)
class Field:
    """A parameter: its label, and an example of a value."""

    name: str
    label: str
    example: str = ""
    is_required: bool = True
    is_name: bool = False
    """Whether it is the name or code of an entity, which is completed while one types."""


@dataclass(frozen=True)
class PageForm:
    """The form of a page: its heading, what it is for, and its fields."""

    title: str
    lead: str
    fields: tuple[Field, ...]

    @property
    def further(self) -> dict[str, str]:
        """Parameters of the request that have no field, which the form keeps.

        Those left empty are dropped, and those that the page does not have.
        """
        names = {field.name for field in self.fields}
        return {name: value for name, value in known_parameters().items() if value and name not in names}


_DAY = Field("at", "As of", "16 Dec 1991, 2011-06-01 or 1991", is_required=False)
FORMS = {
    "dyad.choose": PageForm(
        "Compare two actors",
        "Two states, organizations or other actors: what holds between them, and what both are in.",
        (
            Field("a", "First, by name or code", "Kazakhstan", is_name=True),
            Field("b", "Second", "Russia", is_name=True),
            _DAY,
        ),
    ),
    "explanation.explanation": PageForm(
        "Why does a statement hold?",
        "The proof of a statement, from its rules down to the sources. The Why? links of pages lead here.",
        (
            Field("s", "Subject", "id:kazakhstan"),
            Field("p", "Property", "wph:alliedWith"),
            Field("o", "Object", "id:russia"),
            _DAY,
        ),
    ),
    "holds.holds": PageForm(
        "Does a statement hold?",
        "Holds, does not hold, or not known, with the ground. Without one end the answer is the whole list.",
        (
            Field("subject", "Subject", "id:uzbekistan", is_required=False),
            Field("predicate", "Property", "wph:memberOf"),
            Field("object", "Object", "id:csto", is_required=False),
            _DAY,
        ),
    ),
    "convert.convert": PageForm(
        "Convert a code or a name",
        "The code of a state in another system on a day, or the reason why there is none, as JSON.",
        (
            Field("value", "Code or name", "365"),
            Field("from", "In the system", ", ".join(SYSTEMS)),
            Field("to", "To the system", "iso3"),
            _DAY,
        ),
    ),
    "citation.cite": PageForm(
        "What to cite",
        "The documents and sources behind what the graph says of an entity, and the graph itself.",
        (Field("of", "Entity", "id:kazakhstan"), _DAY),
    ),
    "world_map.world_map": PageForm(
        "Map",
        "States in a relation to an entity on a day.",
        (
            Field("show", "Layer", "members, borders, allies, parties or recognition", is_required=False),
            Field("of", "Name or code", "NATO", is_required=False, is_name=True),
            _DAY,
        ),
    ),
}
"""The forms by the endpoint whose page they lead to."""


def empty_form() -> Response | None:
    """The form of the page that is requested, for a browser that sends none of its required parameters."""
    form = FORMS[request.endpoint or ""]
    has_any = any(request.args.get(field.name) for field in form.fields if field.is_required)
    if has_any or not wants_html(request, GRAPH_FORMATS):
        return None
    return page("form.html", form=form)


def form_again() -> PageForm | None:
    """The form with which a reader may correct the address: the page's own, else one of the parameters sent."""
    own = FORMS.get(request.endpoint or "")
    if own is not None or not request.args or request.method != "GET":
        return own
    fields = tuple(Field(name, name, is_required=False) for name in known_parameters())
    return PageForm("", "", fields) if fields else None
