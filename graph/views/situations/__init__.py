"""Situations as sources report them, over a whole version: disagreements between reports, and coverage by years."""
