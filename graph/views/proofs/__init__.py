"""Proofs as readers follow them: nodes, their dates in words, and their picture."""
