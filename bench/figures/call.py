"""Call-next by several windows at once, beside the raw driver loop and beside Flask answering nothing."""

import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from bench.asking import Desk, check, common_services, desks, fill, finishing, keyed, offered
from bench.child import free_port, served
from bench.contest import COLUMNS, contest_rows, raw_goal
from bench.crowd import Crowd, Timed
from bench.figure import Figure, Goal
from bench.installation import API, Installation, Server
from bench.machine import machine_settings
from bench.raw import replayed, statement_counts
from bench.recorder import Recorder, recorded
from bench.samples import Round, summary
from bench.scale import Scale
from bench.wire import request

MOST_P99 = 5.0  # times p50


def measure(scale: Scale, place: Path) -> Figure:
    """Bursts of one call a window; the tickets called are started and finished between bursts, off the clock."""
    settings = machine_settings(place)
    bursts = max(2, scale.requests // 2 // scale.clients)
    start = Installation.furnished(place / "start")
    with start.serve() as server:
        working = desks(start, server, scale.clients)
        fill(
            server,
            start.kiosk,
            common_services(working, offered(start, server)),
            bursts * scale.clients + scale.waiting,
        )
    recording = recorded(start.copied(place / "recorded"), partial(work_desks, working, bursts))
    rounds: dict[str, list[Round]] = {"whole": [], "writing": [], "empty": [], "ours": []}
    for _ in range(scale.rounds):
        raw = replayed(recording, start.copied(place / "raw").database)
        rounds["whole"].append(raw.whole)
        rounds["writing"].append(raw.writing)
        rounds["empty"].append(_empty(working, bursts, place))
        rounds["ours"].append(_ours(start.copied(place / "ours"), working, bursts))
    every, written = statement_counts(recording)
    ours = summary(rounds["ours"])
    return Figure(
        name="call",
        title="call-next over HTTP by several windows at once, one hall, SQLite",
        columns=COLUMNS,
        rows=contest_rows(rounds, "ours"),
        goals=[raw_goal(rounds, "ours"), Goal("p99 as times p50", ours.p99_ms / ours.p50_ms, MOST_P99, most=True)],
        notes=[f"a request is {every} statements, {written} of them in its write transaction"],
        settings=settings
        | {
            "rounds": scale.rounds,
            "windows at once": len(working),
            "calls a round": bursts * len(working),
            "waiting at the start": bursts * scale.clients + scale.waiting,
            "durability": "WAL, synchronous=FULL",
        },
    )


def work_desks(working: Sequence[Desk], bursts: int, recorder: Recorder) -> None:
    """The script of the recording: every desk calls, then starts and finishes what it called."""
    for _ in range(bursts):
        called = [recorder.ask("POST", desk.call_next, keyed(desk.headers)) for desk in working]
        for desk, ticket in zip(working, called, strict=True):
            path = f"{API}/tickets/{ticket['id']}"
            recorder.ask("POST", f"{path}/start", keyed(desk.headers), timed=False)
            recorder.ask("POST", f"{path}/finish", keyed(desk.headers), finishing(ticket), timed=False)


def _ours(installation: Installation, working: Sequence[Desk], bursts: int) -> Round:
    with installation.serve() as server, Crowd(server.port, len(working)) as crowd:
        return timed(crowd, server, working, bursts, 200)


def _empty(working: Sequence[Desk], bursts: int, place: Path) -> Round:
    port = free_port()
    with (
        served(["-m", "bench.empty", str(port)], place / "empty.log", ready="ready") as process,
        Crowd(port, len(working)) as crowd,
    ):
        return timed(crowd, Server(process.pid, port), working, bursts, 200)


def timed(crowd: Crowd, server: Server, working: Sequence[Desk], bursts: int, status: int) -> Round:
    seconds, elapsed, used = [], 0.0, 0.0
    for _ in range(bursts):
        calls = [request("POST", desk.call_next, keyed(desk.headers), {}) for desk in working]
        started, before = time.perf_counter(), server.cpu_seconds()
        called = crowd.together(calls)
        elapsed += time.perf_counter() - started
        used += server.cpu_seconds() - before
        check([called], status)
        seconds += [timed.seconds for timed in called]
        check(crowd.each([_ending(*each) for each in zip(working, called, strict=True)]), status)
    return Round(seconds, elapsed, used)


def _ending(desk: Desk, called: Timed) -> Iterator[bytes]:
    """What makes the window free again; nothing after an empty answer."""
    ticket = called.answer.json
    if ticket:
        path = f"{API}/tickets/{ticket['id']}"
        yield request("POST", f"{path}/start", keyed(desk.headers), {})
        yield request("POST", f"{path}/finish", keyed(desk.headers), finishing(ticket))
