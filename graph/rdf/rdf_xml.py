"""RDF/XML as files have it, brought to the form that the engine's parser reads.

The parser wants the values of internal entities in double quotes; XML (section 4.2, [9] EntityValue) allows single
ones too, and published ontologies have them.
"""

from __future__ import annotations

import re

_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*\[(.*?)\]\s*>", re.DOTALL)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_SINGLE_QUOTED = re.compile(rb"""(<!ENTITY\s+(?!%)[^\s"'<>]+\s+)'([^']*)'(\s*>)""")


def with_double_quoted_entities(text: bytes) -> bytes:
    """The document with the values of internal entities in double quotes; any other text comes back as it is.

    Comments in the internal subset of the document type go too: the parser takes a declaration in them for one.
    Lines keep their numbers.
    """
    if (doctype := _DOCTYPE.search(text)) is None:
        return text
    begin, end = doctype.span(1)
    subset = _COMMENT.sub(lambda comment: b"\n" * comment.group().count(b"\n"), text[begin:end])
    return text[:begin] + _SINGLE_QUOTED.sub(_requoted, subset) + text[end:]


def _requoted(entity: re.Match[bytes]) -> bytes:
    before, value, after = entity.groups()
    return before + b'"' + value.replace(b'"', b"&#34;") + b'"' + after
