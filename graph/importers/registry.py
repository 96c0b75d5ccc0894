"""The importers, by the keys of their datasets: what each dataset is, and how its rows are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from .data_column import DataColumn
from .dataset import Dataset
from .datasets import (
    archigos,
    atop,
    atop_members,
    atop_phases,
    cow_contiguity,
    cow_extra_wars,
    cow_igo,
    cow_intra_wars,
    cow_mids,
    cow_nmc,
    cow_non_state_wars,
    cow_states,
    cow_wars,
    cshapes,
    desta,
    gw_states,
    polity,
    ucdp_prio,
    vdem,
)
from .records import Records
from .table import DataRow

Record = Callable[[Sequence[DataRow], Records], None]
"""Writes what the rows of a file say."""

_IMPORTERS = (
    cow_states,
    gw_states,
    cow_contiguity,
    cow_igo,
    atop,
    atop_phases,
    atop_members,
    cow_mids,
    cow_wars,
    cow_extra_wars,
    cow_intra_wars,
    cow_non_state_wars,
    cow_nmc,
    ucdp_prio,
    desta,
    vdem,
    polity,
    archigos,
    cshapes,
)
DATASETS: dict[str, Dataset] = {module.DATASET.key: module.DATASET for module in _IMPORTERS}
COLUMNS: dict[str, Callable[[Sequence[str]], Mapping[str, DataColumn]]] = {
    module.DATASET.key: module.columns for module in _IMPORTERS
}
"""The columns for panels that a file with a header gives."""
RECORD: dict[str, Record] = {module.DATASET.key: module.record for module in _IMPORTERS}
