"""Eighty people who want one of the same ten places at the same moment, and what must be true afterwards."""

import secrets
import threading
import time
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from hall.booking.models import APPOINTMENTS, PLACES
from hall.booking.modes import Mode, planned_windows
from hall.booking.slots import expected
from hall.catalogue.models import HALLS
from hall.catalogue.queries import hall_book, hall_id_of
from hall.db import Database, public_id
from hall.journal.entries import entries_after
from hall.operations.verify import verify
from tests.people import Caller, Json
from tests.races.rush import all_at_once
from tests.served import COUNTY

BOOKERS, TEN = 80, 10
SERVICE, MINUTES = "pension", 60


def open_ten_places(database: Database, anybody: Caller) -> tuple[Json, Json]:
    """Set the hall up so that each slot has ten places; one of tomorrow's and the one after it."""
    with database.engine.begin() as connection:
        hall_id = hall_id_of(connection, COUNTY)
        book = hall_book(connection, hall_id)
        served = sum(
            expected(book, page, SERVICE, timedelta(minutes=MINUTES))
            for page in planned_windows(book, SERVICE, Mode.STANDARD)
        )
        booking = book.booking.as_json() | {"slot_minutes": MINUTES, "share": TEN / served}
        changed = {"booking": booking, "version": public_id()}
        connection.execute(sa.update(HALLS).where(HALLS.c.id == hall_id).values(**changed))
    slots = anybody.ask(f"/halls/{COUNTY}/slots", service=SERVICE, mode="standard", limit=40)["items"]
    assert {slot["capacity"] for slot in slots} == {TEN}
    return slots[25], slots[26]


def book_at_once(bookers: Sequence[Caller], slot: Json) -> list[tuple[int, Json]]:
    """Everybody asks for the slot in the same moment; the answers."""
    ready, answers = threading.Barrier(len(bookers)), list[tuple[int, Json]]()

    def book(turn: int, booker: Caller) -> None:
        body = {"service": SERVICE, "mode": "standard", "slot": slot["id"], "phone": f"138{turn:08}"}
        ready.wait()
        response = booker.send("POST", f"/halls/{COUNTY}/appointments", body, secrets.token_urlsafe(16))
        answers.append((response.status_code, response.json()))

    began = time.monotonic()
    all_at_once(lambda turn=turn, booker=booker: book(turn, booker) for turn, booker in enumerate(bookers))  # type: ignore[misc]
    print(f"{len(bookers)} at once for {TEN} places: {time.monotonic() - began:.2f} s")
    return answers


def exactly_ten(database: Database, answers: Sequence[tuple[int, Json]], following: Json) -> None:
    """Ten have a place, each another one; seventy were told that it is full, and which slot is free next."""
    assert Counter(status for status, _ in answers) == {201: TEN, 409: BOOKERS - TEN}
    for status, answer in answers:
        if status == 409:
            assert answer["code"] == "slot_full"
            assert answer["next"] == following, "nobody has booked the next one meanwhile"
    with database.reading() as connection:
        held = connection.execute(sa.select(PLACES.c.number, PLACES.c.appointment_id)).all()
        there = set(connection.execute(sa.select(APPOINTMENTS.c.id)).scalars())
        hall_id = hall_id_of(connection, COUNTY)
        told = entries_after(connection, hall_id, 0, limit=1000, kinds=["appointment_confirmed"])
    given = {answer["id"] for status, answer in answers if status == 201}
    assert sorted(row.number for row in held) == list(range(1, TEN + 1))
    assert {row.appointment_id for row in held} == there == given
    assert {entry.data["appointment"] for entry in told} == given
    assert verify(database).findings == []
