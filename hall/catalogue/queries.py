"""Reading the catalogue: a hall's whole book (kept while its version stands), and the few rows that are not in it."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row

from hall.catalogue.assisting import AssistanceRules
from hall.catalogue.book import BundlePage, HallBook, ServicePage, WindowPage
from hall.catalogue.booking_rules import BookingRules
from hall.catalogue.escalating import EscalationRules
from hall.catalogue.hours import Hours, OpeningTimes
from hall.catalogue.models import BUNDLES, HALL_PLANS, HALLS, NOTICES, SERVICES, WINDOWS, WORKDAY_YEARS, ZONES
from hall.catalogue.reviewing import ReviewRules
from hall.catalogue.rules import QueueRules
from hall.catalogue.terms import WindowKind, WindowState
from hall.catalogue.thresholds import AlarmRules
from hall.catalogue.virtual_rules import VirtualRules
from hall.catalogue.workdays import Workdays, YearDays
from hall.clock import hall_day
from hall.db import ORDERS
from hall.errors import HallNotFound
from hall.prepared import Prepared
from hall.text import Text

NOTICES_FROM_MONTH = 11  # when next year's notice is usually published

# Books by database and hall, each with the version it was read at. A version is a random token, not a count: what
# a transaction read of its own changes cannot be mistaken for another's after it was rolled back.
_ID_OF = Prepared(sa.select(HALLS.c.id).where(HALLS.c.code == sa.bindparam("code"), HALLS.c.retired_at.is_(None)))
_ZONES = Prepared(
    sa.select(HALLS.c.id, HALLS.c.timezone).where(HALLS.c.retired_at.is_(None)).order_by(HALLS.c.position, HALLS.c.id)
)
_ALL_ZONES = Prepared(sa.select(HALLS.c.id, HALLS.c.timezone).order_by(HALLS.c.id))
_VERSION_OF = Prepared(sa.select(HALLS.c.version).where(HALLS.c.id == sa.bindparam("hall_id")))
_kept: WeakKeyDictionary[Engine, dict[int, tuple[str, HallBook]]] = WeakKeyDictionary()


def hall_id_of(connection: Connection, code: str) -> int:
    """The id of a hall by its code; HallNotFound for one that is unknown or retired."""
    found = _ID_OF.scalar(connection, {"code": code})
    if found is None:
        raise HallNotFound(Text(f"没有代码为“{code}”的大厅", f"There is no hall {code!r}"))
    return int(found)


def hall_rows(connection: Connection) -> Sequence[Row[Any]]:
    """All halls that are not retired, in the order of their definition."""
    wanted = sa.select(HALLS).where(HALLS.c.retired_at.is_(None))
    return connection.execute(wanted.order_by(HALLS.c.position, HALLS.c.id)).all()


def halls_today(connection: Connection, at: datetime) -> dict[int, date]:
    """The day it is in each hall that is not retired, by its id, in the order of their definition.

    Asked every second, of a thousand halls too: one statement, and no hall's book.
    """
    return {hall_id: hall_day(ZoneInfo(zone), at) for hall_id, zone in _ZONES.rows(connection, {})}


def days_everywhere(connection: Connection, at: datetime) -> dict[int, date]:
    """The same of every hall, of those that are retired too."""
    return {hall_id: hall_day(ZoneInfo(zone), at) for hall_id, zone in _ALL_ZONES.rows(connection, {})}


def is_retired(connection: Connection, hall_id: int) -> bool:
    """Whether the hall left its definition, and has not come back."""
    return connection.execute(sa.select(HALLS.c.retired_at).where(HALLS.c.id == hall_id)).scalar() is not None


def codes_by_id(connection: Connection) -> dict[int, str]:
    """The code of every hall by its id, of those that are retired too: what they have done is still told of."""
    return {row.id: row.code for row in connection.execute(sa.select(HALLS.c.id, HALLS.c.code).order_by(HALLS.c.id))}


def hall_codes(connection: Connection, hall_ids: Collection[int] | None) -> list[str]:
    """The codes of these halls, of all for `None`, in the order of their definition."""
    return [row.code for row in hall_rows(connection) if hall_ids is None or row.id in hall_ids]


def lock_minutes(connection: Connection, hall_ids: Collection[int] | None) -> int:
    """The least that any of these halls (`None`: all) lets a desk lie idle; the usual for somebody without a hall."""
    known = [row.id for row in hall_rows(connection) if hall_ids is None or row.id in hall_ids]
    usual = QueueRules().desk_lock_minutes
    return min((hall_book(connection, each).rules.desk_lock_minutes for each in known), default=usual)


def hall_row(connection: Connection, hall_id: int) -> Row[Any]:
    row = connection.execute(sa.select(HALLS).where(HALLS.c.id == hall_id)).one_or_none()
    if row is None:
        raise HallNotFound
    return row


def zone_rows(connection: Connection, hall_id: int) -> Sequence[Row[Any]]:
    wanted = sa.select(ZONES).where(ZONES.c.hall_id == hall_id, ZONES.c.retired_at.is_(None))
    return connection.execute(wanted.order_by(ZONES.c.position)).all()


def closed_days(connection: Connection) -> dict[int, date | None]:
    """The day on which a manager last closed each hall, by hall id."""
    return {row.hall_id: row.closed_on for row in connection.execute(sa.select(ORDERS.c.hall_id, ORDERS.c.closed_on))}


def known_service(connection: Connection, code: str) -> bool:
    """Whether the list of services has this one."""
    wanted = sa.select(SERVICES.c.code).where(SERVICES.c.code == code, SERVICES.c.retired_at.is_(None))
    return connection.execute(wanted).first() is not None


def plan_row(connection: Connection, hall_id: int) -> Row[Any] | None:
    """A hall's plan, if it has one."""
    return connection.execute(sa.select(HALL_PLANS).where(HALL_PLANS.c.hall_id == hall_id)).one_or_none()


