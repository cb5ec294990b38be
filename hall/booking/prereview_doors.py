"""The doors of what is looked at before an appointment: handed in by phone, looked at and answered by staff."""

from typing import Annotated

from pydantic import Field
from sqlalchemy.engine import Connection

from hall.booking.actions.prereview import OWNER, answer, check_open, check_room, hand_in, look_at, take_back
from hall.booking.bodies import Line
from hall.booking.materials import asked_materials, material_of, prereview_ids
from hall.booking.prereview import Verdict, check_hand_in
from hall.booking.prereview_answers import MaterialsAnswer, PrereviewList, materials_answer, prereview_summaries
from hall.booking.queries import appointment_row, appointment_rows, is_of_hall
from hall.catalogue.queries import hall_book
from hall.clock import hall_day, now
from hall.db import Work
from hall.edge.access import PUBLIC, needs
from hall.edge.endpoint import Body, Call, Endpoints, Later, NoBody, Raw
from hall.edge.paging import unknown_cursor
from hall.errors import MaterialNotFound
from hall.files.queries import files_of
from hall.files.receiving import Files, Received
from hall.staff.permissions import Permission
from hall.ticketing.api import Code

MANY = 20
ANY_FILE = "*/*"  # a picture or a PDF, as it came
Place = Annotated[int, Field(ge=0, le=MANY)]


class HandInBody(Body):
    """`material`: its place in the appointment's list, from 0."""

    material: Place


class QueueQuery(Body):
    """`waiting`: only appointments with something that nobody has answered."""

    waiting: bool = True
    service: Code | None = None
    limit: int = Field(default=50, ge=1, le=200)
    after: str | None = Field(default=None, max_length=64)


class AnswerBody(Body):
    """`missing`: with `incomplete`, everything that is missing, once; `note`: a word to the other two."""

    answer: Verdict
    missing: Annotated[list[Line], Field(max_length=20)] = Field(default_factory=list)
    note: Annotated[str, Field(min_length=1, max_length=500)] | None = None


class PrereviewDoors:
    """`largest`: bytes of one file, as people are told before they send one."""

    def __init__(self, files: Files, largest: int) -> None:
        self._files, self._largest = files, largest

    def endpoints(self) -> Endpoints:
        doors, one = Endpoints("prereviews"), "/appointments/<appointment>/materials"
        doors.read(one, access=PUBLIC, answer=MaterialsAnswer)(self.see)
        doors.act(
            "POST",
            one,
            access=PUBLIC,
            body=HandInBody,
            answer=MaterialsAnswer,
            status=201,
            prepare=self._receive,
            around=lambda call: self._files.kept_by(call.prepared),
            upload=True,
        )(self.hand_in)
        doors.act("DELETE", f"{one}/<file>", access=PUBLIC, answer=MaterialsAnswer)(self.take_back)
        staff = needs(Permission.PREREVIEW)
        doors.read("/halls/<hall>/prereviews", access=staff, answer=PrereviewList, query=QueueQuery)(self.queue)
        doors.read(f"{one}/<file>", access=staff, answer=None, mimetype=ANY_FILE)(self.look)
        doors.act("POST", f"{one}/<material>/answer", access=staff, body=AnswerBody, answer=MaterialsAnswer)(
            self.answer
        )
        return doors

    def see(self, call: Call[NoBody], connection: Connection) -> MaterialsAnswer:
        """What is to be looked at before an appointment, and how it stands, for whoever holds its id."""
        return self._told(call, connection)

    def hand_in(self, call: Call[HandInBody], work: Work) -> MaterialsAnswer:
        """Hand in a photograph or PDF for one of the materials: what is in it counts, not its name."""
        book = hall_book(work.connection, work.hall_id)
        hand_in(work, book, call.vault, call.subject.id, call.body.material, call.prepared)
        return self._told(call, work.connection)

    def take_back(self, call: Call[NoBody], work: Work) -> MaterialsAnswer:
        """Take a file back that nobody has looked at."""
        take_back(work, call.vault, call.subject.id, call.path["file"])
        return self._told(call, work.connection)

    def queue(self, call: Call[QueueQuery], connection: Connection) -> PrereviewList:
        """Appointments with materials to be looked at, the soonest first; today's and later ones."""
        book, query = hall_book(connection, call.subject.hall_id), call.body
        if query.after is not None and not is_of_hall(connection, book.hall_id, query.after):
            raise unknown_cursor()
        found = prereview_ids(
            connection,
            book.hall_id,
            hall_day(book.zone, now()),
            waiting=query.waiting,
            service=query.service,
            after=query.after,
            limit=query.limit + 1,
        )
        rows = appointment_rows(connection, found[: query.limit])
        return PrereviewList(
            items=prereview_summaries(connection, book, call.vault, rows, call.language),
            next=rows[-1].id if len(found) > query.limit else None,
        )

    def look(self, call: Call[NoBody], connection: Connection) -> Later:
        """The file itself; who opened it is put on record before it is given."""

        def make() -> Raw:
            with call.database.work(call.subject.hall_id, call.caller.actor) as work:
                row = look_at(work, call.vault, call.caller.address, call.subject.id, call.path["file"])
            return self._files.served(row, call.vault)

        return Later(make)

    def answer(self, call: Call[AnswerBody], work: Work) -> MaterialsAnswer:
        """Answer one material: fine, incomplete with everything that is missing, or bring the original."""
        body, place = call.body, call.path["material"]
        if not (place.isascii() and place.isdigit() and len(place) <= 2):
            raise MaterialNotFound
        answer(work, call.vault, call.subject.id, int(place), body.answer, body.missing, body.note)
        return self._told(call, work.connection)

    def _receive(self, call: Call[HandInBody]) -> Received:
        """The file examined and in its folder; what could not be kept anyway is refused before that."""
        with call.database.reading() as connection:
            row = appointment_row(connection, call.subject.id)
            check_open(row)
            asked = len(asked_materials(call.vault, row))
            check_hand_in(material_of(connection, row.id, call.body.material, asked).state)
            check_room(hall_book(connection, row.hall_id), files_of(connection, OWNER, [row.id])[row.id])
        return self._files.receive(call.file)

    def _told(
        self, call: Call[NoBody] | Call[HandInBody] | Call[AnswerBody], connection: Connection
    ) -> MaterialsAnswer:
        book = hall_book(connection, call.subject.hall_id)
        row = appointment_row(connection, call.subject.id)
        return materials_answer(connection, book, call.vault, row, self._largest, call.language)
