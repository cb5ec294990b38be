"""Writing a new ticket: its row, whom it is for, and its errands."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from hall.db import Work
from hall.personal.vault import Vault
from hall.prepared import Prepared
from hall.ticketing.models import AGENT, ERRANDS, PRINCIPALS, TICKETS
from hall.ticketing.policy import Credit, Key
from hall.ticketing.sealed import ID_HASH, NAME, PHONE_HASH
from hall.ticketing.states import TicketState
from hall.ticketing.wish import Plan, PrincipalWish, Wish

# Made once: to put a statement together costs several times what it costs to run it.
_NEW_TICKET, _NEW_ERRAND = Prepared(sa.insert(TICKETS)), Prepared(sa.insert(ERRANDS))


class Place(NamedTuple):
    """Where a new ticket stands: its number and day, since when it was had, its key and what made it so."""

    number: str
    day: date
    issued_at: datetime
    key: Key
    credit: Credit
    entered_at: datetime | None = None


def write_ticket(
    work: Work, vault: Vault, ticket_id: str, wish: Wish, plan: Plan, place: Place, state: TicketState, seq: int
) -> None:
    """The ticket's row and its principals. `place.key` is its own: its place is the order of issue."""
    row = {
        "id": ticket_id,
        "hall_id": work.hall_id,
        "day": place.day,
        "number": place.number,
        "state": state,
        "channel": wish.channel,
        "category": wish.category,
        "needs_help": wish.needs_help,
        "language": wish.language,
        "bundle": wish.bundle,
        "in_order": plan.in_order,
        "issued_at": place.issued_at,
        "entered_at": place.entered_at,
        "issue_order": place.key.place,
        "effective_since": place.key.effective_since,
        "place": place.key.place,
        "credit_seconds": place.credit.amount.total_seconds(),
        "credit_reason": place.credit.reason,
        "returns_from": wish.returns_from,
        "seq": seq,
    }
    _NEW_TICKET.later(work.connection, row)
    _write_principals(work, vault, ticket_id, wish)


def write_errands(
    work: Work, wish: Wish, plan: Plan, ticket_id: str, day: date, key: Key, *, waiting: bool = True
) -> None:
    """Its errands, all pending; in line for the windows if the ticket is `waiting`."""
    rows = [
        {
            "ticket_id": ticket_id,
            "position": position,
            "hall_id": work.hall_id,
            "day": day,
            "service": service,
            "principal": principal,
            "in_line": waiting and (position == 0 or not plan.in_order),
            "any_window": wish.needs_help,
            "effective_since": key.effective_since,
            "place": key.place,
        }
        for position, (service, principal) in enumerate(plan.errands)
    ]
    _NEW_ERRAND.later(work.connection, *rows)


def _write_principals(work: Work, vault: Vault, ticket_id: str, wish: Wish) -> None:
    rows: list[dict[str, Any]] = [
        {
            "ticket_id": ticket_id,
            "position": position,
            "kind": each.kind,
            "name": vault.seal(each.name, NAME) if each.name else None,
            "id_number": vault.seal(each.number, ID_HASH) if each.number else None,
            "id_hash": vault.hash(each.number, ID_HASH) if each.number else None,
            "phone": vault.seal(each.phone, PHONE_HASH) if each.phone else None,
            "phone_hash": vault.hash(each.phone, PHONE_HASH) if each.phone else None,
        }
        for position, each in enumerate(wish.principals)
        if not each.empty
    ]
    if wish.agent is not None and (wish.agent.name or wish.agent.phone):
        rows.append(_agent(vault, ticket_id, len(wish.principals), wish.agent))
    if rows:
        work.connection.execute(sa.insert(PRINCIPALS), rows)


def complete_principals(work: Work, vault: Vault, ticket_id: str, people: Iterable[PrincipalWish]) -> None:
    """Add names and phones to the principals of a ticket that left them blank, each known by their number."""
    for each in (one for one in people if one.number):
        this = (PRINCIPALS.c.ticket_id == ticket_id, PRINCIPALS.c.id_hash.in_(vault.hashes(str(each.number), ID_HASH)))
        if each.name:
            named = sa.update(PRINCIPALS).where(*this, PRINCIPALS.c.name.is_(None))
            work.connection.execute(named.values(name=vault.seal(each.name, NAME)))
        if each.phone:
            told = {"phone": vault.seal(each.phone, PHONE_HASH), "phone_hash": vault.hash(each.phone, PHONE_HASH)}
            work.connection.execute(sa.update(PRINCIPALS).where(*this, PRINCIPALS.c.phone.is_(None)).values(told))


def _agent(vault: Vault, ticket_id: str, position: int, agent: PrincipalWish) -> dict[str, Any]:
    """Whoever comes for the others: to be named and told; by it nobody is found, since no errand is theirs."""
    return {
        "ticket_id": ticket_id,
        "position": position,
        "kind": AGENT,
        "name": vault.seal(agent.name, NAME) if agent.name else None,
        "id_number": None,
        "id_hash": None,
        "phone": vault.seal(agent.phone, PHONE_HASH) if agent.phone else None,
        "phone_hash": None,
    }
