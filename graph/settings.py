"""Settings: one table of fields, read once from defaults, a TOML file and the environment, typed, and passed on.

A setting is a field of `Settings` with its meaning and its bounds; environment variable (`WESTPHALIA_PORT`), key of
the file (`port`), check and the list that `westphalia settings` prints all follow from it. The environment wins over
the file that `WESTPHALIA_CONFIG` names, the file over the default.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

from .errors import SettingsError

PREFIX = "WESTPHALIA_"
CONFIG_VARIABLE = f"{PREFIX}CONFIG"
_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent
IN_CHECKOUT = (_CHECKOUT / "ontology").is_dir() and (_CHECKOUT / "pyproject.toml").is_file()
"""Whether the package runs from the project's repository rather than from an installed wheel."""
PROJECT_ROOT = _CHECKOUT if IN_CHECKOUT else _PACKAGE / "_data"
"""The folder that holds ontology/, sources/ and queries/: the checkout, or what the wheel carries."""


def default_data_dir() -> Path:
    """`var/` in the checkout; of an installed package the user's data folder, since its own may not be writable."""
    if IN_CHECKOUT:
        return PROJECT_ROOT / "var"
    from platformdirs import user_data_path  # noqa: PLC0415 - only an installed package needs it

    return user_data_path("westphalia", appauthor=False)


def default_cache_dir() -> Path:
    """`var/cache` in the checkout; of an installed package the user's cache folder."""
    if IN_CHECKOUT:
        return PROJECT_ROOT / "var" / "cache"
    from platformdirs import user_cache_path  # noqa: PLC0415 - only an installed package needs it

    return user_cache_path("westphalia", appauthor=False)


Value = Path | str | int | float | bool


def setting(default: Value, meaning: str, bounds: tuple[float, float] | None = None, *, secret: bool = False) -> Any:  # noqa: ANN401 - a dataclass field stands for any type
    """A field of `Settings`: its default (which gives its type), what it means, and the least and greatest value.

    The value of a `secret` setting is never printed.
    """
    return field(default=default, metadata={"meaning": meaning, "bounds": bounds, "secret": secret}, repr=not secret)


