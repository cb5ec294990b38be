"""Every door of help, for whoever puts the house together."""

from hall.assistance import api, figure_doors, handling
from hall.assistance.api import find_assistance
from hall.assistance.following import follow_tickets
from hall.edge.endpoint import Endpoints

__all__ = ["ROOM", "find_assistance", "follow_tickets"]

ROOM: tuple[Endpoints, ...] = (api.endpoints, handling.endpoints, figure_doors.endpoints)
