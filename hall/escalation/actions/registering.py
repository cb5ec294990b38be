"""Taking in what somebody could not get done: from whichever side it comes, it gets the ledger's next number."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from hall.catalogue.book import HallBook
from hall.clock import hall_day
from hall.db import Work, public_id
from hall.errors import AlreadyEscalated, HotlineOrderKnown
from hall.escalation.clocks import Clock, limit_of, start
from hall.escalation.models import ESCALATION_COUNTERS, ESCALATIONS
from hall.escalation.queries import EscalationRow, of_hotline_order, open_for_ticket
from hall.escalation.states import Part, State
from hall.escalation.writing import clock_values, log_line
from hall.events import EscalationRegistered, Json
from hall.journal.remarks import remark
from hall.journal.yearly import next_of_year
from hall.personal.vault import Vault
from hall.text import Text
from hall.ticketing.sealed import ID_HASH, NAME, PHONE_HASH

REGISTERED = "register"
_INSERT = sa.insert(ESCALATIONS)  # made once: with so many columns that takes longer than to run it


class Source(StrEnum):
    """Where a record comes from."""

    WINDOW = "window"
    ONLINE = "online"
    HOTLINE = "hotline"  # 12345
    BAD_REVIEW = "bad_review"
    SUGGESTION_BOX = "suggestion_box"
    PATROL = "patrol"

    @property
    def words(self) -> Text:
        return _SOURCES[self]


_SOURCES = {
    Source.WINDOW: Text("窗口", "Window"),
    Source.ONLINE: Text("线上", "Online"),
    Source.HOTLINE: Text("12345热线", "12345 hotline"),
    Source.BAD_REVIEW: Text("差评", "Bad review"),
    Source.SUGGESTION_BOX: Text("意见箱", "Suggestion box"),
    Source.PATROL: Text("巡查", "Patrol"),
}


@dataclass(frozen=True)
class Reporter:
    """Who reports, as far as they said; numbers are checked and in their plain form."""

    name: str | None = None
    phone: str | None = None
    document: str | None = None
    kind: str = "person"
    agent_name: str | None = None
    agent_phone: str | None = None


@dataclass(frozen=True)
class Report:
    """What came in. `about` is whoever it may complain of; `department` that of the service unless it is said."""

    source: Source
    description: str
    received_at: datetime
    demand: str | None = None
    service: str | None = None
    department: str | None = None
    window_id: str | None = None
    ticket_id: str | None = None
    about: str | None = None
    reporter: Reporter = Reporter()
    anonymous: bool = False
    earlier_visits: int = 0
    hotline_order: str | None = None
    review_id: str | None = None


def register(work: Work, book: HallBook, vault: Vault, report: Report) -> str:
    """Put a report into the ledger; its id. Raises AlreadyEscalated, HotlineOrderKnown, each with the number."""
    _check_new(work, report)
    year = hall_day(book.zone, work.now).year
    sequence = next_of_year(work, ESCALATION_COUNTERS, year)
    escalation_id, number = public_id(), f"{year}-{sequence:04}"
    rules = book.escalations
    clock = start(Clock.CONTACT, limit_of(Clock.CONTACT, None, rules), book.opening, rules, report.received_at)
    standing = clock_values(work.connection, book, None, clock)
    description, demand = remark(work, vault, report.description), remark(work, vault, report.demand)
    assert description is not None, "a report has words"
    seq = work.record(
        EscalationRegistered(
            escalation=number,
            source=report.source.value,
            service=report.service,
            anonymous=report.anonymous,
            clock=clock.clock.value,
            due_at=standing["due_at"],
            remark=description,
        )
    )
    own = report.source is Source.ONLINE
    page = book.services.get(report.service or "")
    row: Json = {
        "id": escalation_id,
        "hall_id": work.hall_id,
        "year": year,
        "sequence": sequence,
        "number": number,
        "seq": seq,
        "state": State.REGISTERED.value,
        "source": report.source.value,
        "received_at": report.received_at,
        "first_contact": None if own else work.by.id,
        "anonymous": report.anonymous,
        **_sealed(vault, report.reporter),
        "ticket_id": report.ticket_id,
        "service": report.service,
        "department": report.department or (page.department.zh if page else None),
        "window_id": report.window_id,
        "about": report.about,
        "earlier_visits": report.earlier_visits,
        "description": description["id"],
        "demand": demand["id"] if demand else None,
        "co_departments": [],
        "hotline_order": report.hotline_order,
        "review_id": report.review_id,
        "steps": 1,
        **standing,
    }
    work.connection.execute(_INSERT, row)
    part = Part.REPORTER if own else Part.DESK
    log_line(work, book, escalation_id, 1, REGISTERED, State.REGISTERED, part, None, {})
    return escalation_id


def _check_new(work: Work, report: Report) -> None:
    """One open record for a ticket, one record for an order of the hotline. The tables refuse a second as well."""
    if report.ticket_id is not None:
        known = open_for_ticket(work.connection, report.ticket_id)
        if known is not None:
            raise AlreadyEscalated(
                Text(f"该号票已登记为{known.number}，正在办理", f"Record {known.number} is open for this ticket"),
                extra={"number": known.number},
            )
    if report.hotline_order is not None:
        known = of_hotline_order(work.connection, work.hall_id, report.hotline_order)
        if known is not None:
            raise order_known(known)


def order_known(record: EscalationRow) -> HotlineOrderKnown:
    """The refusal of an order that has a record already: it names that record and nothing of it."""
    words = Text(f"该工单已登记为{record.number}", f"This order is registered as {record.number}")
    return HotlineOrderKnown(words, extra={"number": record.number})


def _sealed(vault: Vault, who: Reporter) -> Json:
    """A reporter as stored: under the purposes of a ticket's principals, so that both are found together."""

    def sealed(text: str | None, purpose: str) -> bytes | None:
        return vault.seal(text, purpose) if text else None

    return {
        "reporter_kind": who.kind,
        "reporter_name": sealed(who.name, NAME),
        "reporter_phone": sealed(who.phone, PHONE_HASH),
        "phone_hash": vault.hash(who.phone, PHONE_HASH) if who.phone else None,
        "reporter_document": sealed(who.document, ID_HASH),
        "document_hash": vault.hash(who.document, ID_HASH) if who.document else None,
        "agent_name": sealed(who.agent_name, NAME),
        "agent_phone": sealed(who.agent_phone, PHONE_HASH),
    }
