"""Booking: a place reserved or taken at once, confirmed, and moved to another slot."""

import secrets
from datetime import date, datetime

import sqlalchemy as sa

from hall.booking.actions.ending import expire_reservations
from hall.booking.actions.writing import booked_for, give_back, keep, take_places, told, write_people
from hall.booking.asking import WALK_IN, asked_slot, check_each_once, check_party
from hall.booking.models import APPOINTMENTS
from hall.booking.modes import Mode
from hall.booking.penalties import earliest_that_counts, refusal, standing
from hall.booking.queries import (
    AppointmentRow,
    appointment_row,
    appointments_with_code,
    booked_already,
    free_places,
    missed_days,
    people_of,
    taken_counts,
)
from hall.booking.sealed import person_hashes, seal_details
from hall.booking.slots import Slot, coming_slots, is_closed, slot_json
from hall.booking.states import AppointmentState, Move, after
from hall.booking.wish import BookingWish
from hall.catalogue.book import HallBook
from hall.clock import hall_day
from hall.db import Work, public_id
from hall.errors import (
    AlreadyBooked,
    AppointmentTooLate,
    BookingBlocked,
    SlotClosed,
    SlotFull,
)
from hall.events import AppointmentChanged, AppointmentConfirmed, AppointmentReserved, instant_text
from hall.personal.vault import Vault
from hall.text import Text

CODE_DIGITS = 10


def book_slot(work: Work, book: HallBook, vault: Vault, wish: BookingWish) -> str:
    """Take a slot's places for somebody; the appointment's id.

    1. the slot, still open;  2. the people: nobody twice for one service and day, nobody who may not book at present;
    3. the places, which the database gives to one appointment alone;  4. rows and journal.
    Raises NotBookable, UnknownSlot, SlotClosed, SlotFull, AlreadyBooked, BookingBlocked, Invalid.
    """
    expire_reservations(work)
    slot = _open_slot(work, book, wish.service, wish.mode, wish.slot)
    check_party(book, len(wish.people))
    check_each_once(wish.people)
    _check_people(work, book, vault, wish, slot.day)
    appointment_id = public_id()
    state = AppointmentState.RESERVED if wish.reserve else AppointmentState.CONFIRMED
    row = _row(work, book, vault, wish, slot, appointment_id, state)
    work.connection.execute(sa.insert(APPOINTMENTS).values(**row))
    write_people(work, vault, appointment_id, wish, slot.day)
    if not take_places(work, slot, appointment_id, wish.places):
        raise _full(work, book, slot, wish.places)
    _tell(work, appointment_row(work.connection, appointment_id))
    return appointment_id


def confirm_appointment(work: Work, appointment_id: str) -> None:
    """What was reserved is wanted indeed; confirming twice changes nothing."""
    row = appointment_row(work.connection, appointment_id)
    if row.state is AppointmentState.CONFIRMED:
        return
    if row.expires_at is not None and row.expires_at <= work.now:
        after(AppointmentState.EXPIRED, Move.CONFIRM)
    state = after(row.state, Move.CONFIRM)
    seq = work.record(AppointmentConfirmed(**told(row), channel=row.channel))
    keep(work, row, state, seq, expires_at=None)


def change_appointment(
    work: Work, book: HallBook, appointment_id: str, mode: Mode, slot_id: str, *, on_behalf: bool = False
) -> None:
    """Move to another slot of the same service: the new places are had before the old ones are given back for good.

    Raises what booking raises, and AppointmentTooLate after the time in which cancelling is free; staff who do it
    `on_behalf` of somebody may until the day is over.
    """
    expire_reservations(work)
    row = appointment_row(work.connection, appointment_id)
    state = after(row.state, Move.CHANGE)
    if slot_id == row.slot_id:
        return
    if work.now > free_until(book, row) and not on_behalf:
        raise AppointmentTooLate(
            Text(
                f"距预约时段不足{book.booking.cancel_before_minutes}分钟，不能改约；可按时前来，迟到也可现场排队，不计爽约。",
                f"It can be changed until {book.booking.cancel_before_minutes} minutes before. Do come: who is late "
                "takes an ordinary ticket, and nothing is held against you.",
            )
        )
    slot = _open_slot(work, book, row.service, mode, slot_id)
    hashes = [each for each in people_of(work.connection, [row.id])[row.id] if not each.agent]
    for person in hashes:
        known = [each for each in (person.id_hash or person.phone_hash,) if each]
        already = booked_already(work.connection, known, row.service, slot.day, besides=row.id)
        if already is not None:
            raise _twice(book, already)
    give_back(work, row.id)
    if not take_places(work, slot, row.id, row.party):
        raise _full(work, book, slot, row.party)
    booked_for(work, row.id, slot.day)
    moved = {
        "slot_id": slot.id,
        "mode": mode,
        "day": slot.day,
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "changes": row.changes + 1,
    }
    event = told(row) | {"starts_at": slot.starts_at, "mode": mode.value}
    keep(work, row, state, work.record(AppointmentChanged(**event, before=row.starts_at)), **moved)


def free_until(book: HallBook, row: AppointmentRow) -> datetime:
    """Until when it may be changed, and cancelled without counting; a slip of the finger can always be undone."""
    return max(row.starts_at - book.booking.cancel_before, row.booked_at + book.booking.reserved_for)


