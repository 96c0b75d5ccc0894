"""The descriptor of a package: Data Package 2.0, with the digest of every file and a schema for every table."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from ..views.entities.provenance import licence_name
from .description import SourceDescription
from .layout import FORMAT

Json = dict[str, Any]
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".ttl": "text/turtle",
    ".trig": "application/trig",
    ".rq": "application/sparql-query",
    ".md": "text/markdown",
    ".toml": "application/toml",
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


def descriptor(description: SourceDescription, files: Mapping[PurePosixPath, bytes]) -> bytes:
    """The descriptor as JSON: equal files give equal bytes."""
    body: Json = {
        "$schema": _PROFILE,
        "name": description.key,
        "title": description.title,
        "description": description.description or description.title,
        "licenses": [_licence(description.licence)],
        "contributors": [{"title": name, "roles": ["creator"]} for name in description.creators],
        "resources": [_resource(name, content) for name, content in files.items()],
        "westphalia": {
            "format": FORMAT,
            "source": description.key,
            "citation": description.cited,
            "coverage": {"from": description.coverage_from or None, "until": description.coverage_until or None},
        },
    }
    return json.dumps({key: value for key, value in body.items() if value != []}, indent=2).encode() + b"\n"


def sha256(content: bytes) -> str:
    """The digest of a file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _licence(iri: str) -> Json:
    return {"name": licence_name(iri).replace(" ", "-"), "path": iri, "title": licence_name(iri)}


def _resource(name: PurePosixPath, content: bytes) -> Json:
    resource: Json = {
        "name": _NOT_IN_NAMES.sub("-", str(name).lower()).strip("-"),
        "path": str(name),
        "format": name.suffix.removeprefix(".") or "text",
        "mediatype": _MEDIA_TYPES.get(name.suffix, "text/plain"),
        "bytes": len(content),
        "hash": f"sha256:{sha256(content)}",
    }
    if name.suffix == ".csv":
        return resource | {"type": "table", "encoding": "utf-8", "schema": _schema(content)}
    return resource


def _schema(content: bytes) -> Json:
    """Every cell is a text here: what it has to be, `westphalia check` says."""
    header = next(csv.reader(io.StringIO(content.decode("utf-8-sig", errors="replace"))), [])
    return {"fields": [{"name": column, "type": "string"} for column in header], "missingValues": [""]}
