"""Cross-origin requests: which pages in browsers may call the service (Fetch standard, section 3.3)."""

from __future__ import annotations

from flask import Request, Response

_EXPOSED = "ETag, Location, Retry-After, Westphalia-Coverage, Westphalia-Notice, X-Cache"
_DEFAULT_HEADERS = "Accept, Authorization, Content-Type, If-Match, If-None-Match"


def allow_origins(origins: str, request: Request, response: Response) -> None:
    """Say on a response, whatever its status, which origins may read it.

    With `*` everybody may, without credentials. Named origins are echoed and may send credentials: echoing every
    origin with credentials would let any page read what a proxy in front protects with a password.
    """
    headers = response.headers
    origin = request.headers.get("Origin", "")
    if origins == "*":
        headers["Access-Control-Allow-Origin"] = "*"
    elif origin in origins.split():
        headers["Access-Control-Allow-Origin"] = origin
        headers["Access-Control-Allow-Credentials"] = "true"
    else:
        return
    headers["Access-Control-Expose-Headers"] = _EXPOSED
    if request.method == "OPTIONS":
        asked = request.headers.get("Access-Control-Request-Headers", _DEFAULT_HEADERS)
        headers["Access-Control-Allow-Headers"] = asked
        headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "GET, HEAD, POST, OPTIONS")
        headers["Access-Control-Max-Age"] = "86400"
