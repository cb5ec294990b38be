"""One live ticket a phone, or as many as an agent queues for people: each has a row of the phone's that stands once."""

from datetime import date

import sqlalchemy as sa

from hall.catalogue.book import HallBook
from hall.db import Work
from hall.errors import PhoneHoldsTicket
from hall.personal.vault import Vault
from hall.text import Text
from hall.ticketing.models import LIVE, PHONE_PLACES, TICKETS
from hall.ticketing.wish import Wish

PURPOSE = "ticket.device"


def free_slot(work: Work, book: HallBook, vault: Vault, wish: Wish, today: date) -> int:
    """Which of its phone's rows a ticket may have; PhoneHoldsTicket when there is none.

    Who gives the number of a document for each person may have several, as an agent; others one.
    """
    numbered = bool(wish.principals) and all(each.number for each in wish.principals)
    most = book.rules.max_principals if numbered else 1
    held = _held(work, vault, wish, today)
    if len(held) < most:
        return min(set(range(most)) - held.keys(), default=0)
    number = held[min(held)]
    words = Text(
        f"这部手机今天已取过号（{number}），还在排队，无需再取；为他人取号请填写其证件号，或到取号机。",
        f"This phone holds {number}, which still waits. For somebody else give their document's number, "
        "or use the kiosk.",
    )
    raise PhoneHoldsTicket(words, extra={"number": number})


def keep_slot(work: Work, vault: Vault, wish: Wish, slot: int, ticket_id: str, today: date) -> None:
    """Note that the phone has this ticket, in the place of one that is over."""
    places = PHONE_PLACES.c
    mine = (places.hall_id == work.hall_id, places.device_hash.in_(_hashes(vault, wish)), places.slot == slot)
    work.connection.execute(sa.delete(PHONE_PLACES).where(*mine))
    work.connection.execute(
        sa.insert(PHONE_PLACES).values(
            hall_id=work.hall_id, device_hash=_hashes(vault, wish)[0], slot=slot, ticket_id=ticket_id, day=today
        )
    )


def forget_phones(work: Work, day: date) -> None:
    """A day is over: which phones took its tickets is nobody's business any more."""
    places = PHONE_PLACES.c
    work.connection.execute(sa.delete(PHONE_PLACES).where(places.hall_id == work.hall_id, places.day <= day))


def _held(work: Work, vault: Vault, wish: Wish, today: date) -> dict[int, str]:
    """The numbers of the phone's live tickets of today, by row."""
    places = PHONE_PLACES.c
    rows = work.connection.execute(
        sa.select(places.slot, TICKETS.c.number)
        .join(TICKETS, TICKETS.c.id == places.ticket_id)
        .where(
            places.hall_id == work.hall_id,
            places.device_hash.in_(_hashes(vault, wish)),
            places.day == today,
            LIVE,
        )
    )
    return {row.slot: row.number for row in rows}


def _hashes(vault: Vault, wish: Wish) -> list[str]:
    assert wish.device is not None, "asked of tickets taken by phone alone"
    return vault.hashes(wish.device, PURPOSE)
