"""Strategies for RDF terms with any character that RDF allows: all planes, controls, both normal forms, bidi marks."""

import pyoxigraph as ox
from hypothesis import strategies as st

TRICKY = (
    "line\u2028sep",
    "par\u2029sep",
    "next\u0085line",
    "a\rb\r\nc\nd",
    "\x00\x01\x1b\x1c\x1d\x1e\x1f\x7f",
    "\x80\x9f",
    "\u00a0padded\u00a0",
    "  padded\t",
    "inside\ufeffmark",
    "\ufeffat the start",
    "\u00e9",  # é composed (NFC) …
    "e\u0301",  # … and taken apart (NFD): two different literals
    "\u202eright to left\u202c",
    "\u2066isolated\u2069",
    "नमस्ते",
    "\U0001f600\U0010fffd",
    "\ufffe\uffff\ufdd0",
    'quote " and \\ and \\u0041',
    "",
)
_TAGS = ("en", "fr-ca", "zh-hans-cn", "x-klingon", "de-1996")
_DATATYPES = (
    "http://www.w3.org/2001/XMLSchema#string",
    "urn:type",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML",
)
_IN_IRIS = st.characters(
    exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters='<>"{}|^`\\ %\u00a0\u1680\u2028\u2029\ufffd'
)


def texts() -> st.SearchStrategy[str]:
    """Any text without lone surrogates, which are no characters."""
    return st.sampled_from(TRICKY) | st.text(st.characters(exclude_categories=("Cs",)), max_size=12)


def literals() -> st.SearchStrategy[ox.Literal]:
    """Plain, tagged and typed literals."""
    return st.one_of(
        texts().map(ox.Literal),
        st.builds(lambda text, tag: ox.Literal(text, language=tag), texts(), st.sampled_from(_TAGS)),
        st.builds(
            lambda text, name: ox.Literal(text, datatype=ox.NamedNode(name)), texts(), st.sampled_from(_DATATYPES)
        ),
    )


def _iri(local: str) -> ox.NamedNode | None:
    try:
        return ox.NamedNode(f"http://example.org/{local}")
    except ValueError:
        return None


def iris() -> st.SearchStrategy[ox.NamedNode]:
    """IRIs (RFC 3987) with characters of any script in their paths."""
    made = st.text(_IN_IRIS, max_size=8).map(_iri)
    return made.filter(lambda found: found is not None)  # type: ignore[return-value]
