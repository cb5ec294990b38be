"""The feed while coming in and telling cut into each other: at every message sent, something else may happen first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from hall.display.feed import Feed
from hall.display.rooms import BATCH, Room
from hall.journal.tail import Tail
from tests.halls import County, Json

Meanwhile = Callable[[], object]


@dataclass
class Client:
    """Somebody in a room: hears what is sent to it, and to the room once it was let in."""

    sid: str
    room: Room
    heard: list[tuple[str, Json]] = field(default_factory=list)
    inside: bool = False

    @property
    def facts(self) -> list[Json]:
        """As clients show them: nothing twice."""
        began = next((message["seq"] for kind, message in self.heard if kind == "snapshot"), 0)
        shown: list[Json] = []
        for _kind, message in self.heard:
            if "prev" in message and message["seq"] > (shown[-1]["seq"] if shown else began):
                shown.append(message)
        return shown

    @property
    def called(self) -> list[str]:
        return [fact["data"]["ticket"] for fact in self.facts if fact["kind"] == "ticket_called"]


class Lines:
    """What socket servers do: bring a message to one client, or to all who were let into a room."""

    def __init__(self) -> None:
        self.clients: list[Client] = []
        self.meanwhile: dict[str, Meanwhile] = {}
        self.broken: set[str] = set()

    def emit(self, event: str, message: Json, *, namespace: str, to: str, but: Sequence[str] = ()) -> None:
        if to in self.broken:
            raise RuntimeError(f"the line to {to} is broken")
        for client in self.clients:
            here = client.room.namespace == namespace and (
                to == client.sid or (client.inside and to == client.room.name and client.sid not in but)
            )
            if here:
                client.heard.append((event, message))
        if happens := self.meanwhile.pop(event, None):
            happens()


class Hall:
    """A county hall with its journal's tail and a feed, moved by hand."""

    def __init__(self, county: County) -> None:
        self.county, self.lines, self.troubles = county, Lines(), list[str]()
        self.feed = Feed(county.database, self.lines.emit, county.house.display.views, self._trouble)
        self.tail = Tail(county.database, self._trouble)
        self.tail.listeners.append(self.feed.tell)
        self.everywhere = Room("/display", county.hall_id)
        self.window = Room("/display", county.hall_id, window=30)

    def _trouble(self, what: str, error: Exception) -> None:
        self.troubles.append(f"{what}: {error}")

    def call(self) -> str:
        """One visit at window 30, told to the rooms; the ticket's number."""
        ticket = self.county.issue("cross-region")
        self.county.call(30)
        self.county.clerk(30).does("start", ticket)
        self.county.finish(30, ticket)
        self.tail.step()
        return str(ticket["number"])

    def client(self, room: Room, after: int | None = None, sid: str = "newcomer") -> Client:
        """Somebody comes in."""
        client = Client(sid, room)
        self.lines.clients.append(client)

        def enter() -> None:
            client.inside = True

        self.feed.join(sid, room, after, enter)
        return client


@pytest.fixture
def hall(county: County) -> Iterator[Hall]:
    county.open(30)
    hall = Hall(county)
    hall.tail.step()
    yield hall
    assert hall.troubles == [] or hall.lines.broken


def test_a_call_while_the_snapshot_is_on_its_way_is_told(hall: Hall) -> None:
    numbers: list[str] = []
    hall.lines.meanwhile["snapshot"] = lambda: numbers.append(hall.call())
    client = hall.client(hall.everywhere)
    numbers.append(hall.call())
    assert client.called == numbers
    assert_chain(client)


def test_a_call_while_missed_facts_are_on_their_way_is_told_after_them(hall: Hall) -> None:
    numbers = [hall.call() for _ in range(3)]
    hall.lines.meanwhile["ticket_called"] = lambda: numbers.append(hall.call())
    client = hall.client(hall.everywhere, after=0)
    numbers.append(hall.call())
    assert client.called == numbers
    assert_chain(client)


