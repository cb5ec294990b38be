"""The door of the figures of help."""

from datetime import date
from typing import Literal

from sqlalchemy.engine import Connection

from hall.assistance.counting import Figures, figures_by
from hall.assistance.states import Source, Venue
from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.catalogue.spans import Days, span_of
from hall.clock import now
from hall.edge.access import needs
from hall.edge.endpoint import Answer, Call, Endpoints
from hall.edge.fields import Words
from hall.staff.permissions import Permission
from hall.staff.queries import person_of
from hall.text import Language, Text

endpoints = Endpoints("assistance figures")
_UNKNOWN = Text("未记录", "Not on record")
_VENUES = {Venue.HERE: Text("大厅内", "In the hall"), Venue.HOME: Text("上门", "At home")}


class AssistanceFiguresQuery(Days):
    by: Literal["hall", "source", "venue", "service", "aide"] = "hall"


class AssistanceGroup(Answer):
    """One source, venue, service (its code) or aide (user name). `in_time`: of those to whom somebody came or should.

    Waits are those of people in the hall until somebody was with them.
    """

    key: str | None
    name: Words
    label: str
    counts: dict[str, int]
    in_time: float | None
    mean_wait_minutes: float | None
    longest_wait_minutes: float | None


class AssistanceFigures(Answer):
    """Requests made on these days, as they stand now."""

    first: date
    last: date
    by: str
    all: AssistanceGroup
    items: list[AssistanceGroup]


@endpoints.read(
    "/halls/<hall>/assistance/figures",
    access=needs(Permission.ASSIST, Permission.STATISTICS),
    answer=AssistanceFigures,
    query=AssistanceFiguresQuery,
)
def figures(call: Call[AssistanceFiguresQuery], connection: Connection) -> AssistanceFigures:
    """How many asked for help, how soon somebody came, and what became of it."""
    book, at = hall_book(connection, call.subject.hall_id), now()
    span, by = span_of(book, call.body), call.body.by
    whole = figures_by(connection, span, "hall", at).get(None, Figures.none())
    groups = figures_by(connection, span, by, at) if by != "hall" else {}
    items = [_named(connection, book, by, key, each, call.language) for key, each in groups.items()]
    return AssistanceFigures(
        first=span.first,
        last=span.last,
        by=by,
        all=_group(None, book.name, whole, call.language),
        items=sorted(items, key=lambda group: group.key or ""),
    )


def _named(
    connection: Connection, book: HallBook, by: str, key: str | None, found: Figures, language: Language
) -> AssistanceGroup:
    if key is None:
        return _group(None, _UNKNOWN, found, language)
    if by == "aide":
        person = person_of(connection, key)
        return _group(
            person.username if person else None, Text(person.name, person.name) if person else _UNKNOWN, found, language
        )
    if by == "service":
        page = book.services.get(key)
        return _group(key, page.name if page else Text(key, key), found, language)
    return _group(key, Source(key).words if by == "source" else _VENUES[Venue(key)], found, language)


def _group(key: str | None, name: Text, found: Figures, language: Language) -> AssistanceGroup:
    return AssistanceGroup(
        key=key,
        name=name.as_json(),
        label=name.pick(language),
        counts=dict(found.counts),
        in_time=found.in_time,
        mean_wait_minutes=found.mean_wait_minutes,
        longest_wait_minutes=found.longest_wait_minutes,
    )