@dataclass(frozen=True)
class Settings:
    """Where things are, how the service listens, and every limit of it."""

    root: Path = setting(PROJECT_ROOT, "folder that holds ontology/, sources/ and queries/")
    data_dir: Path = setting(
        default_data_dir(), "folder of the builds; default: var/ in the root, of a wheel the user's data folder"
    )
    cache_dir: Path = setting(
        default_cache_dir(),
        "folder of parsed rules; default: var/cache in the root, of a wheel the user's cache folder",
    )

    extra_sources: str = setting("", "folder of further sources, read beside sources/; empty: none")

    reasoner: str = setting("dated", "reasoner: dated, or owlrl (undated, slow, for comparison)")
    reference_date: str = setting("", "reference date of the default graph, as 2011-06-01; empty: today")

    reasoner_memory: str = setting(
        "", "memory limit of the reasoner, as 4GB; the rest spills to disk; empty: 80 % of all"
    )
    reasoner_engine: str = setting(
        "duckdb", "what derives a closure anew: duckdb, or a master of Apache Spark, as local[2] or spark://host:7077"
    )
    reasoner_work_dir: str = setting(
        "", "folder, or hdfs://… or the like, that all machines of Spark reach; empty: a temporary one"
    )
    spill_dir: str = setting("", "folder to which the reasoner spills; empty: beside the build")

    host: str = setting("127.0.0.1", "address to listen on")
    port: int = setting(8000, "port to listen on", (1, 65_535))
    public_url: str = setting("", "address under which clients reach the service; empty: that of each request")
    threads: int = setting(0, "threads that serve requests; 0: the workers, their queue and four more", (0, 1000))
    connections: int = setting(500, "connections open at once", (1, 100_000))
    connections_per_client: int = setting(
        100, "connections of one client address, behind trusted proxies of one forwarded address", (1, 100_000)
    )
    request_seconds: float = setting(
        20.0, "time to send a request's headers, and its body beyond body_rate", (0.1, 3600)
    )
    body_rate: int = setting(500, "bytes a second that a client must send of a body, at least", (1, 10**9))
    grace_seconds: float = setting(10.0, "grace period for running queries at a stop, in seconds", (0, 3600))
    trusted_proxies: int = setting(0, "number of reverse proxies whose X-Forwarded-… headers are trusted", (0, 10))
    cors_origins: str = setting("*", "allowed CORS origins, separated by spaces; *: any")

    max_query_bytes: int = setting(100_000, "maximum length of a query, in bytes", (1, 100_000_000))
    max_query_depth: int = setting(100, "maximum nesting of brackets in a query", (1, 2000))
    max_query_patterns: int = setting(200, "maximum triple patterns, list items and groups in a query", (1, 100_000))
    write_token: str = setting("", "token with which clients may write; empty, and no file: no writes", secret=True)
    write_token_file: str = setting("", "file that holds the token instead")
    follow: str = setting("", "address to which 'westphalia publish-version' writes; its versions are served")
    follow_seconds: int = setting(30, "seconds between two attempts to fetch a newer version there", (1, 86_400))
    store_url: str = setting("", "query endpoint of a store on another server; empty: the embedded store")
    store_update_url: str = setting("", "its update endpoint; empty: guessed from store_url")
    store_graph_url: str = setting("", "its Graph Store endpoint; empty: guessed from store_url")
    store_days: str = setting(
        "", "days whose state of the world that store gets too, as 1914-07-28 or 1938, separated by spaces"
    )
    store_days_on_demand: bool = setting(False, "carry a day there when a query is about one that it lacks")
    store_user: str = setting("", "user for that store")
    store_password: str = setting("", "password for that store", secret=True)
    store_token: str = setting("", "bearer token for that store, instead of user and password", secret=True)

    outside_hosts: str = setting(
        "", "hosts that SERVICE, LOAD and owl:imports may contact: name or name:port, separated by spaces"
    )
    outside_seconds: float = setting(10.0, "timeout of a request to another server, in seconds", (0.1, 3600))
    outside_mb: int = setting(10, "maximum size of an answer from another server, in MB", (1, 10_000))
    max_upload_bytes: int = setting(100_000_000, "maximum size of a write request's body, in bytes", (1, 10**12))

    workers: int = setting(0, "worker processes that answer queries; 0: two for each processor, at least 4", (0, 256))
    timeout_seconds: float = setting(30.0, "timeout of a query, up to the last byte of its answer", (0.05, 86_400))
    worker_memory_mb: int = setting(1024, "memory of a query beyond what an idle worker has", (64, 1_000_000))
    worker_stack_mb: int = setting(512, "stack of a worker, for deeply nested queries", (8, 4096))
    spool_mb: int = setting(256, "disk space for an answer that a client reads slowly, in MB", (1, 10**6))
    stall_seconds: float = setting(60.0, "idle time allowed while a client reads an answer", (1, 86_400))
    max_result_bytes: int = setting(1_000_000_000, "maximum size of an answer, in bytes", (1, 10**13))
    html_rows: int = setting(
        5000, "rows of a result that its page reads, sorts and filters; of longer ones the store does", (1, 100_000)
    )
    isolation: str = setting("auto", "how workers are kept off the network: auto, seccomp, namespace or none")

    queue: int = setting(64, "queue length; further requests get 503 with Retry-After", (0, 10_000))
    queue_seconds: float = setting(10.0, "how long a query waits for a worker", (0, 3600))
    rate: float = setting(50.0, "queries a second of one client, beyond its burst; 0: no limit", (0, 1_000_000))
    rate_burst: int = setting(200, "queries that one client may send at once", (1, 1_000_000))

    snapshots: int = setting(16, "dated snapshots kept in the cache", (1, 10_000))
    cache_mb: int = setting(64, "memory of the cache of answers; 0: no cache", (0, 1_000_000))
    cache_entry_kb: int = setting(1024, "maximum size of an answer in the cache, in KB", (1, 1_000_000))
    log_level: str = setting("info", "least level that is logged: debug, info, warning or error")
    access_log: str = setting("", "file of the access log, '-' for standard error; empty: none")

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

    @property
    def reference_day(self) -> date:
        """The day of the world that the default graph shows.

        Raises SettingsError when the setting is not a date.
        """
        if not self.reference_date:
            return datetime.now(UTC).date()
        try:
            return date.fromisoformat(self.reference_date)
        except ValueError:
            raise SettingsError(
                f"{PREFIX}REFERENCE_DATE is {self.reference_date!r}; expected a date such as 2011-06-01."
            ) from None

    @property
    def published_cases(self) -> Path:
        """The folder of cases that were published here; the private graph reads those of the public one."""
        is_private = Path(self.extra_sources) == self.data_dir.parent / "sources"
        return (self.data_dir.parent.parent if is_private else self.data_dir) / "cases"

    @property
    def worker_count(self) -> int:
        """How many worker processes answer queries."""
        return self.workers or max(4, 2 * (os.cpu_count() or 1))

    @property
    def thread_count(self) -> int:
        """How many threads serve requests: with fewer, nobody could be told that the queue is full."""
        return self.threads or self.worker_count + self.queue + 4

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings; what neither environment nor file gives keeps its default.

        Raises SettingsError when a value cannot be used or the file has a key that is no setting.
        """
        values: dict[str, Any] = {line.name: line.value for line in read_settings(environment)}
        return cls(**values)


@dataclass(frozen=True)
class SettingLine:
    """A setting as found: its value, its default, its meaning, and where the value came from."""

    name: str
    value: Value
    default: Value
    meaning: str
    origin: str
    secret: bool

    @property
    def shown(self) -> str:
        """The value as it may be printed."""
        return ("set" if self.value else "not set") if self.secret else str(self.value)


def read_settings(environment: Mapping[str, str] = os.environ) -> list[SettingLine]:
    """Every setting with its value and where that came from.

    Raises SettingsError like `Settings.from_environment`.
    """
    config = environment.get(CONFIG_VARIABLE, "")
    given = _read_file(Path(config)) if config else {}
    lines = [_line(found, environment, given, config) for found in fields(Settings)]
    root = next(line for line in lines if line.name == "root")
    return [_below_root(line, root) for line in lines]


def _below_root(line: SettingLine, root: SettingLine) -> SettingLine:
    """Builds lie in `var/` of a root that is set, unless their own folder is set too."""
    if line.name != "data_dir" or line.origin != "default" or root.value == PROJECT_ROOT:
        return line
    assert isinstance(root.value, Path)
    return SettingLine(line.name, root.value / "var", line.default, line.meaning, line.origin, line.secret)


def _line(found: Field[Any], environment: Mapping[str, str], given: Mapping[str, object], config: str) -> SettingLine:
    variable = PREFIX + found.name.upper()
    default = cast("Value", found.default)
    value, origin = default, "default"
    if variable in environment:
        value, origin = _typed(found, environment[variable], variable), variable
    elif found.name in given:
        value, origin = _typed(found, given[found.name], f"{config}: {found.name}"), config
    return SettingLine(found.name, value, default, found.metadata["meaning"], origin, bool(found.metadata["secret"]))


def _read_file(path: Path) -> dict[str, object]:
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}, which {CONFIG_VARIABLE} names, cannot be read: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not TOML: {error}.") from None
    unknown = sorted(given.keys() - {found.name for found in fields(Settings)})
    if unknown:
        raise SettingsError(
            f"{path} has the key {unknown[0]!r}, which is no setting; 'westphalia settings' lists them."
        )
    return given


def _typed(found: Field[Any], raw: object, where: str) -> Value:
    """The value in the type of the default."""
    kind = type(found.default)
    if issubclass(kind, Path):
        return Path(str(raw))
    if kind is str:
        return str(raw).rstrip("/") if found.name == "public_url" else str(raw)
    if kind is bool:
        return _truth(raw, where)
    return _number(found, raw, where)


def _truth(raw: object, where: str) -> bool:
    known = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    if str(raw).lower() not in known:
        raise SettingsError(f"{where} is {raw!r}; expected true or false.")
    return known[str(raw).lower()]


def _number(found: Field[Any], raw: object, where: str) -> int | float:
    kind: type[int] | type[float] = int if isinstance(found.default, int) else float
    low, high = found.metadata["bounds"]
    try:
        number: int | float = kind(str(raw))
    except ValueError:
        number = float("nan")
    if not low <= number <= high:
        noun = "whole number" if kind is int else "number"
        raise SettingsError(f"{where} is {raw!r}; expected a {noun} from {low} to {high}.")
    return number
