"""Generated universities over an ontology of the shape of the Lehigh University Benchmark's.

    python -m bench.reasoner.lubm --universities 5 --out universities.nt --ontology-out ontology.ttl

43 classes, 25 object properties and 7 data properties: chains of subclasses and subproperties, domains, ranges,
inverses, one transitive property, and someValuesFrom in equivalences. The counts of people, courses and publications
in a department are those that the benchmark publishes (Guo, Pan and Heflin, 2005), so that figures can be set beside
published ones: about 100 thousand triples a university. The code and the names of things are our own.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TextIO

import click

from .stream import TYPE, describe, write
from .university_schema import NAMESPACE, ontology

SEED = 2006
DEPARTMENTS = (15, 20)
"""Five universities of the benchmark have 93 departments; its own limits of 15 to 25 would draw about 100."""
RESEARCH_GROUPS = (10, 20)
TEACHERS = (
    ("FullProfessor", (7, 10), (15, 20)),
    ("AssociateProfessor", (10, 14), (10, 18)),
    ("AssistantProfessor", (8, 11), (5, 10)),
    ("Lecturer", (5, 7), (0, 5)),
)
"""Each rank of teacher, how many of it a department has, and how many publications each of them."""
COURSES = (1, 2)
"""Courses, and as many graduate courses, that one teacher gives."""
UNDERGRADUATES = (8, 14)
"""For each teacher; the same for graduates."""
GRADUATES = (3, 4)
COURSES_OF_UNDERGRADUATE = (2, 4)
COURSES_OF_GRADUATE = (1, 3)
PUBLICATIONS_OF_GRADUATE = (0, 5)
ADVISED_UNDERGRADUATES = 1 / 5
TEACHING_ASSISTANTS = 2 / 9
RESEARCH_ASSISTANTS = 2 / 7
DEGREE_UNIVERSITIES = 1000
"""Degrees come from this many universities, most of which are only names."""
RESEARCH_FIELDS = 30
DEGREES = ("undergraduateDegreeFrom", "mastersDegreeFrom", "doctoralDegreeFrom")

_BASE = "https://w3id.org/westphalia/bench/"


def universities(number: int, seed: int = SEED) -> Iterator[str]:
    """Blocks of N-Triples lines: each university, then each of its departments."""
    for n in range(number):
        rng = Random(f"{seed}/{n}")
        university = _university(n)
        yield describe(university, _is("University"), _with("name", f'"University {n}"'))
        for d in range(rng.randint(*DEPARTMENTS)):
            yield _Department(f"{_BASE}university-{n}/department-{d}", university, rng).lines()


@dataclass
class _Department:
    """One department: its lines grow as people, courses and publications are drawn from `rng` in a fixed order."""

    path: str
    university: str
    rng: Random
    blocks: list[str] = field(default_factory=list)
    teachers: list[tuple[str, str]] = field(default_factory=list)
    """(name of the thing, rank)"""
    courses: list[str] = field(default_factory=list)
    graduate_courses: list[str] = field(default_factory=list)
    works: int = 0

    def lines(self) -> str:
        """All lines of the department."""
        self._add(
            self.name, _is("Department"), _with("name", '"Department"'), _with("subOrganizationOf", self.university)
        )
        self._hire()
        self._enrol_undergraduates()
        self._enrol_graduates()
        for n in range(self._draw(RESEARCH_GROUPS)):
            self._add(self._thing("group", n), _is("ResearchGroup"), _with("subOrganizationOf", self.name))
        return "".join(self.blocks)

    @property
    def name(self) -> str:
        return f"<{self.path}>"

    def _hire(self) -> None:
        for rank, numbers, publications in TEACHERS:
            for n in range(self._draw(numbers)):
                teacher = self._thing(rank, n)
                self.teachers.append((teacher, rank))
                self._add(teacher, _is(rank), *self._contact(rank, n), _with("worksFor", self.name), *self._degrees())
                self._add(teacher, *self._lessons(), _with("researchInterest", self._field()))
                self._publish(teacher, self._draw(publications))
        self._add(self.teachers[0][0], _with("headOf", self.name))

    def _lessons(self) -> list[tuple[str, str]]:
        """What one more teacher teaches: courses that are new to the department."""
        given = [self._new_course(self.courses, "Course") for _ in range(self._draw(COURSES))]
        given += [self._new_course(self.graduate_courses, "GraduateCourse") for _ in range(self._draw(COURSES))]
        return [_with("teacherOf", course) for course in given]

    def _new_course(self, known: list[str], kind: str) -> str:
        course = self._thing(kind, len(known))
        known.append(course)
        self._add(course, _is(kind), _with("name", f'"{kind} {len(known)}"'))
        return course

    def _enrol_undergraduates(self) -> None:
        for n in range(len(self.teachers) * self._draw(UNDERGRADUATES)):
            advisor = [self._advisor()] if self.rng.random() < ADVISED_UNDERGRADUATES else []
            self._enrol("UndergraduateStudent", n, self._taken(self.courses, COURSES_OF_UNDERGRADUATE), advisor)

    def _enrol_graduates(self) -> None:
        for n in range(len(self.teachers) * self._draw(GRADUATES)):
            more = [self._advisor(), *self._degrees()[:1], *self._jobs()]
            student = self._enrol("GraduateStudent", n, self._taken(self.graduate_courses, COURSES_OF_GRADUATE), more)
            self._publish(student, self._draw(PUBLICATIONS_OF_GRADUATE))

    def _enrol(self, kind: str, n: int, taken: list[tuple[str, str]], more: list[tuple[str, str]]) -> str:
        student = self._thing(kind, n)
        self._add(student, _is(kind), *self._contact(kind, n), _with("memberOf", self.name), *taken, *more)
        return student

    def _taken(self, courses: list[str], numbers: tuple[int, int]) -> list[tuple[str, str]]:
        return [_with("takesCourse", course) for course in self.rng.sample(courses, self._draw(numbers))]

    def _advisor(self) -> tuple[str, str]:
        return _with("advisor", self.rng.choice([name for name, rank in self.teachers if rank != "Lecturer"]))

    def _jobs(self) -> list[tuple[str, str]]:
        """An assistant in teaching, in research, or neither."""
        drawn = self.rng.random()
        if drawn < TEACHING_ASSISTANTS:
            return [_is("TeachingAssistant"), _with("teachingAssistantOf", self.rng.choice(self.courses))]
        return [_is("ResearchAssistant")] if drawn < TEACHING_ASSISTANTS + RESEARCH_ASSISTANTS else []

    def _publish(self, author: str, number: int) -> None:
        for _ in range(number):
            work = self._thing("publication", self.works)
            self.works += 1
            coauthors = self.rng.sample(self.teachers, min(len(self.teachers), self.rng.randint(0, 2)))
            authors = dict.fromkeys([author, *(name for name, _ in coauthors)])
            self._add(work, _is("Publication"), _with("name", f'"Publication {self.works}"'))
            self._add(work, *(_with("publicationAuthor", name) for name in authors))

    def _contact(self, kind: str, n: int) -> list[tuple[str, str]]:
        mail = f'"{kind}{n}@{self.path.removeprefix(_BASE).replace("/", ".")}.example"'
        return [_with("name", f'"{kind} {n}"'), _with("emailAddress", mail), _with("telephone", '"000"')]

    def _degrees(self) -> list[tuple[str, str]]:
        return [_with(degree, _university(self.rng.randrange(DEGREE_UNIVERSITIES))) for degree in DEGREES]

    def _field(self) -> str:
        return f'"Field {self.rng.randrange(RESEARCH_FIELDS)}"'

    def _draw(self, limits: tuple[int, int]) -> int:
        return self.rng.randint(*limits)

    def _thing(self, kind: str, n: int) -> str:
        return f"<{self.path}/{kind}-{n}>"

    def _add(self, subject: str, *pairs: tuple[str, str]) -> None:
        self.blocks.append(describe(subject, *pairs))


def _university(n: int) -> str:
    return f"<{_BASE}university-{n}>"


def _is(kind: str) -> tuple[str, str]:
    return TYPE, f"<{NAMESPACE}{kind}>"


def _with(prop: str, target: str) -> tuple[str, str]:
    return f"<{NAMESPACE}{prop}>", target


@click.command(help=__doc__)
@click.option("--universities", "number", default=1, show_default=True, help="How many universities.")
@click.option("--seed", default=SEED, show_default=True, help="Another seed draws other universities.")
@click.option(
    "--out", type=click.File("w", lazy=True), default="-", help="The N-Triples file [default: standard output]."
)
@click.option("--ontology-out", type=click.Path(path_type=Path), help="Where to write the ontology as Turtle.")
def main(number: int, seed: int, out: TextIO, ontology_out: Path | None) -> None:
    if ontology_out:
        ontology_out.write_text(ontology(), encoding="utf-8")
    print(f"{write(universities(number, seed), out)} triples", file=sys.stderr)


if __name__ == "__main__":
    main()