def test_a_call_while_the_first_pictures_are_shown_is_told(hall: Hall) -> None:
    numbers: list[str] = []
    hall.lines.meanwhile["waiting"] = lambda: numbers.append(hall.call())
    client = hall.client(hall.everywhere)
    assert client.called == numbers
    assert_chain(client)


def test_who_comes_while_a_call_is_told_hears_it(hall: Hall) -> None:
    """The newcomer enters between two rooms' telling of one entry: its own room was told, it was not in yet."""
    hall.client(hall.everywhere, sid="first")
    late: list[Client] = []
    hall.lines.meanwhile["ticket_called"] = lambda: late.append(hall.client(hall.everywhere, after=0, sid="late"))
    number = hall.call()
    assert late[0].called == [number]
    assert_chain(late[0])


def test_a_room_first_opened_while_a_call_is_told_goes_on_from_it(hall: Hall) -> None:
    hall.client(hall.everywhere, sid="first")
    late: list[Client] = []
    hall.lines.meanwhile["ticket_called"] = lambda: late.append(hall.client(hall.window, sid="late"))
    hall.call()
    second = hall.call()
    assert late[0].called[-1] == second
    assert_chain(late[0])


def test_a_room_stays_open_for_who_is_being_let_in_while_the_last_one_leaves(hall: Hall) -> None:
    hall.client(hall.everywhere, sid="leaving")
    hall.lines.meanwhile["snapshot"] = lambda: hall.feed.leave("leaving", hall.everywhere)
    client = hall.client(hall.everywhere)
    assert client.called == [] != [hall.call()] == client.called


def test_who_leaves_while_it_is_told_is_not_let_in(hall: Hall) -> None:
    hall.lines.meanwhile["snapshot"] = lambda: hall.feed.leave("newcomer", hall.everywhere)
    assert not hall.client(hall.everywhere).inside
    hall.call()
    assert hall.lines.clients[0].facts == []


def test_one_rooms_trouble_is_its_own_and_shows_as_a_gap_there(hall: Hall) -> None:
    here, there = hall.client(hall.everywhere, sid="here"), hall.client(hall.window, sid="there")
    first = hall.call()
    hall.lines.broken.add(hall.window.name)
    lost = hall.call()
    hall.lines.broken.clear()
    third = hall.call()
    hall.lines.broken.add("noted")
    assert here.called == [first, lost, third]
    assert there.called == [first, third]
    known = {fact["seq"] for fact in there.facts} | {there.heard[0][1]["seq"]}
    assert any(fact["prev"] not in known for fact in there.facts), "the next fact names the lost one"
    assert len(hall.troubles) == 3, "one for each fact that was not told"


def test_a_replay_longer_than_a_batch_is_whole(hall: Hall) -> None:
    numbers = [hall.call() for _ in range(BATCH)]
    client = hall.client(hall.everywhere, after=0)
    assert client.called == numbers
    assert_chain(client)


def test_the_chain_goes_on_over_midnight(hall: Hall) -> None:
    """Only the day's facts are told again; a room that stayed open names yesterday's last, and so does its snapshot."""
    stayed = hall.client(hall.everywhere, sid="stayed")
    yesterday = hall.call()
    hall.county.wait(days=1)
    hall.tail.step()
    came = hall.client(hall.everywhere, sid="came")
    today = hall.call()
    back = hall.client(hall.everywhere, after=came.heard[0][1]["seq"], sid="back")
    assert stayed.called == [yesterday, today]
    assert came.called == back.called == [today]
    assert hall.client(hall.everywhere, after=0, sid="new").called == [today]
    for client in (stayed, came, back):
        assert_chain(client)


def test_facts_of_another_hall_are_not_told_here(hall: Hall, county: County) -> None:
    client = hall.client(Room("/display", county.hall_id + 1))
    hall.call()
    assert client.facts == []


def assert_chain(client: Client) -> None:
    """Every fact names the one heard before it."""
    last: Any = next((message["seq"] for kind, message in client.heard if kind == "snapshot"), 0)
    for fact in client.facts:
        assert fact["prev"] in (last, 0)
        last = fact["seq"]
