"""Tables of the doors: answers kept for requests that are asked twice."""

import sqlalchemy as sa

from hall.columns import column
from hall.db import Base, Instant, table


class KeptAnswer(Base):
    """The first answer to a request; `scope` is a digest of caller, method, path and key."""

    __tablename__ = "kept_answers"

    scope: str = column(sa.String(64), primary_key=True)
    digest: str = column(sa.String(64))
    status: int
    sealed: bytes = column(sa.LargeBinary)
    at: Instant = column(index=True)


ANSWERS = table(KeptAnswer)
