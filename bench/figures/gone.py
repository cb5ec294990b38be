"""Peers that stop without a word: how long the server keeps their sockets, and what stays in its memory."""

import os
import signal
import time
from pathlib import Path

from bench.figure import Figure, Goal, Row
from bench.figures.memory import sizes
from bench.installation import HALL, Installation
from bench.machine import machine_settings
from bench.scale import Scale
from bench.throngs import thronging

MOST_SECONDS, PATIENCE_SECONDS = 60.0, 150.0
SETTLE_SECONDS, LOOK_SECONDS = 2.0, 0.25


def measure(scale: Scale, place: Path) -> Figure:
    """`scale.sockets` screens come in, are held still by a signal, and are waited for to be gone; twice."""
    settings = machine_settings(place)
    with Installation.furnished(place / "start").serve() as server:
        rows = [_stopped(server.pid, server.port, scale.sockets, f"time {at}") for at in (1, 2)]
    return Figure(
        name="gone",
        title="screens that stop without a word, until the server has let go of them",
        columns=("s until all were let go", "sockets left", "MB before", "MB with them", "MB after"),
        rows=rows,
        goals=[
            Goal(
                "s until all were let go, at most",
                max(float(row.values[0] or 0) for row in rows),
                MOST_SECONDS,
                most=True,
            ),
            Goal("sockets left", float(sum(int(row.values[1] or 0) for row in rows)), 0.0, most=True),
        ],
        notes=["the second time the memory of the first is used again: `MB after` is not to grow"],
        settings=settings | {"screens": scale.sockets},
    )


def _stopped(pid: int, port: int, screens: int, name: str) -> Row:
    time.sleep(SETTLE_SECONDS)  # memory settles unannounced
    files, before = _open_files(pid), sizes(pid)["Rss"] / 1000
    with thronging(port, "/display", [{"hall": HALL}] * screens) as throng:
        throng.await_in()
        time.sleep(SETTLE_SECONDS)  # memory settles unannounced
        full = sizes(pid)["Rss"] / 1000
        throng.process.send_signal(signal.SIGSTOP)
        stopped = time.perf_counter()
        while _open_files(pid) > files and time.perf_counter() - stopped < PATIENCE_SECONDS:
            time.sleep(LOOK_SECONDS)  # who was let go is seen by looking
        seconds, left = time.perf_counter() - stopped, max(0, _open_files(pid) - files)
        throng.process.send_signal(signal.SIGCONT)
    return Row(name, (seconds, left, before, full, sizes(pid)["Rss"] / 1000))


def _open_files(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208 (only their number is wanted)
