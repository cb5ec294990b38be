"""Check-in: an appointment becomes a ticket, in one step, by the same action that gives every other ticket."""

from dataclasses import dataclass

from hall.booking.actions.writing import booked_for, keep, told
from hall.booking.arriving import WALK_IN, Arrival, arrival, when
from hall.booking.modes import Mode
from hall.booking.queries import AppointmentRow, PersonRow, people_of
from hall.booking.sealed import NAME
from hall.booking.states import UNCONFIRMED, AppointmentState, Move, after
from hall.catalogue.book import HallBook
from hall.catalogue.categories import Category
from hall.catalogue.queries import hall_book
from hall.clock import hall_day
from hall.db import Work
from hall.errors import (
    AppointmentCancelled,
    AppointmentElsewhere,
    AppointmentWrongDay,
    AppointmentWrongState,
    CheckInTooEarly,
    VisitAtHome,
)
from hall.events import AppointmentCheckedIn, instant_text
from hall.personal.vault import Vault
from hall.text import Language, Text
from hall.ticketing.actions.issue import issue_ticket
from hall.ticketing.actions.writing import complete_principals
from hall.ticketing.queries import ticket_row
from hall.ticketing.sealed import ID_HASH, PHONE_HASH
from hall.ticketing.wish import Channel, PrincipalWish, Wish


@dataclass(frozen=True)
class CheckedIn:
    """The ticket that an appointment became, and when its holder came."""

    ticket_id: str
    arrival: Arrival
    fresh: bool


def check_in(
    work: Work, book: HallBook, vault: Vault, row: AppointmentRow, *, in_hall: bool, category: Category | None = None
) -> CheckedIn:
    """Give the ticket of an appointment, or the one it became before.

    `in_hall`: a kiosk or staff say so; from a phone the ticket is given from `check_in_opens_minutes` before the slot
    on. `category`: a green channel that a card at a kiosk vouches for.
    Raises AppointmentElsewhere, AppointmentWrongDay, AppointmentCancelled, AppointmentWrongState, CheckInTooEarly,
    VisitAtHome, and what issuing raises. Whoever is refused may take an ordinary ticket, and is told so.
    """
    if row.state is AppointmentState.CHECKED_IN and row.ticket_id is not None:
        return CheckedIn(row.ticket_id, Arrival.ALREADY, fresh=False)
    _check(work, book, row, in_hall=in_hall)
    people = people_of(work.connection, [row.id])[row.id]
    principals = tuple(_principal(vault, person) for person in people if not person.agent)
    agent = next((_principal(vault, person) for person in people if person.agent), None)
    issued = issue_ticket(work, book, vault, _wish(row, principals, agent, category))
    if not issued.fresh:  # taken by somebody known by a number alone, perhaps
        complete_principals(work, vault, issued.ticket_id, principals)
    came = arrival(ticket_row(work.connection, issued.ticket_id).issued_at, row.starts_at, book.rules.booking_grace)
    event = AppointmentCheckedIn(ticket=issued.ticket_id, **told(row), arrival=came.value)
    state = after(row.state, Move.CHECK_IN)
    keep(work, row, state, work.record(event), ticket_id=issued.ticket_id, ended_at=work.now)
    booked_for(work, row.id, None)
    return CheckedIn(issued.ticket_id, came, fresh=issued.fresh)


def _check(work: Work, book: HallBook, row: AppointmentRow, *, in_hall: bool) -> None:
    local = when(row.starts_at.astimezone(book.zone), row.ends_at.astimezone(book.zone))
    if row.state is AppointmentState.CANCELLED or row.state in UNCONFIRMED:
        words = row.state.words
        raise AppointmentCancelled(
            Text(f"该预约（{local.zh}）{words.zh}。{WALK_IN.zh}", f"It was {words.en} ({local.en}). {WALK_IN.en}")
        )
    if row.mode is Mode.HOME_VISIT:
        raise VisitAtHome(
            Text(
                f"这是上门预约（{local.zh}），工作人员将上门，无需到大厅签到。如现在要办，{WALK_IN.zh}",
                f"This is a home visit ({local.en}): somebody comes to you. {WALK_IN.en}",
            )
        )
    if row.hall_id != work.hall_id:
        name = hall_book(work.connection, row.hall_id).name
        raise AppointmentElsewhere(
            Text(
                f"您的预约在{name.zh}（{local.zh}），请到那里签到；如在本大厅办理，{WALK_IN.zh}",
                f"Your appointment is at {name.en} ({local.en}). {WALK_IN.en}",
            )
        )
    if row.day != hall_day(book.zone, work.now):
        raise AppointmentWrongDay(
            Text(
                f"您的预约时段是{local.zh}，不在今天。如今天要办，{WALK_IN.zh}",
                f"Your appointment is for {local.en}, not for today. {WALK_IN.en}",
            ),
            extra={"day": row.day.isoformat()},
        )
    if row.state is not AppointmentState.CONFIRMED:
        words = Text(f"预约{row.state.words.zh}，{WALK_IN.zh}", f"It is {row.state.words.en}. {WALK_IN.en}")
        raise AppointmentWrongState(words, extra={"state": row.state.value})
    opens = row.starts_at - book.booking.check_in_opens
    if not in_hall and work.now < opens:
        at = opens.astimezone(book.zone)
        raise CheckInTooEarly(
            Text(
                f"手机签到从{at:%H:%M}开始；已到大厅的，可在取号机签到，也可以直接现场取号。",
                f"By phone you can check in from {at:%H:%M} on; in the hall, do so at a kiosk, or take a ticket.",
            ),
            extra={"opens_at": instant_text(opens)},
        )


def _principal(vault: Vault, person: PersonRow) -> PrincipalWish:
    return PrincipalWish(
        kind=person.kind,
        name=vault.open(person.name, NAME) if person.name else None,
        number=vault.open(person.id_number, ID_HASH) if person.id_number else None,
        phone=vault.open(person.phone, PHONE_HASH) if person.phone else None,
    )


def _wish(
    row: AppointmentRow, people: tuple[PrincipalWish, ...], agent: PrincipalWish | None, category: Category | None
) -> Wish:
    several = len(people) > 1
    language: Language = "en" if row.language == "en" else "zh"
    return Wish(
        channel=Channel.BOOKING,
        services=() if several else (row.service,),
        principals=tuple(
            PrincipalWish(each.kind, each.name, each.number, each.phone, (row.service,) if several else ())
            for each in people
        ),
        category=category,
        confirmed=category is not None,
        needs_help=row.needs_help,
        language=language,
        slot_start=row.starts_at,
        agent=agent,
    )
