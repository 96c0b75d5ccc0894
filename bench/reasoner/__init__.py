"""Generated data for the reasoner, and its measurements."""
