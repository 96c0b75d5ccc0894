"""Proofs: derived by running rules backwards, and written as text, JSON or RDF."""
