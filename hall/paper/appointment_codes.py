"""The doors of an appointment's QR code, for a phone to show and a kiosk to scan."""

from flask import request
from sqlalchemy.engine import Connection

from hall.edge.access import PUBLIC
from hall.edge.endpoint import Call, Endpoints, NoBody, Raw
from hall.paper.codes import code_picture

SVG, PNG = "image/svg+xml", "image/png"


class AppointmentCodes:
    """`public_url`: where phones find this server, if not where the request went."""

    def __init__(self, public_url: str | None) -> None:
        self._public_url = public_url

    def endpoints(self) -> Endpoints:
        doors = Endpoints("appointment-codes")
        doors.read("/appointments/<appointment>/code.svg", access=PUBLIC, answer=None, mimetype=SVG)(self.svg)
        doors.read("/appointments/<appointment>/code.png", access=PUBLIC, answer=None, mimetype=PNG)(self.png)
        return doors

    def svg(self, call: Call[NoBody], _connection: Connection) -> Raw:
        """The QR code of an appointment's address, as a drawing."""
        return Raw(code_picture(self._address(call), "svg"), SVG)

    def png(self, call: Call[NoBody], _connection: Connection) -> Raw:
        """The QR code of an appointment's address, as a picture."""
        return Raw(code_picture(self._address(call), "png"), PNG)

    def _address(self, call: Call[NoBody]) -> str:
        return f"{(self._public_url or request.host_url).rstrip('/')}/a/{call.subject.id}"
