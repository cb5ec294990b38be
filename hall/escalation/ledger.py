"""The doors of the ledger as a whole: the list, who answers for which department, and who is on duty for a service."""

from typing import Annotated

import sqlalchemy as sa
from pydantic import Field, StringConstraints
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.db import Work
from hall.edge.access import needs
from hall.edge.endpoint import Answer, Body, Call, Cursor, Endpoints, NoBody
from hall.edge.fields import Words
from hall.edge.trails import trail_of
from hall.errors import UnknownService
from hall.escalation.actions.naming import name_members, set_extension
from hall.escalation.answers import EscalationSummary, summaries
from hall.escalation.checking import checked_department, departments_in
from hall.escalation.counts import FIGURES, counted
from hall.escalation.listing import found_by_text, listed
from hall.escalation.models import EXTENSIONS
from hall.escalation.narrowing import Narrowed, Whose, wanted_by, wanted_of
from hall.escalation.queries import members_in
from hall.journal.audit import AuditKind
from hall.staff.permissions import Permission
from hall.text import Text
from hall.windows.queries import duties_in

endpoints = Endpoints("ledgers")

DEPARTMENTS = needs(Permission.ESCALATIONS, Permission.STAFF)


class LedgerQuery(Narrowed):
    limit: int = Field(50, ge=1, le=200)
    after: Cursor = 0


class LedgerList(Answer):
    items: list[EscalationSummary]
    next: int | None


class CountAnswer(Answer):
    """One figure; `query` narrows the list to exactly the records that it counts."""

    code: str
    name: Words
    query: dict[str, str]
    count: int


class CountList(Answer):
    items: list[CountAnswer]


class DepartmentAnswer(Answer):
    """`department` is the name it is kept under, and asked for by; `name` what it is called."""

    department: str
    name: Words
    members: list[str]


class DepartmentList(Answer):
    items: list[DepartmentAnswer]


class MembersBody(Body):
    """Everybody who answers for a department from now on, by user name."""

    department: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    members: list[Annotated[str, Field(max_length=64)]] = Field(max_length=50)


class OnDutyAnswer(Answer):
    """Somebody at an open window that does the service, and the extension there."""

    window: int
    person: str
    extension: str | None


class OnDutyList(Answer):
    items: list[OnDutyAnswer]


class ExtensionBody(Body):
    """The telephone extension at a window; nothing takes it away."""

    extension: Annotated[str, StringConstraints(pattern=r"^[0-9*#+-]{1,16}$")] | None


class ExtensionAnswer(Answer):
    window: int
    extension: str | None


@endpoints.read(
    "/halls/<hall>/escalations",
    access=needs(Permission.ESCALATIONS, Permission.ANSWER),
    answer=LedgerList,
    query=LedgerQuery,
)
def list_escalations(call: Call[LedgerQuery], connection: Connection) -> LedgerList:
    """The ledger: all of it for its desk and managers, a department's own for who answers for it."""
    book, query = hall_book(connection, call.subject.hall_id), call.body
    wanted = wanted_of(connection, book, call.caller, query)
    limit, before = query.limit + 1, query.after or None
    if query.text is None:
        found = listed(connection, book.hall_id, wanted, before=before, limit=limit)
    else:
        found = found_by_text(connection, call.vault, book.hall_id, wanted, query.text, before=before, limit=limit)
    page = found[: query.limit]
    items = summaries(connection, book, call.vault, page, call.language)
    return LedgerList(items=items, next=page[-1].seq if len(found) > query.limit else None)


@endpoints.read(
    "/halls/<hall>/escalations/counts",
    access=needs(Permission.ESCALATIONS, Permission.ANSWER),
    answer=CountList,
    query=Whose,
)
def count_escalations(call: Call[Whose], connection: Connection) -> CountList:
    """How many records stand how, each with the query that lists them."""
    book = hall_book(connection, call.subject.hall_id)
    found = counted(connection, book.hall_id, wanted_by(connection, book, call.caller, call.body))
    return CountList(
        items=[
            CountAnswer(code=code, name=figure.name.as_json(), query=figure.query, count=found[code])
            for code, figure in FIGURES.items()
        ]
    )


@endpoints.read("/halls/<hall>/departments", access=DEPARTMENTS, answer=DepartmentList)
def list_departments(call: Call[NoBody], connection: Connection) -> DepartmentList:
    """The departments of the hall's services, and who answers for each."""
    book = hall_book(connection, call.subject.hall_id)
    members = members_in(connection, book.hall_id)
    return DepartmentList(items=[_department(book, name, members.get(name, [])) for name in departments_in(book)])


@endpoints.act(
    "POST", "/halls/<hall>/departments", access=needs(Permission.STAFF), body=MembersBody, answer=DepartmentAnswer
)
def set_members(call: Call[MembersBody], work: Work) -> DepartmentAnswer:
    """Say who answers for a department."""
    book, body = hall_book(work.connection, work.hall_id), call.body
    department = checked_department(book, body.department)
    name_members(work, call.vault, call.caller.address, department, body.members)
    members = members_in(work.connection, work.hall_id).get(department, [])
    return _department(book, department, members)


def _department(book: HallBook, name: str, members: list[str]) -> DepartmentAnswer:
    return DepartmentAnswer(department=name, name=book.department(name).as_json(), members=members)


@endpoints.read(
    "/halls/<hall>/services/<service>/on-duty", access=needs(Permission.ESCALATE, Permission.ESCALATIONS),
    answer=OnDutyList,
)  # fmt: skip
def on_duty(call: Call[NoBody], connection: Connection) -> OnDutyList:
    """Who does a service now, and where they can be called: for a call of three with the hotline."""
    book, service = hall_book(connection, call.subject.hall_id), call.path["service"]
    if service not in book.services:
        raise UnknownService(Text(f"没有事项“{service}”", f"There is no service {service!r}"))
    duties = duties_in(connection, book.hall_id)
    known = connection.execute(sa.select(EXTENSIONS.c.window_id, EXTENSIONS.c.extension))
    extensions: dict[str, str] = {row.window_id: row.extension for row in known}
    there = [page for page in book.windows.values() if page.open and service in page.services and page.id in duties]
    return OnDutyList(
        items=[
            OnDutyAnswer(window=page.number, person=duties[page.id].name, extension=extensions.get(page.id))
            for page in sorted(there, key=lambda page: page.number)
        ]
    )


@endpoints.act(
    "POST",
    "/windows/<window>/extension",
    access=needs(Permission.WINDOWS),
    body=ExtensionBody,
    answer=ExtensionAnswer,
)
def extension(call: Call[ExtensionBody], work: Work) -> ExtensionAnswer:
    """The telephone extension at a window; who changed it is put on record."""
    page = hall_book(work.connection, work.hall_id).windows[call.subject.id]
    set_extension(work, page.id, call.body.extension)
    said = call.body.extension
    trail_of(call, work).note(AuditKind.SETTING_CHANGED, page.id, hall_id=work.hall_id, extension=said)
    return ExtensionAnswer(window=page.number, extension=call.body.extension)
