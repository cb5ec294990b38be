"""Whether a hall gives out tickets for a service now, and the sentence that says why not."""

from datetime import date, datetime

from hall.catalogue.book import HallBook
from hall.clock import hall_day
from hall.errors import DailyLimitReached, HallClosed, HallError, NotInSession
from hall.events import instant_text
from hall.text import Text


def hall_refusal(book: HallBook, at: datetime, closed_on: date | None) -> HallClosed | None:
    """Why the hall gives no tickets at `at`, or None when it does; `closed_on` is the day a manager closed it."""
    today = hall_day(book.zone, at)
    if closed_on == today:
        opens = book.opening.opening_after(today)
        ended = Text(
            "大厅今日已停止取号，急事请到综合咨询窗口",
            "The hall gives no more tickets today; if urgent, ask at enquiries",
        )
        return _closed(book, ended, opens)
    if book.opening.is_issuing(at):
        return None
    return _closed(book, Text("大厅未开放", "The hall is closed"), book.opening.next_opening(at))


def _closed(book: HallBook, why: Text, opens: datetime | None) -> HallClosed:
    """The refusal, with the next opening where there is one."""
    if opens is None:
        return HallClosed(why)
    local = opens.astimezone(book.zone)
    return HallClosed(
        Text(f"{why.zh}，下次开放时间 {local:%m月%d日 %H:%M}", f"{why.en}; it opens next on {local:%d %b at %H:%M}"),
        extra={"opens_at": instant_text(opens)},
    )


def session_refusal(book: HallBook, service: str, at: datetime) -> NotInSession | None:
    """Why nobody does the service any more today, naming when somebody does; None when its session is today."""
    sessions = [page.sessions for page in book.windows.values() if service in page.services]
    if book.opening.in_session_today(sessions, at):
        return None
    name = book.services[service].name
    sitting = book.opening.next_sitting(sessions, at)
    when = sitting.opens_at.astimezone(book.zone) if sitting else None
    zh = f"“{name.zh}”今天没有窗口办理" + (f"，下次办理时间 {when:%m月%d日 %H:%M}" if when else "")
    en = f"No window handles {name.en} today" + (f"; next on {when:%d %b at %H:%M}" if when else "")
    return NotInSession(Text(zh, en), extra={"service": service})


def limit_refusal(book: HallBook, service: str, issued: int) -> DailyLimitReached | None:
    """Why the day's tickets for the service are used up after `issued` of them; None while there are more."""
    page = book.services[service]
    if not page.daily_limit or issued < page.daily_limit:
        return None
    return DailyLimitReached(
        Text(
            f"“{page.name.zh}”今日 {page.daily_limit} 个号已取完，可到综合咨询窗口，或预约改日办理",
            f"The {page.daily_limit} tickets for {page.name.en} are taken; ask at enquiries or book another day",
        ),
        extra={"service": service},
    )


def service_refusal(
    book: HallBook, service: str, at: datetime, closed_on: date | None, issued: int
) -> HallError | None:
    """The first reason why a ticket for the service cannot be had now; None when it can."""
    return (
        hall_refusal(book, at, closed_on) or session_refusal(book, service, at) or limit_refusal(book, service, issued)
    )
