"""From nothing to a first ticket, and back on one's feet after a stop."""

import shutil
import time
from pathlib import Path
from statistics import median

from bench.asking import ISSUE, keyed
from bench.figure import Figure, Goal, Row
from bench.installation import Installation
from bench.machine import machine_settings
from bench.scale import Scale
from bench.wire import Wire, request

LONGEST_START_SECONDS = 5.0


def measure(scale: Scale, place: Path) -> Figure:
    """Seconds from the command to its address and to the first ticket, the built-in voice on as by default."""
    settings = machine_settings(place)
    fresh, again = [], []
    for _ in range(scale.rounds):
        shutil.rmtree(place / "start", ignore_errors=True)
        fresh.append(_start(Installation(place / "start")))
        again.append(_start(Installation(place / "start")))
    return Figure(
        name="start",
        title="`hall demo` to the first ticket",
        columns=("s to its address", "s to a ticket", "slowest"),
        rows=[_row("from nothing", fresh), _row("started again", again)],
        goals=[
            Goal("s from nothing to a ticket", median(ticket for _, ticket in fresh), LONGEST_START_SECONDS, most=True)
        ],
        notes=["disk caches are warm: the code was read before"],
        settings=settings | {"rounds": scale.rounds},
    )


def _start(installation: Installation) -> tuple[float, float]:
    started = time.perf_counter()
    with installation.demo() as server:
        served = time.perf_counter() - started
        wire = Wire(server.port)
        body = {"services": ["tax"], "channel": "kiosk"}
        answer = wire.ask(request("POST", ISSUE, keyed(installation.kiosk), body))
        ticket = time.perf_counter() - started
        wire.close()
    if answer.status != 201:
        raise RuntimeError(f"no ticket: {answer.body.decode()}")
    return served, ticket


def _row(name: str, starts: list[tuple[float, float]]) -> Row:
    tickets = [ticket for _, ticket in starts]
    return Row(name, (median(served for served, _ in starts), median(tickets), max(tickets)))
