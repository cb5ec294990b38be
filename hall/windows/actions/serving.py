"""At the window: start, finish with an outcome for each errand, put on hold and take up again."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from hall.catalogue.book import HallBook, WindowPage
from hall.catalogue.terms import WindowKind
from hall.db import Work
from hall.errors import FieldProblem, WindowNotFound, WindowNotOpen, WrongOutcome
from hall.events import Json, TicketFinished, TicketHeld, TicketResumed, TicketStarted
from hall.journal.entries import entries_of_tickets, window_entries
from hall.personal.vault import Vault
from hall.text import Text
from hall.ticketing.actions.end import end_if_past
from hall.ticketing.changes import keep, next_state
from hall.ticketing.line import stand_in_line
from hall.ticketing.models import ERRANDS
from hall.ticketing.notes import keep_notes
from hall.ticketing.outcomes import Outcome, check_outcome
from hall.ticketing.policy import WindowView, able_to_do
from hall.ticketing.queries import ErrandRow, TicketRow, errands_of, ticket_at_window, ticket_row, waiting_ticket
from hall.ticketing.states import Move, TicketState
from hall.windows.actions.calling import busy_window, own_ticket, place_of
from hall.windows.actions.moving import unbind_where_away
from hall.windows.actions.retelling import tell_again
from hall.windows.queries import duty_at


@dataclass(frozen=True)
class Ending:
    """How one errand ended: `missing` lists all missing materials at once, `note` is a ground or a remark."""

    service: str
    outcome: Outcome
    missing: tuple[str, ...] = field(default=())
    note: str | None = None


def start(work: Work, book: HallBook, ticket_id: str) -> None:
    """The called visitor is here; who starts first is the ticket's first contact (首问)."""
    ticket = ticket_row(work.connection, ticket_id)
    state = next_state(work, ticket, Move.START)
    page = own_ticket(work, book, ticket)
    seq = work.record(TicketStarted(**place_of(ticket, page)))
    keep(
        work,
        ticket,
        state,
        seq,
        started_at=work.now,
        first_contact=ticket.first_contact or work.by.id,
    )


def finish(work: Work, book: HallBook, vault: Vault, ticket_id: str, endings: Sequence[Ending]) -> None:
    """End every errand that this window can do; the ticket is done, or waits on for the windows that do the rest.

    Raises TicketNotServing, ForeignTicket, WrongOutcome (an errand without outcome, an outcome without its grounds).
    """
    ticket = ticket_row(work.connection, ticket_id)
    next_state(work, ticket, Move.FINISH)
    page = own_ticket(work, book, ticket)
    errands = errands_of(work.connection, [ticket_id])[ticket_id]
    doable = _doable(page, page.services, ticket, errands)
    reassigned = any(ending.service not in page.services for ending in endings)
    matched = _matched(errands, endings, _ever_doable(work, page, ticket, errands) if reassigned else doable)
    _check_all_ended(ticket, errands, matched, doable)
    ended = {position for position, _ending in matched}
    left = [errand for errand in errands if errand.pending and errand.position not in ended]
    state = next_state(work, ticket, Move.FORWARD if left else Move.FINISH)
    of = {errand.position: errand for errand in errands}
    for position, ending in matched:
        _end_errand(work, ticket, page, position, ending)
        again = keep_notes(
            work, book, vault, ticket, of[position], ending.outcome, missing=ending.missing, note=ending.note
        )
        if again is not None:
            tell_again(work, page, ticket, ending.service, again)
    outcomes = [
        {"position": position, "service": ending.service, "outcome": ending.outcome.value}
        for position, ending in matched
    ]
    seq = work.record(
        TicketFinished(**place_of(ticket, page), outcomes=outcomes, state=state, bound=ticket.bound_window_id)
    )
    if state is TicketState.DONE:
        keep(work, ticket, state, seq, finished_at=work.now, bound_window_id=None)
        return
    keep(work, ticket, state, seq, window_id=None, bound_window_id=None, called_at=None, calls=0)
    stand_in_line(work, ticket, ticket.key, bound_to=None)
    end_if_past(work, book, ticket_id)


def hold(work: Work, book: HallBook, ticket_id: str, reason: Json | None) -> None:
    """The visitor steps aside; the ticket stays bound to this window, where its papers lie."""
    ticket = ticket_row(work.connection, ticket_id)
    state = next_state(work, ticket, Move.HOLD)
    page = own_ticket(work, book, ticket)
    seq = work.record(TicketHeld(**place_of(ticket, page), remark=reason))
    keep(work, ticket, state, seq, bound_window_id=page.id, held_at=work.now)
    unbind_where_away(work, book, page)


