"""A session with Apache Spark: in this process (`local[2]`), or with the master of a cluster (`spark://host:7077`)."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

from ...errors import ReasoningError, SettingsError
from ...extras import optional

MASTERS = re.compile(r"local(-cluster)?(\[[^\]]+\])?|(spark|k8s|mesos)://\S+|yarn")
"""The addresses of masters that Spark knows."""

_OPTIONS = {
    "spark.ui.enabled": "false",
    "spark.log.level": "ERROR",
    "spark.ui.showConsoleProgress": "false",
    # Partitions are as large as these sizes say, rather than as many as there are processors: most tables are small.
    "spark.sql.adaptive.coalescePartitions.parallelismFirst": "false",
    "spark.sql.files.openCostInBytes": "65536",
}


@contextmanager
def spark_session(master: str) -> Iterator[Any]:
    """A session with a master, stopped at the end.

    What is set in the files and the environment of Spark (`spark-defaults.conf`, `SPARK_CONF_DIR`) holds too.
    Raises MissingExtraError without pyspark, SettingsError for an address that is none, ReasoningError when no
    session begins.
    """
    if not MASTERS.fullmatch(master):
        raise SettingsError(
            f"The engine is {master!r}; expected duckdb, or a master of Apache Spark such as local[2] or "
            "spark://host:7077."
        )
    with warnings.catch_warnings():
        # pyspark warns of releases of pandas, whether anything of it is used or not.
        warnings.simplefilter("ignore", FutureWarning)
        sql = optional("pyspark.sql", "spark")
    with TemporaryDirectory(prefix="westphalia-spark-") as folder:
        session = _begin(sql, master, {**_OPTIONS, "spark.sql.warehouse.dir": folder})
        try:
            yield session
        finally:
            session.stop()


def _begin(sql: Any, master: str, options: Mapping[str, str]) -> Any:  # noqa: ANN401 - a module; a SparkSession
    builder = sql.SparkSession.builder.master(master).appName("westphalia")
    for name, value in options.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except Exception as error:
        reason = str(error).strip().partition("\n")[0]
        raise ReasoningError(
            f"Apache Spark does not start at {master}: {reason}; expected Java 17 or later, and a master that "
            "answers."
        ) from None
