"""The feed's views: at most one of a kind a second for everybody, none twice in a row, and the latest in the end."""

from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from hall.display import feed, floors
from hall.display.hearing import ASKED
from hall.display.rooms import Room
from tests.edges.test_feed import Client, Hall, Lines, hall  # noqa: F401 (a fixture)
from tests.halls import Json

STEP = 0.05
VIEWS = ("waiting", "voice", "board", "place")


@dataclass
class Timed(Lines):
    """The lines, with a clock that is moved on by hand: what came when, by client and kind."""

    at: float = 1000.0
    came: dict[tuple[str, str], list[tuple[float, Json]]] = field(default_factory=dict)
    clients: list[Client] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def note(self) -> None:
        for client in self.clients:
            for kind, message in client.heard:
                if kind in VIEWS:
                    self.came.setdefault((client.sid, kind), []).append((self.at, message["data"]))
            client.heard.clear()


@pytest.fixture
def lines(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> Timed:  # noqa: F811 (the fixture imported above)
    timed = Timed()
    hall.lines = timed
    hall.feed._emit = timed.emit
    for module in (feed, floors):
        monkeypatch.setattr(module, "monotonic", lambda: timed.at)
    return timed


def go_on(hall: Hall, lines: Timed, seconds: float, *, busy: bool) -> None:  # noqa: F811 (the fixture imported above)
    """Time passes; where it is busy, somebody takes a ticket every fifth of a second."""
    for step in range(round(seconds / STEP)):
        if busy and step % 4 == 0:
            hall.county.issue("cross-region")
            hall.tail.step()
        hall.feed.show_due()
        lines.note()
        lines.at += STEP


@pytest.mark.parametrize("gap", [0.0, 0.15, 0.6, 1.1])
def test_nobody_is_shown_two_views_of_a_kind_within_a_second_and_all_the_latest(
    hall: Hall,  # noqa: F811 (the fixture imported above)
    lines: Timed,
    gap: float,
) -> None:
    ticket = hall.county.issue("cross-region")
    ahead = hall.county.issue("cross-region")
    hall.tail.step()
    rooms = {
        "screen": hall.everywhere,
        "desk": Room("/desk", hall.county.hall_id, rights=ASKED),
        "phone": Room("/visitor", hall.county.hall_id, ticket=str(ahead["id"])),
    }
    for turn in range(3):  # the later ones come into rooms where others are, between their views
        for name, room in rooms.items():
            hall.client(room, sid=f"{name} {turn}")
            go_on(hall, lines, gap, busy=True)
    again = lines.clients[0]
    hall.feed.join(again.sid, again.room, 0, lambda: None)  # it asks for facts that it missed
    hall.county.visitor.send("DELETE", f"/tickets/{ticket['id']}")
    hall.tail.step()
    go_on(hall, lines, 1.5, busy=True)
    go_on(hall, lines, 2.0, busy=False)
    for name, room in rooms.items():
        hall.client(room, sid=f"{name} late")
    go_on(hall, lines, 0.2, busy=False)
    go_on(hall, lines, 0.2, busy=True)  # nothing happens after this: who came just before is shown it all the same
    go_on(hall, lines, 3.0, busy=False)
    for name, room in rooms.items():
        hall.client(room, sid=f"{name} last")
    lines.note()
    assert {sid for sid, _ in lines.came} == {f"{name} {each}" for name in rooms for each in (0, 1, 2, "late", "last")}
    for (sid, kind), views in lines.came.items():
        apart = [later - earlier for (earlier, _), (later, _) in pairwise(views)]
        assert min(apart, default=9.0) >= 1.0, (sid, kind, apart)
        assert all(one != other for (_, one), (_, other) in pairwise(views)), (sid, kind)
        newest = lines.came[sid.split()[0] + " last", kind][-1][1]
        assert views[-1][1] == newest, (sid, kind)
