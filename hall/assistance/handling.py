"""The doors of those who help: the live list, who goes, what was done, how to reach somebody."""

from typing import Annotated, Any

from pydantic import Field, StringConstraints
from sqlalchemy.engine import Connection

from hall.assistance.actions.stepping import Brought, take_step
from hall.assistance.answers import StaffAssistance, staff_assistances
from hall.assistance.counting import COUNTED, condition
from hall.assistance.numbers import read_number
from hall.assistance.queries import Wanted, requests_of, stored_request
from hall.assistance.sealed import ADDRESS
from hall.assistance.states import Deed, Move, Source, Venue
from hall.catalogue.queries import hall_book
from hall.catalogue.spans import Days, span_of
from hall.clock import hall_day, now
from hall.db import Work
from hall.edge.access import needs
from hall.edge.endpoint import Answer, Body, Call, Cursor, Endpoints, NoBody
from hall.edge.trails import trail_of
from hall.errors import NotSignedIn, UserNotFound
from hall.journal.audit import AuditKind
from hall.journal.remarks import remark
from hall.staff.permissions import Permission, rights_of
from hall.staff.queries import Person, known_person, staff_of
from hall.staff.usernames import folded
from hall.text import Text
from hall.ticketing.actions.accompany import accompany, leave
from hall.ticketing.asked import person_asked
from hall.ticketing.queries import ticket_row
from hall.ticketing.sealed import NAME, PHONE_HASH
from hall.ticketing.states import LIVE

endpoints = Endpoints("assistance handling")
HELP = needs(Permission.ASSIST)
Written = Annotated[str, StringConstraints(max_length=1000)]
Short = Annotated[str, Field(max_length=64)]


class AssistanceQuery(Days):
    """`open` alone: all that wait or are being helped, however old; else those of the days, as a figure counts them."""

    open: bool | None = None
    counted: Annotated[str | None, Field(pattern="^(" + "|".join(COUNTED) + ")$")] = None
    source: Source | None = None
    venue: Venue | None = None
    service: Short | None = None
    aide: Short | None = None
    ticket: Short | None = None
    escalation: Short | None = None
    review: Short | None = None
    number: Short | None = None
    after: Cursor = 0
    limit: int = Field(default=100, ge=1, le=200)


class AssistanceList(Answer):
    """The latest first; `after` a `next` goes on."""

    items: list[StaffAssistance]
    next: int | None


class AideAnswer(Answer):
    username: str
    name: str


class AideList(Answer):
    items: list[AideAnswer]


class AssignBody(Body):
    """The user name of who is to help; left out, the caller."""

    aide: Short | None = None


class StepBody(Body):
    deed: Deed
    text: Written | None = None


class MaybeTextBody(Body):
    text: Written | None = None


class PurposeBody(Body):
    """Why somebody's name, phone and address are read: it goes into the audit trail."""

    reason: Annotated[str, StringConstraints(min_length=1, max_length=200)]


class AskerAnswer(Answer):
    """Who asked and where they live, unmasked, as far as they said."""

    name: str | None
    phone: str | None
    address: str | None


@endpoints.read("/halls/<hall>/assistance", access=HELP, answer=AssistanceList, query=AssistanceQuery)
def list_requests(call: Call[AssistanceQuery], connection: Connection) -> AssistanceList:
    """Who asked for help: those of now, or those that a figure counts."""
    book, query = hall_book(connection, call.subject.hall_id), call.body
    at = now()
    wanted = Wanted(
        is_open=query.open,
        source=query.source,
        venue=query.venue,
        service=query.service,
        aide=person_asked(connection, query.aide),
        ticket=query.ticket,
        escalation=query.escalation,
        review=query.review,
        number=read_number(query.number, hall_day(book.zone, at)) if query.number else None,
    )
    named = (query.ticket, query.escalation, query.review, query.number)
    more = []
    if query.counted is not None or (query.open is None and named == (None, None, None, None)):
        more = condition(span_of(book, query), query.counted or "requested", at)
    found = requests_of(connection, book.hall_id, wanted, more, before=query.after or None, limit=query.limit + 1)
    page = found[: query.limit]
    items = staff_assistances(connection, book, call.vault, page, call.language, at)
    return AssistanceList(items=items, next=page[-1].seq if len(found) > query.limit else None)


