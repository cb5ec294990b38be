"""The alarms of a hall as stored, held against what its journal tells of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.journal.chain import Entry
from hall.journal.models import ENTRIES
from hall.windows.models import ALARMS

AT_ONCE = 500


@dataclass
class _Told:
    """What the journal says of one alarm: its number there, its kind, who acknowledged it, whether it is over."""

    seq: int
    kind: str
    by: str | None = None
    cleared: bool = False


class ToldAlarms:
    """The alarms of one hall as its journal tells them, entry by entry; those that are over are let go by `settle`."""

    def __init__(self, connection: Connection, hall_id: int) -> None:
        self._connection, self._hall_id = connection, hall_id
        self._told: dict[str, _Told] = {}

    def hear(self, entry: Entry) -> None:
        if not entry.kind.startswith("alarm_"):
            return
        alarm = entry.data["alarm"]
        if entry.kind == "alarm_raised":
            self._told[alarm] = _Told(entry.seq, entry.data["what"])
        elif entry.kind == "alarm_acknowledged" and alarm in self._told:
            self._told[alarm].by = entry.user
        elif entry.kind == "alarm_cleared" and alarm in self._told:
            self._told[alarm].cleared = True

    def settle(self) -> Iterator[str]:
        """One sentence for each alarm that is over and stands otherwise in the table; they are forgotten then."""
        over = sorted(alarm for alarm, told in self._told.items() if told.cleared)
        yield from self._differences(over)
        for alarm in over:
            del self._told[alarm]

    def settle_all(self) -> Iterator[str]:
        """The same for those that still stand, and for those in the table that the journal never raised."""
        yield from self.settle()
        yield from self._differences(sorted(self._told))
        raised = sa.and_(
            ENTRIES.c.hall_id == ALARMS.c.hall_id, ENTRIES.c.seq == ALARMS.c.seq, ENTRIES.c.kind == "alarm_raised"
        )
        unknown = sa.select(ALARMS.c.kind, ALARMS.c.seq).where(
            ALARMS.c.hall_id == self._hall_id, ~sa.exists().where(raised)
        )
        for row in self._connection.execute(unknown):
            yield _sentence(row.kind, row.seq)

    def _differences(self, alarms: Sequence[str]) -> Iterator[str]:
        for at in range(0, len(alarms), AT_ONCE):
            some = alarms[at : at + AT_ONCE]
            stored = {
                row.id: _Told(row.seq, row.kind, row.acknowledged_by, row.cleared_at is not None)
                for row in self._connection.execute(sa.select(ALARMS).where(ALARMS.c.id.in_(some)))
            }
            for alarm in some:
                told = self._told[alarm]
                if stored.get(alarm) != told:
                    yield _sentence(told.kind, told.seq)


def _sentence(kind: str, seq: int) -> str:
    return f"the alarm {kind} of {seq} is not in the table as the journal tells it"
