"""The settings that every figure is printed with."""

import os
import platform
import sqlite3
import time
from importlib.metadata import version
from pathlib import Path

from bench.figure import Value
from bench.samples import percentile

LIBRARIES = ("flask", "gevent", "sqlalchemy", "pydantic", "python-socketio")
PAGE = bytes(4096)


def machine_settings(folder: Path) -> dict[str, Value]:
    """Cores, versions, what else was running, and what a flush to the disk under `folder` costs."""
    p50, p99 = flush_ms(folder)
    return {
        "cores": os.cpu_count(),
        "load before": os.getloadavg()[0],
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "libraries": ", ".join(f"{name} {version(name)}" for name in LIBRARIES),
        "fsync of 4 KB, p50 / p99 ms": f"{p50:.3f} / {p99:.3f}",
    }


def flush_ms(folder: Path, times: int = 200) -> tuple[float, float]:
    """p50 and p99 of appending a page to a file and flushing it, in milliseconds."""
    path = folder / "flushed"
    seconds = []
    with path.open("wb", buffering=0) as file:
        for _ in range(times):
            file.write(PAGE)
            started = time.perf_counter()
            os.fsync(file.fileno())
            seconds.append(time.perf_counter() - started)
    path.unlink()
    return percentile(seconds, 50) * 1000, percentile(seconds, 99) * 1000
