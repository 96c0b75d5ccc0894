"""Signatures of nanopublications, by the library `nanopub`: a key of the user's own, and trusty URIs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..extras import optional
from ..rdf.formats import TRIG
from ..rdf.writing import serialized
from .nanopublications import Nanopublication

_BLANK_LINE = b"\n"


def signed_trig(published: Iterable[Nanopublication], profile_file: Path) -> bytes:
    """The nanopublications in one TriG document, each signed with the key of a profile (`profile.yml`).

    Raises MissingExtraError without the library, InputError when the profile or its key cannot be used.
    """
    library = optional("nanopub", "nanopub")
    rdflib = optional("rdflib", "nanopub")
    profile = _profile(profile_file)
    conf = library.NanopubConf(profile=profile, add_pubinfo_generated_time=False)
    return _BLANK_LINE.join(_signed(library, rdflib, conf, each) for each in published)


def _profile(path: Path) -> Any:  # noqa: ANN401 - the library is untyped
    load = optional("nanopub", "nanopub").load_profile
    try:
        return load(path)
    except Exception as error:  # the library, its YAML reader and the system each raise their own
        reason = " ".join(str(error).split()).rstrip(".")
        raise InputError(
            f"{path} is no profile with a key: {reason}; expected a profile.yml as 'np setup' makes it."
        ) from None


def _signed(library: Any, rdflib: Any, conf: Any, published: Nanopublication) -> bytes:  # noqa: ANN401
    graph = rdflib.ConjunctiveGraph()
    graph.parse(data=serialized(published.quads, TRIG, {}).decode(), format="trig")
    nanopub = library.Nanopub(rdf=graph, conf=conf)
    nanopub.sign()
    text: str = nanopub.rdf.serialize(format="trig")
    return text.encode()
