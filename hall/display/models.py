"""Tables of the display."""

from sqlalchemy.orm import Mapped, mapped_column

from hall.db import Base, Code, Count, Instant, table


class SpokenMark(Base):
    """The journal number of the last call that a zone's voice has said."""

    __tablename__ = "spoken_marks"

    hall_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    zone: Mapped[Code] = mapped_column(primary_key=True)
    seq: Mapped[Count]
    at: Mapped[Instant]


MARKS = table(SpokenMark)
