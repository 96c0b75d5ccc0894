"""JSON Schemas of the answers of the Reconciliation Service API 0.2, written from its specification.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from typing import Any

TEXT = {"type": "string"}
NAMED = {"type": "object", "properties": {"id": TEXT, "name": TEXT}, "required": ["id"]}
TYPES = {"type": "array", "items": {"anyOf": [NAMED, TEXT]}}
TEMPLATE = {
    "type": "object",
    "properties": {"url": {"type": "string", "pattern": r"\{\{id\}\}"}},
    "required": ["url"],
}
PLACE = {"service_url": TEXT, "service_path": TEXT}
SUGGEST = {
    "type": "object",
    "properties": PLACE | {"flyout_service_path": {"type": "string", "pattern": r"\$\{id\}"}},
    "required": ["service_url", "service_path"],
}
SETTING = {
    "type": "object",
    "properties": {"type": {"enum": ["number", "text", "checkbox", "select"]}, "label": TEXT, "name": TEXT},
    "required": ["type", "label", "name"],
}

MANIFEST: dict[str, Any] = {
    "type": "object",
    "properties": {
        "versions": {"type": "array", "items": TEXT, "contains": {"const": "0.2"}},
        "name": TEXT,
        "identifierSpace": TEXT,
        "schemaSpace": TEXT,
        "documentation": TEXT,
        "serviceVersion": TEXT,
        "view": TEMPLATE,
        "defaultTypes": {"type": "array", "items": NAMED, "uniqueItems": True},
        "suggest": {"type": "object", "properties": {"entity": SUGGEST, "property": SUGGEST, "type": SUGGEST}},
        "preview": TEMPLATE | {"required": ["url", "width", "height"]},
        "extend": {
            "type": "object",
            "properties": {
                "propose_properties": {"type": "object", "properties": PLACE},
                "property_settings": {"type": "array", "items": SETTING},
            },
        },
    },
    "required": ["versions", "name", "identifierSpace", "schemaSpace"],
}
CANDIDATE = {
    "type": "object",
    "properties": {
        "id": TEXT,
        "name": TEXT,
        "description": TEXT,
        "score": {"type": "number"},
        "match": {"type": "boolean"},
        "type": TYPES,
        "features": {
            "type": "array",
            "items": {"type": "object", "properties": {"id": TEXT, "value": {"type": ["number", "boolean"]}}},
        },
    },
    "required": ["id", "name", "score"],
}
RESULTS: dict[str, Any] = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "properties": {"result": {"type": "array", "items": CANDIDATE}},
        "required": ["result"],
    },
}
SUGGESTIONS: dict[str, Any] = {
    "type": "object",
    "properties": {
        "result": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"id": TEXT, "name": TEXT, "description": TEXT, "notable": TYPES},
                "required": ["id", "name"],
            },
        }
    },
    "required": ["result"],
}


def cell(**fields: Any) -> dict[str, Any]:
    """An object with these fields and no others."""
    return {"type": "object", "properties": fields, "additionalProperties": False}


DATE = {"type": "string", "pattern": r"^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$"}
CELLS = [
    cell(id=TEXT, name=TEXT) | {"required": ["id", "name"]},
    cell(str=TEXT) | {"required": ["str"]},
    cell(date=DATE) | {"required": ["date"]},
]
EXTENSION: dict[str, Any] = {
    "type": "object",
    "properties": {
        "meta": {"type": "array", "items": NAMED | {"required": ["id", "name"]}},
        "rows": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "additionalProperties": {"type": "array", "items": {"oneOf": CELLS}},
            },
        },
    },
    "required": ["meta", "rows"],
}
