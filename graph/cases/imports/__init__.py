"""Cases made from what others publish: CSV files by a mapping, RDF files, and Wikidata's statements."""
