"""How an appointment ends without becoming a ticket: cancelled, run out, missed, excused."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import partial

from hall.booking.actions.writing import booked_for, give_back, keep, note_miss, told
from hall.booking.missing import Change, Excuse, excuse
from hall.booking.modes import Mode
from hall.booking.queries import AppointmentRow, appointment_row, left_over, people_of, ran_out, walked_in
from hall.booking.states import AppointmentState, Move, after
from hall.catalogue.book import HallBook
from hall.clock import hall_day
from hall.db import Work
from hall.errors import AppointmentTooLate
from hall.events import (
    AppointmentCancelled,
    AppointmentEnded,
    AppointmentExcused,
    AppointmentExpired,
    AppointmentLetGo,
    AppointmentMissed,
)
from hall.journal.chain import Entry
from hall.journal.entries import entries_after, last_before, window_entries
from hall.text import Text

CLOSINGS = ("hall_closed", "hall_reopened")


def cancel_appointment(work: Work, appointment_id: str, free_until: datetime, *, on_behalf: bool = False) -> None:
    """Give the places back, of an appointment or of what was only reserved.

    After `free_until` an appointment counts as missed, unless staff do it `on_behalf` of somebody; after the start it
    is too late.

    Raises AppointmentWrongState, AppointmentTooLate.
    """
    row = appointment_row(work.connection, appointment_id)
    state = after(row.state, Move.CANCEL)
    if row.state is AppointmentState.CONFIRMED and work.now >= row.starts_at:
        raise AppointmentTooLate(
            Text(
                "预约时段已开始，不能取消；今天仍可签到或现场取号，迟到不计爽约。",
                "Its time has come, so it cannot be cancelled; check in or take a ticket today, and being late counts "
                "against nobody.",
            )
        )
    late = row.state is AppointmentState.CONFIRMED and work.now > free_until and not on_behalf
    gone = AppointmentLetGo if state is AppointmentState.LET_GO else partial(AppointmentCancelled, late=late)
    keep(work, row, state, work.record(gone(**told(row))), ended_at=work.now, expires_at=None, late=late)
    _free(work, row)
    if late:
        note_miss(work, row.id, row.day)


def expire_reservations(work: Work) -> None:
    """Let go of the places that nobody confirmed in time."""
    for row in ran_out(work.connection, work.hall_id, work.now):
        seq = work.record(AppointmentExpired(**told(row)))
        keep(work, row, after(row.state, Move.EXPIRE), seq, ended_at=work.now, expires_at=None)
        _free(work, row)


def end_days(work: Work, book: HallBook) -> None:
    """What was not redeemed on a day that is over is missed, or excused; each of them once."""
    rows = left_over(work.connection, work.hall_id, hall_day(book.zone, work.now))
    people = people_of(work.connection, [row.id for row in rows])
    for day in sorted({row.day for row in rows}):
        changes = _changes(work, book, day)
        for row in (each for each in rows if each.day == day):
            _end(
                work, book, row, Excuse.WALKED_IN if walked_in(work.connection, row, people[row.id]) else None, changes
            )


def _end(work: Work, book: HallBook, row: AppointmentRow, known: Excuse | None, changes: Sequence[Change]) -> None:
    until = max(row.ends_at, row.starts_at + book.booking.grace)
    cause = known or excuse(changes, row.service, row.starts_at, until)
    if row.mode is Mode.HOME_VISIT:
        move, seq = Move.END, work.record(AppointmentEnded(**told(row)))
    elif cause is not None:
        move, seq = Move.EXCUSE, work.record(AppointmentExcused(**told(row), cause=cause.value))
    else:
        move, seq = Move.MISS, work.record(AppointmentMissed(**told(row)))
        note_miss(work, row.id, row.day)
    kept_cause = cause.value if move is Move.EXCUSE and cause else None
    keep(work, row, after(row.state, move), seq, ended_at=work.now, cause=kept_cause)
    booked_for(work, row.id, None)


def _free(work: Work, row: AppointmentRow) -> None:
    give_back(work, row.id)
    booked_for(work, row.id, None)


def _changes(work: Work, book: HallBook, day: date) -> list[Change]:
    """What the journal tells of the hall and its windows on a local day, in order."""
    begins = datetime.combine(day, time(), book.zone)
    since = last_before(work.connection, work.hall_id, begins)
    windows = window_entries(work.connection, work.hall_id, since + 1)
    closings = entries_after(work.connection, work.hall_id, since, kinds=CLOSINGS)
    ends = begins + timedelta(days=2)
    told_of = [*windows, *(entry for entry in closings if entry.data["day"] == day.isoformat())]
    return [_change(entry) for entry in sorted(told_of, key=lambda entry: entry.seq) if entry.at < ends]


def _change(entry: Entry) -> Change:
    if entry.kind in CLOSINGS:
        return Change(entry.at, closed=entry.kind == "hall_closed")
    shown = entry.data["after"]
    serves = frozenset(shown["services"]) if shown["state"] == "open" else frozenset()
    return Change(entry.at, window=entry.window, serves=serves)
