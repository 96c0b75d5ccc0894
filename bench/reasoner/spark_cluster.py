"""A standalone cluster of Apache Spark on loopback: a master and some workers, stopped at the end."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pyspark

_READY_SECONDS = 300
_STARTED = re.compile(r"(?:Starting Spark master at|Successfully registered with master) (spark://\S+)")
_JAVA = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
"""Master and workers only hand out work; the executors that workers start have settings of their own."""


@contextmanager
def cluster(workers: int, folder: Path, memory: str = "1g") -> Iterator[str]:
    """The address of a master on a free port, with so many workers of one processor and this much memory each.

    What they write, their logs too, lies in the folder.
    """
    with ExitStack() as stack:
        master_log = _started(stack, folder, "master", "--port", "0")
        address = _address(master_log)
        resources = ("--cores", "1", "--memory", memory)
        logs = [
            _started(stack, folder, "worker", *resources, "--work-dir", str(folder / f"work-{number}"), address)
            for number in range(workers)
        ]
        for log in logs:
            _address(log)
        yield address


def _started(stack: ExitStack, folder: Path, kind: str, *arguments: str) -> tuple[subprocess.Popen[bytes], Path]:
    """Start a master or a worker, to be stopped with the stack; returns it with its log."""
    home = pyspark.__path__[0]
    log = folder / f"{kind}-{time.monotonic_ns()}.log"
    environment = os.environ | {
        "SPARK_HOME": home,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": _JAVA,
    }
    name = f"org.apache.spark.deploy.{kind}.{kind.capitalize()}"
    command = [f"{home}/bin/spark-class", name, "--host", "127.0.0.1", "--webui-port", "0", *arguments]
    with log.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, env=environment)
    stack.callback(process.wait, 60)
    stack.callback(process.terminate)
    return process, log


def _address(started: tuple[subprocess.Popen[bytes], Path]) -> str:
    """The address of the master, once a process is it or is registered with it."""
    process, log = started
    until = time.monotonic() + _READY_SECONDS
    while time.monotonic() < until and process.poll() is None:
        if match := _STARTED.search(log.read_text(encoding="utf-8", errors="replace")):
            return match[1]
        time.sleep(0.1)
    raise RuntimeError(f"A process of Spark did not start; {log} says why.")
