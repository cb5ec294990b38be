"""Several worker processes behind one port, over one PostgreSQL and a Redis of their own."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench.child import END_SECONDS, READY_SECONDS, free_port
from bench.installation import RUN_HALL, Server
from bench.postgres import HouseOnPostgres
from tests.redis import any_redis

SERVES = re.compile(r"worker \d+ serves")


@contextmanager
def serving(house: HouseOnPostgres, workers: int) -> Iterator[Server]:
    """`hall serve --workers N` until the block ends; entered once all of them serve."""
    port, log = free_port(), house.folder / "workers.log"
    with any_redis() as redis, log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, *RUN_HALL, "serve", "--workers", str(workers)],
            stdout=said,
            stderr=said,
            env={**_inherited(), **house.environment(port)} | {"HALL_REDIS_URL": redis, "PYTHONUNBUFFERED": "1"},
        )
        try:
            give_up_at = time.monotonic() + READY_SECONDS
            while len(SERVES.findall(told := log.read_text(encoding="utf-8"))) < workers:
                if process.poll() is not None or time.monotonic() > give_up_at:
                    raise RuntimeError(f"{workers} workers did not start: {told[-2000:]}")
                time.sleep(0.05)  # no worker tells that it serves
            yield Server(process.pid, port, workers=True)
        finally:
            process.terminate()
            process.wait(END_SECONDS)


def _inherited() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("HALL_")}
