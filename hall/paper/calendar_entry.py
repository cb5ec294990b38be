"""What an appointment's calendar entry says: when, where, what to bring; nothing about the person. Pure."""

from datetime import datetime

from hall.booking.modes import Mode
from hall.booking.queries import AppointmentRow
from hall.booking.states import LIVE
from hall.catalogue.book import HallBook
from hall.events import Json
from hall.text import Language, Text


def calendar_entry(
    book: HallBook, row: AppointmentRow, language: Language, at: datetime, url: str, visited: str | None = None
) -> Json:
    """The entry as `calendar_file` takes it; made again after a change it replaces the one before, or takes it away.

    `visited`: for a visit at home where somebody comes to, masked as everywhere.
    """
    service, live = book.services[row.service].name.pick(language), row.state in LIVE
    return {
        "uid": f"{row.id}@{book.code}",
        "made_at": at.isoformat(),
        "changes": row.changes + (not live),
        "starts_at": row.starts_at.isoformat(),
        "ends_at": row.ends_at.isoformat(),
        "title": f"{service} · {book.name.pick(language)}",
        "place": visited or book.name.pick(language),
        "description": _description(book, row).pick(language),
        "url": url,
        "live": live,
        "reminder": service,
    }


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
