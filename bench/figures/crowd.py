"""A press of call-next with many screens and phones connected: to sockets, to a browser's page, to the voice."""

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench.asking import Desk, check, common_services, desks, issue_requests, offered
from bench.child import cpu_seconds, free_port, served
from bench.crowd import Crowd
from bench.figure import Figure, Goal, Row, Value
from bench.figures.memory import sizes
from bench.installation import HALL, Installation, Server
from bench.machine import machine_settings
from bench.page import ScreenPage, screen_page
from bench.presses import APART_SECONDS, FEWEST, Bare, Desks, Pressed, Presser, ms, presses, to_ears
from bench.scale import Scale
from bench.throng import files_for
from bench.throngs import Throng, thronging

MOST_DOM_MS, MOST_SOUND_MS, MOST_TIMES_BARE = 150.0, 300.0, 3.0
MOST_SCREEN_KILOBYTES, MOST_JOIN_SECONDS = 60.0, 10.0
SETTLE_SECONDS, QUIET_SECONDS, LONGEST_SPEECH_SECONDS = 3.0, 1.0, 30.0
SOUNDS = 5
COLUMNS = ("answered p50", "answered p99", "heard p50", "heard p99", "DOM p50", "DOM p99", "sound p50", "sound worst")


@dataclass
class Taken:
    """One round: seconds from press to answer, screens' sockets, page and voice, and what the crowd cost the server."""

    answered: list[float] = field(default_factory=list)
    heard: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)
    sounded: list[float] = field(default_factory=list)
    joining: list[float] = field(default_factory=list)
    joined: float = 0.0
    slowest: float = 0.0
    screen_kb: float = 0.0
    phone_kb: float = 0.0
    cpu_us: float = 0.0
    join_ms: float = 0.0
    messages: int = 0
    gaps: int = 0
    missed: int = 0


