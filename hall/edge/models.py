"""Tables of the doors: answers kept for requests that are asked twice."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from hall.db import Base, Instant, table


class KeptAnswer(Base):
    """The first answer to a request; `scope` is a digest of caller, method, path and key."""

    __tablename__ = "kept_answers"

    scope: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    digest: Mapped[str] = mapped_column(sa.String(64))
    status: Mapped[int]
    sealed: Mapped[bytes] = mapped_column(sa.LargeBinary)
    at: Mapped[Instant] = mapped_column(index=True)


ANSWERS = table(KeptAnswer)
