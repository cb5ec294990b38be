"""A small hall at one moment, for its alarms: two windows for tax, one for pensions, one that helps with both."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hall.catalogue.book import HallBook, ServicePage, WindowPage
from hall.catalogue.hours import Hours, OpeningTimes, Span
from hall.catalogue.rules import QueueRules
from hall.catalogue.terms import Session, WindowKind, WindowState
from hall.catalogue.thresholds import AlarmRules
from hall.text import Text
from hall.ticketing.policy import Key
from hall.ticketing.waiting import Waiter
from hall.windows.alarms import Ground, grounds
from hall.windows.moment import Moment, Serving, Silent
from tests.rules.catalogue.calendar_2026 import CALENDAR

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOURS = Hours(
    {
        Session.NORMAL: (Span.of("09:00-12:00"), Span.of("14:00-17:00")),
        Session.MIDDAY: (Span.of("12:00-13:00"),),
    }
)
SERVICES = {
    "tax": ServicePage("tax", Text("涉税业务", "Tax"), "H", Text("", ""), (), 0, 10.0, 0.6),
    "pension": ServicePage("pension", Text("养老保险", "Pension"), "D", Text("", ""), (), 0, 5.0, 0.4),
}
DOES = {1: {"tax"}, 2: {"tax"}, 3: {"pension"}, 4: {"tax", "pension"}}


def clock_time(text: str) -> datetime:
    """A time of Monday 23 November 2026 in the hall."""
    return datetime.fromisoformat(f"2026-11-23T{text}").replace(tzinfo=SHANGHAI).astimezone(UTC)


def window(number: int, *, is_open: bool, midday: bool = False) -> WindowPage:
    return WindowPage(
        id=f"w{number}",
        number=number,
        name=Text(f"{number}", f"{number}"),
        kind=WindowKind.ASSISTED if number == 4 else WindowKind.SPECIAL,
        zone="main",
        services=frozenset(DOES[number]),
        sessions=frozenset({"midday"} if midday else ()),
        state=WindowState.OPEN if is_open else WindowState.CLOSED,
        paused_until=None,
        reason=None,
    )


def waiter(number: int, *services: str, since: datetime, needs_help: bool = False, bound: str | None = None) -> Waiter:
    return Waiter(f"t{number}", f"H{number:03}", Key(since, number), services, needs_help, bound, since)


class Floor:
    """What a test sets up, and what the hall is warned of then. Every window is closed until it is opened."""

    def __init__(self, at: str = "10:00", **thresholds: int) -> None:
        self.at = clock_time(at)
        self.alarms = AlarmRules(**thresholds)
        self.open: set[int] = set()
        self.midday: set[int] = set()
        self.line: list[Waiter] = []
        self.serving: list[Serving] = []
        self.free: dict[str, datetime] = {}
        self.stirred: dict[str, datetime] = {}
        self.silent: list[Silent] = []
        self.closed = False

    def ago(self, **by: float) -> datetime:
        return self.at - timedelta(**by)

    def waits(
        self, *services: str, minutes: float = 1, people: int = 1, needs_help: bool = False, bound: str | None = None
    ) -> None:
        for _ in range(people):
            since = self.ago(minutes=minutes)
            self.line.append(waiter(len(self.line) + 1, *services, since=since, needs_help=needs_help, bound=bound))

    def serves(self, number: int, *services: str, minutes: float) -> None:
        page = window(number, is_open=True)
        self.serving.append(Serving(page, f"s{number}", "H099", self.ago(minutes=minutes), services))

    @property
    def moment(self) -> Moment:
        pages = [window(number, is_open=number in self.open, midday=number in self.midday) for number in DOES]
        book = HallBook(
            hall_id=1,
            code="small",
            name=Text("小厅", "Small"),
            zone=SHANGHAI,
            zones=("main",),
            languages=("zh",),
            rules=QueueRules(),
            opening=OpeningTimes(HOURS, SHANGHAI, CALENDAR),
            windows={page.id: page for page in pages},
            services=SERVICES,
            bundles={},
            alarms=self.alarms,
        )
        return Moment(book, self.at, self.closed, self.line, self.serving, self.free, self.stirred, self.silent)

    def found(self) -> Mapping[tuple[str, str], Ground]:
        """Every ground by kind and subject."""
        return {ground.key: ground for ground in grounds(self.moment)}

    def raised(self) -> list[tuple[str, str]]:
        """Kind and subject of what raises an alarm."""
        return [ground.key for ground in grounds(self.moment) if ground.raises]
