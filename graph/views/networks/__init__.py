"""Entities and the relations between them, seen as a network: what holds on a day, neighbourhoods, paths."""
