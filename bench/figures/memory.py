"""What an idle server holds, and what each connected screen adds."""

from pathlib import Path
from selectors import DefaultSelector

from bench.asking import fill, keyed, offered
from bench.child import children_of
from bench.figure import Figure, Goal, Row
from bench.installation import API, HALL, Installation, Server
from bench.machine import machine_settings
from bench.scale import Scale
from bench.screens import ScreenSocket, listen, watch
from bench.wire import Wire, request

MOST_IDLE_MEGABYTES = 120.0
MOST_SCREEN_KILOBYTES = 60.0
SETTLE_SECONDS = 3.0
FIRST_SCREENS = 2  # what only the first of all costs is not every screen's
PAGES = ("/", f"/kiosk/{HALL}", f"/screen/{HALL}", f"{API}/halls/{HALL}", f"{API}/halls/{HALL}/services")


def measure(scale: Scale, place: Path) -> Figure:
    """Resident and proportional size of `hall serve`, its voice on, after some use; then with screens connected."""
    settings = machine_settings(place)
    start = Installation.furnished(place / "start")
    with start.serve(voice="espeak") as server:
        _use(start, server, scale)
        screens = [ScreenSocket(server.port, HALL) for _ in range(FIRST_SCREENS)]
        _settle(screens)
        idle = sizes(server.pid)
        children = [sizes(pid) for pid in children_of(server.pid)]
        screens += [ScreenSocket(server.port, HALL) for _ in range(scale.sockets)]
        _settle(screens)
        full = sizes(server.pid)
        for screen in screens:
            screen.close()
    each = Row("a connected screen, KB", [(full[kind] - idle[kind]) / scale.sockets for kind in ("Rss", "Pss")])
    return Figure(
        name="memory",
        title="memory of the server process",
        columns=("resident MB", "proportional MB"),
        rows=[
            _row("idle server", idle),
            *(_row("a child of it (rendering the voice)", child) for child in children),
            _row(f"with {scale.sockets} screens", full),
            each,
        ],
        goals=[
            Goal("MB resident, idle", idle["Rss"] / 1000, MOST_IDLE_MEGABYTES, most=True),
            Goal("KB a connected screen", float(each.values[0] or 0), MOST_SCREEN_KILOBYTES, most=True),
        ],
        settings=settings | {"screens": scale.sockets, "tickets waiting": scale.waiting},
    )


def sizes(pid: int) -> dict[str, float]:
    """The memory of a process in kilobytes of 1000 bytes, by the kernel's names: `Rss`, `Pss` …"""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    parts = (line.split() for line in lines)
    return {name.rstrip(":"): int(number) * 1.024 for name, number, *_unit in parts}


def _use(installation: Installation, server: Server, scale: Scale) -> None:
    """What a morning brings: tickets, pages, a board."""
    fill(server, installation.kiosk, offered(installation, server), scale.waiting)
    manager = installation.signed_in(server, "manager")
    wire = Wire(server.port)
    for path in (*PAGES, f"{API}/halls/{HALL}/board"):
        answer = wire.ask(request("GET", path, keyed(manager)))
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
    wire.close()


def _settle(screens: list[ScreenSocket]) -> None:
    """Let what was begun come to rest, pings answered."""
    with DefaultSelector() as selector:
        watch(selector, screens)
        listen(selector, screens, SETTLE_SECONDS, lambda _index, _packet, _at: None)


def _row(name: str, found: dict[str, float]) -> Row:
    return Row(name, (found["Rss"] / 1000, found["Pss"] / 1000))
