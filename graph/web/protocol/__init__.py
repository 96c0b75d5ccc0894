"""The SPARQL protocols over HTTP: query, update, graph store; requests read, answers negotiated and streamed."""
