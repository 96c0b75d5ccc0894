"""Logging: loggers under the name `westphalia`, on standard error, at the level of the setting `log_level`."""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime

from ..errors import SettingsError

LOGGER = "westphalia"
PROGRESS = logging.getLogger(f"{LOGGER}.progress")
"""What a command is doing, at level INFO: shown unless the level is raised."""

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


class _Plain(logging.Formatter):
    """Progress as bare sentences; everything else with time (UTC), level and logger."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for a record."""
        sentence = super().format(record)
        if record.name == PROGRESS.name:
            return sentence
        moment = datetime.fromtimestamp(record.created, UTC)
        return f"{moment:%Y-%m-%dT%H:%M:%SZ} {record.levelname} {record.name}: {sentence}"


class _StandardError(logging.Handler):
    """Writes to what standard error is at the moment, which tests and callers may redirect."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        print(self.format(record), file=sys.stderr, flush=True)


def configure_logging(level: str) -> None:
    """Send what is logged under `westphalia`, from `level` on, to standard error.

    Raises SettingsError when there is no such level.
    """
    if level.lower() not in _LEVELS:
        raise SettingsError(f"log_level is {level!r}; expected one of {', '.join(_LEVELS)}.")
    logger = logging.getLogger(LOGGER)
    logger.setLevel(_LEVELS[level.lower()])
    logger.propagate = False
    if not any(isinstance(handler, _StandardError) for handler in logger.handlers):
        handler = _StandardError()
        handler.setFormatter(_Plain())
        logger.addHandler(handler)
