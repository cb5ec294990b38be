"""Every door of tickets away from the windows, for whoever puts the house together."""

from hall.edge.endpoint import Endpoints
from hall.ticketing import api, door, entering, greeting, one_time_doors
from hall.ticketing.api import find_ticket

__all__ = ["ROOM", "find_ticket"]

ROOM: tuple[Endpoints, ...] = (
    api.endpoints,
    door.endpoints,
    entering.endpoints,
    greeting.endpoints,
    one_time_doors.endpoints,
)
