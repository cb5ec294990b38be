"""The doors of an appointment's QR code, for a phone to show and a kiosk to scan."""

from flask import request
from sqlalchemy.engine import Connection

from hall.edge.access import PUBLIC
from hall.edge.endpoint import Call, Endpoints, Later, NoBody, Raw
from hall.paper.press import Picture, Press

TYPES: dict[Picture, str] = {"svg": "image/svg+xml", "png": "image/png"}


class AppointmentCodes:
    """`public_url`: where phones find this server, if not where the request went."""

    def __init__(self, press: Press, public_url: str | None) -> None:
        self._press, self._public_url = press, public_url

    def endpoints(self) -> Endpoints:
        doors, path = Endpoints("appointment-codes"), "/appointments/<appointment>/code"
        doors.read(f"{path}.svg", access=PUBLIC, answer=None, mimetype=TYPES["svg"])(self.svg)
        doors.read(f"{path}.png", access=PUBLIC, answer=None, mimetype=TYPES["png"])(self.png)
        return doors

    def svg(self, call: Call[NoBody], _connection: Connection) -> Later:
        """The QR code of an appointment's address, as a drawing."""
        return self._later(call, "svg")

    def png(self, call: Call[NoBody], _connection: Connection) -> Later:
        """The QR code of an appointment's address, as a picture."""
        return self._later(call, "png")

    def _later(self, call: Call[NoBody], kind: Picture) -> Later:
        address = f"{(self._public_url or request.host_url).rstrip('/')}/a/{call.subject.id}"
        return Later(lambda: Raw(self._press.code(address, kind), TYPES[kind]))
