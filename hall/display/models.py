"""Tables of the display."""

import sqlalchemy as sa

from hall.columns import column
from hall.db import Base, Code, Count, Instant, table


class SpokenMark(Base):
    """The journal number of the last call that a zone's voice has said."""

    __tablename__ = "spoken_marks"

    hall_id: int = column(primary_key=True, autoincrement=False)
    zone: Code = column(primary_key=True)
    seq: Count
    at: Instant


class ConnectedScreen(Base):
    """A screen that offers to speak or has no sound, connected to a worker; it counts while that worker lives.

    Written in the hall's order alone. `place`: in which order the hall's screens came; `zone` None: all of them.
    """

    __tablename__ = "connected_screens"

    sid: str = column(sa.String(64), primary_key=True)
    worker: str = column(sa.String(64))
    hall_id: int
    place: int = column(sa.BigInteger)
    zone: Code | None
    offers: bool
    enrolled: bool
    blocked: bool
    speaks: bool


MARKS = table(SpokenMark)
SCREENS = table(ConnectedScreen)
