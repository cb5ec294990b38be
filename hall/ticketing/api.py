"""The doors of tickets away from the windows: taking one, following it, giving it up, and what the greeter does."""

from datetime import date
from functools import partial
from typing import Annotated, Any, Literal

from pydantic import Field
from sqlalchemy.engine import Connection

from hall.catalogue.categories import Category
from hall.catalogue.queries import hall_book
from hall.clock import hall_day, now
from hall.db import Work
from hall.edge.access import PUBLIC, Caller, Subject, needs
from hall.edge.endpoint import Answer, Body, Call, Cursor, Endpoints, NoBody, Reply
from hall.edge.fields import Words
from hall.errors import DeviceTokenNeeded, FieldProblem, Forbidden, ForeignHall, Gathered, Invalid, TicketNotFound
from hall.events import TicketReprinted
from hall.journal.remarks import remark
from hall.personal.numbers import SENIOR_YEARS, age_on, read_credit_code, read_id_number, read_phone
from hall.staff.permissions import Permission
from hall.text import Language, Text
from hall.ticketing.actions.end import cancel_ticket
from hall.ticketing.actions.issue import issue_ticket
from hall.ticketing.actions.reenter import requeue_ticket, upgrade_ticket
from hall.ticketing.answers import StaffTicket, TicketAnswer, bare, staff_ticket, staff_tickets, ticket_answer
from hall.ticketing.changes import note_seq
from hall.ticketing.coming import ComingBody, check_coming, phone_of
from hall.ticketing.numbering import parse_number
from hall.ticketing.queries import hall_of_ticket, ticket_by_number, ticket_row, tickets_of_day
from hall.ticketing.states import TicketState
from hall.ticketing.told import HolderTicket, holder_ticket
from hall.ticketing.why import why_sentence
from hall.ticketing.wish import Channel, PrincipalWish, Wish

endpoints = Endpoints("tickets")

Short = Annotated[str, Field(max_length=64)]
Code = Annotated[str, Field(min_length=1, max_length=64)]


class PrincipalBody(Body):
    id_number: Short | None = None
    credit_code: Short | None = None
    name: Short | None = None
    phone: Short | None = None
    services: list[Code] = Field(default_factory=list, max_length=12)


class IssueBody(ComingBody):
    """Services or a bundle, or services by principal; everything personal is optional."""

    services: list[Code] = Field(default_factory=list, max_length=12)
    bundle: Code | None = None
    channel: Channel
    category: Category | None = None
    needs_help: bool = False
    phone: Short | None = None
    id_number: Short | None = None
    credit_code: Short | None = None
    name: Short | None = None
    principals: list[PrincipalBody] = Field(default_factory=list, max_length=50)
    returns_from: Short | None = None
    language: Literal["zh", "en", "zh-CN"] | None = None


class WhyAnswer(Answer):
    """Who comes first of two tickets, and why: `text` in both languages, `label` in the reader's."""

    first: str
    text: Words
    label: str


class UpgradeBody(Body):
    category: Category
    reason: Annotated[str, Field(max_length=200)] | None = None


class FindQuery(Body):
    number: Short | None = None
    state: TicketState | None = None
    needs_help: bool | None = None
    limit: int = Field(default=50, ge=1, le=200)
    after: Cursor = 0


class TicketList(Answer):
    items: list[StaffTicket]
    next: int | None


@endpoints.act(
    "POST", "/halls/<hall>/tickets", access=PUBLIC, body=IssueBody, answer=TicketAnswer, status=201, also=(200,)
)
def issue(call: Call[IssueBody], work: Work) -> Reply:
    """Take a ticket: 201 with the new one, 200 with the live one that the same principal holds already."""
    _check_channel(call.caller, call.body.channel, work.hall_id)
    book = hall_book(work.connection, work.hall_id)
    check_coming(call.body, call.body.channel, book, call.body.services, call.vault, work.now)
    day = hall_day(book.zone, work.now)
    issued = issue_ticket(work, book, call.vault, _wish(call.body, call.caller, call.language, day))
    answer = ticket_answer(work.connection, book, issued.ticket_id, call.language)
    return Reply(answer, 201 if issued.fresh else 200)


