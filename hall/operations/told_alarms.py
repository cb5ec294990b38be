"""The alarms of a hall as stored, held against what its journal tells of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.journal.chain import Entry
from hall.windows.models import ALARMS


@dataclass
class _Told:
    """What the journal says of one alarm: its number there, its kind, who acknowledged it, whether it is over."""

    seq: int
    kind: str
    by: str | None = None
    cleared: bool = False


def alarm_differences(connection: Connection, hall_id: int, story: Iterable[Entry]) -> Iterator[str]:
    """One sentence for every alarm that stands otherwise in the table than in the journal."""
    told: dict[str, _Told] = {}
    for entry in story:
        if entry.kind == "alarm_raised":
            told[entry.data["alarm"]] = _Told(entry.seq, entry.data["what"])
        elif entry.kind == "alarm_acknowledged" and entry.data["alarm"] in told:
            told[entry.data["alarm"]].by = entry.user
        elif entry.kind == "alarm_cleared" and entry.data["alarm"] in told:
            told[entry.data["alarm"]].cleared = True
    stored = {
        row.id: _Told(row.seq, row.kind, row.acknowledged_by, row.cleared_at is not None)
        for row in connection.execute(sa.select(ALARMS).where(ALARMS.c.hall_id == hall_id))
    }
    for alarm in sorted(told.keys() | stored.keys()):
        if told.get(alarm) != stored.get(alarm):
            one = told.get(alarm) or stored[alarm]
            yield f"the alarm {one.kind} of {one.seq} is not in the table as the journal tells it"
