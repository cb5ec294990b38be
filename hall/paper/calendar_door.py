"""The door of an appointment's calendar file."""

from flask import request
from sqlalchemy.engine import Connection

from hall.booking.answers import masked_details
from hall.booking.queries import appointment_row
from hall.booking.sealed import open_details
from hall.catalogue.queries import hall_book
from hall.clock import now
from hall.edge.access import PUBLIC
from hall.edge.endpoint import Call, Endpoints, Later, NoBody, Raw
from hall.paper.calendar_entry import calendar_entry
from hall.paper.press import Press

CALENDAR = "text/calendar"


class AppointmentFiles:
    """`public_url`: where phones find this server, if not where the request went."""

    def __init__(self, press: Press, public_url: str | None) -> None:
        self._press, self._public_url = press, public_url

    def endpoints(self) -> Endpoints:
        doors = Endpoints("appointment-files")
        doors.read("/appointments/<appointment>/calendar.ics", access=PUBLIC, answer=None, mimetype=CALENDAR)(
            self.calendar
        )
        return doors

    def calendar(self, call: Call[NoBody], connection: Connection) -> Later:
        """The appointment for a phone's calendar."""
        row = appointment_row(connection, call.subject.id)
        book = hall_book(connection, row.hall_id)
        url = f"{(self._public_url or request.host_url).rstrip('/')}/a/{row.id}"
        visited = masked_details(open_details(call.vault, row.details)).get("address")
        entry = calendar_entry(book, row, call.language, now(), url, visited)
        return Later(lambda: Raw(self._press.calendar(entry), CALENDAR, filename="appointment.ics"))
