"""Dates as readers see them: their precision, periods between them, and one written form."""
