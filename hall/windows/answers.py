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
from hall.edge.fields import Words
from hall.errors import WindowBusy
from hall.personal.vault import Vault
from hall.text import Language
from hall.ticketing.answers import StaffTicket, staff_ticket
from hall.ticketing.queries import ticket_at_window, ticket_row
from hall.windows.queries import duty_at, held_at


class HeldAnswer(Answer):
    """A ticket on hold at a window, and for how many minutes."""

    id: str
    number: str
    minutes: int


class StaffWindow(PublicWindow):
    """A window as staff see it: with its person (the name colleagues know), its pause's reason and what it holds."""

    hall: str
    reason: str | None
    clerk: str | None
    held: list[HeldAnswer]


class WindowAnswer(StaffWindow):
    """A window with the ticket that is at it."""

    ticket: StaffTicket | None


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
    page = book.windows[window_id]
    duty = duty_at(work.connection, window_id)
    at_window = ticket_at_window(work.connection, window_id)
    ticket = staff_ticket(work.connection, book, vault, at_window.id, language) if at_window else None
    held = held_answers(work.connection, window_id, work.now)
    fields = staff_fields(book, page, duty.name if duty else None, held, language)
    return WindowAnswer(**fields, ticket=ticket)


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
