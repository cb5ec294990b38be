"""An appointment as a calendar file: when, where, what to bring; nothing about the person."""

from datetime import datetime, timedelta

from hall.booking.ics import before, component, file, instant, text
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
    stands = row.state in LIVE
    name = book.services[row.service].name.pick(language)
    event = component(
        "VEVENT",
        f"SUMMARY:{text(f'{name} · {book.name.pick(language)}')}",
        f"DTSTART:{instant(row.starts_at)}",
        f"DTEND:{instant(row.ends_at)}",
        f"DTSTAMP:{instant(at)}",
        f"UID:{text(f'{row.id}@{book.code}')}",
        f"SEQUENCE:{row.changes + (not stands)}",
        f"DESCRIPTION:{text(_description(book, row).pick(language))}",
        f"LOCATION:{text(visited or book.name.pick(language))}",
        f"STATUS:{'CONFIRMED' if stands else 'CANCELLED'}",
        f"URL:{url}",
        *(_reminder(name) if stands else ()),
    )
    method = "PUBLISH" if stands else "CANCEL"
    return file(component("VCALENDAR", "VERSION:2.0", "PRODID:-//Hall//Appointments//ZH", f"METHOD:{method}", *event))


def _reminder(name: str) -> tuple[str, ...]:
    return component("VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{text(name)}", f"TRIGGER:{before(REMIND_BEFORE)}")


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
