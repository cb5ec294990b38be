"""What becomes of a material before a visit, and until when it is to be answered."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.booking.prereview import (
    OPEN,
    MaterialState,
    Verdict,
    after_taking_back,
    check_answer,
    check_hand_in,
    due_at,
    news,
)
from hall.catalogue.hours import Hours, OpeningTimes, Span
from hall.catalogue.terms import Session
from hall.catalogue.workdays import Workdays, YearDays
from hall.errors import Invalid, MaterialWrongState

M, V = MaterialState, Verdict
SHANGHAI = ZoneInfo("Asia/Shanghai")
# Of 2026: the first of May and the days after are off, the Saturday of the week after is a working day.
MAY = YearDays(True, {date(2026, 5, day): "劳动节" for day in range(1, 6)}, frozenset({date(2026, 5, 9)}))
SPANS = (Span.of("09:00-12:00"), Span.of("13:00-17:00"))
OPENING = OpeningTimes(Hours({Session.NORMAL: SPANS}), SHANGHAI, Workdays({2026: MAY}))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize("state", M)
def test_more_is_handed_in_only_where_more_is_wanted(state: MaterialState) -> None:
    if state in OPEN:
        check_hand_in(state)
    else:
        with pytest.raises(MaterialWrongState):
            check_hand_in(state)


@pytest.mark.parametrize("verdict", V)
@pytest.mark.parametrize("state", M)
def test_what_nobody_handed_in_can_only_be_asked_for(state: MaterialState, verdict: Verdict) -> None:
    missing = ["背面"] if verdict is V.INCOMPLETE else []
    if state is M.ASKED and verdict is not V.ORIGINAL:
        with pytest.raises(MaterialWrongState):
            check_answer(state, verdict, missing, None)
    else:
        check_answer(state, verdict, missing, None)


def test_what_is_missing_is_said_with_incomplete_alone() -> None:
    for verdict, missing, note in [(V.INCOMPLETE, [], None), (V.INCOMPLETE, ["背面"], "x"), (V.FINE, ["背面"], None)]:
        with pytest.raises(Invalid):
            check_answer(M.HANDED_IN, verdict, missing, note)


@pytest.mark.parametrize(
    ("state", "left", "told", "becomes"),
    [
        (M.HANDED_IN, 0, 0, M.ASKED),
        (M.HANDED_IN, 0, 1, M.INCOMPLETE),
        (M.HANDED_IN, 1, 0, M.HANDED_IN),
        (M.INCOMPLETE, 0, 1, M.INCOMPLETE),
        (M.FINE, 0, 0, M.FINE),
    ],
)
def test_taking_the_last_file_back_leaves_what_was_before(
    state: MaterialState, left: int, told: int, becomes: MaterialState
) -> None:
    assert after_taking_back(state, left, told) is becomes


@pytest.mark.parametrize(
    ("handed_in", "starts", "days", "due"),
    [
        ("2026-04-29 10:00", "2026-05-09 10:00", 1, "2026-04-30 17:00"),
        ("2026-04-29 18:00", "2026-05-11 10:00", 1, "2026-05-06 17:00"),  # after closing: from the 30th on
        ("2026-04-30 10:00", "2026-05-11 10:00", 1, "2026-05-06 17:00"),  # over the holiday
        ("2026-05-02 10:00", "2026-05-11 10:00", 0, "2026-05-06 17:00"),
        ("2026-05-08 10:00", "2026-05-12 10:00", 1, "2026-05-09 17:00"),  # a Saturday that is worked
        ("2026-04-29 10:00", "2026-04-30 10:00", 1, "2026-04-30 10:00"),  # never after it begins
    ],
)
def test_an_answer_is_due_in_working_days_and_before_the_visit(
    handed_in: str, starts: str, days: int, due: str
) -> None:
    assert due_at(OPENING, local(handed_in), local(starts), days) == local(due)


@given(
    st.integers(0, 30 * 24 * 60).map(lambda minutes: datetime(2026, 4, 20, tzinfo=UTC) + timedelta(minutes=minutes)),
    st.integers(1, 400),
    st.integers(0, 10),
)
def test_no_answer_is_due_after_the_visit_or_before_it_was_handed_in(at: datetime, hours: int, days: int) -> None:
    starts = at + timedelta(hours=hours)
    due = due_at(OPENING, at, starts, days)
    assert at < due <= starts
    assert due <= due_at(OPENING, at, starts, days + 1)


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ("fine", "1项通过"),
        ("fine fine original", "2项通过，1项请带原件"),
        ("fine handed_in", None),
        ("incomplete handed_in asked", "1项需补正，1项待预审"),
        ("asked", None),
    ],
)
def test_answers_are_told_once_nothing_waits_and_what_is_missing_at_once(states: str, said: str | None) -> None:
    told = news([MaterialState(each) for each in states.split()])
    assert (told.zh if told else None) == said
