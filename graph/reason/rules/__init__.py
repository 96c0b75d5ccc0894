"""Rules: read from SPARQL files into values, and what is done to them before they run."""
