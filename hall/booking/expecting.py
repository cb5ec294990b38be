"""The door that says whether somebody is expected: whoever comes early is asked before the appointment is used up."""

from datetime import datetime

from sqlalchemy.engine import Connection

from hall.booking.arriving import when
from hall.booking.checking_in import DOOR as CHECK_IN
from hall.booking.checking_in import CheckInBody, appointments_named
from hall.booking.modes import Mode
from hall.booking.queries import AppointmentRow
from hall.booking.states import AppointmentState
from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.clock import hall_day, now
from hall.edge.access import needs
from hall.edge.endpoint import Answer, Call, Endpoints
from hall.edge.fields import Instant, Words
from hall.edge.limits import Tries
from hall.staff.permissions import Permission
from hall.text import Text
from hall.ticketing.policy import NOTHING, booking_credit

DOOR = "check-in/expected"


class ExpectedAnswer(Answer):
    """Whether who is named by a card, code or phone is expected here today.

    `due`: check-in has begun, as it does at `opens_at`, so one step leads to the ticket. `message`: what, when, and
    what coming earlier means. All empty where nobody is expected.
    """

    expected: bool
    due: bool = False
    starts_at: Instant | None = None
    opens_at: Instant | None = None
    message: Words | None = None


class ExpectedDoors:
    """Asked as check-in is, and shut for a while to whoever was wrong too often here or there.

    Wrong tries are counted apart: who types a wrong code at a kiosk is wrong at both in one go.
    """

    def __init__(self, tries: Tries) -> None:
        self._tries = tries

    def endpoints(self) -> Endpoints:
        doors = Endpoints("expected")
        access = needs(Permission.KIOSK, Permission.FIND)
        doors.ask("/halls/<hall>/check-in/expected", access=access, body=CheckInBody, answer=ExpectedAnswer)(
            self.expected
        )
        return doors

    def expected(self, call: Call[CheckInBody], connection: Connection) -> ExpectedAnswer:
        """Whether somebody has an appointment here today that is still to be redeemed."""
        with self._tries.one(call.caller, DOOR, CHECK_IN):
            book, at = hall_book(connection, call.subject.hall_id), now()
            today = hall_day(book.zone, at)
            named = appointments_named(connection, call.vault, call.body, today)
            if not named and call.body.id_number is None:  # a card is read for other things too
                self._tries.wrong(call.caller, DOOR)
            theirs = [
                row
                for row in named
                if row.hall_id == book.hall_id
                and row.day == today
                and row.state is AppointmentState.CONFIRMED
                and row.mode is not Mode.HOME_VISIT
            ]
        row = min(theirs, key=lambda each: abs(each.starts_at - at), default=None)
        if row is None:
            return ExpectedAnswer(expected=False)
        opens = row.starts_at - book.booking.check_in_opens
        words = _told(book, row, opens, at)
        return ExpectedAnswer(
            expected=True, due=at >= opens, starts_at=row.starts_at, opens_at=opens, message=words.as_json()
        )


def _told(book: HallBook, row: AppointmentRow, opens: datetime, at: datetime) -> Text:
    slot = when(row.starts_at.astimezone(book.zone), row.ends_at.astimezone(book.zone))
    name, begins = book.services[row.service].name, f"{opens.astimezone(book.zone):%H:%M}"
    if booking_credit(book.rules, at, row.starts_at) == NOTHING:
        now_is = Text("现在取号，按现场顺序排队", "A number taken now is in the ordinary line")
    else:
        now_is = Text("现在取号，优先时间会少一些", "A number taken now comes with less of a head start")
    return Text(
        f"您今天有预约：{name.zh}（{slot.zh}），{begins}起签到。{now_is.zh}，这个预约也就用了；"
        "也可以到时再来，或先取号办其他事项。",
        f"You are booked today: {name.en} ({slot.en}); check-in opens at {begins}. {now_is.en}, and uses the "
        "appointment up. You can also come back then, or take a number for something else first.",
    )
