"""Westphalia: a dated, reasoned and sourced knowledge graph of the international order."""
