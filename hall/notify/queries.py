"""Reading carriers and the messages that wait for them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.errors import CarrierNotFound
from hall.notify.addresses import Audience
from hall.notify.models import CARRIERS, OUTBOX, WAITING
from hall.prepared import Prepared


@dataclass(frozen=True)
class CarrierRow:
    """A carrier as stored; `address` still sealed. See `hall.notify.models.Carrier`."""

    id: str
    hall_id: int
    name: str
    audience: Audience
    department: str | None
    scheme: str
    service: str
    address: bytes
    added_at: datetime
    delivered_at: datetime | None
    failed_at: datetime | None
    failing_since: datetime | None


@dataclass(frozen=True)
class DueMessage:
    """A message whose next try is due; `address` is its carrier's and, like `phone`, still sealed."""

    id: str
    carrier_id: str
    audience: Audience
    address: bytes
    text: Mapping[str, str]
    language: str
    phone: bytes | None
    queued_at: datetime
    good_until: datetime
    tries: int


_CARRIER = tuple(CARRIERS.c[name] for name in CarrierRow.__dataclass_fields__)
_DUE = tuple(
    CARRIERS.c[name] if name in ("audience", "address") else OUTBOX.c[name] for name in DueMessage.__dataclass_fields__
)
_SILENT = Prepared(
    sa.select(CARRIERS.c.id, CARRIERS.c.name, CARRIERS.c.failing_since)
    .where(CARRIERS.c.hall_id == sa.bindparam("hall_id"), CARRIERS.c.failing_since.is_not(None))
    .order_by(CARRIERS.c.id)
)
_HALLS_WITH = Prepared(sa.select(CARRIERS.c.hall_id).where(CARRIERS.c.audience == sa.bindparam("audience")).distinct())


def carriers_of(connection: Connection, hall_id: int, audience: Audience | None = None) -> list[CarrierRow]:
    """The carriers of a hall, in the order in which they were added."""
    wanted = sa.select(*_CARRIER).where(CARRIERS.c.hall_id == hall_id)
    if audience is not None:
        wanted = wanted.where(CARRIERS.c.audience == audience.value)
    return [_carrier(row) for row in connection.execute(wanted.order_by(CARRIERS.c.added_at, CARRIERS.c.id))]


def held_carriers(connection: Connection, hall_id: int, audience: Audience, departments: Collection[str]) -> list[str]:
    """The ids of the carriers that tell of a matter of these departments; none is taken away until the transaction
    ends.
    """
    own = sa.or_(CARRIERS.c.department.is_(None), CARRIERS.c.department.in_(list(departments)))
    wanted = sa.select(CARRIERS.c.id).where(CARRIERS.c.hall_id == hall_id, CARRIERS.c.audience == audience.value, own)
    held = wanted.order_by(CARRIERS.c.id).with_for_update(read=True, key_share=True)
    return list(connection.execute(held).scalars())


def carrier_row(connection: Connection, hall_id: int, carrier_id: str, *, held: bool = False) -> CarrierRow:
    """One carrier of a hall; CarrierNotFound without it. `held`: by this transaction alone, until it ends."""
    wanted = sa.select(*_CARRIER).where(CARRIERS.c.id == carrier_id, CARRIERS.c.hall_id == hall_id)
    row = connection.execute(wanted.with_for_update() if held else wanted).one_or_none()
    if row is None:
        raise CarrierNotFound
    return _carrier(row)


def silent_carriers(connection: Connection, hall_id: int) -> list[tuple[str, str, datetime]]:
    """The carriers of a hall that did not take the last message they were given: id, name, first time in a row."""
    return [(id_, name, since) for id_, name, since in _SILENT.rows(connection, {"hall_id": hall_id})]


def halls_with(connection: Connection, audience: Audience) -> set[int]:
    """The halls that have a carrier for this audience."""
    return {hall_id for (hall_id,) in _HALLS_WITH.rows(connection, {"audience": audience.value})}


def waiting_messages(connection: Connection, hall_id: int) -> dict[str, int]:
    """How many messages wait for each carrier of a hall, by its id."""
    wanted = sa.select(OUTBOX.c.carrier_id, sa.func.count().label("waiting")).where(
        OUTBOX.c.hall_id == hall_id, WAITING
    )
    rows = connection.execute(wanted.group_by(OUTBOX.c.carrier_id))
    return {row.carrier_id: row.waiting for row in rows}


def due_messages(connection: Connection, at: datetime, resting: Collection[str], limit: int) -> list[DueMessage]:
    """Messages to be tried now, those that waited longest first; none of carriers that are left alone for a while."""
    joined = OUTBOX.join(CARRIERS, CARRIERS.c.id == OUTBOX.c.carrier_id)
    due = (WAITING, OUTBOX.c.next_try_at <= at, OUTBOX.c.carrier_id.not_in(list(resting)))
    wanted = sa.select(*_DUE).select_from(joined).where(*due).order_by(OUTBOX.c.next_try_at, OUTBOX.c.queued_at)
    return [_due(row) for row in connection.execute(wanted.limit(limit))]


def known_causes(connection: Connection, hall_id: int, causes: Collection[str]) -> set[str]:
    """Which of these causes a message of the hall has told of, or is about to."""
    wanted = sa.select(OUTBOX.c.cause).where(OUTBOX.c.hall_id == hall_id, OUTBOX.c.cause.in_(list(causes)))
    return set(connection.execute(wanted).scalars())


def _carrier(row: sa.Row[Any]) -> CarrierRow:
    return CarrierRow(**{**row._mapping, "audience": Audience(row.audience)})


def _due(row: sa.Row[Any]) -> DueMessage:
    return DueMessage(**{**row._mapping, "audience": Audience(row.audience)})
