"""The doors of the greeter's side: where a scanned code leads, and who walks with whom."""

from datetime import date, timedelta
from typing import Annotated

from pydantic import Field
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.clock import hall_day, now
from hall.db import Work
from hall.edge.access import needs
from hall.edge.endpoint import Answer, Body, Call, Endpoints, NoBody
from hall.edge.fields import Words
from hall.errors import TicketNotFound
from hall.staff.permissions import Permission
from hall.text import Text
from hall.ticketing.actions.accompany import accompany, leave
from hall.ticketing.answers import StaffTicket, bare, staff_ticket
from hall.ticketing.people import tickets_of_person
from hall.ticketing.queries import TicketRow, latest_with_number, left_phones, ticket_row
from hall.ticketing.returning import came_of, last_day, returnable
from hall.ticketing.scanning import (
    LONGEST_CODE,
    Candidate,
    Card,
    Kind,
    Lead,
    Number,
    Slip,
    Unreadable,
    lead_of_card,
    lead_of_paper,
    lead_of_ticket,
    not_found,
    read_code,
    slip_not_found,
)
from hall.ticketing.sealed import ID_HASH

endpoints = Endpoints("greeter")

# Three working days may have a long holiday between them.
REMEMBERED = timedelta(days=31)


class ScanBody(Body):
    code: Annotated[str, Field(min_length=1, max_length=LONGEST_CODE)]


class HallName(Answer):
    code: str
    name: Words
    label: str


class ScanAnswer(Answer):
    """Where a code leads, and `message`: the sentence that says so. `ticket`: of this hall; a kiosk sees no people.

    `live`: how many live tickets the person has here, `ticket` the first of them. `requeues_left` of a missed call.
    `return_from`, `services`: what to take a new ticket with and for. `hall`: another one whose ticket it is.
    `age_sixty`, `id_number_ok`, `rule`: of an identity card, its rule when it breaks one.
    """

    kind: Kind
    message: Words
    label: str
    ticket: StaffTicket | None = None
    live: int = 0
    requeues_left: int | None = None
    return_from: str | None = None
    services: list[str] = Field(default_factory=list)
    hall: HallName | None = None
    age_sixty: bool | None = None
    id_number_ok: bool | None = None
    rule: str | None = None


@endpoints.ask("/halls/<hall>/scan", access=needs(Permission.FIND, Permission.KIOSK), body=ScanBody, answer=ScanAnswer)
def scan(call: Call[ScanBody], connection: Connection) -> ScanAnswer:
    """Where a slip's code, an identity card or (for staff) a number leads; nothing of it is kept."""
    book = hall_book(connection, call.subject.hall_id)
    return _Scan(call, connection, book, hall_day(book.zone, now())).answer()


@endpoints.act("POST", "/tickets/<ticket>/accompany", access=needs(Permission.ASSIST), answer=StaffTicket)
def walk_with(call: Call[NoBody], work: Work) -> StaffTicket:
    """I walk with this visitor."""
    accompany(work, call.subject.id)
    return _staff_side(call, work)


@endpoints.act("DELETE", "/tickets/<ticket>/accompany", access=needs(Permission.ASSIST), answer=StaffTicket)
def walk_no_more(call: Call[NoBody], work: Work) -> StaffTicket:
    """Nobody walks with this visitor any more."""
    leave(work, call.subject.id)
    return _staff_side(call, work)


def _staff_side(call: Call[NoBody], work: Work) -> StaffTicket:
    book = hall_book(work.connection, work.hall_id)
    return staff_ticket(work.connection, book, call.vault, call.subject.id, call.language)


