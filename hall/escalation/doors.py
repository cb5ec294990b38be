"""Every door of the ledger, for whoever puts the house together."""

from hall.edge.endpoint import Endpoints
from hall.escalation import alarm_doors, api, figure_doors, handling, hotline, ledger
from hall.escalation.api import find_escalation
from hall.escalation.paper_doors import LedgerPapers
from hall.paper.press import Press
from hall.paper.workbook import Workbooks

__all__ = ["find_escalation", "room"]


def room(press: Press) -> list[Endpoints]:
    """All of them; `press` sets the records' papers."""
    papers = LedgerPapers(press, Workbooks()).endpoints()
    own = (api, handling, ledger, figure_doors, hotline, alarm_doors)
    return [*(doors.endpoints for doors in own), papers]
