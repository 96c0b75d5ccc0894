"""Importers: datasets that a user has downloaded become private sources, which no public output contains."""

from .dataset_columns import DatasetColumns
from .detection import find_dataset, recognize
from .imported import Import, read_dataset
from .registry import DATASETS

__all__ = ["DATASETS", "DatasetColumns", "Import", "find_dataset", "read_dataset", "recognize"]
