"""Visitors who left a phone number are told by their hall's carriers what becomes of their appointments.

A durable subscriber of the journal, like `hall.ticketing.telling`: an appointment is told as it stands, so that of
several changes in a row the last one is, and none that is over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy.engine import Connection

from hall.booking.arriving import when
from hall.booking.materials import MaterialRow, asked_materials, materials_of
from hall.booking.modes import Mode
from hall.booking.prereview import news
from hall.booking.queries import AppointmentRow, appointments_by_id, coming_appointments, people_of
from hall.booking.sealed import open_details
from hall.booking.states import LIVE
from hall.catalogue.book import HallBook
from hall.catalogue.queries import closed_days, hall_book
from hall.clock import hall_day, now
from hall.db import Database
from hall.events import instant_text
from hall.journal.chain import Entry
from hall.journal.entries import entries_after
from hall.languages.phrases import server_language
from hall.notify.actions import Note, tell, withdraw
from hall.notify.addresses import Audience
from hall.personal.vault import Vault
from hall.text import LANGUAGES, Text
from hall.ticketing.sealed import PHONE_HASH
from hall.ticketing.telling import said_by_hall, sealed_for_sending

GOOD_FOR = timedelta(days=1)
# The words for each, and those for a visit at home.
SETTLED = {
    "appointment_confirmed": ("booked", "booked_visit"),
    "appointment_changed": ("moved", "moved_visit"),
    "appointment_cancelled": ("cancelled", "cancelled_visit"),
}
CLOSED, REOPENED = "hall_closed", "hall_reopened"
OF_HALL = (CLOSED, REOPENED, "hall_changed")
ANSWERED = "material_answered"
TOLD_OF = (*SETTLED, *OF_HALL, ANSWERED)


class BookersTold:
    """The subscriber `bookers`: puts into the outbox what they are to be told."""

    name = "bookers"

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database, self._vault = database, vault

    def take(self, entries: Sequence[Entry]) -> None:
        hall_id, at = entries[0].hall_id, now()
        fresh = [entry for entry in entries if entry.at > at - GOOD_FOR and entry.kind in TOLD_OF]
        if not fresh:
            return
        with self._database.reading() as connection:
            hall = HallNow(hall_book(connection, hall_id), at, _closing(connection, hall_id, at))
            rows = appointments_by_id(connection, _named(fresh))
            counts = {row.id: len(asked_materials(self._vault, row)) for row in rows.values()}
            settled = [*hall.settled(fresh, rows), *hall.reviewed(fresh, rows, materials_of(connection, counts))]
            coming = coming_appointments(connection, hall_id, at) if any(e.kind in OF_HALL for e in fresh) else []
            off, on_again = hall.off(coming), hall.on_again(coming, fresh)
            phones = self._phones(connection, {each.row.id: each.row for each in (*settled, *off, *on_again)})
        with self._database.change() as transaction:
            connection = transaction.connection
            # Of those who expected a closed hall, whoever may have been told so.
            misled = [each for each in on_again if withdraw(connection, hall_id, _closed_cause(each.row, each.seq))]
            notes = [
                hall.note(each, phones[each.row.id]) for each in (*settled, *off, *misled) if each.row.id in phones
            ]
            tell(connection, hall_id, Audience.VISITORS, notes, at)

    def _phones(self, connection: Connection, rows: Mapping[str, AppointmentRow]) -> dict[str, tuple[bytes, ...]]:
        """The numbers left on these appointments, that of a visit's contact among them; sealed for the outbox."""
        left = []
        for id_, people in people_of(connection, rows).items():
            left += [(id_, self._vault.open(each.phone, PHONE_HASH)) for each in people if each.phone is not None]
            contact = open_details(self._vault, rows[id_].details).get("contact_phone")
            left += [(id_, str(contact))] if contact else []
        return sealed_for_sending(self._vault, left)


@dataclass(frozen=True)
class Said:
    """What is to be told of an appointment (`key` of the words), by which cause; `seq` of the entry it goes back to."""

    row: AppointmentRow
    key: str
    cause: str
    seq: int
    more: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class Closing:
    """When a hall was last closed for the day: the local day, and the number of the entry; `lasts`: it still is."""

    day: date
    seq: int
    lasts: bool


