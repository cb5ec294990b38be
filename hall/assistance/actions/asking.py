"""Asking for help: one open request for a ticket, whoever asks and wherever."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from hall.assistance.models import COUNTERS, REQUESTS
from hall.assistance.numbers import help_number
from hall.assistance.queries import open_for_ticket
from hall.assistance.sealed import seal
from hall.assistance.states import Source, State, Venue
from hall.catalogue.book import HallBook
from hall.clock import hall_day
from hall.db import Work, public_id
from hall.errors import AssistanceKnown
from hall.events import AssistanceRequested, Json
from hall.journal.remarks import remark
from hall.journal.yearly import next_of_year
from hall.personal.vault import Vault
from hall.text import Text


@dataclass(frozen=True)
class Asked:
    """What is asked for: where, with which ticket, record or review, for what; who and where they live are optional."""

    source: Source
    venue: Venue = Venue.HERE
    ticket_id: str | None = None
    escalation_id: str | None = None
    review_id: str | None = None
    service: str | None = None
    name: str | None = None
    phone: str | None = None
    address: str | None = None
    text: str | None = None


def ask(work: Work, book: HallBook, vault: Vault, asked: Asked) -> str:
    """Put a request on the list; its id. Raises AssistanceKnown for a ticket whose holder has an open one."""
    if asked.ticket_id is not None:
        known = open_for_ticket(work.connection, asked.ticket_id)
        if known is not None:
            raise AssistanceKnown(
                Text("已经申请过帮办，工作人员会来帮您", "Help was asked for already; somebody will come"),
                extra={"number": known.number},
            )
    sealed = seal(vault, asked.name, asked.phone, asked.address)
    return keep_request(work, book, asked, sealed, remark(work, vault, asked.text))


def keep_request(
    work: Work, book: HallBook, asked: Asked, sealed: Mapping[str, Any] | None = None, kept: Json | None = None
) -> str:
    """Write a request whose personal fields are sealed already; its id."""
    day, request_id, due_at = hall_day(book.zone, work.now), public_id(), _due_at(book, asked.venue, work.now)
    sequence = next_of_year(work, COUNTERS, day.year)
    number = help_number(day.year, sequence)
    seq = work.record(
        AssistanceRequested(
            assistance=work.order.seq + 1,
            number=number,
            of_ticket=asked.ticket_id,
            source=asked.source.value,
            venue=asked.venue.value,
            service=asked.service,
            due_at=due_at,
            remark=kept,
        )
    )
    work.connection.execute(
        sa.insert(REQUESTS).values(
            id=request_id,
            hall_id=work.hall_id,
            year=day.year,
            sequence=sequence,
            number=number,
            seq=seq,
            day=day,
            state=State.REQUESTED.value,
            source=asked.source.value,
            venue=asked.venue.value,
            requested_at=work.now,
            due_at=due_at,
            asked_by=work.by.id if work.by.kind == "user" else None,
            ticket_id=asked.ticket_id,
            escalation_id=asked.escalation_id,
            review_id=asked.review_id,
            service=asked.service,
            text=kept["id"] if kept else None,
            **(sealed or {}),
        )
    )
    return request_id


def _due_at(book: HallBook, venue: Venue, at: datetime) -> datetime:
    """In the hall so many minutes from when it is open; at home by the end of a working day."""
    if venue is Venue.HERE:
        return (book.opening.next_opening(at) or at) + book.assistance.here
    return book.opening.due_at(at, book.assistance.home_days)
