"""Tables of the catalogue. What leaves a definition is retired (`retired_at`), never deleted: tickets refer to it."""

import sqlalchemy as sa

from hall.columns import column
from hall.db import Base, Code, Instant, JsonList, JsonMap, PublicId, table


class Hall(Base):
    """One site. `version` is a fresh token whenever anything in its book changes, so that readers may keep it."""

    __tablename__ = "halls"

    id: int = column(primary_key=True)
    code: Code = column(unique=True)
    version: PublicId
    position: int
    name: JsonMap
    tier: str = column(sa.String(12))
    parent_id: int | None = column(sa.ForeignKey("halls.id"))
    timezone: str = column(sa.String(64))
    latitude: float | None
    longitude: float | None
    address: JsonMap | None
    capacity: int | None
    phone: str | None = column(sa.String(40))
    cutoff_day: int
    report_due_day: int
    languages: JsonList
    hours: JsonMap
    rules: JsonMap
    alarms: JsonMap = column(server_default="{}")
    reviews: JsonMap = column(server_default="{}")
    escalations: JsonMap = column(server_default="{}")
    virtual: JsonMap = column(server_default="{}")
    assistance: JsonMap = column(server_default="{}")
    booking: JsonMap
    display: JsonMap
    retired_at: Instant | None


class Zone(Base):
    """A part of a hall with its own screens and voice."""

    __tablename__ = "zones"

    hall_id: int = column(sa.ForeignKey("halls.id"), primary_key=True, autoincrement=False)
    code: Code = column(primary_key=True)
    position: int
    name: JsonMap
    retired_at: Instant | None


class Service(Base):
    """One matter of the list that all halls share; errands refer to it by its code."""

    __tablename__ = "services"

    code: Code = column(primary_key=True)
    position: int
    name: JsonMap
    aliases: JsonList
    initials: JsonList
    audience: JsonList
    prefix: str = column(sa.String(2))
    department: JsonMap
    materials: JsonList
    median_minutes: float
    spread: float
    share: float
    bookable: bool
    online: bool
    daily_limit: int
    retired_at: Instant | None


class Bundle(Base):
    """Several services in one visit; `services` in the order in which they are done."""

    __tablename__ = "bundles"

    code: Code = column(primary_key=True)
    position: int
    name: JsonMap
    initials: JsonList
    services: JsonList
    in_order: bool
    retired_at: Instant | None


class Window(Base):
    """A window as it works now; `defined` is what its definition last said, so that a manager's changes are known."""

    __tablename__ = "windows"
    __table_args__ = (sa.UniqueConstraint("hall_id", "number"),)

    id: PublicId = column(primary_key=True)
    hall_id: int = column(sa.ForeignKey("halls.id"))
    number: int
    defined: JsonMap
    name: JsonMap
    kind: str = column(sa.String(16))
    zone: Code
    services: JsonList
    sessions: JsonList
    state: str = column(sa.String(8))
    paused_until: Instant | None
    pause_reason: str | None = column(sa.String(200))
    retired_at: Instant | None


class Notice(Base):
    """A sentence on a hall's screens, between calls."""

    __tablename__ = "notices"

    hall_id: int = column(sa.ForeignKey("halls.id"), primary_key=True, autoincrement=False)
    code: Code = column(primary_key=True)
    position: int
    text: JsonMap
    retired_at: Instant | None


class WorkdayYear(Base):
    """One year's days off and make-up days. `source` is `notice` or the seed's name; a notice is never overwritten."""

    __tablename__ = "workday_years"

    year: int = column(primary_key=True, autoincrement=False)
    official: bool
    source: str = column(sa.String(40))
    holidays: JsonMap
    workdays: JsonList


class HallPlan(Base):
    """A hall's plan, made anew of what was uploaded; the numbers of the windows and ways it marks."""

    __tablename__ = "hall_plans"

    hall_id: int = column(sa.ForeignKey("halls.id"), primary_key=True, autoincrement=False)
    svg: str = column(sa.Text)
    windows: JsonList
    ways: JsonList
    updated_at: Instant


HALLS = table(Hall)
ZONES = table(Zone)
SERVICES = table(Service)
BUNDLES = table(Bundle)
WINDOWS = table(Window)
NOTICES = table(Notice)
WORKDAY_YEARS = table(WorkdayYear)
HALL_PLANS = table(HallPlan)
