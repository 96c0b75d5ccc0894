"""Cells: values and statuses of columns over the rows of a panel, as tables of DuckDB."""
