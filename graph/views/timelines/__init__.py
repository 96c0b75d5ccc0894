"""Timelines of an entity, and the scale of years on which they are placed."""
