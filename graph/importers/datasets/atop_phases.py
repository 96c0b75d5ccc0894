"""ATOP 5.1, phases: one row a phase of an alliance, between changes of its members or obligations."""

from __future__ import annotations

from datetime import date

from ..dataset import REST, Dataset, Release
from . import atop

_HEAD = "atopid,atopidphase,cowid,cow4id,begyr,begmo,begday,endyr,endmo,endday,ineffect,bilat,phase,maxphase,wartime"
HEADER = (*_HEAD.split(","), REST, "mem57", "source", "new5", "rev5", "version")

record = atop.record
columns = atop.columns
"""A phase reads as an alliance does; the records of all phases are of the one alliance."""

DATASET = Dataset(
    key="atop-phases",
    title="Alliance Treaty Obligations and Provisions: phases of alliances",
    publisher=atop.DATASET.publisher,
    url=atop.DATASET.url,
    citation=atop.CITATION,
    licence=atop.DATASET.licence,
    numbers="cow",
    releases=(Release("5.1", HEADER, 849, date(1815, 1, 1), date(2019, 1, 1), 134),),
    codebook=atop.DATASET.codebook
    | {
        "atopidphase": "number of the alliance and of its phase",
        "begyr": "year, month and day in which the phase begins",
        "endyr": "year, month and day in which the phase ends; 0 where the alliance was in effect when the data end",
    },
    missing=atop.DATASET.missing,
)