@endpoints.read("/tickets/<ticket>", access=PUBLIC, answer=HolderTicket)
def see(call: Call[NoBody], connection: Connection) -> HolderTicket:
    """A ticket, for whoever holds its id."""
    book = hall_book(connection, call.subject.hall_id)
    return holder_ticket(connection, book, call.vault, call.subject.id, call.language)


@endpoints.act("DELETE", "/tickets/<ticket>", access=PUBLIC, answer=HolderTicket)
def cancel(call: Call[NoBody], work: Work) -> HolderTicket:
    """Give a ticket up."""
    book = hall_book(work.connection, work.hall_id)
    cancel_ticket(work, book, call.subject.id)
    return holder_ticket(work.connection, book, call.vault, call.subject.id, call.language)


@endpoints.read("/tickets/<ticket>/why/<number>", access=PUBLIC, answer=WhyAnswer)
def why(call: Call[NoBody], connection: Connection) -> WhyAnswer:
    """The sentence that explains the order of this ticket and another of the same hall and day."""
    mine = ticket_row(connection, call.subject.id)
    number = parse_number(call.path["number"])
    other = ticket_by_number(connection, mine.hall_id, mine.day, str(number)) if number else None
    if other is None:
        raise TicketNotFound(Text("当天没有这个号", "There is no such number that day"))
    staff = call.caller.kind == "user" and call.caller.may(Permission.FIND, mine.hall_id)
    first, text = why_sentence(connection, hall_book(connection, mine.hall_id), mine, other, staff=staff)
    return WhyAnswer(first=first, text=text.as_json(), label=text.pick(call.language))


@endpoints.read("/halls/<hall>/tickets", access=needs(Permission.FIND), answer=TicketList, query=FindQuery)
def find(call: Call[FindQuery], connection: Connection) -> TicketList:
    """Today's tickets of a hall, by number, state or whether help was asked for."""
    book = hall_book(connection, call.subject.hall_id)
    query = call.body
    where: dict[str, str | bool] = {"state": query.state.value} if query.state else {}
    if query.needs_help is not None:
        where["needs_help"] = query.needs_help
    if query.number is not None:
        where["number"] = str(parse_number(query.number) or query.number)
    found = tickets_of_day(
        connection, book.hall_id, hall_day(book.zone, now()), after=query.after, limit=query.limit + 1, **where
    )
    page = found[: query.limit]
    items = staff_tickets(connection, book, call.vault, page, call.language)
    return TicketList(items=items, next=page[-1].issue_order if len(found) > query.limit else None)


@endpoints.act("POST", "/tickets/<ticket>/requeue", access=needs(Permission.REQUEUE), answer=StaffTicket)
def requeue(call: Call[NoBody], work: Work) -> StaffTicket:
    """I am here: back to the queue after a missed call."""
    requeue_ticket(work, hall_book(work.connection, work.hall_id), call.subject.id)
    return _staff_side(call, work)


@endpoints.act(
    "POST", "/tickets/<ticket>/upgrade", access=needs(Permission.ASSIST), body=UpgradeBody, answer=StaffTicket
)
def upgrade(call: Call[UpgradeBody], work: Work) -> StaffTicket:
    """Confirm a green-channel category; staff only."""
    if call.caller.kind != "user":
        raise Forbidden(Text("绿色通道由工作人员确认", "The green channel is confirmed by staff"))
    reason = remark(work, call.vault, call.body.reason)
    upgrade_ticket(work, hall_book(work.connection, work.hall_id), call.subject.id, call.body.category, reason)
    return _staff_side(call, work)


@endpoints.act("POST", "/tickets/<ticket>/reprint", access=needs(Permission.REQUEUE), answer=StaffTicket)
def reprint(call: Call[NoBody], work: Work) -> StaffTicket:
    """Note that the slip was printed again: by staff, or by a kiosk for the slip it scanned."""
    ticket = ticket_row(work.connection, call.subject.id)
    note_seq(work, ticket, work.record(TicketReprinted(ticket=ticket.id, number=ticket.number)))
    return _staff_side(call, work)


def _staff_side(call: Call[Any], work: Work) -> StaffTicket:
    """The ticket after the act; a kiosk is told nothing of the people and notes on it."""
    book = hall_book(work.connection, work.hall_id)
    ticket = staff_ticket(work.connection, book, call.vault, call.subject.id, call.language)
    return ticket if call.caller.kind == "user" else bare(ticket)


