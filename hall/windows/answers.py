"""Windows as staff see them."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook, WindowPage
from hall.db import Work
from hall.edge.endpoint import Answer
from hall.personal.vault import Vault
from hall.text import Language
from hall.ticketing.answers import Instant, StaffTicket, Words, staff_ticket
from hall.ticketing.queries import ticket_at_window, ticket_row
from hall.windows.queries import duty_at, held_at


class HeldAnswer(Answer):
    """A ticket on hold at a window, and for how many minutes."""

    id: str
    number: str
    minutes: int


class WindowAnswer(Answer):
    """A window with its person, its ticket and what it holds; `clerk` is the name colleagues know."""

    id: str
    hall: str
    number: int
    name: Words
    label: str
    kind: str
    zone: str
    services: list[str]
    sessions: list[str]
    state: str
    paused_until: Instant | None
    reason: str | None
    clerk: str | None
    ticket: StaffTicket | None
    held: list[HeldAnswer]


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
    return one_window(book, page, duty.name if duty else None, ticket, held, language)


def one_window(
    book: HallBook,
    page: WindowPage,
    clerk: str | None,
    ticket: StaffTicket | None,
    held: list[HeldAnswer],
    language: Language,
) -> WindowAnswer:
    """A window's answer from its parts."""
    return WindowAnswer(
        id=page.id,
        hall=book.code,
        number=page.number,
        name=page.name.as_json(),
        label=page.name.pick(language),
        kind=page.kind,
        zone=page.zone,
        services=sorted(page.services),
        sessions=sorted(page.sessions),
        state=page.state,
        paused_until=page.paused_until,
        reason=page.reason,
        clerk=clerk,
        ticket=ticket,
        held=held,
    )


def held_answers(connection: Connection, window_id: str, now: datetime) -> list[HeldAnswer]:
    """What a window holds, the longest first."""
    held = (ticket_row(connection, ticket_id) for ticket_id in held_at(connection, window_id))
    return [
        HeldAnswer(id=ticket.id, number=ticket.number, minutes=whole_minutes(ticket.held_at, now)) for ticket in held
    ]


def whole_minutes(since: datetime | None, now: datetime) -> int:
    return 0 if since is None else max(0, int((now - since).total_seconds() // 60))
