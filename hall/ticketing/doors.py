"""Every door of tickets, for whoever puts the house together."""

from hall.edge.endpoint import Endpoints
from hall.ticketing import api, entering, greeting, one_time_doors
from hall.ticketing.api import find_ticket

__all__ = ["ROOM", "find_ticket"]

ROOM: tuple[Endpoints, ...] = (api.endpoints, entering.endpoints, greeting.endpoints, one_time_doors.endpoints)
