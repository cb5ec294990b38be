"""Duty at a window: in, on a break, back, handed over, out."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from hall.catalogue.book import HallBook, WindowPage
from hall.catalogue.queries import hall_book
from hall.catalogue.terms import Closing, WindowState
from hall.db import Work, public_id
from hall.errors import AlreadyOnDuty, Invalid, NotOnDuty, WindowTaken, WindowWrongState
from hall.events import DutyEnded, DutyHandedOver, DutyStarted, HelpCalled, Json
from hall.text import Text
from hall.ticketing.actions.end import close_hall
from hall.ticketing.queries import ticket_at_window
from hall.ticketing.timing import unbinds_at
from hall.windows.actions.alarming import ask_for_help
from hall.windows.actions.calling import busy_window
from hall.windows.actions.moving import unbind_tickets
from hall.windows.actions.reassigning import set_window
from hall.windows.models import BREAKS, DUTIES
from hall.windows.queries import check_on_duty, duties_in, duty_at, duty_of, running_breaks

LONGEST_PAUSE = timedelta(hours=8)


def sign_in(work: Work, book: HallBook, window_id: str) -> None:
    """Take up duty at a window, which opens. Once more by the same person at the same window changes nothing."""
    page = book.windows[window_id]
    there = duty_at(work.connection, window_id)
    if there is not None and there.user_id == work.by.id:
        return
    if there is not None:
        raise WindowTaken(
            Text(f"{page.number}号窗口由{there.name}值守", f"{there.name} is on duty at window {page.number}")
        )
    _begin_duty(work, book, page, work.by.id or "", work.by.name)
    end_break(work, window_id)  # a manager may have paused it while nobody was there
    set_window(work, book, page, "opened", state=WindowState.OPEN, paused_until=None, pause_reason=None)


def sign_out(work: Work, book: HallBook, window_id: str) -> None:
    """End duty: the window closes, what it held goes free; the last one out, after issuing, closes the hall.

    Raises NotOnDuty, WindowBusy while a ticket is at the window.
    """
    duty = check_on_duty(work, window_id)
    page = book.windows[window_id]
    refuse_busy(work, page)
    end_duty(work, page, duty.id, duty.name)
    end_break(work, window_id)
    unbind_tickets(work, book, window_id)
    set_window(work, book, page, "closed", state=WindowState.CLOSED, paused_until=None, pause_reason=None)
    _close_after_the_last(work, book)


def _close_after_the_last(work: Work, book: HallBook) -> None:
    """Once issuing has ended for the day, the last one out closes the hall."""
    if not duties_in(work.connection, work.hall_id) and _day_is_over(work, book):
        close_hall(work, book, "last_window")


def _day_is_over(work: Work, book: HallBook) -> bool:
    """Whether no more tickets will be given today: over lunch the last window out voids nothing."""
    if book.opening.hours.always or book.opening.is_issuing(work.now):
        return False
    issuing = book.opening.issuing_on(work.now.astimezone(book.zone).date())
    return issuing is None or work.now >= issuing[1]


def pause(
    work: Work, book: HallBook, window_id: str, *, until: datetime | None, reason: str | None, remark: Json | None
) -> None:
    """Stop calling for a while; what is at the window is finished first or during it.

    A break announced for longer than the hall's limit lets held tickets go at once, another one when it gets there.
    """
    duty = check_on_duty(work, window_id)
    page = book.windows[window_id]
    if page.state is not WindowState.OPEN:
        raise WindowWrongState(Text(f"{page.number}号窗口未开放，不能暂停", f"Window {page.number} is not open"))
    if until is not None and not work.now < until <= work.now + LONGEST_PAUSE:
        raise Invalid(Text("暂停时间须在8小时以内", "A pause ends within 8 hours from now"))
    unbinds = unbinds_at(book.rules, paused_at=work.now, paused_until=until) <= work.now
    _begin_break(work, window_id, duty.user_id, until=until, unbound=unbinds)
    set_window(
        work, book, page, "paused", remark=remark, state=WindowState.PAUSED, paused_until=until, pause_reason=reason
    )
    if unbinds:
        unbind_tickets(work, book, window_id)


def reopen(work: Work, book: HallBook, window_id: str) -> None:
    """Back from a break. Raises NotOnDuty, WindowWrongState when it is not paused."""
    check_on_duty(work, window_id)
    resume_service(work, book, window_id)


def resume_service(work: Work, book: HallBook, window_id: str) -> None:
    """End a pause, by its clerk or because its announced end has come."""
    page = book.windows[window_id]
    if page.state is WindowState.OPEN:
        return
    if page.state is not WindowState.PAUSED:
        raise WindowWrongState(Text(f"{page.number}号窗口未上岗", f"Nobody is on duty at window {page.number}"))
    end_break(work, window_id)
    set_window(work, book, page, "reopened", state=WindowState.OPEN, paused_until=None, pause_reason=None)


def keep_breaks(work: Work, book: HallBook) -> None:
    """What time brings: announced ends of pauses come, and long pauses let held tickets go."""
    for rest in running_breaks(work.connection, work.hall_id):
        if rest.until is not None and rest.until <= work.now:
            resume_service(work, book, rest.window_id)
        elif not rest.unbound and unbinds_at(book.rules, paused_at=rest.started_at, paused_until=None) <= work.now:
            work.connection.execute(sa.update(BREAKS).where(BREAKS.c.id == rest.id).values(unbound=True))
            unbind_tickets(work, book, rest.window_id)


def hand_over(work: Work, book: HallBook, window_id: str, successor: tuple[str, str]) -> None:
    """Another person, (user id, name), takes the window over without closing it."""
    page = book.windows[window_id]
    duty = duty_at(work.connection, window_id)
    if duty is None:
        raise NotOnDuty(Text("该窗口无人在岗，请直接上岗", "Nobody is on duty at this window; sign in instead"))
    if duty.user_id == successor[0]:
        return
    end_duty(work, page, duty.id, duty.name, event=False)
    _begin_duty(work, book, page, *successor, event=False)
    work.record(DutyHandedOver(window=page.id, window_number=page.number, person=duty.user_id, successor=successor[0]))
    set_window(work, book, page, "handed_over")


def call_help(work: Work, book: HallBook, window_id: str, whom: str, remark: Json | None) -> None:
    """Ask a manager or the escalation officer to come to the window."""
    check_on_duty(work, window_id)
    page = book.windows[window_id]
    work.record(HelpCalled(window=page.id, window_number=page.number, whom=whom, remark=remark))
    ask_for_help(work, page, whom)


def cut_off(work: Work, book: HallBook) -> None:
    """In a hall whose closing cuts off: once issuing has ended for the day, whoever still waits becomes `unserved`."""
    if book.rules.closing is Closing.CUT_OFF and work.order.day is not None and _day_is_over(work, book):
        close_hall(work, book, "cut_off")


def refuse_busy(work: Work, page: WindowPage) -> None:
    """Raises WindowBusy while a ticket is called to or served at the window."""
    busy = ticket_at_window(work.connection, page.id)
    if busy is not None:
        raise busy_window(page, busy)


def end_duty(work: Work, page: WindowPage, duty_id: str, person: str, *, event: bool = True) -> None:
    ended = sa.update(DUTIES).where(DUTIES.c.id == duty_id).values(ended_at=work.now).returning(DUTIES.c.user_id)
    user_id = work.connection.execute(ended).scalar_one()
    if event:
        work.record(DutyEnded(window=page.id, window_number=page.number, person=user_id))


def end_break(work: Work, window_id: str) -> None:
    running = sa.and_(BREAKS.c.window_id == window_id, BREAKS.c.ended_at.is_(None))
    work.connection.execute(sa.update(BREAKS).where(running).values(ended_at=work.now))


def _begin_duty(work: Work, book: HallBook, page: WindowPage, user_id: str, name: str, *, event: bool = True) -> None:
    elsewhere = duty_of(work.connection, user_id)
    if elsewhere is not None:
        there = hall_book(work.connection, elsewhere.hall_id)
        number, elsewhere_zh, elsewhere_en = there.windows[elsewhere.window_id].number, "", ""
        if there.hall_id != book.hall_id:
            elsewhere_zh, elsewhere_en = there.name.zh, f" of {there.name.en}"
        raise AlreadyOnDuty(
            Text(
                f"{name}已在{elsewhere_zh}{number}号窗口上岗，请先在那里签退",
                f"{name} is on duty at window {number}{elsewhere_en}; sign out there first",
            )
        )
    work.connection.execute(
        sa.insert(DUTIES).values(
            id=public_id(), hall_id=work.hall_id, window_id=page.id, user_id=user_id, started_at=work.now
        )
    )
    if event:
        work.record(DutyStarted(window=page.id, window_number=page.number, person=user_id))


def manager_sets_state(work: Work, book: HallBook, window_id: str, state: WindowState, remark: Json | None) -> None:
    """A manager opens, pauses or closes a window from the board; nobody needs to be on duty to open it.

    Closing ends the duty there. Raises WindowBusy while a ticket is at a window that is to close.
    """
    page = book.windows[window_id]
    if page.state is state:
        return
    if state is WindowState.CLOSED:
        refuse_busy(work, page)
        duty = duty_at(work.connection, window_id)
        if duty is not None:
            end_duty(work, page, duty.id, duty.name)
        unbind_tickets(work, book, window_id)
    end_break(work, window_id)
    if state is WindowState.PAUSED:
        _begin_break(work, window_id, None, until=None, unbound=False)
    cause = {"open": "opened", "paused": "paused", "closed": "closed"}[state]
    set_window(work, book, page, cause, remark=remark, state=state, paused_until=None, pause_reason=None)
    if state is WindowState.CLOSED:
        _close_after_the_last(work, book)


def _begin_break(work: Work, window_id: str, user_id: str | None, *, until: datetime | None, unbound: bool) -> None:
    work.connection.execute(
        sa.insert(BREAKS).values(
            id=public_id(),
            hall_id=work.hall_id,
            window_id=window_id,
            user_id=user_id,
            started_at=work.now,
            until=until,
            unbound=unbound,
        )
    )
