"""The feed with many phones: they are let in a few at a time, shown one floor, and stand before nobody else."""

import subprocess
import sys
from collections.abc import Sequence
from math import ceil
from threading import Semaphore, Thread
from typing import Any

import pytest

from hall.display import floors
from hall.display.rooms import Room
from hall.display.turns import PHONES_AT_ONCE, PHONES_IN_A_ROW
from tests.edges.test_feed import Hall, hall  # noqa: F401 (a fixture)
from tests.halls import Json

PATIENCE_SECONDS = 20

TAKING_TURNS = """
import hall.patching
import gevent
from hall.display.turns import in_turns

told = []

def others():
    while True:
        told.append("another")
        gevent.sleep(0)

gevent.spawn(others)
for each in in_turns(range(100), lambda each: 7):
    told.append(each)
turns = [at for at, each in enumerate(told) if each == "another"]
print(max(later - earlier - 1 for earlier, later in zip(turns, turns[1:])))
"""


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The halls whose floor was read, once for each time."""
    halls: list[int] = []
    really = floors.read_floor

    def read_floor(connection: Any, hall_id: int) -> floors.Floor:
        halls.append(hall_id)
        return really(connection, hall_id)

    monkeypatch.setattr(floors, "read_floor", read_floor)
    monkeypatch.setattr(floors, "KEPT_SECONDS", 3600.0)  # however slow the machine is
    return halls


def phone(hall: Hall) -> Room:  # noqa: F811
    ticket = hall.county.issue("cross-region")
    hall.tail.step()
    return Room("/visitor", hall.county.hall_id, ticket=str(ticket["id"]))


def snapshot(messages: list[tuple[str, Json]]) -> Json:
    return next(message for kind, message in messages if kind == "snapshot")


def test_many_who_come_in_at_once_are_shown_one_floor(hall: Hall, read: list[int]) -> None:  # noqa: F811
    rooms = [phone(hall) for _ in range(5)]
    clients = [hall.client(room, sid=f"phone {at}") for at, room in enumerate(rooms)]
    assert read == [hall.county.hall_id]
    ahead = [message["data"]["ahead"] for each in clients for kind, message in each.heard if kind == "place"]
    assert ahead == [0, 1, 2, 3, 4]


def test_a_floor_that_lacks_what_was_told_is_read_anew(hall: Hall, read: list[int]) -> None:  # noqa: F811
    hall.client(hall.everywhere, sid="screen")
    number = hall.call()
    late = hall.client(hall.window, sid="late screen")
    assert len(read) == 2
    assert snapshot(late.heard)["seq"] == hall.feed.told(hall.county.hall_id)
    assert number not in late.called


def test_what_is_not_told_yet_is_told_to_a_newcomer_shown_an_older_floor(
    hall: Hall,  # noqa: F811
    read: list[int],
) -> None:
    hall.client(hall.everywhere, sid="screen")
    ticket = hall.county.issue("cross-region")
    hall.county.call(30)
    late = hall.client(hall.window, sid="late screen")
    assert read == [hall.county.hall_id]
    hall.tail.step()
    assert late.called == [ticket["number"]]


def test_phones_wait_for_each_other_and_a_screen_for_none_of_them(hall: Hall) -> None:  # noqa: F811
    arrived, go_on = Semaphore(0), Semaphore(0)
    many = PHONES_AT_ONCE + 2
    rooms = [phone(hall) for _ in range(many)]
    emit = hall.feed._emit

    def slow(event: str, message: Json, *, namespace: str, to: str, but: Sequence[str] = ()) -> None:
        emit(event, message, namespace=namespace, to=to, but=but)
        if event == "snapshot" and namespace == "/visitor":
            arrived.release()
            assert go_on.acquire(timeout=PATIENCE_SECONDS)

    hall.feed._emit = slow
    threads = [Thread(target=hall.client, args=(room, None, f"phone {at}")) for at, room in enumerate(rooms)]
    for thread in threads:
        thread.start()
    for _ in range(PHONES_AT_ONCE):
        assert arrived.acquire(timeout=PATIENCE_SECONDS)
    assert snapshot(hall.client(hall.everywhere, sid="screen").heard)
    assert not arrived.acquire(blocking=False), "one more than may come at once"
    go_on.release(many)
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert sum(client.inside for client in hall.lines.clients) == many + 1


def test_others_have_their_turn_while_many_are_told() -> None:
    done = subprocess.run([sys.executable, "-c", TAKING_TURNS], capture_output=True, text=True, timeout=60, check=True)
    assert int(done.stdout) == ceil(PHONES_IN_A_ROW / 7)
