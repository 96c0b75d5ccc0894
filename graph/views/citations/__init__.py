"""References to the sources of what a page says."""
