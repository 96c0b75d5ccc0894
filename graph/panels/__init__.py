"""Panels: rows by time from a system of states, columns with a status for each cell, and the files they become."""
