"""What a code is, which appointment is meant, when one came, and what is said, to the word."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from hall.booking.arriving import Arrival, Typed, arrival, greeting, meant, read_booking_code
from hall.booking.states import MOVES, AppointmentState, Move, after
from hall.errors import AppointmentWrongState

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TODAY, GRACE = date(2026, 11, 23), timedelta(minutes=15)
ID = "MbZRY4o59rSi4Y4qhBrC0Q"


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("0123456789", Typed(code="0123456789")),
        (" 012 3456-789 ", Typed(code="0123456789")),
        ("０１２３４５６７８９", Typed(code="0123456789")),
        (ID, Typed(id=ID)),
        (f"https://hall.example/a/{ID}", Typed(id=ID)),
        (f"https://hall.example/a/{ID}?lang=en\n", Typed(id=ID)),
        ("123456789", None),
        ("01234567890", None),
        (f"https://hall.example/a/{ID}x", None),
        ("'; DROP TABLE appointments", None),
        ("二维码", None),
    ],
)
def test_a_code_is_ten_digits_or_the_address_of_an_appointment(text: str, typed: Typed | None) -> None:
    assert read_booking_code(text) == typed


@dataclass(frozen=True)
class Row:
    hall_id: int = 1
    day: date = TODAY
    state: AppointmentState = AppointmentState.CONFIRMED
    starts_at: datetime = NINE


LATER = Row(starts_at=NINE + timedelta(hours=2))
TOMORROW = Row(day=TODAY + timedelta(days=1), starts_at=NINE + timedelta(days=1))
DONE = Row(state=AppointmentState.CHECKED_IN, starts_at=NINE - timedelta(minutes=5))
CANCELLED = Row(state=AppointmentState.CANCELLED)
ELSEWHERE = Row(hall_id=2)


@pytest.mark.parametrize(
    ("found", "chosen"),
    [
        ([LATER, Row()], Row()),
        ([DONE, LATER], LATER),
        ([TOMORROW, DONE], DONE),
        ([CANCELLED, LATER], LATER),
        ([CANCELLED, TOMORROW], CANCELLED),
        ([ELSEWHERE, LATER], LATER),
        ([], None),
    ],
)
def test_of_several_the_one_that_is_due_here_is_meant(found: list[Row], chosen: Row | None) -> None:
    assert meant(found, 1, TODAY, NINE) == chosen


@pytest.mark.parametrize(
    ("minutes", "came"),
    [(-90, Arrival.EARLY), (-1, Arrival.EARLY), (0, Arrival.ON_TIME), (15, Arrival.ON_TIME), (15.1, Arrival.LATE)],
)
def test_the_grace_after_the_beginning_is_on_time(minutes: float, came: Arrival) -> None:
    assert arrival(NINE + timedelta(minutes=minutes), NINE, GRACE) is came


def test_who_is_late_is_told_so_to_the_word() -> None:
    said = greeting(Arrival.LATE, "D001", 4, timedelta(0), 0)
    assert said.zh == "您已超过预约时段，已转为现场排队，前面还有4人，本次不计爽约。"


@pytest.mark.parametrize("state", AppointmentState)
@pytest.mark.parametrize("move", Move)
def test_every_move_is_in_the_table_or_refused_with_what_to_do(state: AppointmentState, move: Move) -> None:
    if (state, move) in MOVES:
        assert after(state, move) is MOVES[state, move]
        return
    with pytest.raises(AppointmentWrongState) as refused:
        after(state, move)
    assert state.words.zh in refused.value.detail.zh
    assert refused.value.extra == {"state": state.value}
