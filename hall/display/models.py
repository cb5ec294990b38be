"""Tables of the display."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from hall.db import Base, Code, Count, Instant, table


class SpokenMark(Base):
    """The journal number of the last call that a zone's voice has said."""

    __tablename__ = "spoken_marks"

    hall_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    zone: Mapped[Code] = mapped_column(primary_key=True)
    seq: Mapped[Count]
    at: Mapped[Instant]


class ConnectedScreen(Base):
    """A screen that offers to speak or has no sound, connected to a worker; it counts while that worker lives.

    Written in the hall's order alone. `place`: in which order the hall's screens came; `zone` None: all of them.
    """

    __tablename__ = "connected_screens"

    sid: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    worker: Mapped[str] = mapped_column(sa.String(64))
    hall_id: Mapped[int]
    place: Mapped[int] = mapped_column(sa.BigInteger)
    zone: Mapped[Code | None]
    offers: Mapped[bool]
    enrolled: Mapped[bool]
    blocked: Mapped[bool]
    speaks: Mapped[bool]


MARKS = table(SpokenMark)
SCREENS = table(ConnectedScreen)
