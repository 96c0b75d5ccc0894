"""The web layer: the SPARQL endpoint, and a description of every IRI in RDF and as a page."""

from .app import create_app, create_plain_app
from .services import Services, services_of
from .warming import keep_ahead

__all__ = ["Services", "create_app", "create_plain_app", "keep_ahead", "services_of"]
