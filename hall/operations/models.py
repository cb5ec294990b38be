"""Tables of what keeps an installation in order."""

from datetime import date

import sqlalchemy as sa

from hall.columns import column
from hall.db import Base, table


class Erasure(Base):
    """Up to which day (not included) a hall's rows of one kind were looked through, and what is personal erased."""

    __tablename__ = "erasures"

    hall_id: int = column(sa.ForeignKey("hall_orders.hall_id"), primary_key=True, autoincrement=False)
    kind: str = column(sa.String(16), primary_key=True)
    before: date


ERASURES = table(Erasure)
