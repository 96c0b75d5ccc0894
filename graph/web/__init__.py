"""The web layer: the SPARQL endpoint, and a description of every IRI in RDF and as a page."""

from .app import create_app, create_bare_app

__all__ = ["create_app", "create_bare_app"]
