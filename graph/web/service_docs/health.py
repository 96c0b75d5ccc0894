"""The service about itself: is it well, what does it do, what does it hold, what are its addresses."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Response, current_app, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from ...errors import StoreError
from ...versions.published import PublishedVersion
from ...versions.verify import damage_of_version
from ...views.numbers import counted_in_build, numbers_of
from ...views.partitions import partitions_of
from ..protocol.rdf_documents import negotiated_format, rdf_response
from ..protocol.sparql import current_dataset
from ..request_context import published, services
from .description import void_description
from .openapi import openapi

blueprint = Blueprint("operations", __name__)


@blueprint.get("/health")
def health() -> tuple[Response, int]:
    """Report whether queries can be answered, with what is served, its numbers, and how workers are isolated.

    Files that have changed since they were last read are compared with their checksums; a look at one that has not
    costs a call of the system.
    """
    try:
        served = published()
    except StoreError as error:
        return jsonify(status="no build", reason=str(error)), 503
    manifest, pool = served.manifest, services().pool.state()
    damage = [asdict(found) for found in damage_of_version(served.folder)]
    response = jsonify(
        **({"status": "damaged", "damage": damage} if damage else {"status": "ok"}),
        version=served.version,
        built=manifest.built,
        reference_date=manifest.reference,
        triples=_triples(served),
        pool=asdict(pool),
    )
    response.headers["Cache-Control"] = "no-store"
    return response, 503 if damage else 200


def _triples(served: PublishedVersion) -> dict[str, int]:
    """What the build has counted; a count of the store would make a frequent request slow."""
    return {name.removesuffix("-triples"): count for name, count in counted_in_build(served).items()}


@blueprint.get("/numbers.json")
def numbers() -> Response:
    """Give the numbers of the graph, each with what it counts and the query that counts the same."""
    served = published()
    return jsonify(
        version=served.version,
        built=served.manifest.built,
        reference_date=served.manifest.reference,
        numbers=[asdict(number) for number in numbers_of(served).values()],
    )


@blueprint.get("/.well-known/void")
def void() -> Response:
    """Describe the dataset with VoID."""
    served = published()
    fmt = negotiated_format()
    numbers, partitions = numbers_of(served), partitions_of(served)
    return rdf_response(
        void_description(_root(), current_dataset(), served.manifest.built, numbers, fmt, partitions), fmt
    )


@blueprint.get("/openapi.json")
def openapi_document() -> Response:
    """Describe every address of the service with OpenAPI."""
    return jsonify(openapi(current_app, _root()))


def _root() -> str:
    return services().settings.public_url or request.host_url.rstrip("/")


@blueprint.get("/metrics")
def metrics() -> Response:
    """Give the metrics in Prometheus' text format."""
    return Response(generate_latest(services().metrics.registry), content_type=CONTENT_TYPE_LATEST)
