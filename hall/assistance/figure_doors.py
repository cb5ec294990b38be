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
from hall.staff.queries import known_as, names_of
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
    named = _names(connection, book, by, [key for key in groups if key])
    items = [_group(*named.get(key or "", (None, _UNKNOWN)), each, call.language) for key, each in groups.items()]
    return AssistanceFigures(
        first=span.first,
        last=span.last,
        by=by,
        all=_group(None, book.name, whole, call.language),
        items=sorted(items, key=lambda group: group.key or ""),
    )


Named = tuple[str | None, Text]
"""What a group is asked for by, and what people call it."""


def _names(connection: Connection, book: HallBook, by: str, keys: list[str]) -> dict[str, Named]:
    if by == "aide":
        usernames, people = names_of(connection, set(keys)), known_as(connection, keys)
        return {key: (usernames.get(key), Text(name, name)) for key, name in people.items()}
    return {key: (key, _words(book, by, key)) for key in keys}


def _words(book: HallBook, by: str, key: str) -> Text:
    if by == "service":
        page = book.services.get(key)
        return page.name if page else Text(key, key)
    return Source(key).words if by == "source" else _VENUES[Venue(key)]


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
