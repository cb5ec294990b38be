"""The modes of booking: in which part of the day each lies, and which windows serve it."""

from collections.abc import Iterable
from enum import StrEnum

from hall.catalogue.book import HallBook, WindowPage
from hall.catalogue.terms import Session, WindowKind
from hall.text import Text


class Mode(StrEnum):
    """How somebody wants to be served."""

    STANDARD = "standard"
    EARLY_LATE = "early_late"  # 早晚弹性
    MIDDAY = "midday"  # 午间不间断
    WEEKEND = "weekend"  # 周末
    HOME_VISIT = "home_visit"  # 上门
    PRE_REVIEW = "pre_review"  # 预审
    CROSS_REGION = "cross_region"  # 异地通办

    @property
    def words(self) -> Text:
        """What people call it."""
        return _WORDS[self]

    @property
    def session(self) -> Session:
        """The part of the opening hours its slots lie in."""
        return _SESSIONS.get(self, Session.NORMAL)


class Pool(StrEnum):
    """Whose time a place is taken from: modes that share a pool share its places."""

    WINDOWS = "windows"
    CROSS_REGION = "cross_region"
    VISITS = "visits"  # of the whole hall, whatever the matter


_SESSIONS = {Mode.EARLY_LATE: Session.EARLY_LATE, Mode.MIDDAY: Session.MIDDAY, Mode.WEEKEND: Session.SATURDAY}
_WORDS = {
    Mode.STANDARD: Text("普通预约", "Standard"),
    Mode.EARLY_LATE: Text("早晚弹性办", "Early and late"),
    Mode.MIDDAY: Text("午间不间断办", "Midday"),
    Mode.WEEKEND: Text("周末办", "Weekend"),
    Mode.HOME_VISIT: Text("上门办", "Home visit"),
    Mode.PRE_REVIEW: Text("预审办", "Reviewed beforehand"),
    Mode.CROSS_REGION: Text("异地通办", "Cross-region"),
}
# Windows with a task of their own are planned with only where no other window does the service.
_SET_APART = frozenset({WindowKind.CROSS_REGION, WindowKind.ASSISTED, WindowKind.ESCALATION})


def planned_windows(book: HallBook, service: str, mode: Mode) -> tuple[WindowPage, ...]:
    """The windows that are there for the service in that mode, open at present or not."""
    session = mode.session
    able = [
        page
        for page in book.windows.values()
        if service in page.services and (session is Session.NORMAL or session.value in page.sessions)
    ]
    if mode is Mode.CROSS_REGION:
        return tuple(page for page in able if page.kind is WindowKind.CROSS_REGION)
    return tuple(_ordinary(able) or able)


def pool_of(book: HallBook, service: str, mode: Mode) -> Pool:
    """The pool its places come from: cross-region windows have one of their own where others do the rest."""
    if mode is Mode.HOME_VISIT:
        return Pool.VISITS
    if mode is Mode.CROSS_REGION and _ordinary(planned_windows(book, service, Mode.STANDARD)):
        return Pool.CROSS_REGION
    return Pool.WINDOWS


def offered_modes(book: HallBook, service: str) -> tuple[Mode, ...]:
    """The modes in which the service may be booked in this hall at all; none for one that is not bookable."""
    page = book.services.get(service)
    if page is None or page.retired or not page.bookable:
        return ()
    hours = book.opening.hours
    return tuple(
        mode
        for mode in Mode
        if planned_windows(book, service, mode)
        and (hours.always or hours.spans.get(mode.session))
        and (not hours.always or mode.session is Session.NORMAL)
        and (mode is not Mode.HOME_VISIT or book.booking.home_visits)
    )


def _ordinary(pages: Iterable[WindowPage]) -> list[WindowPage]:
    return [page for page in pages if page.kind not in _SET_APART]
