"""Columns: what they mean, their dated values, and for which days the silence of a list means no."""
