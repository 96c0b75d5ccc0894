"""Measurements. Each module prints a table, or writes the data that another one measures."""
