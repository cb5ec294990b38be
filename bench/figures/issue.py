"""Durable ticket issue over HTTP, beside the raw driver loop and beside Flask answering nothing."""

import random
import time
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path

from bench.asking import ISSUE, SEED, check, issue_requests, keyed, offered, wish
from bench.child import free_port, served
from bench.contest import COLUMNS, contest_rows, raw_goal
from bench.crowd import Crowd
from bench.figure import Figure
from bench.installation import Installation, Server
from bench.machine import machine_settings
from bench.raw import replayed, statement_counts
from bench.recorder import Recorder, recorded
from bench.samples import Round
from bench.scale import Scale

WARM = 8  # requests a client, before the clock runs


def measure(scale: Scale, place: Path) -> Figure:
    """Rates of `scale.requests` tickets a round; every round begins with the same rows."""
    settings = machine_settings(place)
    start = Installation.furnished(place / "start")
    with start.serve() as server:
        services = offered(start, server)
    script = partial(take_tickets, start.kiosk, services, scale.requests)
    recording = recorded(start.copied(place / "recorded"), script)
    rounds: dict[str, list[Round]] = {"whole": [], "writing": [], "empty": [], "ours": []}
    for _ in range(scale.rounds):
        raw = replayed(recording, start.copied(place / "raw").database)
        rounds["whole"].append(raw.whole)
        rounds["writing"].append(raw.writing)
        rounds["empty"].append(_empty(scale, place))
        rounds["ours"].append(_ours(scale, start.copied(place / "ours"), services))
    every, written = statement_counts(recording)
    return Figure(
        name="issue",
        title="durable ticket issue over HTTP, one hall, SQLite",
        columns=COLUMNS,
        rows=contest_rows(rounds, "ours"),
        goals=[raw_goal(rounds, "ours")],
        notes=[
            f"a request is {every} statements, {written} of them in its write transaction",
            "rows differ by the one hall's queue, which grows by each ticket, in every contender alike",
        ],
        settings=settings
        | {
            "rounds": scale.rounds,
            "tickets a round": scale.requests,
            "keep-alive clients": scale.clients,
            "durability": "WAL, synchronous=FULL",
        },
    )


def take_tickets(kiosk: Mapping[str, str], services: list[str], count: int, recorder: Recorder) -> None:
    """The script of the recording: the same wishes in the same order."""
    chance = random.Random(SEED)
    for _ in range(count):
        recorder.ask("POST", ISSUE, keyed(kiosk), wish(services, chance))


def _ours(scale: Scale, installation: Installation, services: list[str]) -> Round:
    with installation.serve() as server:
        return timed(scale, server, issue_requests(installation.kiosk, services, total(scale)), 201)


def _empty(scale: Scale, place: Path) -> Round:
    port = free_port()
    with served(["-m", "bench.empty", str(port)], place / "empty.log", ready="ready") as process:
        requests = issue_requests({"Authorization": "Bearer " + "x" * 46}, ["tax"], total(scale))
        return timed(scale, Server(process.pid, port), requests, 200)


def total(scale: Scale) -> int:
    return scale.requests + WARM * scale.clients


def timed(scale: Scale, server: Server, requests: Iterator[bytes], status: int) -> Round:
    """All requests by all clients, each taking the next one; the first few of each only warm the server."""
    ready = list(requests)
    with Crowd(server.port, scale.clients) as crowd:
        stream = iter(ready)
        check(crowd.each([islice(stream, WARM) for _ in range(scale.clients)]), status)
        started, used = time.perf_counter(), server.cpu_seconds()
        answers = crowd.each([stream] * scale.clients)
        elapsed, used = time.perf_counter() - started, server.cpu_seconds() - used
    check(answers, status)
    return Round([timed.seconds for client in answers for timed in client], elapsed, used)
