"""Dates and numbers as people write them in cells, and what a text that is none of them probably means."""
