"""Tables of what keeps an installation in order."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from hall.db import Base, table


class Erasure(Base):
    """Up to which day (not included) a hall's rows of one kind were looked through, and what is personal erased."""

    __tablename__ = "erasures"

    hall_id: Mapped[int] = mapped_column(sa.ForeignKey("hall_orders.hall_id"), primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    before: Mapped[date]


ERASURES = table(Erasure)
