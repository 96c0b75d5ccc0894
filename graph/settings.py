"""Settings: read once from the environment (prefix `WESTPHALIA_`), typed, and passed on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .errors import SettingsError

PREFIX = "WESTPHALIA_"
PROJECT_ROOT = Path(__file__).resolve().parent.parent
MAX_PORT = 65_535


@dataclass(frozen=True)
class Settings:
    """Where things are and how the service listens.

    `root` holds `ontology/`, `sources/` and `queries/`; `data_dir` holds the builds; `public_url` is the
    address under which browsers reach the service (empty: the address of each request).
    """

    root: Path = PROJECT_ROOT
    data_dir: Path = PROJECT_ROOT / "var"
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    max_query_bytes: int = 100_000

    @property
    def ontology_dir(self) -> Path:
        """The folder of ontology modules, alignments, shapes and rules."""
        return self.root / "ontology"

    @property
    def sources_dir(self) -> Path:
        """The folder with one folder a source."""
        return self.root / "sources"

    @property
    def queries_dir(self) -> Path:
        """The folder of query files."""
        return self.root / "queries"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings; unset variables keep their defaults.

        Raises SettingsError when a value cannot be used.
        """
        root = Path(environment.get(f"{PREFIX}ROOT", str(PROJECT_ROOT)))
        return cls(
            root=root,
            data_dir=Path(environment.get(f"{PREFIX}DATA_DIR", str(root / "var"))),
            host=environment.get(f"{PREFIX}HOST", cls.host),
            port=_integer(environment, "PORT", cls.port, MAX_PORT),
            public_url=environment.get(f"{PREFIX}PUBLIC_URL", cls.public_url).rstrip("/"),
            max_query_bytes=_integer(environment, "MAX_QUERY_BYTES", cls.max_query_bytes, 100_000_000),
        )


def _integer(environment: Mapping[str, str], name: str, default: int, maximum: int) -> int:
    text = environment.get(f"{PREFIX}{name}")
    if text is None:
        return default
    if not text.isdecimal() or not 0 < int(text) <= maximum:
        raise SettingsError(f"{PREFIX}{name} is {text!r}; expected a whole number from 1 to {maximum}.")
    return int(text)
