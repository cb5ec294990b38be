"""A hall's book made by hand, for the rules of booking: two ordinary windows, one of a kind of its own, no database."""

from collections.abc import Iterable, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from hall.catalogue.book import HallBook, ServicePage, WindowPage
from hall.catalogue.booking_rules import BookingRules
from hall.catalogue.hours import Hours, OpeningTimes, Span
from hall.catalogue.rules import QueueRules
from hall.catalogue.terms import Session, WindowKind, WindowState
from hall.catalogue.workdays import Workdays, YearDays
from hall.text import Text

ZONE = ZoneInfo("Asia/Shanghai")
SPANS = {
    Session.NORMAL: ("09:00-12:00", "13:00-17:00"),
    Session.MIDDAY: ("12:00-13:00",),
    Session.EARLY_LATE: ("08:00-09:00",),
    Session.SATURDAY: ("09:00-12:00",),
}
# Wednesday off, and the Saturday after it worked instead.
WORKDAYS = Workdays({2026: YearDays(True, {date(2026, 11, 25): "made up"}, frozenset({date(2026, 11, 28)}))})
EVERY_SESSION = frozenset({"midday", "early_late", "saturday"})


def service(
    code: str, minutes: float = 10, share: float = 0.0, *, bookable: bool = True, spread: float = 0
) -> ServicePage:
    return ServicePage(code, Text(code, code), "A", Text("", ""), (), 0, minutes, spread, share, bookable=bookable)


def window(
    number: int, services: Iterable[str], kind: WindowKind = WindowKind.COMPREHENSIVE, sessions: Iterable[str] = ()
) -> WindowPage:
    return WindowPage(
        f"w{number}", number, Text("", ""), kind, "main", frozenset(services), frozenset(sessions),
        WindowState.CLOSED, None, None,
    )  # fmt: skip


def book(
    windows: Iterable[WindowPage],
    services: Iterable[ServicePage],
    booking: BookingRules | None = None,
    spans: Mapping[Session, tuple[str, ...]] = SPANS,
) -> HallBook:
    hours = Hours({session: tuple(Span.of(text) for text in texts) for session, texts in spans.items()})
    return HallBook(
        1, "town", Text("", ""), ZONE, ("main",), ("zh",), QueueRules(), OpeningTimes(hours, ZONE, WORKDAYS),
        {page.id: page for page in windows}, {page.code: page for page in services}, {},
        booking=booking or BookingRules(),
    )  # fmt: skip
