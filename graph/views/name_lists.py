"""Names as a list in a sentence."""

from __future__ import annotations

from collections.abc import Sequence


def name_list(names: Sequence[str], more: int = 0) -> str:
    """Names with commas and an "and", and the number of those that are not named.

    >>> name_list(["France", "Russia", "Serbia"]), name_list(["France", "Russia"], 3), name_list([])
    ('France, Russia and Serbia', 'France, Russia and 3 more', '')
    """
    if more:
        return f"{', '.join(names)} and {more} more" if names else f"{more} more"
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
