"""Serving over HTTP: the server, its start and stop, and a plain store without ontology."""
