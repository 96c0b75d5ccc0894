"""Evaluation of rules to a fixpoint over dated facts, in DuckDB."""
