"""Every door of reviews, for whoever puts the house together."""

from hall.edge.endpoint import Endpoints
from hall.review import api, figure_doors, handling
from hall.review.handling import find_review

__all__ = ["ROOM", "find_review"]

ROOM: tuple[Endpoints, ...] = (api.endpoints, handling.endpoints, figure_doors.endpoints)
