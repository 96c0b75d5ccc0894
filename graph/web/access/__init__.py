"""Who may write, and how often a client may ask."""