def _open_slot(work: Work, book: HallBook, service: str, mode: Mode, slot_id: str) -> Slot:
    slot = asked_slot(book, service, mode, slot_id, work.now)
    if is_closed(book, slot, work.now) or work.order.closed_on == slot.day:
        raise SlotClosed(Text(f"该时段已停止预约，请选其他时段。{WALK_IN.zh}", f"Choose another slot. {WALK_IN.en}"))
    return slot


def _check_people(work: Work, book: HallBook, vault: Vault, wish: BookingWish, day: date) -> None:
    today = hall_day(book.zone, work.now)
    since = earliest_that_counts(book.booking, today)
    for person in wish.accountable:
        missed = missed_days(work.connection, work.hall_id, person_hashes(vault, person), since)
        now = standing(book.booking, missed, today)
        if now.blocked and now.free_on is not None:
            raise BookingBlocked(refusal(book.booking, now), extra={"free_on": now.free_on.isoformat()})
    for person in wish.people:
        already = booked_already(work.connection, person_hashes(vault, person), wish.service, day)
        if already is not None:
            raise _twice(book, already)


def _twice(book: HallBook, already: AppointmentRow) -> AlreadyBooked:
    """The refusal of a second one; of a place that is not confirmed yet it says until when that is kept."""
    day, held_until = already.day, already.expires_at
    if held_until is None:
        words = Text(
            f"{day:%m月%d日}该事项已有预约，每人每事项每天限一个；可改约或取消原预约。",
            f"There is an appointment for this matter on {day:%d %b} already: one for each person, matter and day. "
            "Change or cancel that one.",
        )
    else:
        local = held_until.astimezone(book.zone)
        words = Text(
            f"{day:%m月%d日}该事项已有一个名额在另一页面保留到{local:%H:%M}，尚未确认，每人每事项每天限一个；"
            "可在那里确认或放弃，不确认的到时自动释放。",
            f"A place for this matter on {day:%d %b} is kept on another page until {local:%H:%M} and is not confirmed "
            "yet: one for each person, matter and day. Confirm it or let it go there, or it is free again by then.",
        )
    until = instant_text(held_until) if held_until is not None else None
    return AlreadyBooked(words, extra={"day": day.isoformat(), "held_until": until})


def _full(work: Work, book: HallBook, slot: Slot, places: int) -> SlotFull:
    """The refusal of a slot with too few places, with the next one that has enough."""
    coming = [other for other in coming_slots(book, slot.service, [slot.mode], work.now) if other.id != slot.id]
    taken = taken_counts(work.connection, work.hall_id, [slot, *coming])
    free = [other for other in coming if free_places(other, taken) >= places]
    following = next((other for other in free if other.starts_at > slot.starts_at), next(iter(free), None))
    full = _too_few(free_places(slot, taken), places)
    if following is None and places > 1 and any(free_places(other, taken) for other in (slot, *coming)):
        words = Text(
            f"没有够{places}人的时段，请分开预约。{WALK_IN.zh}",
            f"No slot has room for {places}: please book one by one. {WALK_IN.en}",
        )
        return SlotFull(words, extra={"next": None})
    if following is None:
        words = Text(
            f"该时段已约满，近期没有其他空位。{WALK_IN.zh}", f"It is full, and so are the others. {WALK_IN.en}"
        )
        return SlotFull(words, extra={"next": None})
    local = following.starts_at.astimezone(book.zone)
    words = Text(
        f"{full.zh}，最近可约：{local:%m月%d日 %H:%M}。{WALK_IN.zh}",
        f"{full.en}; the next free slot is {local:%d %b at %H:%M}. {WALK_IN.en}",
    )
    return SlotFull(words, extra={"next": slot_json(following, free_places(following, taken))})


def _too_few(left: int, places: int) -> Text:
    """What a slot lacks: every place, or some for so many people."""
    if not left:
        return Text("该时段已约满", "It is full")
    have = "is" if left == 1 else "are"
    return Text(
        f"该时段只余{left}个名额，不够{places}人", f"Only {left} of its places {have} free, too few for {places}"
    )


def _row(
    work: Work,
    book: HallBook,
    vault: Vault,
    wish: BookingWish,
    slot: Slot,
    appointment_id: str,
    state: AppointmentState,
) -> dict[str, object]:
    return {
        "id": appointment_id,
        "hall_id": work.hall_id,
        "code": _unused_code(work),
        "state": state,
        "service": wish.service,
        "mode": wish.mode,
        "slot_id": slot.id,
        "day": slot.day,
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "party": wish.places,
        "channel": wish.channel,
        "language": wish.language,
        "needs_help": wish.needs_help,
        "details": seal_details(vault, wish.details),
        "booked_at": work.now,
        "expires_at": work.now + book.booking.reserved_for if state is AppointmentState.RESERVED else None,
    }


def _unused_code(work: Work) -> str:
    """Digits that no other appointment has: few enough to type, so that two may be drawn alike."""
    while True:
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
        if not appointments_with_code(work.connection, code=code):
            return code


def _tell(work: Work, row: AppointmentRow) -> None:
    if row.expires_at is not None:
        seq = work.record(AppointmentReserved(**told(row), expires_at=row.expires_at))
    else:
        seq = work.record(AppointmentConfirmed(**told(row), channel=row.channel))
    keep(work, row, row.state, seq)
