"""Writing appointments: a conditional UPDATE whose rows are counted, and the places and people that go with it."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from hall.booking.models import APPOINTMENTS, PEOPLE, PLACES
from hall.booking.queries import AppointmentRow, places_of, taken_places
from hall.booking.sealed import NAME, person_hash
from hall.booking.slots import Slot
from hall.booking.states import AppointmentState
from hall.booking.wish import BookingWish
from hall.db import Work
from hall.errors import AppointmentWrongState
from hall.personal.vault import Vault
from hall.ticketing.sealed import ID_HASH, PHONE_HASH
from hall.ticketing.wish import PrincipalWish


def told(row: AppointmentRow) -> dict[str, Any]:
    """What every event of an appointment carries."""
    return {
        "appointment": row.id,
        "service": row.service,
        "mode": row.mode.value,
        "starts_at": row.starts_at,
        "places": row.party,
    }


def keep(work: Work, row: AppointmentRow, state: AppointmentState, seq: int, **values: Any) -> None:
    """Write an appointment's new state and columns, provided it still is as `row` was read."""
    this = (APPOINTMENTS.c.id == row.id, APPOINTMENTS.c.state == row.state, APPOINTMENTS.c.seq == row.seq)
    written = work.connection.execute(sa.update(APPOINTMENTS).where(*this).values(state=state, seq=seq, **values))
    if written.rowcount != 1:
        raise AppointmentWrongState


def take_places(work: Work, slot: Slot, appointment_id: str, count: int) -> bool:
    """Take the first free places of a slot for an appointment; False, and nothing taken, when there are too few."""
    taken = taken_places(work.connection, work.hall_id, slot)
    if slot.places - len(taken) < count:
        return False
    free = [place for place in range(1, slot.places + 1) if place not in taken][:count]
    common = {"hall_id": work.hall_id, "appointment_id": appointment_id, **places_of(slot)}
    work.connection.execute(sa.insert(PLACES), [common | {"number": place} for place in free])
    return True


def give_back(work: Work, appointment_id: str) -> None:
    """Let go of an appointment's places."""
    work.connection.execute(sa.delete(PLACES).where(PLACES.c.appointment_id == appointment_id))


def booked_for(work: Work, appointment_id: str, day: date | None) -> None:
    """Note the day that its people have it for; nothing once it is over."""
    theirs = (PEOPLE.c.appointment_id == appointment_id, sa.not_(PEOPLE.c.agent))
    work.connection.execute(sa.update(PEOPLE).where(*theirs).values(booked_for=day))


def note_miss(work: Work, appointment_id: str, day: date) -> None:
    """Hold a miss against whoever is accountable for the appointment."""
    theirs = (PEOPLE.c.appointment_id == appointment_id, PEOPLE.c.held_to_account)
    work.connection.execute(sa.update(PEOPLE).where(*theirs).values(missed_on=day))


def write_people(work: Work, vault: Vault, appointment_id: str, wish: BookingWish, day: date) -> None:
    """Everybody on a new appointment, the agent first."""
    agents = [wish.agent] if wish.agent is not None else []
    everybody = [(each, True) for each in agents] + [(each, False) for each in wish.people]
    rows = [
        {
            "appointment_id": appointment_id,
            "position": position,
            "hall_id": work.hall_id,
            "service": wish.service,
            "agent": agent,
            "held_to_account": person in wish.accountable and agent is bool(agents),
            "booked_for": None if agent else day,
            **_sealed(vault, person),
        }
        for position, (person, agent) in enumerate(everybody)
    ]
    work.connection.execute(sa.insert(PEOPLE), rows)


def _sealed(vault: Vault, person: PrincipalWish) -> dict[str, Any]:
    return {
        "kind": person.kind,
        "name": vault.seal(person.name, NAME) if person.name else None,
        "id_number": vault.seal(person.number, ID_HASH) if person.number else None,
        "id_hash": vault.hash(person.number, ID_HASH) if person.number else None,
        "phone": vault.seal(person.phone, PHONE_HASH) if person.phone else None,
        "phone_hash": vault.hash(person.phone, PHONE_HASH) if person.phone else None,
        "person_hash": person_hash(vault, person),
    }
