"""The door of the figures of reviews (好差评): for a hall, its services, departments, windows or people."""

from datetime import date
from typing import Literal

from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.catalogue.spans import Days, Span, span_of
from hall.edge.access import needs
from hall.edge.endpoint import Answer, Call, Endpoints
from hall.edge.fields import Words
from hall.review.counting import counts_by
from hall.review.rates import Counts, rates
from hall.staff.permissions import Permission
from hall.staff.queries import known_as, names_of
from hall.text import Language, Text
from hall.ticketing.reach import window_number

endpoints = Endpoints("review figures")


class FiguresQuery(Days):
    by: Literal["hall", "service", "department", "window", "person"] = "hall"


class RateAnswer(Answer):
    """`value` is `number` out of `of` (the score: points out of ten), null where it rests on nothing.

    `not_due`: bad reviews that it does not rest on yet, because there is still time for what is owed to them.
    """

    rate: str
    value: float | None
    number: int
    of: int
    goal: float | None
    not_due: int


class GroupAnswer(Answer):
    """One service (its code), department, window (its number) or person (user name); `key` null: known to nobody."""

    key: str | None
    name: Words
    label: str
    counts: dict[str, int]
    rates: list[RateAnswer]


class FiguresAnswer(Answer):
    """Tickets of these days that were served, and their reviews. `all` is the hall's; groups have served somebody."""

    first: date
    last: date
    by: str
    all: GroupAnswer
    items: list[GroupAnswer]


@endpoints.read(
    "/halls/<hall>/reviews/figures",
    access=needs(Permission.REVIEWS, Permission.STATISTICS),
    answer=FiguresAnswer,
    query=FiguresQuery,
)
def figures(call: Call[FiguresQuery], connection: Connection) -> FiguresAnswer:
    """All rates of reviews, each with the number it rests on."""
    book = hall_book(connection, call.subject.hall_id)
    span, by = span_of(book, call.body), call.body.by
    whole = counts_by(connection, span, "hall").get(None, Counts())
    groups = _groups(connection, book, span, by)
    return FiguresAnswer(
        first=span.first,
        last=span.last,
        by=by,
        all=_group(None, book.name, whole, call.language),
        items=[_group(key, name, counts, call.language) for key, name, counts in groups],
    )


def _groups(connection: Connection, book: HallBook, span: Span, by: str) -> list[tuple[str | None, Text, Counts]]:
    if by == "service":
        found = counts_by(connection, span, "service").items()
        return sorted(((key, _service(book, key), counts) for key, counts in found), key=lambda group: group[0] or "")
    if by == "department":
        return _departments(book, counts_by(connection, span, "service"))
    if by == "window":
        windows = [(window_number(book, key), counts) for key, counts in counts_by(connection, span, "window").items()]
        windows.sort(key=lambda group: group[0] or 0)
        return [(str(number) if number else None, _window(number), counts) for number, counts in windows]
    if by == "person":
        return _people(connection, counts_by(connection, span, "person"))
    return []


def _departments(book: HallBook, by_service: dict[str | None, Counts]) -> list[tuple[str | None, Text, Counts]]:
    """No two services share a ticket here, so those of a department add up."""
    parts: dict[Text, list[Counts]] = {}
    for code, counts in by_service.items():
        page = book.services.get(code or "")
        parts.setdefault(page.department if page else _UNKNOWN, []).append(counts)
    return [(name.zh, name, Counts.total(parts[name])) for name in sorted(parts)]


def _people(connection: Connection, by_person: dict[str | None, Counts]) -> list[tuple[str | None, Text, Counts]]:
    ids = {key for key in by_person if key}
    usernames, people = names_of(connection, ids), known_as(connection, ids)
    found = []
    for key, counts in by_person.items():
        name = people.get(key or "")
        found.append((usernames.get(key or ""), Text(name, name) if name else _UNKNOWN, counts))
    return sorted(found, key=lambda group: group[0] or "")


_UNKNOWN = Text("未记录", "Not on record")


def _service(book: HallBook, code: str | None) -> Text:
    page = book.services.get(code or "")
    return page.name if page else Text(code or "", code or "")


def _window(number: int | None) -> Text:
    return Text(f"{number}号窗口", f"Window {number}") if number else _UNKNOWN


def _group(key: str | None, name: Text, counts: Counts, language: Language) -> GroupAnswer:
    return GroupAnswer(
        key=key,
        name=name.as_json(),
        label=name.pick(language),
        counts={one: getattr(counts, one) for one in Counts.__dataclass_fields__} | {"bad": counts.bad},
        rates=[
            RateAnswer(
                rate=rate.name.value,
                value=rate.value,
                number=rate.number,
                of=rate.of,
                goal=rate.goal,
                not_due=rate.not_due,
            )
            for rate in rates(counts).values()
        ],
    )