def plan_marks(connection: Connection, hall_id: int) -> Row[Any] | None:
    """What a hall's plan marks and since when it is up, without the drawing."""
    columns = [HALL_PLANS.c.windows, HALL_PLANS.c.ways, HALL_PLANS.c.updated_at]
    return connection.execute(sa.select(*columns).where(HALL_PLANS.c.hall_id == hall_id)).one_or_none()


def notices_of(connection: Connection, hall_id: int) -> list[dict[str, Any]]:
    """A hall's notices as its journal and screens have them: [{code, text: {zh, en}}], in order."""
    wanted = sa.select(NOTICES).where(NOTICES.c.hall_id == hall_id, NOTICES.c.retired_at.is_(None))
    rows = connection.execute(wanted.order_by(NOTICES.c.position, NOTICES.c.code))
    return [{"code": row.code, "text": row.text} for row in rows]


def hall_book(connection: Connection, hall_id: int) -> HallBook:
    """Everything of one hall that rules and pages ask for, as it stands in this transaction."""
    version = _VERSION_OF.scalar(connection, {"hall_id": hall_id})
    if version is None:
        raise HallNotFound
    books = _kept.setdefault(connection.engine, {})
    kept = books.get(hall_id)
    if kept is None or kept[0] != version:
        kept = books[hall_id] = (str(version), _read_book(connection, hall_id))
    return kept[1]


def workdays(connection: Connection) -> Workdays:
    """The calendar of working days, all years that are known."""
    rows = connection.execute(sa.select(WORKDAY_YEARS))
    return Workdays({row.year: YearDays.of(dict(row._mapping)) for row in rows})


def provisional_years(connection: Connection, today: date) -> list[int]:
    """Years that plans reach into – this one, from November on the next – whose working days no notice confirms."""
    reached = (today.year, today.year + 1) if today.month >= NOTICES_FROM_MONTH else (today.year,)
    known = workdays(connection)
    return [year for year in reached if not known.is_official(year)]


def opening_times(hall: Row[Any], days: Workdays) -> OpeningTimes:
    """When a hall, given by its row, is open."""
    return OpeningTimes(Hours.of(hall.hours), ZoneInfo(hall.timezone), days)


def _read_book(connection: Connection, hall_id: int) -> HallBook:
    hall = hall_row(connection, hall_id)
    opening = opening_times(hall, workdays(connection))
    numbered = sa.select(WINDOWS).where(WINDOWS.c.hall_id == hall_id).order_by(WINDOWS.c.number)
    windows = connection.execute(numbered).all()
    services = connection.execute(sa.select(SERVICES).order_by(SERVICES.c.position)).all()
    bundles = sa.select(BUNDLES).where(BUNDLES.c.retired_at.is_(None)).order_by(BUNDLES.c.position)
    return HallBook(
        hall_id=hall_id,
        code=hall.code,
        name=Text.of(hall.name),
        zone=opening.zone,
        zones=tuple(row.code for row in zone_rows(connection, hall_id)),
        languages=tuple(str(one).split("-")[0] for one in hall.languages),
        rules=QueueRules.from_json(hall.rules),
        opening=opening,
        windows={row.id: window_page(row) for row in windows if row.retired_at is None},
        services={row.code: _service(row) for row in services},
        bundles={row.code: _bundle(row) for row in connection.execute(bundles)},
        display=hall.display,
        alarms=AlarmRules.from_json(hall.alarms),
        reviews=ReviewRules.from_json(hall.reviews),
        booking=BookingRules.from_json(hall.booking),
        escalations=EscalationRules.from_json(hall.escalations),
        virtual=VirtualRules.from_json(hall.virtual),
        coordinates=None if hall.latitude is None else (hall.latitude, hall.longitude),
        assistance=AssistanceRules.from_json(hall.assistance),
        retired_windows={row.id: window_page(row) for row in windows if row.retired_at is not None},
    )


def window_page(row: Row[Any]) -> WindowPage:
    return WindowPage(
        id=row.id,
        number=row.number,
        name=Text.of(row.name),
        kind=WindowKind(row.kind),
        zone=row.zone,
        services=frozenset(row.services),
        sessions=frozenset(row.sessions),
        state=WindowState(row.state),
        paused_until=row.paused_until,
        reason=row.pause_reason,
    )


def _service(row: Row[Any]) -> ServicePage:
    return ServicePage(
        code=row.code,
        name=Text.of(row.name),
        prefix=row.prefix,
        department=Text.of(row.department),
        materials=tuple(Text.of(one) for one in row.materials),
        daily_limit=row.daily_limit,
        median_minutes=row.median_minutes,
        spread=row.spread,
        share=row.share,
        aliases=tuple(Text.of(one) for one in row.aliases),
        initials=tuple(row.initials),
        audience=tuple(row.audience),
        bookable=row.bookable,
        online=row.online,
        retired=row.retired_at is not None,
    )


def _bundle(row: Row[Any]) -> BundlePage:
    return BundlePage(row.code, Text.of(row.name), tuple(row.services), row.in_order, tuple(row.initials))
