"""Carriers added and taken away, and messages put into the outbox: always in somebody else's transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.db import public_id
from hall.journal.audit import AuditKind, Trail
from hall.notify.addresses import Audience
from hall.notify.models import CARRIERS, OUTBOX
from hall.notify.queries import carrier_row, held_carriers
from hall.text import Language

ADDRESS = "carrier.address"
MESSAGE_PHONE = "outbox.phone"


@dataclass(frozen=True)
class NewCarrier:
    """A carrier as somebody sets it up; `address` in clear, `scheme` and `service` what was found out about it.

    `department`: whose own it is, for one of staff; none: it tells of everything.
    """

    name: str
    audience: Audience
    address: str
    scheme: str
    service: str
    department: str | None = None


@dataclass(frozen=True)
class Note:
    """Something to be told: `cause` names it, so that it is told once; `good_for`: how long it is worth telling.

    A note to visitors goes to each of `phones`, which are sealed already, as `MESSAGE_PHONE`. One to staff goes to the
    hall's own carriers and to those of `departments`.
    """

    cause: str
    kind: str
    text: Mapping[str, str]
    language: Language
    good_for: timedelta
    phones: tuple[bytes, ...] = ()
    departments: frozenset[str] = frozenset()


def add_carrier(trail: Trail, hall_id: int, new: NewCarrier) -> str:
    """A carrier of a hall; its public id. The trail has its scheme, never its address."""
    carrier_id = public_id()
    trail.connection.execute(
        sa.insert(CARRIERS).values(
            id=carrier_id,
            hall_id=hall_id,
            name=new.name,
            audience=new.audience.value,
            department=new.department,
            scheme=new.scheme,
            service=new.service,
            address=trail.vault.seal(new.address, ADDRESS),
            added_at=trail.now,
        )
    )
    trail.note(AuditKind.CARRIER_ADDED, carrier_id, hall_id=hall_id, audience=new.audience.value, scheme=new.scheme)
    return carrier_id


def remove_carrier(trail: Trail, hall_id: int, carrier_id: str) -> None:
    """Take a carrier away with its address and whatever waits for it; CarrierNotFound without it."""
    carrier_row(trail.connection, hall_id, carrier_id, held=True)
    trail.connection.execute(sa.delete(OUTBOX).where(OUTBOX.c.carrier_id == carrier_id))
    trail.connection.execute(sa.delete(CARRIERS).where(CARRIERS.c.id == carrier_id))
    trail.note(AuditKind.CARRIER_REMOVED, carrier_id, hall_id=hall_id)


def tell(connection: Connection, hall_id: int, audience: Audience, notes: Iterable[Note], at: datetime) -> None:
    """Put notes into the outbox: a message for each carrier that they concern, and each phone.

    What the outbox has of a cause already is left as it is: telling again after a kill adds nothing.
    """
    for note in notes:
        for carrier_id in held_carriers(connection, hall_id, audience, note.departments):
            tell_by(connection, hall_id, carrier_id, note, at)


def tell_by(connection: Connection, hall_id: int, carrier_id: str, note: Note, at: datetime) -> None:
    """The same for one carrier."""
    for recipient, phone in enumerate(note.phones or (None,)):
        this = {"carrier_id": carrier_id, "cause": note.cause, "recipient": recipient}
        if connection.execute(sa.select(OUTBOX.c.id).filter_by(**this)).first() is None:
            connection.execute(
                sa.insert(OUTBOX).values(
                    **this,
                    id=public_id(),
                    hall_id=hall_id,
                    kind=note.kind,
                    text=dict(note.text),
                    language=note.language,
                    phone=phone,
                    queued_at=at,
                    good_until=at + note.good_for,
                    next_try_at=at,
                )
            )


def withdraw(connection: Connection, hall_id: int, cause: str) -> bool:
    """What waits to tell of this cause need not any more; whether somebody may have been told already."""
    this = (OUTBOX.c.hall_id == hall_id, OUTBOX.c.cause == cause)
    tried = connection.execute(sa.select(OUTBOX.c.id).where(*this, OUTBOX.c.tries > 0).limit(1)).first() is not None
    unsent = sa.update(OUTBOX).where(*this, OUTBOX.c.sent_at.is_(None))
    connection.execute(unsent.values(next_try_at=None, phone=None))
    return tried
