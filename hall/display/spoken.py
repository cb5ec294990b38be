"""What the voice of a zone has said last, for whichever screen speaks there next."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.display.models import MARKS
from hall.engines import put_row


def spoken_mark(connection: Connection, hall_id: int, zone: str | None) -> int:
    """What was said last in a zone (in any, for a screen of all zones); 0 when nothing was."""
    wanted = sa.select(sa.func.max(MARKS.c.seq)).where(MARKS.c.hall_id == hall_id)
    if zone is not None:
        wanted = wanted.where(MARKS.c.zone == zone)
    return connection.execute(wanted).scalar() or 0


def mark_spoken(connection: Connection, hall_id: int, zone: str, seq: int, at: datetime) -> None:
    """Note that a zone's voice has said the call of `seq`; an earlier one changes nothing."""
    put_row(connection, MARKS, {"hall_id": hall_id, "zone": zone, "seq": 0, "at": at}, unless_there=True)
    earlier = (MARKS.c.hall_id == hall_id, MARKS.c.zone == zone, MARKS.c.seq < seq)
    connection.execute(sa.update(MARKS).where(*earlier).values(seq=seq, at=at))
