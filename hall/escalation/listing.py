"""The ledger as a list: of a hall for its desk and managers, of a department for those who answer for it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.escalation.clocks import Colour, graver_than
from hall.escalation.dues import Due, due_span
from hall.escalation.models import CARDS, ESCALATIONS
from hall.escalation.queries import EscalationRow
from hall.escalation.states import State
from hall.escalation.workflow import Satisfaction
from hall.journal.remarks import remark_texts
from hall.personal.vault import Vault
from hall.ticketing.sealed import PHONE_HASH

AT_ONCE = 500
LOOKED_THROUGH = 2_000  # records whose sealed words are opened for one search; the newest first
OPENED_AT_ONCE = 50


@dataclass(frozen=True)
class Wanted:
    """Which records, as of `at` in `zone`. `departments` None: of all; `received`: from an instant until before one.

    `not_about`: whoever asks, who may not see what complains of them.
    """

    not_about: str | None
    at: datetime
    zone: ZoneInfo
    departments: frozenset[str] | None = None
    states: tuple[State, ...] = ()
    department: str | None = None
    source: str | None = None
    service: str | None = None
    cause: str | None = None
    case_class: str | None = None
    card: Colour | None = None
    due: Due | None = None
    is_open: bool | None = None
    received: tuple[datetime, datetime] | None = None
    ids: frozenset[str] | None = None
    reopened: bool | None = None
    dissatisfied: bool | None = None


def matching(wanted: Wanted, hall_id: int) -> list[sa.ColumnElement[bool]]:
    """The conditions of a list, which its figures share; `ids` stand beside them."""
    table = ESCALATIONS.c
    given: list[sa.ColumnElement[bool]] = [table.hall_id == hall_id]
    given.append(sa.or_(table.about.is_(None), table.about != wanted.not_about))
    if wanted.departments is not None:
        given.append(table.owner.in_(wanted.departments))
    if wanted.states:
        given.append(table.state.in_([state.value for state in wanted.states]))
    if wanted.department is not None:
        given.append(sa.or_(table.owner == wanted.department, table.department == wanted.department))
    same = {name: getattr(wanted, name) for name in ("source", "service", "cause", "case_class")}
    given += [table[name] == value for name, value in same.items() if value is not None]
    if wanted.received is not None:
        given += [table.received_at >= wanted.received[0], table.received_at < wanted.received[1]]
    return [*given, *_standing(wanted)]


def _standing(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    """Whether it is open, how it stands to its due time, and which card it shows."""
    table, given = ESCALATIONS.c, list[sa.ColumnElement[bool]]()
    if wanted.is_open is not None:
        given.append(table.closed_at.is_(None) if wanted.is_open else table.closed_at.is_not(None))
    if wanted.reopened is not None:
        given.append(table.reopened > 0 if wanted.reopened else table.reopened == 0)
    if wanted.dissatisfied is not None:
        heard = sa.func.coalesce(table.satisfaction, "")
        said = Satisfaction.DISSATISFIED.value
        given.append(heard == said if wanted.dissatisfied else heard != said)
    if wanted.due is not None:
        after, until = due_span(wanted.due, wanted.at, wanted.zone)
        given.extend([table.due_at > after.astimezone(UTC)] if after else [])
        given.extend([table.due_at <= until.astimezone(UTC)] if until else [])
    if wanted.card is not None:
        # As `standing_card` says.
        graver = graver_than(wanted.card)
        given += [_raised([wanted.card]), *([sa.not_(_raised(graver))] if graver else [])]
    return given


def _raised(colours: Sequence[Colour]) -> sa.ColumnElement[bool]:
    """Whether one of these cards was raised in a record's present round."""
    here = (CARDS.c.escalation_id == ESCALATIONS.c.id, CARDS.c.round == ESCALATIONS.c.reopened)
    return sa.exists().where(*here, CARDS.c.colour.in_([colour.value for colour in colours]))


def listed(
    connection: Connection,
    hall_id: int,
    wanted: Wanted,
    more: Sequence[sa.ColumnElement[bool]] = (),
    *,
    before: int | None,
    limit: int,
) -> list[EscalationRow]:
    """Records, the latest first, for which `more` holds too; `before` a journal number."""
    if wanted.ids is None:
        return _listed(connection, hall_id, wanted, more, before, limit)
    # Of any number of ids: more than a statement takes as parameters.
    found: list[EscalationRow] = []
    while len(found) < limit:
        some = _listed(connection, hall_id, wanted, more, before, AT_ONCE)
        found += [row for row in some if row.id in wanted.ids]
        if len(some) < AT_ONCE:
            break
        before = some[-1].seq
    return found[:limit]


def _listed(
    connection: Connection,
    hall_id: int,
    wanted: Wanted,
    more: Sequence[sa.ColumnElement[bool]],
    before: int | None,
    limit: int,
) -> list[EscalationRow]:
    this = sa.select(ESCALATIONS).where(*matching(wanted, hall_id), *more)
    if before is not None:
        this = this.where(ESCALATIONS.c.seq < before)
    return list(connection.execute(this.order_by(ESCALATIONS.c.seq.desc()).limit(limit)))


def found_by_text(
    connection: Connection,
    vault: Vault,
    hall_id: int,
    wanted: Wanted,
    text: str,
    *,
    before: int | None,
    limit: int,
) -> list[EscalationRow]:
    """Records with this number, hotline order or phone; of the newest, those with these words in what was reported."""
    table = ESCALATIONS.c
    named = sa.or_(
        table.number.contains(text, autoescape=True),
        table.hotline_order == text,
        table.phone_hash.in_(vault.hashes(text, PHONE_HASH)),
    )
    found = listed(connection, hall_id, wanted, [named], before=before, limit=limit)
    found += _with_words(connection, vault, hall_id, wanted, text, before, limit)
    return sorted({row.seq: row for row in found}.values(), key=lambda row: -row.seq)[:limit]


def _with_words(
    connection: Connection, vault: Vault, hall_id: int, wanted: Wanted, text: str, before: int | None, limit: int
) -> list[EscalationRow]:
    """Some at a time, with whoever else waits for the server let in between: their words have to be opened."""
    found: list[EscalationRow] = []
    for _some in range(LOOKED_THROUGH // OPENED_AT_ONCE):
        rows = listed(connection, hall_id, wanted, before=before, limit=OPENED_AT_ONCE)
        keys = {key for row in rows for key in (row.description, row.demand) if key}
        said = remark_texts(connection, vault, keys)
        found += [row for row in rows if any(text in said.get(key or "", "") for key in (row.description, row.demand))]
        if len(rows) < OPENED_AT_ONCE or len(found) >= limit:
            break
        before = rows[-1].seq
        time.sleep(0)  # a turn of the loop for whoever waits, between two pieces of opening
    return found[:limit]