class _Scan:
    """One code, looked up."""

    def __init__(self, call: Call[ScanBody], connection: Connection, book: HallBook, today: date) -> None:
        self.call, self.connection, self.book, self.today = call, connection, book, today
        self.staff = call.caller.kind == "user"

    def answer(self) -> ScanAnswer:
        code = read_code(self.call.body.code, self.today, staff=self.staff)
        match code:
            case Slip():
                return self._of_slip(code.ticket)
            case Number():
                found = latest_with_number(
                    self.connection, self.book.hall_id, code.text, self.today - REMEMBERED, self.today
                )
                return self._of_ticket(found) if found else self._unknown(not_found(code.text, staff=True))
            case Card():
                return self._of_card(code)
            case Unreadable():
                wrong = code.rule is not None
                return self._unknown(code.message, id_number_ok=False if wrong else None, rule=code.rule)

    def _of_slip(self, ticket_id: str) -> ScanAnswer:
        try:
            return self._of_ticket(ticket_row(self.connection, ticket_id))
        except TicketNotFound:
            return self._unknown(slip_not_found(staff=self.staff))

    def _of_ticket(self, ticket: TicketRow) -> ScanAnswer:
        found, taken = self._candidate(ticket), came_of(self.connection, ticket)
        if taken.id == ticket.id:
            return self._told(lead_of_ticket(found, self.today), ticket.hall_id)
        return self._told(lead_of_paper(found, self._candidate(taken), self.today), ticket.hall_id)

    def _of_card(self, card: Card) -> ScanAnswer:
        hashes = self.call.vault.hashes(card.number.text, ID_HASH)
        rows = tickets_of_person(self.connection, hashes, self.today - REMEMBERED)
        lead = lead_of_card(card.number, [self._candidate(row, hashes) for row in rows], self.today)
        answer = self._told(lead, self.book.hall_id)
        return answer.model_copy(update={"age_sixty": card.number.is_senior_on(self.today), "id_number_ok": True})

    def _candidate(self, ticket: TicketRow, hashes: list[str] | None = None) -> Candidate:
        if ticket.hall_id != self.book.hall_id:
            name = self._hall(ticket.hall_id)[1]
            return Candidate(ticket.id, ticket.number, ticket.day, ticket.state, ticket.key, hall=name)
        window = self.book.window(ticket.window_id) if ticket.window_id else None
        may_return = returnable(self.connection, self.book, ticket, self.today, hashes)
        return Candidate(
            ticket.id,
            ticket.number,
            ticket.day,
            ticket.state,
            ticket.key,
            requeues_left=self.book.rules.requeues - ticket.requeues,
            window=window.number if window else None,
            returnable=may_return,
            last_day=last_day(self.book, ticket),
            left_phone=bool(may_return and left_phones(self.connection, [ticket.id])),
        )

    def _hall(self, hall_id: int) -> tuple[str, Text]:
        book = hall_book(self.connection, hall_id)
        return book.code, book.name

    def _told(self, lead: Lead, hall_id: int) -> ScanAnswer:
        found = lead.candidate
        here = found is not None and found.hall is None
        hall = None
        if found is not None and not here:
            code, name = self._hall(hall_id)
            hall = HallName(code=code, name=name.as_json(), label=name.pick(self.call.language))
        returns = found is not None and lead.kind is Kind.RETURN
        return ScanAnswer(
            kind=lead.kind,
            message=lead.message.as_json(),
            label=lead.message.pick(self.call.language),
            ticket=self._ticket(found.id) if found is not None and here else None,
            live=lead.live,
            requeues_left=max(0, found.requeues_left) if found is not None and lead.kind is Kind.PASSED else None,
            return_from=found.id if found is not None and returns else None,
            services=list(found.returnable) if found is not None and returns else [],
            hall=hall,
        )

    def _ticket(self, ticket_id: str) -> StaffTicket:
        ticket = staff_ticket(self.connection, self.book, self.call.vault, ticket_id, self.call.language)
        return ticket if self.staff else bare(ticket)

    def _unknown(self, message: Text, *, id_number_ok: bool | None = None, rule: str | None = None) -> ScanAnswer:
        return ScanAnswer(
            kind=Kind.UNKNOWN,
            message=message.as_json(),
            label=message.pick(self.call.language),
            id_number_ok=id_number_ok,
            rule=rule,
        )
