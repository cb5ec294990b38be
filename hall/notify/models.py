"""Tables of what is told outside the house: the carriers of a hall, and the messages that they are to carry."""

import sqlalchemy as sa

from hall.columns import column
from hall.db import Base, Code, Instant, JsonMap, PublicId, table

WAITING_SQL = "next_try_at IS NOT NULL"


class Carrier(Base):
    """What carries a hall's messages: an SMS gateway, a group's robot, a mailbox, a webhook.

    `address` is sealed: with it anybody could send in the hall's name. `scheme` is the part of it that is shown,
    `service` what kind of carrier that is. One for staff may be a `department`'s own, which is told of its own matters
    alone. `delivered_at` and `failed_at`: when it last took a message, or did not; `failing_since`: the first time in a
    row that it did not, nothing while it does.
    """

    __tablename__ = "carriers"

    id: PublicId = column(primary_key=True)
    hall_id: int = column(sa.ForeignKey("hall_orders.hall_id"), index=True)
    name: str = column(sa.String(64))
    audience: str = column(sa.String(8))
    department: Code | None
    scheme: str = column(sa.String(32))
    service: str = column(sa.String(64))
    address: bytes = column(sa.LargeBinary)
    added_at: Instant
    delivered_at: Instant | None
    failed_at: Instant | None
    failing_since: Instant | None


class Message(Base):
    """One message for one carrier; its id goes with it, so that whoever gets it twice knows.

    `cause` says what it tells of: by it the database keeps the same thing from being put here twice, for each of
    several `recipient`s. `phone` is sealed, and gone once the message is. `next_try_at` is nothing once the message
    was taken (`sent_at`) or given up.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        sa.UniqueConstraint("carrier_id", "cause", "recipient"),
        sa.Index(
            "ix_outbox_waiting",
            "next_try_at",
            sqlite_where=sa.text(WAITING_SQL),
            postgresql_where=sa.text(WAITING_SQL),
        ),
    )

    id: PublicId = column(primary_key=True)
    carrier_id: PublicId = column(sa.ForeignKey("carriers.id"))
    hall_id: int
    cause: str = column(sa.String(120))
    recipient: int
    kind: str = column(sa.String(16))
    text: JsonMap
    language: str = column(sa.String(2))
    phone: bytes | None = column(sa.LargeBinary)
    queued_at: Instant
    good_until: Instant
    tries: int = column(default=0)
    next_try_at: Instant | None
    sent_at: Instant | None


CARRIERS = table(Carrier)
OUTBOX = table(Message)
WAITING = sa.text("outbox." + WAITING_SQL)
