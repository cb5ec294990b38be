"""Windows as staff see them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Connection

from hall.catalogue.answers import PublicWindow, window_fields
from hall.catalogue.book import HallBook, WindowPage
from hall.catalogue.queries import hall_book
from hall.db import Work
from hall.edge.endpoint import Answer, Call
from hall.edge.fields import Instant, Words
from hall.errors import WindowBusy
from hall.personal.vault import Vault
from hall.staff.permissions import Permission, rights_of
from hall.staff.queries import Person, staff_of
from hall.text import Language
from hall.ticketing.answers import StaffTicket, staff_ticket
from hall.ticketing.queries import ticket_at_window, ticket_row
from hall.windows.queries import duties_in, duty_at, held_at
from hall.windows.taking_back import undoable


class HeldAnswer(Answer):
    """A ticket on hold at a window, and for how many minutes; on a board without ids, `id` is null."""

    id: str | None
    number: str
    minutes: int


class UndoAnswer(Answer):
    """What the caller may take back there: `what` is call, start, finish or no_show."""

    ticket: str
    number: str
    what: str
    until: Instant


class StaffWindow(PublicWindow):
    """A window as staff see it: with its person (the name colleagues know), its pause's reason and what it holds."""

    hall: str
    reason: str | None
    clerk: str | None
    held: list[HeldAnswer]


class WindowAnswer(StaffWindow):
    """A window with the ticket that is at it, and what the caller may take back there."""

    ticket: StaffTicket | None
    undo: UndoAnswer | None


class SuccessorAnswer(Answer):
    """Somebody who may take a window over; `window`: the number of the one where they are on duty now."""

    username: str
    name: str
    window: int | None


class SuccessorsAnswer(Answer):
    items: list[SuccessorAnswer]


class NextAnswer(Answer):
    """Whom the window would call, and why that one."""

    ticket: StaffTicket | None
    why: Words | None


class DayAnswer(Answer):
    """One person's day at one window: counts, mean minutes of serving, outcomes by name, what is on hold."""

    served: int
    mean_minutes: float | None
    outcomes: Mapping[str, int]
    passed: int
    held: list[HeldAnswer]


def window_answer(work: Work, book: HallBook, vault: Vault, window_id: str, language: Language) -> WindowAnswer:
    """The window with this id, inside the transaction that may just have changed it."""
    return window_at(work.connection, book, vault, window_id, language, user=work.by.id, now=work.now)


def window_at(
    connection: Connection,
    book: HallBook,
    vault: Vault,
    window_id: str,
    language: Language,
    *,
    user: str | None,
    now: datetime,
) -> WindowAnswer:
    """The window with this id as `user` sees it."""
    page = book.windows[window_id]
    duty = duty_at(connection, window_id)
    at_window = ticket_at_window(connection, window_id)
    ticket = staff_ticket(connection, book, vault, at_window.id, language) if at_window else None
    held = held_answers(connection, window_id, now)
    fields = staff_fields(book, page, duty.name if duty else None, held, language)
    step = undoable(connection, book, window_id, user, now)
    undo = UndoAnswer(ticket=step.ticket, number=step.number, what=step.what, until=step.until) if step else None
    return WindowAnswer(**fields, ticket=ticket, undo=undo)


def successor_answers(connection: Connection, book: HallBook, window_id: str) -> list[SuccessorAnswer]:
    """Everybody who may work at this hall's windows but who is there already, by name."""
    here = duty_at(connection, window_id)
    at = {duty.user_id: book.windows[duty.window_id].number for duty in duties_in(connection, book.hall_id).values()}
    found = [
        SuccessorAnswer(username=person.username, name=person.name, window=at.get(person.id))
        for person in staff_of(connection, book.hall_id)
        if may_serve(person, book.hall_id) and (here is None or here.user_id != person.id)
    ]
    return sorted(found, key=lambda each: (each.window is not None, each.name, each.username))


def may_serve(person: Person, hall_id: int) -> bool:
    """Whether somebody may be on duty at the windows of a hall."""
    rights = rights_of(person.grants)
    held = rights.get(None, frozenset()) | rights.get(hall_id, frozenset())
    return person.locked_at is None and Permission.DUTY in held


def staff_fields(
    book: HallBook, page: WindowPage, clerk: str | None, held: list[HeldAnswer], language: Language
) -> dict[str, Any]:
    """The fields of a `StaffWindow`."""
    own = {"hall": book.code, "reason": page.reason, "clerk": clerk, "held": held}
    return window_fields(page, language) | own


def held_answers(connection: Connection, window_id: str, now: datetime) -> list[HeldAnswer]:
    """What a window holds, the longest first."""
    held = (ticket_row(connection, ticket_id) for ticket_id in held_at(connection, window_id))
    return [
        HeldAnswer(id=ticket.id, number=ticket.number, minutes=whole_minutes(ticket.held_at, now)) for ticket in held
    ]


def whole_minutes(since: datetime | None, now: datetime) -> int:
    return 0 if since is None else max(0, int((now - since).total_seconds() // 60))


@contextmanager
def busy_told_whole(call: Call[Any], work: Work) -> Iterator[None]:
    """Puts the whole ticket that is at a busy window into the refusal."""
    try:
        yield
    except WindowBusy as busy:
        book = hall_book(work.connection, work.hall_id)
        ticket = staff_ticket(work.connection, book, call.vault, busy.extra["ticket"], call.language)
        busy.extra["ticket"] = ticket.model_dump(mode="json")
        raise
