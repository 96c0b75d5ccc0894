"""JSON-LD inside pages."""

from __future__ import annotations

import json

from markupsafe import Markup

_ESCAPED = {sign: f"\\u{ord(sign):04x}" for sign in "<>&"}


def json_ld(document: dict[str, object]) -> Markup:
    """The element that holds a JSON-LD document; no text in it can end it."""
    text = json.dumps(document, ensure_ascii=False)
    for sign, escape in _ESCAPED.items():
        text = text.replace(sign, escape)
    return Markup(f'<script type="application/ld+json">{text}</script>')
