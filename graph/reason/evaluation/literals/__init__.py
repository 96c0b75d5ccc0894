"""Literals by value, and whether they lie inside the data ranges of axioms."""
