"""The manager's board with many waiting: its size, its time, and what it asks the database."""

import gzip
import re
import time
from collections import Counter
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from bench.asking import desks, fill, keyed, offered
from bench.child import cpu_seconds
from bench.contest import NAMES
from bench.crowd import Crowd
from bench.figure import Figure, Goal, Row
from bench.installation import API, HALL, Installation, Server
from bench.machine import machine_settings
from bench.raw import replayed
from bench.recorder import Recorder, recorded
from bench.recording import Recording
from bench.samples import Round, summary
from bench.scale import Scale
from bench.wire import Wire, request

BOARD = f"{API}/halls/{HALL}/board"
MOST_KILOBYTES = 30.0
OF_THE_BOARD = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")


def measure(scale: Scale, place: Path) -> Figure:
    """One GET of the board, again and again by one client; its body is compressed here with gzip's default level."""
    settings = machine_settings(place)
    start = Installation.furnished(place / "start")
    with start.serve() as server:
        manager = start.signed_in(server, "manager")
        working = desks(start, server, scale.clients)
        fill(server, start.kiosk, offered(start, server), scale.waiting + len(working))
        wire = Wire(server.port)
        for desk in working:
            wire.ask(request("POST", desk.call_next, keyed(desk.headers), {}))
        wire.close()
    times = max(5, scale.requests // 10)
    recording = recorded(start.copied(place / "recorded"), partial(look, manager, times))
    raw, ours, body = [], [], b""
    for _ in range(scale.rounds):
        raw.append(replayed(recording, start.copied(place / "raw").database).whole)
        with start.copied(place / "ours").serve() as server, Crowd(server.port, 1) as crowd:
            taken, body = looks(crowd, server, manager, times)
            ours.append(taken)
    tables = _tables(recording)
    kilobytes = len(gzip.compress(body, 6)) / 1000
    return Figure(
        name="board",
        title="the manager's board, one GET",
        columns=("a second", "p50 ms", "p99 ms", "CPU ms"),
        rows=[_row(NAMES["whole"], raw), _row(NAMES["ours"], ours)],
        goals=[
            Goal("kilobytes compressed", kilobytes, MOST_KILOBYTES, most=True),
            Goal("queries of the table asked most often", float(max(tables.values())), 1.0, most=True),
        ],
        notes=[
            f"{len(body) / 1000:.0f} KB as JSON, {kilobytes:.1f} KB compressed (gzip, level 6)",
            "queries by table: " + ", ".join(f"{name} {count}" for name, count in sorted(tables.items())),
        ],
        settings=settings | {"rounds": scale.rounds, "boards a round": times, "waiting": scale.waiting},
    )


def look(manager: Mapping[str, str], times: int, recorder: Recorder) -> None:
    """The script of the recording."""
    for _ in range(times):
        recorder.ask("GET", BOARD, manager)


def looks(crowd: Crowd, server: Server, manager: Mapping[str, str], times: int) -> tuple[Round, bytes]:
    spoken = request("GET", BOARD, manager)
    crowd.each([iter([spoken] * 3)])
    started, used = time.perf_counter(), cpu_seconds(server.pid)
    (answers,) = crowd.each([iter([spoken] * times)])
    elapsed, used = time.perf_counter() - started, cpu_seconds(server.pid) - used
    return Round([timed.seconds for timed in answers], elapsed, used), answers[-1].answer.body


def _tables(recording: Recording) -> Counter[str]:
    """How often one board asks each table: in the transaction that reads it, sign-in and address apart."""
    reading = recording[-1].transactions[-1]
    return Counter(table for each in reading.statements for table in set(OF_THE_BOARD.findall(each.text)))


def _row(name: str, rounds: list[Round]) -> Row:
    found = summary(rounds)
    return Row(name, (found.rate, found.p50_ms, found.p99_ms, found.cpu_ms))
