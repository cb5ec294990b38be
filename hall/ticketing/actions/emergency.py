"""Numbers given on paper while the server was away (应急号), entered when it is back.

The number on the paper stays the visitor's number. Its key is the policy's, with the time on the paper in the place of
the time of issue: it comes before tickets taken since, as far as the cap allows, and disturbs none of their numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from hall.catalogue.book import HallBook, WindowPage
from hall.clock import hall_day
from hall.db import Work, public_id
from hall.events import TicketEntered
from hall.personal.vault import Vault
from hall.ticketing.actions.end import end_past_day
from hall.ticketing.actions.writing import Place, write_errands, write_ticket
from hall.ticketing.line import count_overtaken, sealed_since
from hall.ticketing.models import ERRANDS, TICKETS
from hall.ticketing.notes import keep_notes
from hall.ticketing.outcomes import Outcome
from hall.ticketing.policy import Key, issue_key, overtaking_limit, paper_credit
from hall.ticketing.queries import errands_of, ticket_by_number, ticket_row
from hall.ticketing.states import TicketState
from hall.ticketing.wish import Plan, Wish, plan_errands


@dataclass(frozen=True)
class Served:
    """How somebody with a paper number was served meanwhile; the times and the window where they are known."""

    outcome: Outcome
    missing: tuple[str, ...] = ()
    note: str | None = None
    window: str | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None


@dataclass(frozen=True)
class Paper:
    """One paper number as it was given: `number` whole (YJ003), `given_at` in UTC and not in the future."""

    number: str
    given_at: datetime
    wish: Wish
    served: Served | None = None


@dataclass(frozen=True)
class Entered:
    """The ticket of a paper number; `fresh` is false when that paper had been entered before."""

    paper: Paper
    ticket_id: str
    fresh: bool


def enter_papers(work: Work, book: HallBook, vault: Vault, papers: Sequence[Paper]) -> list[Entered]:
    """Enter these, in the order in which they were given; answers in the order of `papers`, all or none.

    The papers are sound: their errands can be planned and their window, outcome and times were checked.
    """
    end_past_day(work, book)
    entered: dict[int, Entered] = {}
    for at, paper in sorted(enumerate(papers), key=lambda each: each[1].given_at):
        day = hall_day(book.zone, paper.given_at)
        known = ticket_by_number(work.connection, work.hall_id, day, paper.number)
        if known is not None:
            entered[at] = Entered(paper, known.id, fresh=False)
        else:
            entered[at] = Entered(paper, _enter(work, book, vault, paper, day), fresh=True)
    return [entered[at] for at in range(len(papers))]


def _state(work: Work, book: HallBook, paper: Paper, day: date) -> TicketState:
    """Where it stands: who was not served on a day that is over, or before the hall closed, was left unserved."""
    today = hall_day(book.zone, work.now)
    if paper.served is not None:
        return TicketState.DONE
    return TicketState.UNSERVED if day < today or work.order.closed_on == today else TicketState.WAITING


def _enter(work: Work, book: HallBook, vault: Vault, paper: Paper, day: date) -> str:
    ticket_id, plan = public_id(), plan_errands(book, paper.wish)
    state = _state(work, book, paper, day)
    entered_at = max(work.now, work.order.last_issued_at or work.now)  # a clock set back breaks nothing
    work.order.last_issued_at = entered_at
    work.order.places += 1
    limit = overtaking_limit(book.rules, len(book.windows))
    place = _place(work, book, paper, day, entered_at, state, limit)
    page = book.windows.get(paper.served.window or "") if paper.served else None
    seq = work.record(_event(ticket_id, paper, plan, place, state, limit, page))
    write_ticket(work, vault, ticket_id, paper.wish, plan, place, state, seq)
    write_errands(work, paper.wish, plan, ticket_id, day, place.key, waiting=state is TicketState.WAITING)
    if paper.served is not None:
        _end(work, book, vault, ticket_id, paper.served)
    return ticket_id


def _place(
    work: Work, book: HallBook, paper: Paper, day: date, entered_at: datetime, state: TicketState, limit: int
) -> Place:
    """Its key; whoever waits comes before some, who are counted."""
    order, wish = work.order.places, paper.wish
    green = wish.category is not None and book.rules.grants(wish.category)
    given = paper_credit(book.rules, green_channel=green and state is TicketState.WAITING)
    if state is TicketState.WAITING:
        key = issue_key(paper.given_at, order, given, sealed_since(work, order, limit))
        count_overtaken(work, order, key)
    else:
        key = Key(paper.given_at, order)
    return Place(paper.number, day, paper.given_at, key, given, entered_at)


def _event(
    ticket_id: str, paper: Paper, plan: Plan, place: Place, state: TicketState, limit: int, page: WindowPage | None
) -> TicketEntered:
    served = paper.served
    return TicketEntered(
        ticket=ticket_id,
        window=page.id if page else None,
        number=place.number,
        window_number=page.number if page else None,
        zone=page.zone if page else None,
        prefix=place.number.rstrip("0123456789"),
        day=place.day,
        channel=paper.wish.channel,
        services=list(plan.services),
        bundle=paper.wish.bundle,
        in_order=plan.in_order,
        needs_help=paper.wish.needs_help,
        issued_at=place.issued_at,
        issue_order=place.key.place,
        effective_since=place.key.effective_since,
        place=place.key.place,
        sub=0,
        credit_seconds=place.credit.amount.total_seconds(),
        credit_reason=place.credit.reason,
        limit=limit,
        entered_at=place.entered_at or place.issued_at,
        state=state,
        outcomes=[
            {"position": position, "service": service, "outcome": served.outcome.value}
            for position, service in enumerate(plan.services if served else ())
            if served
        ],
    )


def _end(work: Work, book: HallBook, vault: Vault, ticket_id: str, served: Served) -> None:
    """Every errand had the outcome; nobody who is known here gave it."""
    how = {"state": "ended", "outcome": served.outcome, "ended_at": served.finished_at, "window_id": served.window}
    work.connection.execute(sa.update(ERRANDS).where(ERRANDS.c.ticket_id == ticket_id).values(how))
    times = {"started_at": served.started_at, "finished_at": served.finished_at, "window_id": served.window}
    work.connection.execute(sa.update(TICKETS).where(TICKETS.c.id == ticket_id).values(times))
    ticket = ticket_row(work.connection, ticket_id)
    for errand in errands_of(work.connection, [ticket_id])[ticket_id]:
        keep_notes(work, book, vault, ticket, errand, served.outcome, missing=served.missing, note=served.note)
