"""Numbers that count from 1 in a hall and year, without gaps: given inside the hall's own order."""

import sqlalchemy as sa

from hall.db import Work


def next_of_year(work: Work, counters: sa.Table, year: int) -> int:
    """The next number of `counters`, a table of `hall_id`, `year` and `last`; an undone transaction gives none."""
    this = (counters.c.hall_id == work.hall_id, counters.c.year == year)
    last = work.connection.execute(
        sa.update(counters).where(*this).values(last=counters.c.last + 1).returning(counters.c.last)
    ).scalar()
    if last is None:
        last = 1
        work.connection.execute(sa.insert(counters).values(hall_id=work.hall_id, year=year, last=1))
    return int(last)
