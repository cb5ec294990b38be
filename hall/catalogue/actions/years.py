"""The stored calendar of working days: seeded by year from the `holidays` library, overruled by published notices."""

from collections.abc import Mapping
from datetime import date
from importlib.metadata import version

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.actions.merging import Changes, differing
from hall.catalogue.models import WORKDAY_YEARS
from hall.catalogue.workdays import YearDays

FIRST_YEAR = 2024
NOTICE = "notice"
SEED = "holidays"


def seed_source() -> str:
    """What stands as the source of years that the library told: its name and version."""
    return f"{SEED} {version(SEED)}"


def years_to_seed(connection: Connection, today: date) -> list[int]:
    """Years up to the next one that are not stored, or provisional and told by another version of the library."""
    known = sa.or_(WORKDAY_YEARS.c.official, WORKDAY_YEARS.c.source == seed_source())
    settled = set(connection.execute(sa.select(WORKDAY_YEARS.c.year).where(known)).scalars())
    return [year for year in range(FIRST_YEAR, today.year + 2) if year not in settled]


def keep_years(connection: Connection, years: Mapping[int, YearDays], source: str) -> Changes:
    """Store years; a seed never replaces a notice."""
    present = {row.year: row for row in connection.execute(sa.select(WORKDAY_YEARS))}
    changes = Changes()
    for year, days in sorted(years.items()):
        row = present.get(year)
        values = {"source": source, **days.as_json()}
        if row is None:
            connection.execute(sa.insert(WORKDAY_YEARS).values(year=year, **values))
            changes.added.append(str(year))
        elif (source != NOTICE and row.source == NOTICE) or not differing(row._mapping, values):
            changes.unchanged.append(str(year))
        else:
            connection.execute(sa.update(WORKDAY_YEARS).where(WORKDAY_YEARS.c.year == year).values(**values))
            changes.changed.append(str(year))
    return changes
