"""Codes by date: what a code or a name denotes on a date, and its counterpart in another system."""

from .code_table import CodeTable, read_code_table
from .conversion import Conversion, Converter
from .csv_column import ColumnConversion
from .reports import AmbiguousCode, RoundTrip, ambiguous_codes, round_trip
from .systems import SYSTEMS

__all__ = [
    "SYSTEMS",
    "AmbiguousCode",
    "CodeTable",
    "ColumnConversion",
    "Conversion",
    "Converter",
    "RoundTrip",
    "ambiguous_codes",
    "read_code_table",
    "round_trip",
]
