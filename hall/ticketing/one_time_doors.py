"""The doors of one-time notices: what was told, what came of it, and how often something was told too late."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import Field
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.catalogue.spans import Days, Span, span_of
from hall.edge.access import needs
from hall.edge.endpoint import Answer, Call, Cursor, Endpoints
from hall.edge.fields import Instant, Words
from hall.staff.permissions import Permission
from hall.staff.queries import known_as, names_of
from hall.text import Language, Text
from hall.ticketing.one_time import COUNTED, Counts, Later, Noticed, counts_by, later_visits, notices
from hall.ticketing.one_time_asking import narrowed
from hall.ticketing.reach import window_number

endpoints = Endpoints("one-time notices")
READ = needs(Permission.REVIEWS, Permission.STATISTICS)
_UNKNOWN = Text("未记录", "Not on record")


class NoticeQuery(Days):
    """`counted` narrows as the figure of that name counts; the others to a group, by its key among the figures."""

    counted: Literal[tuple(COUNTED)] = "told"  # type: ignore[valid-type]  # the names of a table
    service: str | None = Field(default=None, max_length=64)
    department: str | None = Field(default=None, max_length=100)
    window: int | None = Field(default=None, ge=1, le=9999)
    person: str | None = Field(default=None, max_length=64)
    after: Cursor = 0
    limit: int = Field(default=100, ge=1, le=200)


class LaterAnswer(Answer):
    """A later visit on which materials were missing too; `untold` of them had not been told before."""

    ticket: str
    number: str
    day: date
    by: str | None
    at: Instant
    untold: int


class NoticeAnswer(Answer):
    """A one-time notice by its ticket; `by` as colleagues know the person."""

    ticket: str
    number: str
    day: date
    service: str
    service_label: str
    window: int | None
    by: str | None
    at: Instant
    returned: bool
    credited: bool
    told_again: bool
    not_told_first: bool
    later: list[LaterAnswer]


class NoticeList(Answer):
    """The latest first; `after` a `next` goes on."""

    items: list[NoticeAnswer]
    next: int | None


class NoticeFiguresQuery(Days):
    by: Literal["hall", "service", "department", "window", "person"] = "hall"


class NoticeGroup(Answer):
    """One service (its code), department, window (its number) or person (user name); `key` null: known to nobody.

    `told_whole`: of those who came back, the share whom nothing was told that had not been told first.
    """

    key: str | None
    name: Words
    label: str
    counts: dict[str, int]
    told_whole: float | None


class NoticeFigures(Answer):
    """Notices given on tickets of these days, each by who told first."""

    first: date
    last: date
    by: str
    all: NoticeGroup
    items: list[NoticeGroup]


@endpoints.read("/halls/<hall>/one-time-notices", access=READ, answer=NoticeList, query=NoticeQuery)
def list_notices(call: Call[NoticeQuery], connection: Connection) -> NoticeList:
    """What was told as missing, without its words, and what came of it."""
    book, query = hall_book(connection, call.subject.hall_id), call.body
    these = narrowed(connection, book, query)
    found = notices(
        connection, span_of(book, query), query.counted, these, before=query.after or None, limit=query.limit + 1
    )
    page = found[: query.limit]
    later = later_visits(connection, [one.id for one in page])
    tellers = [one.by for one in page] + [each.by for one in page for each in later[one.id]]
    people = known_as(connection, tellers)
    items = [_notice(book, one, later[one.id], people, call.language) for one in page]
    return NoticeList(items=items, next=page[-1].place if len(found) > query.limit else None)


@endpoints.read("/halls/<hall>/one-time-notices/figures", access=READ, answer=NoticeFigures, query=NoticeFiguresQuery)
def figures(call: Call[NoticeFiguresQuery], connection: Connection) -> NoticeFigures:
    """How many notices were given, how many came back, and how many of those were told of more."""
    book = hall_book(connection, call.subject.hall_id)
    span, by = span_of(book, call.body), call.body.by
    whole = counts_by(connection, span, "hall").get(None, Counts())
    return NoticeFigures(
        first=span.first,
        last=span.last,
        by=by,
        all=_group(None, book.name, whole, call.language),
        items=[
            _group(key, name, counts, call.language)
            for key, name, counts in sorted(_groups(connection, book, span, by), key=lambda group: group[0] or "")
        ],
    )


Group = tuple[str | None, Text, Counts]


def _groups(connection: Connection, book: HallBook, span: Span, by: str) -> list[Group]:
    if by == "hall":
        return []
    if by == "window":
        return _by_number(book, counts_by(connection, span, "window"))
    if by == "person":
        return _by_person(connection, counts_by(connection, span, "person"))
    services = [_of_service(book, key or "", counts) for key, counts in counts_by(connection, span, "service").items()]
    return services if by == "service" else _by_department(book, services)


def _by_department(book: HallBook, services: list[Group]) -> list[Group]:
    parts: dict[Text, list[Counts]] = {}
    for code, _name, counts in services:
        page = book.services.get(code or "")
        parts.setdefault(page.department if page else _UNKNOWN, []).append(counts)
    return [(name.zh, name, Counts.total(counts)) for name, counts in parts.items()]


def _by_number(book: HallBook, found: Mapping[str | None, Counts]) -> list[Group]:
    """By the numbers that people know windows by; what no window is known of stands together."""
    parts: dict[int | None, list[Counts]] = {}
    for window_id, counts in found.items():
        parts.setdefault(window_number(book, window_id), []).append(counts)
    return [_of_window(number, Counts.total(counts)) for number, counts in parts.items()]


def _of_service(book: HallBook, code: str, counts: Counts) -> Group:
    page = book.services.get(code)
    return code, page.name if page else Text(code, code), counts


def _of_window(number: int | None, counts: Counts) -> Group:
    if number is None:
        return None, _UNKNOWN, counts
    return str(number), Text(f"{number}号窗口", f"Window {number}"), counts


def _by_person(connection: Connection, found: Mapping[str | None, Counts]) -> list[Group]:
    ids = {key for key in found if key}
    usernames, people = names_of(connection, ids), known_as(connection, ids)
    named = {key: Text(name, name) for key, name in people.items()}
    return [(usernames.get(key or ""), named.get(key or "", _UNKNOWN), counts) for key, counts in found.items()]


def _group(key: str | None, name: Text, counts: Counts, language: Language) -> NoticeGroup:
    return NoticeGroup(
        key=key,
        name=name.as_json(),
        label=name.pick(language),
        counts={one: getattr(counts, one) for one in COUNTED},
        told_whole=counts.told_whole,
    )


def _notice(
    book: HallBook, one: Noticed, later: list[Later], people: Mapping[str, str], language: Language
) -> NoticeAnswer:
    return NoticeAnswer(
        ticket=one.ticket_id,
        number=one.number,
        day=one.day,
        service=one.service,
        service_label=_of_service(book, one.service, Counts())[1].pick(language),
        window=window_number(book, one.window_id),
        by=people.get(one.by or ""),
        at=one.at,
        returned=one.returned,
        credited=one.credited,
        told_again=one.told_again,
        not_told_first=one.not_told_first,
        later=[
            LaterAnswer(
                ticket=each.ticket_id,
                number=each.number,
                day=each.day,
                by=people.get(each.by or ""),
                at=each.at,
                untold=each.untold,
            )
            for each in later
        ],
    )
