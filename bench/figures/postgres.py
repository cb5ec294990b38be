"""Issue and call-next on PostgreSQL, by one process and by several, beside psycopg saying the same statements."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from bench.asking import common_services, desks, fill, issue_requests, offered
from bench.contest import COLUMNS, contest_rows, raw_goal
from bench.crowd import Crowd
from bench.figure import Figure, Goal
from bench.figures import call, issue
from bench.installation import Server
from bench.machine import machine_settings
from bench.postgres import HouseOnPostgres, durable_cluster
from bench.raw import statement_counts
from bench.raw_postgres import recorded, replayed
from bench.recorder import Script
from bench.samples import Round, summary
from bench.scale import Scale
from bench.workers import serving

Ask = Callable[[Server], Round]


def issue_on_postgres(scale: Scale, place: Path) -> Figure:
    """As `issue`, on PostgreSQL."""
    settings = machine_settings(place)
    with ExitStack() as stack:
        start = HouseOnPostgres.built(stack.enter_context(durable_cluster()), place / "start")
        with start.serve() as server:
            services = offered(start, server)

        def ask(server: Server) -> Round:
            return issue.timed(scale, server, issue_requests(start.kiosk, services, issue.total(scale)), 201)

        script = partial(issue.take_tickets, start.kiosk, services, scale.requests)
        rounds, notes = _contest(scale, place, start, script, ask)
    return Figure(
        name="issue-postgresql",
        title="durable ticket issue over HTTP, one hall, PostgreSQL",
        columns=COLUMNS,
        rows=contest_rows(rounds, "ours"),
        goals=[raw_goal(rounds, "ours")],
        notes=notes,
        settings=settings | _settings(scale) | {"tickets a round": scale.requests, "keep-alive clients": scale.clients},
    )


def call_on_postgres(scale: Scale, place: Path) -> Figure:
    """As `call`, on PostgreSQL."""
    settings = machine_settings(place)
    bursts = max(2, scale.requests // 2 // scale.clients)
    with ExitStack() as stack:
        start = HouseOnPostgres.built(stack.enter_context(durable_cluster()), place / "start")
        with start.serve() as server:
            working = desks(start, server, scale.clients)
            waiting = bursts * scale.clients + scale.waiting
            fill(server, start.kiosk, common_services(working, offered(start, server)), waiting)

        def ask(server: Server) -> Round:
            with Crowd(server.port, len(working)) as crowd:
                return call.timed(crowd, server, working, bursts, 200)

        rounds, notes = _contest(scale, place, start, partial(call.work_desks, working, bursts), ask)
    ours = summary(rounds["ours"])
    return Figure(
        name="call-postgresql",
        title="call-next over HTTP by several windows at once, one hall, PostgreSQL",
        columns=COLUMNS,
        rows=contest_rows(rounds, "ours"),
        goals=[raw_goal(rounds, "ours"), Goal("p99 as times p50", ours.p99_ms / ours.p50_ms, call.MOST_P99, most=True)],
        notes=notes,
        settings=settings
        | _settings(scale)
        | {"windows at once": len(working), "calls a round": bursts * len(working), "waiting at the start": waiting},
    )


def _contest(
    scale: Scale, place: Path, start: HouseOnPostgres, script: Script, ask: Ask
) -> tuple[dict[str, list[Round]], list[str]]:
    """Raw loop, one process and `scale.workers` of them, in turn, each from a copy of the same rows."""
    with start.copy(place / "recorded") as house:
        recording = recorded(house, script)
    several = f"Hall, {scale.workers} processes"
    rounds: dict[str, list[Round]] = {"whole": [], "writing": [], "ours": []}
    if scale.workers > 1:
        rounds[several] = []
    for at in range(scale.rounds):
        with start.copy(place / f"raw-{at}") as house:
            raw = replayed(recording, house)
        rounds["whole"].append(raw.whole)
        rounds["writing"].append(raw.writing)
        with start.copy(place / f"one-{at}") as house, house.serve() as server:
            rounds["ours"].append(ask(server))
        if scale.workers > 1:
            with start.copy(place / f"several-{at}") as house, serving(house, scale.workers) as server:
                rounds[several].append(ask(server))
    every, written = statement_counts(recording)
    return rounds, [
        f"a request is {every} statements, {written} of them in its write transactions",
        "the raw loop is one connection; CPU is without that of PostgreSQL's own processes",
    ]


def _settings(scale: Scale) -> dict[str, int | str]:
    return {
        "rounds": scale.rounds,
        "worker processes": scale.workers,
        "durability": "PostgreSQL on this machine, fsync, synchronous_commit and full_page_writes on",
    }
