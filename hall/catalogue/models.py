"""Tables of the catalogue. What leaves a definition is retired (`retired_at`), never deleted: tickets refer to it."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from hall.db import Base, Code, Instant, JsonList, JsonMap, PublicId, table


class Hall(Base):
    """One site. `version` is a fresh token whenever anything in its book changes, so that readers may keep it."""

    __tablename__ = "halls"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[Code] = mapped_column(unique=True)
    version: Mapped[PublicId]
    position: Mapped[int]
    name: Mapped[JsonMap]
    tier: Mapped[str] = mapped_column(sa.String(12))
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("halls.id"))
    timezone: Mapped[str] = mapped_column(sa.String(64))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    address: Mapped[JsonMap | None]
    capacity: Mapped[int | None]
    phone: Mapped[str | None] = mapped_column(sa.String(40))
    cutoff_day: Mapped[int]
    report_due_day: Mapped[int]
    languages: Mapped[JsonList]
    hours: Mapped[JsonMap]
    rules: Mapped[JsonMap]
    alarms: Mapped[JsonMap] = mapped_column(server_default="{}")
    reviews: Mapped[JsonMap] = mapped_column(server_default="{}")
    escalations: Mapped[JsonMap] = mapped_column(server_default="{}")
    virtual: Mapped[JsonMap] = mapped_column(server_default="{}")
    assistance: Mapped[JsonMap] = mapped_column(server_default="{}")
    booking: Mapped[JsonMap]
    display: Mapped[JsonMap]
    retired_at: Mapped[Instant | None]


class Zone(Base):
    """A part of a hall with its own screens and voice."""

    __tablename__ = "zones"

    hall_id: Mapped[int] = mapped_column(sa.ForeignKey("halls.id"), primary_key=True, autoincrement=False)
    code: Mapped[Code] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[JsonMap]
    retired_at: Mapped[Instant | None]


class Service(Base):
    """One matter of the list that all halls share; errands refer to it by its code."""

    __tablename__ = "services"

    code: Mapped[Code] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[JsonMap]
    aliases: Mapped[JsonList]
    initials: Mapped[JsonList]
    audience: Mapped[JsonList]
    prefix: Mapped[str] = mapped_column(sa.String(2))
    department: Mapped[JsonMap]
    materials: Mapped[JsonList]
    median_minutes: Mapped[float]
    spread: Mapped[float]
    share: Mapped[float]
    bookable: Mapped[bool]
    online: Mapped[bool]
    daily_limit: Mapped[int]
    retired_at: Mapped[Instant | None]


class Bundle(Base):
    """Several services in one visit; `services` in the order in which they are done."""

    __tablename__ = "bundles"

    code: Mapped[Code] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[JsonMap]
    initials: Mapped[JsonList]
    services: Mapped[JsonList]
    in_order: Mapped[bool]
    retired_at: Mapped[Instant | None]


class Window(Base):
    """A window as it works now; `defined` is what its definition last said, so that a manager's changes are known."""

    __tablename__ = "windows"
    __table_args__ = (sa.UniqueConstraint("hall_id", "number"),)

    id: Mapped[PublicId] = mapped_column(primary_key=True)
    hall_id: Mapped[int] = mapped_column(sa.ForeignKey("halls.id"))
    number: Mapped[int]
    defined: Mapped[JsonMap]
    name: Mapped[JsonMap]
    kind: Mapped[str] = mapped_column(sa.String(16))
    zone: Mapped[Code]
    services: Mapped[JsonList]
    sessions: Mapped[JsonList]
    state: Mapped[str] = mapped_column(sa.String(8))
    paused_until: Mapped[Instant | None]
    pause_reason: Mapped[str | None] = mapped_column(sa.String(200))
    retired_at: Mapped[Instant | None]


class Notice(Base):
    """A sentence on a hall's screens, between calls."""

    __tablename__ = "notices"

    hall_id: Mapped[int] = mapped_column(sa.ForeignKey("halls.id"), primary_key=True, autoincrement=False)
    code: Mapped[Code] = mapped_column(primary_key=True)
    position: Mapped[int]
    text: Mapped[JsonMap]
    retired_at: Mapped[Instant | None]


class WorkdayYear(Base):
    """One year's days off and make-up days. `source` is `notice` or the seed's name; a notice is never overwritten."""

    __tablename__ = "workday_years"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    official: Mapped[bool]
    source: Mapped[str] = mapped_column(sa.String(40))
    holidays: Mapped[JsonMap]
    workdays: Mapped[JsonList]


class HallPlan(Base):
    """A hall's plan, made anew of what was uploaded; the numbers of the windows and ways it marks."""

    __tablename__ = "hall_plans"

    hall_id: Mapped[int] = mapped_column(sa.ForeignKey("halls.id"), primary_key=True, autoincrement=False)
    svg: Mapped[str] = mapped_column(sa.Text)
    windows: Mapped[JsonList]
    ways: Mapped[JsonList]
    updated_at: Mapped[Instant]


HALLS = table(Hall)
ZONES = table(Zone)
SERVICES = table(Service)
BUNDLES = table(Bundle)
WINDOWS = table(Window)
NOTICES = table(Notice)
WORKDAY_YEARS = table(WorkdayYear)
HALL_PLANS = table(HallPlan)
