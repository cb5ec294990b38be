"""Slots and appointments as the API speaks of them; whatever is personal is masked."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.engine import Connection

from hall.booking.actions.book import free_until
from hall.booking.models import PEOPLE
from hall.booking.penalties import earliest_that_counts, standing, warning
from hall.booking.queries import AppointmentRow, PersonRow, appointment_row, missed_days, people_of
from hall.booking.sealed import NAME, open_details
from hall.booking.states import AppointmentState
from hall.catalogue.book import HallBook
from hall.clock import hall_day, now
from hall.edge.endpoint import Answer
from hall.edge.fields import Instant, Words
from hall.personal.masks import mask_credit_code, mask_id_number, mask_name, mask_phone
from hall.personal.vault import Vault
from hall.text import Language, Text
from hall.ticketing.sealed import ID_HASH, PHONE_HASH

SHOWN_OF_ADDRESS = 6  # characters: the district, not the door


class SlotAnswer(Answer):
    """`capacity`: how many may book it; `free`: how many still can."""

    id: str
    service: str
    mode: str
    start: Instant
    end: Instant
    capacity: int
    free: int


class ModeAnswer(Answer):
    """A mode that the service is offered in. `fields`: what it asks for beside who it is for."""

    mode: str
    name: Words
    label: str
    fields: list[str]


class SlotList(Answer):
    """`modes`: every mode the service can be booked in here, whichever was asked for.

    `official`: whether the working days of every year in it come from a published notice.
    """

    items: list[SlotAnswer]
    next: str | None
    modes: list[ModeAnswer]
    official: bool


class BookedSlot(Answer):
    id: str
    start: Instant
    end: Instant


class BookedPerson(Answer):
    """Masked. `agent`: comes for the others."""

    kind: str
    agent: bool
    name: str | None
    id_number: str | None
    phone: str | None


class AppointmentAnswer(Answer):
    """An appointment for whoever holds its id. `code`: ten digits to type at a kiosk, or to scan.

    `free_until`: until then it can be changed, and cancelled without counting as missed. `check_in_from` and
    `check_in_until`: who checks in between keeps the booking's head start. `ticket`: the id of the ticket it became.
    `expires_at`: until when it is kept unconfirmed.
    `warning`: what somebody is told who missed some. `cause`: why a miss does not count.
    """

    id: str
    code: str
    hall: str
    hall_name: Words
    hall_label: str
    state: str
    state_name: Words
    state_label: str
    service: str
    name: Words
    label: str
    mode: str
    mode_name: Words
    mode_label: str
    slot: BookedSlot
    day: date
    places: int
    channel: str
    needs_help: bool
    people: list[BookedPerson]
    details: dict[str, Any]
    booked_at: Instant
    expires_at: Instant | None
    free_until: Instant
    check_in_from: Instant
    check_in_until: Instant
    late: bool
    cause: str | None
    ticket: str | None
    warning: Words | None
    materials: list[Words]


class AppointmentList(Answer):
    """`at`: the instant of the answer, for a page whose device has a clock of its own."""

    at: datetime
    items: list[AppointmentAnswer]
    next: str | None


def appointment_answer(
    connection: Connection, book: HallBook, vault: Vault, appointment_id: str, language: Language
) -> AppointmentAnswer:
    """The appointment with this id; `book` is its hall's."""
    row = appointment_row(connection, appointment_id)
    return appointment_answers(connection, book, vault, [row], language, warn=True)[0]


def appointment_answers(
    connection: Connection,
    book: HallBook,
    vault: Vault,
    rows: Sequence[AppointmentRow],
    language: Language,
    *,
    warn: bool = False,
) -> list[AppointmentAnswer]:
    """These appointments, in their order; `warn` looks for misses of each, which a list does not."""
    people = people_of(connection, [row.id for row in rows])
    return [
        AppointmentAnswer(
            **_what(book, row, language),
            **_times(book, row),
            people=[_masked(vault, person) for person in people[row.id]],
            details=masked_details(open_details(vault, row.details)),
            warning=_warning(connection, book, row) if warn else None,
        )
        for row in rows
    ]


def _what(book: HallBook, row: AppointmentRow, language: Language) -> dict[str, Any]:
    page, state = book.services[row.service], _standing_alone(row.state.words)
    return {
        "id": row.id,
        "code": row.code,
        "hall": book.code,
        "hall_name": book.name.as_json(),
        "hall_label": book.name.pick(language),
        "state": row.state.value,
        "state_name": state.as_json(),
        "state_label": state.pick(language),
        "service": row.service,
        "name": page.name.as_json(),
        "label": page.name.pick(language),
        "mode": row.mode.value,
        "mode_name": row.mode.words.as_json(),
        "mode_label": row.mode.words.pick(language),
        "materials": [material.as_json() for material in page.materials],
        "channel": row.channel,
        "needs_help": row.needs_help,
        "places": row.party,
        "late": row.late,
        "cause": row.cause,
        "ticket": row.ticket_id,
    }


def _standing_alone(words: Text) -> Text:
    """Words of the middle of a sentence, where they are all that stands there."""
    return Text(words.zh, words.en[:1].upper() + words.en[1:])


def _times(book: HallBook, row: AppointmentRow) -> dict[str, Any]:
    return {
        "slot": BookedSlot(id=row.slot_id, start=row.starts_at, end=row.ends_at),
        "day": row.day,
        "booked_at": row.booked_at,
        "expires_at": row.expires_at,
        "free_until": free_until(book, row),
        "check_in_from": row.starts_at - book.booking.check_in_opens,
        "check_in_until": row.starts_at + book.rules.booking_grace,
    }


def _masked(vault: Vault, person: PersonRow) -> BookedPerson:
    mask = mask_id_number if person.kind == "person" else mask_credit_code
    return BookedPerson(
        kind=person.kind,
        agent=person.agent,
        name=mask_name(vault.open(person.name, NAME)) if person.name else None,
        id_number=mask(vault.open(person.id_number, ID_HASH)) if person.id_number else None,
        phone=mask_phone(vault.open(person.phone, PHONE_HASH)) if person.phone else None,
    )


def masked_details(details: dict[str, Any]) -> dict[str, Any]:
    """A mode's own fields, of which names, phones and addresses are shown in part."""
    masks = {
        "address": lambda text: text[:SHOWN_OF_ADDRESS] + "****",
        "contact_name": mask_name,
        "contact_phone": mask_phone,
    }
    return {name: masks[name](value) if name in masks else value for name, value in details.items()}


def _warning(connection: Connection, book: HallBook, row: AppointmentRow) -> Words | None:
    """What whoever is accountable for a coming appointment is told of earlier misses."""
    if row.state not in (AppointmentState.RESERVED, AppointmentState.CONFIRMED, AppointmentState.NO_SHOW):
        return None
    today = hall_day(book.zone, now())
    accountable = (PEOPLE.c.appointment_id == row.id, PEOPLE.c.held_to_account)
    hashes = connection.execute(PEOPLE.select().with_only_columns(PEOPLE.c.person_hash).where(*accountable)).scalars()
    since = earliest_that_counts(book.booking, today)
    for known in list(hashes):
        missed = missed_days(connection, row.hall_id, [known] if known else [], since)
        words = warning(book.booking, standing(book.booking, missed, today))
        if words is not None:
            return words.as_json()
    return None