@dataclass(frozen=True)
class HallNow:
    """A hall as those who booked must know it."""

    book: HallBook
    at: datetime
    closing: Closing | None

    def settled(self, entries: Sequence[Entry], rows: Mapping[str, AppointmentRow]) -> list[Said]:
        """Appointments made, moved, or called off by the hall, where that is the last that became of them."""
        found = []
        for entry in (each for each in entries if each.kind in SETTLED):
            row = rows.get(entry.data["appointment"])
            own = entry.kind == "appointment_cancelled" and entry.user is None
            if row is None or row.seq != entry.seq or own or row.ends_at <= self.at:
                continue
            key = SETTLED[entry.kind][row.mode is Mode.HOME_VISIT]
            more = {"before": self._start(entry.data["before"])} if "before" in entry.data else {}
            found.append(Said(row, key, f"appointment:{row.id}:{entry.seq}", entry.seq, more))
        return found

    def reviewed(
        self, entries: Sequence[Entry], rows: Mapping[str, AppointmentRow], materials: Mapping[str, list[MaterialRow]]
    ) -> list[Said]:
        """Appointments whose materials were answered, all of them as they stand, by the last answer."""
        found = []
        for entry in (each for each in entries if each.kind == ANSWERED):
            row = rows.get(entry.data["appointment"])
            if row is None or row.state not in LIVE or row.starts_at <= self.at:
                continue
            these = materials[row.id]
            told = news([each.state for each in these])
            if told is not None and entry.seq == max((each.seq for each in these if each.answered_at), default=0):
                cause = f"prereview:{row.id}:{entry.seq}"
                found.append(Said(row, "prereview", cause, entry.seq, {"answers": told}))
        return found

    def off(self, coming: Sequence[AppointmentRow]) -> list[Said]:
        """Appointments on a day, or at a time, at which the hall is closed after all."""
        found = []
        for row in coming:
            closing = self.closing if self.closing and self.closing.lasts and self.closing.day == row.day else None
            sittings = self.book.opening.sittings_on(row.day)
            if closing is not None:
                found.append(Said(row, "off", _closed_cause(row, closing.seq), closing.seq))
            elif not any(sitting.opens_at <= row.starts_at < sitting.closes_at for sitting in sittings):
                found.append(Said(row, "off", f"off:{row.id}:{instant_text(row.starts_at)}", row.seq))
        return found

    def on_again(self, coming: Sequence[AppointmentRow], entries: Sequence[Entry]) -> list[Said]:
        """Appointments that hold again, since the hall gives tickets again."""
        closing = self.closing
        if closing is None or closing.lasts or all(entry.kind != REOPENED for entry in entries):
            return []
        today = [row for row in coming if row.day == closing.day]
        return [Said(row, "on", f"on:{row.id}:{closing.seq}", closing.seq) for row in today]

    def note(self, said: Said, phones: tuple[bytes, ...]) -> Note:
        row, zone = said.row, self.book.zone
        slot = when(row.starts_at.astimezone(zone), row.ends_at.astimezone(zone))
        told = {"when": slot, **said.more}
        words = {each: {name: text.pick(each) for name, text in told.items()} for each in LANGUAGES}
        text = said_by_hall(self.book, self.at, said.key, words)
        good_for = min(GOOD_FOR, row.ends_at - self.at)
        return Note(said.cause, "appointment", text, server_language(row.language), good_for, phones)

    def _start(self, instant: str) -> Text:
        local = datetime.fromisoformat(instant).astimezone(self.book.zone)
        return Text(f"{local:%m月%d日 %H:%M}", f"{local:%d %b %H:%M}")


def _named(entries: Sequence[Entry]) -> set[str]:
    """The appointments these entries speak of."""
    return {entry.data["appointment"] for entry in entries if entry.kind in (*SETTLED, ANSWERED)}


def _closing(connection: Connection, hall_id: int, at: datetime) -> Closing | None:
    """Today's last closing of a hall before its time."""
    zone = hall_book(connection, hall_id).zone
    today = hall_day(zone, at)
    since = datetime.combine(today, time(), zone)
    closings = entries_after(connection, hall_id, 0, kinds=[CLOSED], since=since)
    if not closings:
        return None
    return Closing(today, closings[-1].seq, closed_days(connection).get(hall_id) == today)


def _closed_cause(row: AppointmentRow, seq: int) -> str:
    return f"closed:{row.id}:{seq}"
