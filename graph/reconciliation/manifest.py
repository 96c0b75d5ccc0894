"""The manifest of the service: what it identifies, what it offers, and where."""

from __future__ import annotations

from typing import Any

from ..rdf.namespaces import ID, WPH

PREVIEW_SIZE = 400, 240


def manifest(base: str, site: str, version: str, on: str = "") -> dict[str, Any]:
    """The manifest of the service at the address `base` of a site; `on` is the date of a dated service."""
    width, height = PREVIEW_SIZE
    dated = f"?at={on}" if on else ""
    suggest = {
        kind: {
            "service_url": base,
            "service_path": f"/suggest/{kind}",
            "flyout_service_path": f"/flyout/{kind}?id=${{id}}",
        }
        for kind in ("entity", "type", "property")
    }
    return {
        "versions": ["0.2"],
        "name": f"Westphalia on {on}" if on else "Westphalia",
        "identifierSpace": str(ID),
        "schemaSpace": str(WPH),
        "documentation": f"{site}/openapi.json",
        "serviceVersion": version,
        "defaultTypes": [{"id": "State", "name": "state"}, {"id": "Organization", "name": "organization"}],
        "view": {"url": f"{site}/id/{{{{id}}}}{dated}"},
        "suggest": suggest,
        "preview": {"url": f"{base}/preview?id={{{{id}}}}", "width": width, "height": height},
        "extend": {
            "propose_properties": {"service_url": base, "service_path": "/properties"},
            "property_settings": [
                {
                    "name": "date",
                    "label": "Date",
                    "type": "text",
                    "default": on,
                    "help_text": "The date on which codes and relations hold: 2011-06-01, 2011-06 or 2011.",
                }
            ],
        },
    }
