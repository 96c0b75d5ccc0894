"""The outside world: requests to other servers, only to hosts that are allowed by name, and never to this network.

The engine would fetch any address that SERVICE or LOAD names, with no limit and from inside the machine. So it never
gets to see them: SERVICE is answered here and put into the query as VALUES, LOAD is fetched here and parsed.
"""

from .allowlist import AllowedHosts, Refusing
from .http_client import Fetched, Fetcher, Limits
from .load import load_with
from .service import answer_services

__all__ = ["AllowedHosts", "Fetched", "Fetcher", "Limits", "Refusing", "answer_services", "load_with"]
