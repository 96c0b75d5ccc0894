"""Versions of the dataset: built, published in one step, read, written to, backed up and explained."""
