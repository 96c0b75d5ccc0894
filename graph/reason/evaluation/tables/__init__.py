"""The tables of a closure, terms as integers, and what engines write differently."""