def measure(scale: Scale, place: Path) -> Figure:
    """Bare push and product in turn, each with as many sockets; `scale.requests` / 10 presses a round."""
    settings = machine_settings(place)
    files_for(2 * (scale.screens + scale.phones))  # what is started here inherits it
    count = max(FEWEST, scale.requests // 10)
    start = Installation.furnished(place / "start")
    with start.serve(voice="espeak") as server:
        working = desks(start, server, scale.clients)
        tickets = _wait(start, server, working, 2 * count + SOUNDS + scale.waiting)
    bare, ours = [], []
    for _ in range(scale.rounds):
        bare.append(_bare(scale, place, count))
        with start.copied(place / "ours").serve(voice="espeak") as server:
            ours.append(_ours(scale, server, working, tickets, count))
    notes = [
        f"{len(tickets)} tickets wait at the start, the phones are spread over them: each call moves all of them on",
        f"{ours[-1].messages} messages in the last round, {sum(one.missed for one in ours)} calls not heard by all",
    ]
    if not ours[-1].shown:
        notes.append("no page in a browser took part")
    return Figure(
        name="crowd",
        title="call-next pressed with many connected: ms to screens' sockets, to a page's DOM, to its voice",
        columns=COLUMNS,
        rows=[
            _row("bare push of as many messages", bare),
            _row("Hall", ours),
            _row("Hall while the phones come in", [Taken(heard=one.joining) for one in ours]),
        ],
        goals=list(_goals(bare, ours)),
        notes=[*notes, *_costs("bare", bare), *_costs("Hall", ours)],
        settings=settings
        | {"rounds": scale.rounds, "presses a round": count, "seconds between presses": APART_SECONDS}
        | {"screens": scale.screens, "phones": scale.phones, "pages in Chromium": scale.pages}
        | {"processes": "server, screens, phones, browser, and this one, which presses"},
    )


def _wait(start: Installation, server: Server, working: Sequence[Desk], count: int) -> list[str]:
    """Let tickets wait that every desk can call; their ids."""
    services = common_services(list(working), offered(start, server))
    with Crowd(server.port, 1) as crowd:
        answers = crowd.each([issue_requests(start.kiosk, services, count)])
    check(answers, 201)
    return [timed.answer.json["id"] for timed in answers[0]]


def _bare(scale: Scale, place: Path, count: int) -> Taken:
    port = free_port()
    with served(["-m", "bench.bare_crowd", str(port)], place / "bare.log", ready="ready") as process:
        server = Server(process.pid, port)
        return _round(scale, server, Bare(port), [f"{at}" for at in range(scale.phones)], count, None)


def _ours(scale: Scale, server: Server, working: Sequence[Desk], tickets: list[str], count: int) -> Taken:
    with ExitStack() as stack:
        address = f"http://127.0.0.1:{server.port}/screen/{HALL}?speak=1"
        page = stack.enter_context(screen_page(address)) if scale.pages else None
        return _round(scale, server, Desks(server.port, working), tickets, count, page)


def _round(
    scale: Scale, server: Server, presser: Presser, tickets: list[str], count: int, page: ScreenPage | None
) -> Taken:
    """Screens, then phones come in while it is pressed; then it is pressed with everybody there; then for the voice."""
    taken, empty = Taken(), _settled(server)
    with thronging(server.port, "/display", [{"hall": HALL}] * scale.screens) as screens:
        screens.await_in()
        alone = _settled(server)
        phones = [{"ticket": tickets[at % len(tickets)]} for at in range(scale.phones)]
        with thronging(server.port, "/visitor", phones) as visitors:
            used = cpu_seconds(server.pid)
            coming = _until_in(visitors, presser, count)
            taken.join_ms = (cpu_seconds(server.pid) - used) / scale.phones * 1000
            full, used = _settled(server), cpu_seconds(server.pid)
            made = presses(presser, count)
            time.sleep(QUIET_SECONDS)  # a server tells nobody that it is at rest
            taken.cpu_us = (cpu_seconds(server.pid) - used) / (count * (scale.screens + scale.phones)) * 1e6
            if page is not None:
                taken.shown, taken.sounded = _shown(page, made), _sounds(page, presser)
            visitors.end()
        screens.end()
    taken.screen_kb, taken.phone_kb = (alone - empty) / scale.screens, (full - alone) / scale.phones
    taken.joined, taken.slowest = visitors.seconds, visitors.slowest
    _told(taken, coming, made, screens.heard["calls"])
    for heard in (screens.heard, visitors.heard):
        taken.messages, taken.gaps = taken.messages + heard["messages"], taken.gaps + heard["gaps"]
    taken.missed = sum(len(screens.heard["calls"].get(one.number, ())) != scale.screens for one in [*coming, *made])
    return taken


def _settled(server: Server) -> float:
    """The server's memory in KB, once what was begun has come to rest."""
    time.sleep(SETTLE_SECONDS)  # a server tells nobody that it is at rest
    return sizes(server.pid)["Rss"]


def _told(taken: Taken, coming: list[Pressed], made: list[Pressed], calls: dict[str, list[float]]) -> None:
    taken.answered, taken.heard = [one.answered for one in made], to_ears(made, calls)
    taken.joining = to_ears(coming, calls)


def _until_in(visitors: Throng, presser: Presser, most: int) -> list[Pressed]:
    """Press while they come in, at most so often."""
    made: list[Pressed] = []
    while not visitors.has_told() and len(made) < most:
        made += presses(presser, 1)
    visitors.await_in()
    return made


def _shown(page: ScreenPage, made: Sequence[Pressed]) -> list[float]:
    at = page.shown()
    return [at[one.number] - one.wall for one in made if one.number in at]


def _sounds(page: ScreenPage, presser: Presser) -> list[float]:
    """Seconds from a press to the first clip, each pressed when nothing is being said."""
    found = []
    for _ in range(SOUNDS):
        _silence(page)
        before, pressed = len(page.begun()), presser.press()
        give_up_at = time.monotonic() + LONGEST_SPEECH_SECONDS
        while len(page.begun()) == before and time.monotonic() < give_up_at:
            page.rest(0.05)
        found += [begun - pressed.wall for begun in page.begun()[before : before + 1]]
        presser.tidy()
    return found


def _silence(page: ScreenPage) -> None:
    """Until nothing has been said for a while."""
    give_up_at = time.monotonic() + LONGEST_SPEECH_SECONDS
    begun = -1
    while time.monotonic() < give_up_at and (begun != len(page.begun()) or not page.silent()):
        begun = len(page.begun())
        page.rest(QUIET_SECONDS)


def _goals(bare: Sequence[Taken], ours: Sequence[Taken]) -> list[Goal]:
    heard, pushed = (_median(rounds, "heard", 99) for rounds in (ours, bare))
    goals = [Goal("p99 from press to sockets, as times the bare push", heard / pushed, MOST_TIMES_BARE, most=True)]
    if ours[-1].shown:
        goals.append(Goal("p99 ms from press to DOM", _median(ours, "shown", 99), MOST_DOM_MS, most=True))
    if ours[-1].sounded:
        goals.append(Goal("worst ms from press to sound", _median(ours, "sounded", 99), MOST_SOUND_MS, most=True))
    return [
        *goals,
        Goal("KB a connected screen", median(one.screen_kb for one in ours), MOST_SCREEN_KILOBYTES, most=True),
        Goal("s until all phones were in", median(one.joined for one in ours), MOST_JOIN_SECONDS, most=True),
        Goal("gaps noticed, or calls not heard", float(sum(one.gaps + one.missed for one in ours)), 0.0, most=True),
    ]


def _costs(name: str, rounds: Sequence[Taken]) -> list[str]:
    kb, phone = (median(getattr(one, each) for one in rounds) for each in ("screen_kb", "phone_kb"))
    joined, slowest = (median(getattr(one, each) for one in rounds) for each in ("joined", "slowest"))
    join, cpu = (median(getattr(one, each) for one in rounds) for each in ("join_ms", "cpu_us"))
    crowd = f"{kb:.0f} KB a screen, {phone:.0f} KB a phone; all phones in after {joined:.1f} s, one in {slowest:.1f} s"
    used = f"{join:.1f} ms to let a phone in (presses meanwhile with it), {cpu:.0f} µs a press and socket"
    return [f"{name}: {crowd} at most", f"{name}, the server's CPU: {used}"]


def _median(rounds: Sequence[Taken], what: str, percent: float) -> float:
    return median(ms(getattr(one, what), percent) for one in rounds)


def _row(name: str, rounds: Sequence[Taken]) -> Row:
    values: list[Value] = []
    for what, last in (("answered", 99), ("heard", 99), ("shown", 99), ("sounded", 100)):
        known = all(getattr(one, what) for one in rounds)
        values += [_median(rounds, what, percent) if known else None for percent in (50, last)]
    return Row(name, values)
