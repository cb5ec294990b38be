"""The ledger as rows of a spreadsheet: masked, without what reporters wrote; a page at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.hours import by_end_of
from hall.db import Database
from hall.escalation.actions.registering import Source
from hall.escalation.clocks import Colour
from hall.escalation.kinds import CaseOutcome, Cause
from hall.escalation.listing import Wanted, found_by_text, listed
from hall.escalation.log_words import departments_words
from hall.escalation.queries import CardRow, EscalationRow, cards_of
from hall.escalation.states import State
from hall.escalation.workflow import Satisfaction
from hall.journal.remarks import remark_texts
from hall.paper.workbook import Cell, Column, Kind
from hall.personal.masks import mask_id_number, mask_name, mask_numbers, mask_phone
from hall.personal.vault import Vault
from hall.staff.queries import known_as
from hall.text import Language, Text
from hall.ticketing.sealed import ID_HASH, NAME, PHONE_HASH

AT_ONCE = 200

_COLUMNS: tuple[tuple[str, str, Kind, int], ...] = (
    ("编号", "Number", "text", 11),
    ("状态", "State", "text", 12),
    ("来源", "Source", "text", 11),
    ("收到时间", "Received", "instant", 16),
    ("首问", "First contact", "text", 10),
    ("反映人", "Reporter", "text", 10),
    ("联系电话", "Phone", "text", 14),
    ("证件号", "Document", "text", 20),
    ("匿名", "Anonymous", "text", 6),
    ("事项", "Service", "text", 24),
    ("事项部门", "Department", "text", 16),
    ("窗口", "Window", "number", 7),
    ("此前跑动次数", "Earlier visits", "number", 8),
    ("类别", "Class", "text", 6),
    ("原因", "Cause", "text", 12),
    ("承办部门", "Owner", "text", 16),
    ("协办部门", "Helping", "text", 20),
    ("层级", "Level", "number", 6),
    ("到期时间", "Due", "instant", 16),
    ("牌", "Cards", "text", 18),
    ("办理结果", "Outcome", "text", 14),
    ("现场解决", "On the spot", "text", 8),
    ("按时", "In time", "text", 6),
    ("答复时间", "Replied", "instant", 16),
    ("回访", "Call-back", "text", 14),
    ("回访时间", "Called back", "instant", 16),
    ("重办次数", "Reopened", "number", 8),
    ("整改", "Rectification", "text", 40),
    ("整改时间", "Rectified", "instant", 16),
    ("办结归档时间", "Closed", "instant", 16),
    ("热线工单", "Hotline order", "text", 18),
)


def columns(language: Language) -> list[Column]:
    return [Column(Text(zh, en).pick(language), kind, width) for zh, en, kind, width in _COLUMNS]


@dataclass(frozen=True)
class Asked:
    """Which records of which hall are to be written, for whom."""

    book: HallBook
    wanted: Wanted
    text: str | None
    language: Language


def pages(database: Database, vault: Vault, asked: Asked) -> Iterator[list[list[Cell]]]:
    """The rows, the latest record first; each page is read when it is asked for, on a connection of its own."""
    before: int | None = None
    while True:
        with database.reading() as connection:
            found = _found(connection, vault, asked, before)
            rows = _rows(connection, vault, asked, found)
        if rows:
            yield rows
        if len(found) < AT_ONCE:
            return
        before = found[-1].seq


def _found(connection: Connection, vault: Vault, asked: Asked, before: int | None) -> Sequence[EscalationRow]:
    hall_id = asked.book.hall_id
    if asked.text is None:
        return listed(connection, hall_id, asked.wanted, before=before, limit=AT_ONCE)
    return found_by_text(connection, vault, hall_id, asked.wanted, asked.text, before=before, limit=AT_ONCE)


@dataclass(frozen=True)
class _Beside:
    """What the rows of a page name by id."""

    people: Mapping[str, str]
    cards: Mapping[str, list[CardRow]]
    texts: Mapping[str, str]


def _rows(connection: Connection, vault: Vault, asked: Asked, found: Sequence[EscalationRow]) -> list[list[Cell]]:
    beside = _Beside(
        known_as(connection, {row.first_contact for row in found}),
        cards_of(connection, [row.id for row in found]),
        remark_texts(connection, vault, {row.rectification for row in found if row.rectification}),
    )
    return [_row(vault, asked, row, beside) for row in found]


def _row(vault: Vault, asked: Asked, row: EscalationRow, beside: _Beside) -> list[Cell]:
    """One record, in the order of the columns."""
    book, language = asked.book, asked.language
    window = book.window(row.window_id or "")

    def at(instant: datetime | None) -> datetime | None:
        return instant.astimezone(book.zone).replace(tzinfo=None, microsecond=0) if instant else None

    def said(kind: Any, value: str | None) -> str | None:
        words: Text | None = kind(value).words if value else None
        return words.pick(language) if words else None

    def named(department: str | None) -> str | None:
        return book.department(department).pick(language) if department else None

    def yes(value: bool | None) -> str | None:
        return None if value is None else (Text("是", "yes") if value else Text("否", "no")).pick(language)

    cards = "、".join(f"{said(Colour, card.colour)}" for card in beside.cards[row.id])
    return [
        *(row.number, said(State, row.state), said(Source, row.source), at(row.received_at)),
        beside.people.get(row.first_contact or ""),
        *_reporter(vault, row),
        yes(row.anonymous),
        book.services[row.service].name.pick(language) if row.service in book.services else row.service,
        *(named(row.department), window.number if window else None, row.earlier_visits, row.case_class),
        *(
            said(Cause, row.cause),
            named(row.owner),
            departments_words(book, row.co_departments).pick(language) or None,
            row.level,
            at(_named(book, row.due_at)),
        ),
        *(cards or None, said(CaseOutcome, row.outcome), yes(row.on_the_spot), yes(row.in_time), at(row.replied_at)),
        *(said(Satisfaction, row.satisfaction), at(row.called_back_at), row.reopened),
        mask_numbers(beside.texts.get(row.rectification or "", "")) or None,
        *(at(row.rectified_at), at(row.closed_at), row.hotline_order),
    ]


def _named(book: HallBook, limit: datetime | None) -> datetime | None:
    """A limit as a cell can name it: there is no 24:00, so at midnight it is the last minute of the day that ends."""
    if limit is None or by_end_of(limit.astimezone(book.zone))[1] != "24:00":
        return limit
    return limit - timedelta(minutes=1)


def _reporter(vault: Vault, row: EscalationRow) -> Iterable[str | None]:
    """Name, phone and document, masked."""
    masks = (
        (row.reporter_name, NAME, mask_name),
        (row.reporter_phone, PHONE_HASH, mask_phone),
        (row.reporter_document, ID_HASH, mask_id_number),
    )
    return [mask(vault.open(sealed, purpose)) if sealed else None for sealed, purpose, mask in masks]
