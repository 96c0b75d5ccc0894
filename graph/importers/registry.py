"""The datasets that can be imported, by their keys."""

from __future__ import annotations

from . import atop, atop_members, cow_contiguity, cow_igo, cow_mids, cow_nmc, cow_states, gw_states
from .dataset import Dataset

DATASETS: dict[str, Dataset] = {
    dataset.key: dataset
    for dataset in (
        cow_states.DATASET,
        gw_states.DATASET,
        cow_contiguity.DATASET,
        cow_igo.DATASET,
        atop.DATASET,
        atop_members.DATASET,
        cow_mids.DATASET,
        cow_nmc.DATASET,
    )
}
