"""Addresses of pages on this server, for IRIs of the graph."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from markupsafe import Markup

from ....rdf.namespaces import BASE, WPH


def local_path(iri: str) -> str:
    """The path under which this server describes an IRI of the project; any other IRI as it is."""
    if iri.startswith(str(WPH)):
        return f"/ontology/term/{iri.removeprefix(str(WPH))}"
    # Without the further slashes, which would make it the address of another host (RFC 3986, section 4.2).
    return f"/{iri.removeprefix(BASE).lstrip('/')}" if iri.startswith(BASE) else iri


def href(iri: str, query: Mapping[str, str] | None = None) -> Markup:
    """The attribute that makes an element a link to what an IRI names; nothing for an IRI that is no safe address.

    Data may hold any IRI, `javascript:` ones too; without the attribute the element is the IRI's text, no link.
    """
    address = local_path(iri)
    if not address.lower().startswith(("/", "http://", "https://", "mailto:")):
        return Markup("")
    return Markup('href="{}{}"').format(address, f"?{urlencode(query)}" if query else "")
