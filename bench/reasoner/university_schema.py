"""The ontology of the generated universities, as tables and as Turtle."""

from __future__ import annotations

NAMESPACE = "https://w3id.org/westphalia/bench/university#"

CLASSES: dict[str, tuple[str, ...]] = {
    "": ("Organization", "Person", "Publication", "Schedule", "Work"),
    "Organization": ("College", "Department", "Institute", "Program", "ResearchGroup", "University"),
    "Person": ("Director", "Employee", "GraduateStudent", "ResearchAssistant", "Student", "TeachingAssistant"),
    "Employee": ("AdministrativeStaff", "Faculty"),
    "AdministrativeStaff": ("ClericalStaff", "SystemsStaff"),
    "Faculty": ("Lecturer", "PostDoc", "Professor"),
    "Professor": ("AssistantProfessor", "AssociateProfessor", "Chair", "Dean", "FullProfessor", "VisitingProfessor"),
    "Student": ("UndergraduateStudent",),
    "Publication": ("Article", "Book", "Manual", "Software", "Specification", "UnofficialPublication"),
    "Article": ("ConferencePaper", "JournalArticle", "TechnicalReport"),
    "Work": ("Course", "Research"),
    "Course": ("GraduateCourse",),
}
"""Each class with those directly under it; under the empty name those at the top."""

DEFINITIONS = (
    ("Chair", "Person", "headOf", "Department"),
    ("Dean", "Person", "headOf", "College"),
    ("Director", "Person", "headOf", "Program"),
    ("Employee", "Person", "worksFor", "Organization"),
    ("Student", "Person", "takesCourse", "Course"),
    ("TeachingAssistant", "Person", "teachingAssistantOf", "Course"),
)
"""A class is equivalent to those of the second that relate by the property to some of the last."""

OBJECT_PROPERTIES: tuple[tuple[str, str, str, str], ...] = (
    ("advisor", "", "Person", "Professor"),
    ("affiliateOf", "", "Organization", "Person"),
    ("affiliatedOrganizationOf", "", "Organization", "Organization"),
    ("degreeFrom", "", "Person", "University"),
    ("doctoralDegreeFrom", "degreeFrom", "Person", "University"),
    ("hasAlumnus", "", "University", "Person"),
    ("headOf", "worksFor", "", ""),
    ("listedCourse", "", "Schedule", "Course"),
    ("mastersDegreeFrom", "degreeFrom", "Person", "University"),
    ("member", "", "Organization", "Person"),
    ("memberOf", "", "", ""),
    ("orgPublication", "", "Organization", "Publication"),
    ("publicationAuthor", "", "Publication", "Person"),
    ("publicationDate", "", "Publication", ""),
    ("publicationResearch", "", "Publication", "Research"),
    ("researchProject", "", "ResearchGroup", "Research"),
    ("softwareDocumentation", "", "Software", "Publication"),
    ("softwareVersion", "", "Software", ""),
    ("subOrganizationOf", "", "Organization", "Organization"),
    ("takesCourse", "", "", ""),
    ("teacherOf", "", "Faculty", "Course"),
    ("teachingAssistantOf", "", "TeachingAssistant", "Course"),
    ("tenured", "", "Professor", ""),
    ("undergraduateDegreeFrom", "degreeFrom", "Person", "University"),
    ("worksFor", "memberOf", "", ""),
)
"""Name, the property above, domain and range; empty where there is none."""

DATA_PROPERTIES = ("age", "emailAddress", "name", "officeNumber", "researchInterest", "telephone", "title")
INVERSES = (("degreeFrom", "hasAlumnus"), ("memberOf", "member"))
TRANSITIVE = ("subOrganizationOf",)

_HEAD = f"""\
@prefix : <{NAMESPACE}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

<{NAMESPACE.rstrip("#")}> a owl:Ontology .
"""


def ontology() -> str:
    """The ontology as Turtle."""
    return "\n".join([_HEAD, *_classes(), *_definitions(), *_properties(), ""])


def _classes() -> list[str]:
    return [
        f":{name} a owl:Class" + (f" ; rdfs:subClassOf :{above}" if above else "") + " ."
        for above, names in CLASSES.items()
        for name in names
    ]


def _definitions() -> list[str]:
    return [
        f":{name} owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( :{base} "
        f"[ a owl:Restriction ; owl:onProperty :{prop} ; owl:someValuesFrom :{filler} ] ) ] ."
        for name, base, prop, filler in DEFINITIONS
    ]


def _properties() -> list[str]:
    return [
        *[_object_property(*row) for row in OBJECT_PROPERTIES],
        *[f":{name} a owl:DatatypeProperty ." for name in DATA_PROPERTIES],
        *[f":{one} owl:inverseOf :{other} ." for one, other in INVERSES],
        *[f":{name} a owl:TransitiveProperty ." for name in TRANSITIVE],
    ]


def _object_property(name: str, above: str, domain: str, range_: str) -> str:
    parts = [("rdfs:subPropertyOf", above), ("rdfs:domain", domain), ("rdfs:range", range_)]
    return f":{name} a owl:ObjectProperty" + "".join(f" ; {p} :{value}" for p, value in parts if value) + " ."