def resume(work: Work, book: HallBook, ticket_id: str, to: TicketState | None) -> None:
    """The visitor is back: served at once if the window is free and its clerk asks, else waiting with the old key.

    `to` None: serving for the clerk of a free window, waiting for everybody else. Still bound, only its window calls.
    """
    ticket = ticket_row(work.connection, ticket_id)
    next_state(work, ticket, Move.RESUME_WAITING)
    page = book.window(ticket.window_id or "")
    if page is None:
        raise WindowNotFound
    bound = ticket.bound_window_id
    if to is None:
        free = ticket_at_window(work.connection, page.id) is None and page.open
        to = TicketState.SERVING if free and bound and _is_clerk(work, ticket) else TicketState.WAITING
    if to is TicketState.SERVING:
        own_ticket(work, book, ticket)
        _check_free(work, page)
    seq = work.record(TicketResumed(**place_of(ticket, page), state=to, bound=bound))
    if to is TicketState.SERVING:
        keep(work, ticket, to, seq)
        return
    keep(work, ticket, to, seq, window_id=None, called_at=None, calls=0)
    stand_in_line(work, ticket, ticket.key, bound_to=bound)


def _is_clerk(work: Work, ticket: TicketRow) -> bool:
    duty = duty_at(work.connection, ticket.window_id or "")
    return duty is not None and duty.user_id == work.by.id


def _check_free(work: Work, page: WindowPage) -> None:
    if not page.open:
        raise WindowNotOpen(Text(f"{page.number}号窗口未开放", f"Window {page.number} is not open"))
    busy = ticket_at_window(work.connection, page.id)
    if busy is not None:
        raise busy_window(page, busy)


def _doable(page: WindowPage, services: frozenset[str], ticket: TicketRow, errands: Sequence[ErrandRow]) -> set[int]:
    """The positions of the pending errands that the window would do with these services."""
    pending = [errand.position for errand in errands if errand.pending]
    view = WindowView(page.id, services, page.kind is WindowKind.ASSISTED)
    return {pending[index] for index in able_to_do(view, waiting_ticket(ticket, list(errands)))}


def _ever_doable(work: Work, page: WindowPage, ticket: TicketRow, errands: Sequence[ErrandRow]) -> set[int]:
    """What the window could have done at some time since it called the ticket: a manager may have reassigned it.

    A ticket that is there because it is bound there, for nothing that the window does, is finished there all the same.
    """
    told = entries_of_tickets(work.connection, work.hall_id, [ticket.id])
    called = max((entry.seq for entry in told if entry.kind == "ticket_called"), default=0)
    changes = window_entries(work.connection, work.hall_id, since=called)
    been = (entry.data["after"]["services"] for entry in changes if entry.window == page.id)
    found = _doable(page, page.services.union(*been), ticket, errands)
    return found or {errand.position for errand in errands if errand.pending}


def _matched(errands: Sequence[ErrandRow], endings: Sequence[Ending], able: set[int]) -> list[tuple[int, Ending]]:
    """Each ending with the position of its errand; WrongOutcome for one that is not pending or not done here."""
    open_ = {errand.position: errand.service for errand in errands if errand.pending}
    matched: list[tuple[int, Ending]] = []
    for index, ending in enumerate(endings):
        where = f"errands.{index}"
        check_outcome(ending.outcome, missing=ending.missing, note=ending.note, where=where)
        position = next((place for place, service in open_.items() if service == ending.service), None)
        if position is None:
            raise _wrong(
                f"{where}.service", f"号票没有待办的“{ending.service}”", f"No pending errand {ending.service!r}"
            )
        if position not in able and ending.outcome not in (Outcome.LEFT, Outcome.WRONG_SERVICE):
            raise _wrong(
                f"{where}.service", f"本窗口不办理“{ending.service}”", f"This window does not handle {ending.service!r}"
            )
        del open_[position]
        matched.append((position, ending))
    return matched


def _check_all_ended(
    ticket: TicketRow, errands: Sequence[ErrandRow], matched: list[tuple[int, Ending]], doable: set[int]
) -> None:
    """Every errand that the window can do needs an outcome, or WrongOutcome names it."""
    left = doable - {position for position, _ending in matched}
    if left or not matched:
        forgotten = sorted(errand.service for errand in errands if errand.position in left)
        names = "、".join(forgotten) or ticket.number
        raise _wrong("errands", f"请填写办理结果：{names}", f"Give an outcome for: {names}")


def _end_errand(work: Work, ticket: TicketRow, page: WindowPage, position: int, ending: Ending) -> None:
    mine = sa.and_(ERRANDS.c.ticket_id == ticket.id, ERRANDS.c.position == position)
    work.connection.execute(
        sa.update(ERRANDS)
        .where(mine)
        .values(
            state="ended",
            outcome=ending.outcome,
            ended_at=work.now,
            ended_by=work.by.id,
            window_id=page.id,
            in_line=False,
        )
    )


def _wrong(where: str, zh: str, en: str) -> WrongOutcome:
    words = Text(zh, en)
    return WrongOutcome(words, fields=[FieldProblem(where, words)])
