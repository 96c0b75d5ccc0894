"""RDF, OWL and SHACL as the project reads and writes them; knows nothing of sources, stores or the service."""