@endpoints.read("/halls/<hall>/aides", access=HELP, answer=AideList)
def list_aides(call: Call[NoBody], connection: Connection) -> AideList:
    """Who may help here, by name."""
    hall_id = call.subject.hall_id
    found = [person for person in staff_of(connection, hall_id) if _may_help(person, hall_id)]
    return AideList(items=[AideAnswer(username=person.username, name=person.name) for person in found])


@endpoints.act("POST", "/assistance/<assistance>/assign", access=HELP, body=AssignBody, answer=StaffAssistance)
def assign(call: Call[AssignBody], work: Work) -> StaffAssistance:
    """Say who is to help."""
    aide = call.caller.id
    if call.body.aide is not None:
        person = known_person(work.connection, folded(call.body.aide))
        if not _may_help(person, work.hall_id):
            raise UserNotFound(Text("此人不在本大厅帮办", "This person does not help in this hall"))
        aide = person.id
    return _take(call, work, Move.ASSIGN, Brought(aide=aide))


@endpoints.act("POST", "/assistance/<assistance>/start", access=HELP, answer=StaffAssistance)
def start(call: Call[NoBody], work: Work) -> StaffAssistance:
    """I am with them; with a ticket, I walk with its holder."""
    row = stored_request(work.connection, call.subject.id)
    if row.ticket_id is not None and ticket_row(work.connection, row.ticket_id).state in LIVE:
        accompany(work, row.ticket_id)
    return _take(call, work, Move.START, Brought(aide=call.caller.id))


@endpoints.act("POST", "/assistance/<assistance>/release", access=HELP, body=MaybeTextBody, answer=StaffAssistance)
def release(call: Call[MaybeTextBody], work: Work) -> StaffAssistance:
    """Back onto the list for somebody else."""
    row = stored_request(work.connection, call.subject.id)
    if row.ticket_id is not None:
        leave(work, row.ticket_id)
    return _take(call, work, Move.RELEASE, _brought(call, work))


@endpoints.act("POST", "/assistance/<assistance>/steps", access=HELP, body=StepBody, answer=StaffAssistance)
def note(call: Call[StepBody], work: Work) -> StaffAssistance:
    """What was done for them."""
    return _take(call, work, Move.NOTE, _brought(call, work, call.body.deed))


@endpoints.act("POST", "/assistance/<assistance>/done", access=HELP, body=MaybeTextBody, answer=StaffAssistance)
def done(call: Call[MaybeTextBody], work: Work) -> StaffAssistance:
    """They have been helped."""
    return _take(call, work, Move.FINISH, _brought(call, work))


@endpoints.act("POST", "/assistance/<assistance>/asker", access=HELP, body=PurposeBody, answer=AskerAnswer)
def asker(call: Call[PurposeBody], work: Work) -> AskerAnswer:
    """Name, phone and address, unmasked, for a reason that is audited."""
    if call.caller.kind != "user":
        raise NotSignedIn
    row, kept = stored_request(work.connection, call.subject.id), remark(work, call.vault, call.body.reason)
    trail = trail_of(call, work)
    reason = kept["id"] if kept else None
    trail.note(AuditKind.UNMASKED, None, hall_id=work.hall_id, what="assistance", number=row.number, reason=reason)

    def opened(sealed: bytes | None, purpose: str) -> str | None:
        return call.vault.open(sealed, purpose) if sealed else None

    return AskerAnswer(
        name=opened(row.name, NAME), phone=opened(row.phone, PHONE_HASH), address=opened(row.address, ADDRESS)
    )


def _may_help(person: Person, hall_id: int) -> bool:
    rights = rights_of(person.grants)
    held = rights.get(None, frozenset()) | rights.get(hall_id, frozenset())
    return person.locked_at is None and Permission.ASSIST in held


def _brought(call: Call[Any], work: Work, deed: Deed | None = None) -> Brought:
    return Brought(deed=deed, kept=remark(work, call.vault, call.body.text or None))


def _take(call: Call[Any], work: Work, move: Move, brought: Brought) -> StaffAssistance:
    take_step(work, stored_request(work.connection, call.subject.id), move, brought)
    book, row = hall_book(work.connection, work.hall_id), stored_request(work.connection, call.subject.id)
    return staff_assistances(work.connection, book, call.vault, [row], call.language, work.now)[0]
