"""Taking in orders of the 12345 hotline: each becomes one record for ever; and linking a record to one."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from hall.catalogue.book import HallBook
from hall.db import Work
from hall.errors import EscalationWrongState
from hall.escalation.actions.registering import Report, Reporter, Source, order_known, register
from hall.escalation.models import ESCALATIONS
from hall.escalation.orders import Order
from hall.escalation.queries import EscalationRow, of_hotline_order, stored_escalation
from hall.events import EscalationLinked
from hall.personal.vault import Vault
from hall.text import Text


@dataclass(frozen=True)
class Taken:
    """What became of an order: its record, and whether that was there before."""

    order: Order
    record: EscalationRow
    known: bool


def take_orders(work: Work, book: HallBook, vault: Vault, orders: Sequence[Order]) -> list[Taken]:
    """Put every order that the ledger does not have into it, all or none; those it has are told with their record."""
    return [_take(work, book, vault, order) for order in orders]


def _take(work: Work, book: HallBook, vault: Vault, order: Order) -> Taken:
    stored = of_hotline_order(work.connection, work.hall_id, order.order)
    if stored is not None:
        return Taken(order, stored, known=True)
    report = Report(
        source=Source.HOTLINE,
        description=order.description,
        received_at=order.received_at,
        demand=order.demand,
        service=order.service,
        reporter=Reporter(name=order.name, phone=order.phone),
        hotline_order=order.order,
    )
    return Taken(order, stored_escalation(work.connection, register(work, book, vault, report)), known=False)


def link_order(work: Work, escalation_id: str, order: str) -> None:
    """An order of the hotline speaks of what is on record already. Raises HotlineOrderKnown, EscalationWrongState.

    A record is linked once; the same again changes nothing.
    """
    row = stored_escalation(work.connection, escalation_id)
    if row.hotline_order == order:
        return
    if row.hotline_order is not None:
        raise EscalationWrongState(
            Text(f"记录已关联工单{row.hotline_order}", f"The record is linked to order {row.hotline_order}"),
            extra={"state": row.state},
        )
    known = of_hotline_order(work.connection, work.hall_id, order)
    if known is not None:
        raise order_known(known)
    unlinked = (ESCALATIONS.c.id == escalation_id, ESCALATIONS.c.hotline_order.is_(None))
    if work.connection.execute(sa.update(ESCALATIONS).where(*unlinked).values(hotline_order=order)).rowcount != 1:
        raise EscalationWrongState
    work.record(EscalationLinked(escalation=row.number, order=order))
