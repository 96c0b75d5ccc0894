"""Libraries that are extras of the package, imported when they are used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .errors import MissingExtraError


def optional(name: str, extra: str) -> Any:  # noqa: ANN401 - a module
    """A library that is an extra of the package.

    Raises MissingExtraError where it is not installed.
    """
    try:
        return import_module(name)
    except ImportError:
        raise MissingExtraError(
            f"{name} is not installed; install it with: python -m pip install 'westphalia[{extra}]'."
        ) from None
