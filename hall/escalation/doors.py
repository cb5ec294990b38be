"""Every door of the ledger, for whoever puts the house together."""

from hall.edge.endpoint import Endpoints
from hall.escalation import api, handling, ledger
from hall.escalation.api import find_escalation

__all__ = ["ROOM", "find_escalation"]

ROOM: tuple[Endpoints, ...] = (api.endpoints, handling.endpoints, ledger.endpoints)
