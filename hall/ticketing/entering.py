"""The door for paper numbers given while the server was away."""

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field
from pydantic_core import PydanticCustomError

from hall.catalogue.book import HallBook
from hall.catalogue.categories import Category
from hall.catalogue.queries import hall_book
from hall.clock import hall_day
from hall.db import Work
from hall.edge.access import needs
from hall.edge.endpoint import Answer, Body, Call, Endpoints
from hall.edge.fields import Instant
from hall.errors import FieldProblem, Invalid
from hall.staff.permissions import Permission
from hall.ticketing.actions.emergency import Entered, Paper, Served, enter_papers
from hall.ticketing.api import Code, PrincipalBody, Short, principal_wish
from hall.ticketing.outcomes import Outcome, check_outcome
from hall.ticketing.papers import TypedPaper, in_rows, paper_number, paper_problems
from hall.ticketing.queries import ticket_row
from hall.ticketing.wish import Channel, Wish, plan_errands

endpoints = Endpoints("emergency")

MOST_ROWS = 100
Line = Annotated[str, Field(min_length=1, max_length=200)]


def _utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError as error:
        raise PydanticCustomError("no_such_instant", "no such instant") from error


UtcInstant = Annotated[AwareDatetime, AfterValidator(_utc)]


class ServedBody(Body):
    """How somebody was served meanwhile: one outcome for everything on the paper; the rest where it is known."""

    outcome: Outcome
    missing: list[Line] = Field(default_factory=list, max_length=50)
    note: Annotated[str, Field(max_length=500)] | None = None
    window: int | None = None
    started_at: UtcInstant | None = None
    finished_at: UtcInstant | None = None


class PaperBody(Body):
    """One paper number: `paper` as it is printed or its digits alone; what is personal is optional."""

    paper: Short
    given_at: UtcInstant
    services: list[Code] = Field(default_factory=list, max_length=12)
    bundle: Code | None = None
    category: Category | None = None
    needs_help: bool = False
    name: Short | None = None
    id_number: Short | None = None
    credit_code: Short | None = None
    phone: Short | None = None
    served: ServedBody | None = None


class EmergencyBody(Body):
    tickets: list[PaperBody] = Field(min_length=1, max_length=MOST_ROWS)


class EnteredAnswer(Answer):
    """A paper's ticket; `fresh` is false when the paper had been entered before."""

    paper: str
    id: str
    number: str
    state: str
    issued_at: Instant
    effective_since: Instant
    fresh: bool


class EnteredList(Answer):
    items: list[EnteredAnswer]


@endpoints.act(
    "POST",
    "/halls/<hall>/tickets/emergency",
    access=needs(Permission.EMERGENCY),
    body=EmergencyBody,
    answer=EnteredList,
    status=201,
)
def enter(call: Call[EmergencyBody], work: Work) -> EnteredList:
    """Enter numbers given on paper while the server was away: all rows or none."""
    book = hall_book(work.connection, work.hall_id)
    rows = call.body.tickets
    problems = paper_problems(book, [_typed(row) for row in rows], work.now)
    today = hall_day(book.zone, work.now)
    papers = [_paper(book, row, today, f"tickets.{at}", problems) for at, row in enumerate(rows)]
    if problems:
        raise in_rows(problems)
    entered = enter_papers(work, book, call.vault, [paper for paper in papers if paper])
    return EnteredList(items=[_answer(work, row, one) for row, one in zip(rows, entered, strict=True)])


def _typed(row: PaperBody) -> TypedPaper:
    served = row.served
    if served is None:
        return TypedPaper(row.paper, row.given_at)
    return TypedPaper(row.paper, row.given_at, served.started_at, served.finished_at, served.window)


def _paper(book: HallBook, row: PaperBody, today: date, where: str, problems: list[FieldProblem]) -> Paper | None:
    """The row as a paper; what is wrong with its people, errands and outcome is added to `problems`."""
    number = paper_number(row.paper, book.rules.emergency_prefix)
    own = PrincipalBody(id_number=row.id_number, credit_code=row.credit_code, name=row.name, phone=row.phone)
    try:
        principal = principal_wish(own, today, "")
        wish = Wish(
            channel=Channel.DESK,
            services=tuple(row.services),
            bundle=row.bundle,
            principals=() if principal.empty else (principal,),
            category=row.category,
            confirmed=True,
            needs_help=row.needs_help,
        )
        plan_errands(book, wish)
        if row.served is not None:
            check_outcome(row.served.outcome, missing=row.served.missing, note=row.served.note, where="served")
    except Invalid as refusal:
        problems += [FieldProblem(f"{where}.{each.field}", each.message) for each in refusal.fields]
        return None
    return Paper(str(number), row.given_at, wish, _served(book, row.served))


def _served(book: HallBook, served: ServedBody | None) -> Served | None:
    if served is None:
        return None
    window = next((page.id for page in book.windows.values() if page.number == served.window), None)
    missing = tuple(served.missing)
    return Served(served.outcome, missing, served.note, window, served.started_at, served.finished_at)


def _answer(work: Work, row: PaperBody, entered: Entered) -> EnteredAnswer:
    ticket = ticket_row(work.connection, entered.ticket_id)
    return EnteredAnswer(
        paper=row.paper,
        id=ticket.id,
        number=ticket.number,
        state=ticket.state.value,
        issued_at=ticket.issued_at,
        effective_since=ticket.effective_since,
        fresh=entered.fresh,
    )
