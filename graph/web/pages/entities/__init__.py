"""Pages of entities and pairs, their first screens and citations, and RDF at every IRI."""
