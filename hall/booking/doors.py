"""Every door of booking that needs nothing but the database, for whoever puts the house together."""

from hall.booking import api, desk, finding
from hall.booking.api import find_appointment
from hall.edge.endpoint import Endpoints

__all__ = ["ROOM", "find_appointment"]

ROOM: tuple[Endpoints, ...] = (api.endpoints, desk.endpoints, finding.endpoints)