def find_ticket(connection: Connection, ticket_id: str) -> Subject:
    """What a path's `<ticket>` speaks of."""
    return Subject("ticket", ticket_id, *hall_of_ticket(connection, ticket_id))


def _check_channel(caller: Caller, channel: Channel, hall_id: int) -> None:
    """A kiosk's tickets need its device token, the desk's a member of staff; phone and door are open to everybody."""
    if channel in (Channel.KIOSK, Channel.SELF_SERVICE):
        if caller.kind != "device" or caller.device_kind != "kiosk":
            raise DeviceTokenNeeded(Text("取号机须使用设备令牌", "A kiosk identifies itself with its device token"))
        if not caller.may(Permission.KIOSK, hall_id):
            raise ForeignHall(Text("该取号机属于其他大厅", "This kiosk belongs to another hall"))
    elif channel is Channel.DESK:
        needs(Permission.ISSUE).check(caller, hall_id)
    elif channel is Channel.BOOKING:
        words = Text("预约请使用签到取号", "An appointment becomes a ticket by check-in")
        raise Invalid(words, fields=[FieldProblem("channel", words)])


def _wish(body: IssueBody, caller: Caller, language: Language, today: date) -> Wish:
    if body.principals:
        _refuse_twice(body)
        principals = _principals(body.principals, today)
    else:
        own = PrincipalBody(id_number=body.id_number, credit_code=body.credit_code, name=body.name, phone=body.phone)
        one = principal_wish(own, today, "")
        principals = () if one.empty else (one,)
    category, confirmed = _green_channel(body, caller, today)
    return Wish(
        channel=body.channel,
        services=tuple(body.services),
        bundle=body.bundle,
        principals=principals,
        category=category,
        confirmed=confirmed,
        needs_help=body.needs_help,
        returns_from=body.returns_from,
        language=language if body.language is None else ("en" if body.language == "en" else "zh"),
        device=phone_of(body, caller),
    )


def _principals(bodies: list[PrincipalBody], today: date) -> tuple[PrincipalWish, ...]:
    gathered = Gathered()
    found = [gathered.take(partial(principal_wish, each, today, f"principals.{at}.")) for at, each in enumerate(bodies)]
    gathered.tell()
    return tuple(each for each in found if each)


def _refuse_twice(body: IssueBody) -> None:
    if body.id_number or body.credit_code or body.name or body.phone:
        words = Text(
            "已列出办理人时，请把姓名、证件和手机号填在各办理人下", "With principals, put names and numbers there"
        )
        raise Invalid(words, fields=[FieldProblem("principals", words)])


def principal_wish(body: PrincipalBody, today: date, where: str) -> PrincipalWish:
    """Somebody as typed. Raises Invalid with every field that is wrong; `where` begins their names."""
    gathered = Gathered()
    number = gathered.take(lambda: _number(body, today, where))
    phone = gathered.take(lambda: read_phone(body.phone, f"{where}phone") if body.phone else None)
    gathered.tell()
    return PrincipalWish(
        kind="organisation" if body.credit_code else "person",
        name=body.name or None,
        number=number,
        phone=phone,
        services=tuple(body.services),
    )


def _number(body: PrincipalBody, today: date, where: str) -> str | None:
    if body.id_number and body.credit_code:
        words = Text("证件号与统一社会信用代码只填一个", "Give an identity number or a credit code, not both")
        raise Invalid(words, fields=[FieldProblem(f"{where}credit_code", words)])
    if body.credit_code:
        return read_credit_code(body.credit_code, f"{where}credit_code")
    return read_id_number(body.id_number, today, f"{where}id_number").text if body.id_number else None


def _green_channel(body: IssueBody, caller: Caller, today: date) -> tuple[Category | None, bool]:
    """The category and who vouches for it: staff for any, a kiosk for the age on a card alone."""
    if body.channel is Channel.DESK and caller.kind == "user":
        return body.category, True
    if body.channel is Channel.KIOSK and body.id_number and body.category in (None, Category.SENIOR):
        age = age_on(read_id_number(body.id_number, today).birth, today)
        if age >= SENIOR_YEARS:
            return Category.SENIOR, True
    return body.category, False
