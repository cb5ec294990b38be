"""The door of a day's list of home visits: names, phones and addresses unmasked, and on record for each of them."""

from datetime import date

from hall.booking.modes import Mode
from hall.booking.queries import AppointmentRow, PersonRow, appointments_of_day, people_of
from hall.booking.sealed import NAME, open_details
from hall.booking.states import AppointmentState
from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.clock import hall_day
from hall.db import Work
from hall.edge.access import needs
from hall.edge.endpoint import Body, Call, Endpoints, Later, Raw
from hall.edge.trails import trail_of
from hall.journal.audit import AuditKind
from hall.languages.phrases import phrases
from hall.paper.press import Press, Sheet
from hall.paper.visits import Visit, VisitList, route, visit_blocks
from hall.personal.vault import Vault
from hall.staff.permissions import Permission
from hall.ticketing.sealed import PHONE_HASH

PDF = "application/pdf"
PAGE = 200  # appointments read at once
LISTED = (AppointmentState.CONFIRMED, AppointmentState.ENDED, AppointmentState.VISITED, AppointmentState.NOT_MET)
DONE = frozenset({AppointmentState.VISITED, AppointmentState.NOT_MET})


class VisitsBody(Body):
    """`day`: of the hall's; today unless told."""

    day: date | None = None


class VisitListDoors:
    def __init__(self, press: Press) -> None:
        self._press = press

    def endpoints(self) -> Endpoints:
        doors = Endpoints("home-visits")
        doors.act(
            "POST",
            "/halls/<hall>/home-visits/list.pdf",
            access=needs(Permission.ASSIST),
            answer=None,
            body=VisitsBody,
            idempotent=False,
            mimetype=PDF,
        )(self.visits)
        return doors

    def visits(self, call: Call[VisitsBody], work: Work) -> Later:
        """A day's home visits in the order of the route, as a PDF to take along; who printed whose is put on record."""
        book = hall_book(work.connection, work.hall_id)
        day = call.body.day or hall_day(book.zone, work.now)
        rows = _of_day(work, book, day)
        people = people_of(work.connection, [row.id for row in rows])
        trail = trail_of(call, work)
        for row in rows:
            trail.note(AuditKind.UNMASKED, row.id, hall_id=work.hall_id, what="home_visit.list")
        visits = route([_visit(book, call.vault, row, people[row.id]) for row in rows])
        printed = VisitList(book.name, day, call.caller.name or call.caller.username, visits)
        title = f"{phrases('paper', call.language).say('visits.title')} {day}"
        sheet = Sheet(visit_blocks(printed, call.language), "sheet", title, call.language)
        return Later(lambda: Raw(self._press.printed(sheet, "pdf"), PDF, filename=f"home-visits-{day}.pdf"))


def _of_day(work: Work, book: HallBook, day: date) -> list[AppointmentRow]:
    rows: list[AppointmentRow] = []
    while page := appointments_of_day(
        work.connection,
        book.hall_id,
        day,
        after=rows[-1].id if rows else None,
        limit=PAGE,
        mode=Mode.HOME_VISIT.value,
    ):
        rows += page
    return [row for row in rows if row.state in LISTED]


def _visit(book: HallBook, vault: Vault, row: AppointmentRow, people: list[PersonRow]) -> Visit:
    details, page = open_details(vault, row.details), book.services[row.service]
    return Visit(
        starts_at=row.starts_at.astimezone(book.zone),
        ends_at=row.ends_at.astimezone(book.zone),
        code=row.code,
        address=str(details.get("address", "")),
        contact=tuple(str(details[name]) for name in ("contact_name", "contact_phone") if name in details),
        people=tuple(_reached(vault, person) for person in people),
        service=page.name,
        materials=page.materials,
        needs_help=row.needs_help,
        result=row.state.words if row.state in DONE else None,
    )


def _reached(vault: Vault, person: PersonRow) -> tuple[str, ...]:
    """Name and phone, as far as told."""
    name = vault.open(person.name, NAME) if person.name else None
    phone = vault.open(person.phone, PHONE_HASH) if person.phone else None
    return tuple(each for each in (name, phone) if each)
