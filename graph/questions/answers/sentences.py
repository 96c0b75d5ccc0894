"""Sentences of cards, from the templates of patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ...views.name_lists import name_list
from ...views.schema import plural
from ..language.window import Window

MOST_NAMES = 12
"""Names in a sentence; the table has all."""
_PRESENT = {"was": "is", "were": "are", "had": "has", "did": "does"}
_VERBS = {
    "was_were": ("is", "are", "was", "were"),
    **{f"{stem}d": (f"{stem}s", stem, f"{stem}d", f"{stem}d") for stem in ("recognize", "oblige")},
    "had_have": ("has", "have", "had", "had"),
    "did_do": ("does", "do", "did", "did"),
    "bordered": ("borders", "border", "bordered", "bordered"),
    "claimed": ("claims", "claim", "claimed", "claimed"),
    "occupied": ("occupies", "occupy", "occupied", "occupied"),
}
"""Verbs that follow a number: present singular and plural, past singular and plural."""
_VERB = re.compile(rf"\{{({'|'.join(_VERBS)})\}}")
_TENSE = re.compile(r"\{(was|were|had|did)\}")
_NUMBER = re.compile(r"\{([^{}|]+)\|([^{}|]+)\}")


def filled(template: str, values: Mapping[str, str], *, is_now: bool, count: int = 1, number: str = "") -> str:
    """A template with values for `{slots}`, verbs in their tense, and nouns `{ally|allies}` by number.

    `number` is written for the count, such as "at least 59".
    """
    text = _TENSE.sub(lambda match: _PRESENT[match[1]] if is_now else match[1], template)
    form = (0 if is_now else 2) + (count != 1)
    text = _VERB.sub(lambda match: _VERBS[match[1]][form], text)
    text = _NUMBER.sub(lambda match: match[1] if count == 1 else match[2], text)
    if "class" in values:
        text = text.replace("{classes}", values["class"] if count == 1 else plural_label(values["class"]))
    text = text.replace("{n}", number or (f"{count:,}" if count else "no"))
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


_OWNED = re.compile(r"^(\{\w+\}) (?:\{had\}|had) \{n\} \{([^{}|]+)\|[^{}|]+\}(.*)$")


def only_one(template: str, *, is_single: bool) -> str:
    """A template for what has a single item, made of one for what something "had"; empty for other templates.

    `is_single` says that it has no more than one of its kind, such as a capital.
    """
    match = _OWNED.match(template)
    if not match:
        return ""
    owner, noun, rest = match.groups()
    return f"the {'' if is_single else 'only '}{noun} of {owner}{rest}{{time}} {{was}} {{name}}"


def plural_label(label: str) -> str:
    """The label of a class in the plural: "treaties of alliance"."""
    head, separator, rest = label.partition(" of ")
    return f"{plural(head)}{separator}{rest}"


def as_recorded(relation: str) -> str:
    """The label of a relation after "recorded as": "supplies arms to" is "supplying arms to"."""
    first, _, rest = relation.partition(" ")
    if first in _PARTICIPLES:
        return f"{_PARTICIPLES[first]} {rest}".strip()
    if not first.endswith("s") or first.endswith("ss"):
        return relation
    stem = f"{first[:-3]}y" if first.endswith("ies") else first[:-1]
    return f"{stem.removesuffix('e') if not stem.endswith('ee') else stem}ing {rest}".strip()


_PARTICIPLES = {"is": "being", "has": "having", "was": "having been", "does": "doing"}


def capital(text: str) -> str:
    """A sentence with a capital at its head."""
    return text[:1].upper() + text[1:]


def listed(names: Sequence[str]) -> str:
    """Names as a list in a sentence, cut where there are many."""
    return few(names, MOST_NAMES)


def few(names: Sequence[str], most: int) -> str:
    """At most so many names as a list in a sentence, with the number of the others."""
    shown = names if len(names) <= most else names[: most - 1]
    return name_list(shown, len(names) - len(shown))


def when(window: Window, *, is_now: bool) -> str:
    """The time of a question after a sentence."""
    return window.words if window.words and not (is_now and not window.words) else ""
