"""The figures of the ledger: each counts exactly the rows that its own query lists."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.escalation.clocks import Colour
from hall.escalation.dues import Due
from hall.escalation.listing import Wanted, matching
from hall.escalation.models import ESCALATIONS
from hall.escalation.states import State
from hall.text import Text


@dataclass(frozen=True)
class Figure:
    """One figure: its name, and what narrows the list to what it counts."""

    name: Text
    states: tuple[State, ...] = ()
    card: Colour | None = None
    due: Due | None = None
    is_open: bool | None = None
    reopened: bool | None = None
    dissatisfied: bool | None = None

    @property
    def query(self) -> dict[str, str]:
        """The same, as the list's door takes it."""
        said = {
            "state": ",".join(state.value for state in self.states),
            "card": self.card.value if self.card else "",
            "due": self.due.value if self.due else "",
            "open": "" if self.is_open is None else str(self.is_open).lower(),
            "reopened": "" if self.reopened is None else str(self.reopened).lower(),
            "dissatisfied": "" if self.dissatisfied is None else str(self.dissatisfied).lower(),
        }
        return {key: value for key, value in said.items() if value}

    def narrowed(self, wanted: Wanted) -> Wanted:
        return replace(
            wanted,
            states=self.states,
            card=self.card,
            due=self.due,
            is_open=self.is_open,
            reopened=self.reopened,
            dissatisfied=self.dissatisfied,
        )


FIGURES: Mapping[str, Figure] = {
    "open": Figure(Text("在办", "Open"), is_open=True),
    "due_today": Figure(Text("今日到期", "Due today"), due=Due.TODAY),
    "overdue": Figure(Text("已逾期", "Overdue"), due=Due.OVERDUE),
    "yellow": Figure(Text("黄牌", "Yellow cards"), card=Colour.YELLOW, is_open=True),
    "red": Figure(Text("红牌", "Red cards"), card=Colour.RED, is_open=True),
    "joint_meeting": Figure(Text("联席会议", "Joint meetings"), card=Colour.MEETING, is_open=True),
    "reopened": Figure(Text("重新办理过", "Reopened"), reopened=True),
    "to_accept": Figure(Text("待受理", "To accept"), (State.REGISTERED,)),
    "to_confirm": Figure(Text("待复核", "To confirm"), (State.OUT_OF_SCOPE,)),
    "to_assign": Figure(Text("待交办", "To assign"), (State.ACCEPTED, State.RETURNED, State.REOPENED)),
    "to_sign": Figure(Text("待签收", "To sign for"), (State.ASSIGNED,)),
    "in_progress": Figure(Text("办理中", "In progress"), (State.IN_PROGRESS, State.EXTENDED)),
    "to_reply": Figure(Text("待答复", "To reply"), (State.RESOLVED, State.RESOLVED_ON_THE_SPOT)),
    "to_call_back": Figure(Text("待回访", "To call back"), (State.REPLIED,)),
    "to_reopen": Figure(Text("待重新办理", "To reopen"), (State.CALLED_BACK,), dissatisfied=True),
    "to_close": Figure(Text("待整改归档", "To put right"), (State.CALLED_BACK, State.RECTIFIED), dissatisfied=False),
    "closed": Figure(Text("已结", "Closed"), is_open=False),
}


def counted(connection: Connection, hall_id: int, wanted: Wanted) -> dict[str, int]:
    """Every figure of what `wanted` lists, in one look."""
    table = ESCALATIONS.c
    columns = [
        sa.func.count(sa.case((sa.and_(*matching(figure.narrowed(wanted), hall_id)), table.seq))).label(code)
        for code, figure in FIGURES.items()
    ]
    row = connection.execute(sa.select(*columns).where(table.hall_id == hall_id)).one()
    return {code: int(row._mapping[code]) for code in FIGURES}
