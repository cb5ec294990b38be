"""An appointment as a calendar file (RFC 5545): when, where, what to bring; nothing about the person."""

from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

from hall.booking.modes import Mode
from hall.booking.queries import AppointmentRow
from hall.booking.states import LIVE
from hall.catalogue.book import HallBook
from hall.text import Language, Text

REMIND_BEFORE = timedelta(hours=1)


def calendar_file(
    book: HallBook, row: AppointmentRow, language: Language, at: datetime, url: str, visited: str | None = None
) -> bytes:
    """The file's bytes; made again after a change it replaces the entry it made before, or takes it away.

    `visited`: for a visit at home where somebody comes to, masked as everywhere.
    """
    service = book.services[row.service]
    event = Event()
    event.add("uid", f"{row.id}@{book.code}")
    event.add("dtstamp", at)
    event.add("sequence", row.changes + (row.state not in LIVE))
    event.add("dtstart", row.starts_at)
    event.add("dtend", row.ends_at)
    event.add("summary", f"{service.name.pick(language)} · {book.name.pick(language)}")
    event.add("location", visited or book.name.pick(language))
    event.add("description", _description(book, row).pick(language))
    event.add("url", url)
    event.add("status", "CONFIRMED" if row.state in LIVE else "CANCELLED")
    if row.state in LIVE:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", service.name.pick(language))
        alarm.add("trigger", -REMIND_BEFORE)
        event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Hall//Appointments//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH" if row.state in LIVE else "CANCEL")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _description(book: HallBook, row: AppointmentRow) -> Text:
    materials = book.services[row.service].materials
    if row.mode is Mode.HOME_VISIT:
        first = Text("工作人员将上门办理，不用到大厅。", "Somebody comes to you; there is no need to come to the hall.")
        wanted = Text("请准备好：", "Have ready:")
    else:
        first, wanted = Text(f"预约码 {row.code}", f"Code {row.code}"), Text("请带上：", "Bring:")
    zh, en = [first.zh], [first.en]
    if materials:
        zh += [wanted.zh, *(f"{at}. {each.zh}" for at, each in enumerate(materials, 1))]
        en += [wanted.en, *(f"{at}. {each.en}" for at, each in enumerate(materials, 1))]
    return Text("\n".join(zh), "\n".join(en))
