"""The door of check-in: by code, by identity number, or by phone and four more digits."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field, RootModel
from sqlalchemy.engine import Connection

from hall.booking.actions.check_in import CheckedIn, check_in
from hall.booking.arriving import LONGEST_CODE, Arrival, greeting, meant, read_booking_code
from hall.booking.queries import AppointmentRow, appointments_of_person, appointments_with_code, people_of
from hall.catalogue.book import HallBook
from hall.catalogue.categories import Category
from hall.catalogue.queries import hall_book
from hall.clock import hall_day
from hall.db import Work
from hall.edge.access import PUBLIC
from hall.edge.endpoint import Answer, Body, Call, Endpoints, Reply
from hall.edge.fields import Words
from hall.edge.limits import Tries
from hall.errors import FieldProblem, Invalid, WrongCode
from hall.personal.numbers import SENIOR_YEARS, age_on, read_id_number, read_phone
from hall.personal.vault import Vault
from hall.staff.permissions import Permission
from hall.text import Text
from hall.ticketing.answers import TicketAnswer, ticket_answer
from hall.ticketing.api import Short
from hall.ticketing.sealed import ID_HASH, PHONE_HASH
from hall.ticketing.states import TicketState

DOOR = "check-in"
REMEMBERED = timedelta(days=1)  # yesterday's is still told to be yesterday's


class CheckInBody(Body):
    """One of three: `code`, as typed or scanned; `id_number`; or `phone` with `last4`.

    `last4`: the last four characters of a document's number on the appointment, or of its code.
    """

    code: Annotated[str, Field(min_length=1, max_length=LONGEST_CODE)] | None = None
    id_number: Short | None = None
    phone: Short | None = None
    last4: Annotated[str, Field(min_length=4, max_length=4)] | None = None


class CheckedInTicket(TicketAnswer):
    """The ticket, when its holder came by the appointment's time, and the sentence to be said."""

    arrival: Arrival
    message: Words
    label: str


class CheckedInNumber(Answer):
    """For whoever only typed a number that others know too: not the ticket, but what it is called by."""

    number: str
    arrival: Arrival
    message: Words
    label: str


class CheckInAnswer(RootModel[CheckedInTicket | CheckedInNumber]):
    """The ticket, or its number alone."""


class CheckInDoors:
    """Check-in, with a count of wrong tries."""

    def __init__(self, tries: Tries) -> None:
        self._tries = tries

    def endpoints(self) -> Endpoints:
        doors = Endpoints("check-in")
        doors.act(
            "POST",
            "/halls/<hall>/check-in",
            access=PUBLIC,
            body=CheckInBody,
            answer=CheckInAnswer,
            status=201,
            also=(200,),
            around=self._one_try,
        )(self.check_in)
        return doors

    @contextmanager
    def _one_try(self, call: Call[CheckInBody]) -> Iterator[None]:
        with self._tries.one(call.caller, DOOR):
            try:
                yield
            except WrongCode:
                self._tries.wrong(call.caller, DOOR)
                raise

    def check_in(self, call: Call[CheckInBody], work: Work) -> Reply:
        """Turn an appointment into a ticket: 201, or 200 with the one it became before."""
        book, body = hall_book(work.connection, work.hall_id), call.body
        today = hall_day(book.zone, work.now)
        kiosk = call.caller.kind == "device" and call.caller.may(Permission.KIOSK, work.hall_id)
        staff = call.caller.kind == "user" and call.caller.may(Permission.FIND, work.hall_id)
        row = meant(appointments_named(work.connection, call.vault, body, today), work.hall_id, today, work.now)
        if row is None:
            raise WrongCode(
                Text(
                    "没有找到预约，请核对后再试；您也可以直接现场取号。",
                    "No appointment was found: check and try again, or take an ordinary ticket now.",
                )
            )
        category = _of_card(book, body, today) if kiosk else None
        came = check_in(work, book, call.vault, row, in_hall=kiosk or staff, category=category)
        whole = kiosk or staff or body.code is not None or (body.id_number is not None and came.fresh)
        return Reply(
            _answer(work, book, row, came, call, whole=whole), 201 if came.arrival is not Arrival.ALREADY else 200
        )


def appointments_named(connection: Connection, vault: Vault, body: CheckInBody, today: date) -> list[AppointmentRow]:
    """The appointments of yesterday and later that a code, a card or a phone stands for. Raises Invalid."""
    given = [name for name in ("code", "id_number", "phone") if getattr(body, name) is not None]
    if len(given) != 1 or (body.last4 is None) is (body.phone is not None):
        words = Text(
            "请提供预约码、证件号，或手机号加后四位（三选一）",
            "Give the code, an identity number, or a phone with last4: one of the three",
        )
        raise Invalid(words, fields=[FieldProblem("code", words)])
    since = today - REMEMBERED
    if body.code is not None:
        typed = read_booking_code(body.code)
        return appointments_with_code(connection, code=typed.code, id_=typed.id) if typed else []
    if body.id_number is not None:
        hashes = vault.hashes(read_id_number(body.id_number, today).text, ID_HASH)
        return appointments_of_person(connection, since, id_hashes=hashes)
    phone = vault.hashes(read_phone(body.phone or ""), PHONE_HASH)
    rows = appointments_of_person(connection, since, phone_hashes=phone)
    return [row for row in rows if (body.last4 or "").upper() in _last_fours(connection, vault, row)]


def _last_fours(connection: Connection, vault: Vault, row: AppointmentRow) -> set[str]:
    people = people_of(connection, [row.id])[row.id]
    numbers = [vault.open(person.id_number, ID_HASH) for person in people if person.id_number]
    return {text[-4:] for text in (row.code, *numbers)}


def _of_card(book: HallBook, body: CheckInBody, today: date) -> Category | None:
    """What a card at a kiosk vouches for: the age on it, and nothing else."""
    if body.id_number is None or not book.rules.grants(Category.SENIOR):
        return None
    age = age_on(read_id_number(body.id_number, today).birth, today)
    return Category.SENIOR if age >= SENIOR_YEARS else None


def _answer(
    work: Work, book: HallBook, row: AppointmentRow, came: CheckedIn, call: Call[CheckInBody], *, whole: bool
) -> CheckInAnswer:
    ticket = ticket_answer(work.connection, book, came.ticket_id, call.language)
    early = row.starts_at - ticket.issued_at
    words = greeting(came.arrival, ticket.number, ticket.ahead, early, ticket.credit_minutes)
    state = TicketState(ticket.state)
    if came.arrival is Arrival.ALREADY and state is not TicketState.WAITING:
        now = state.is_now
        words = Text(f"您已签到，{ticket.number}{now.zh}。", f"You checked in already: {ticket.number} {now.en}.")
    told = {"arrival": came.arrival, "message": words.as_json(), "label": words.pick(call.language)}
    if not whole:
        return CheckInAnswer(CheckedInNumber.model_validate({"number": ticket.number, **told}))
    return CheckInAnswer(CheckedInTicket.model_validate(ticket.model_dump() | told))
