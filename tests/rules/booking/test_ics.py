"""What is written as a calendar file is read back the same by somebody else's reader."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from hall.booking.ics import LONGEST_LINE, before, component, file, instant, text

# What no name, room or material holds: signs that are not characters at all.
WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), include_characters="\n"), max_size=200)


@given(WORDS)
@example("企业开办（一窗通）, 变更; 注销\\n\n请带：" + "身份证原件" * 20)
@example("x" * 66)
@example("𠮷" * 40)
def test_words_come_back_as_they_were(words: str) -> None:
    written = file(component("VCALENDAR", *component("VEVENT", f"SUMMARY:{text(words)}", "STATUS:CONFIRMED")))
    assert max(len(line) for line in written.split(b"\r\n")) <= LONGEST_LINE
    [event] = Calendar.from_ical(written).walk("VEVENT")
    assert (str(event["summary"]), event["status"]) == (words, "CONFIRMED")


def test_instants_and_reminders_come_back_as_they_were() -> None:
    at = datetime(2026, 11, 23, 7, 30, 15, tzinfo=UTC)
    alarm = component("VALARM", f"TRIGGER:{before(timedelta(hours=1, minutes=5))}")
    written = file(component("VCALENDAR", *component("VEVENT", f"DTSTART:{instant(at)}", *alarm)))
    calendar = Calendar.from_ical(written)
    assert calendar.walk("VEVENT")[0].decoded("dtstart") == at
    assert calendar.walk("VALARM")[0].decoded("trigger") == -timedelta(hours=1, minutes=5)


@pytest.mark.parametrize(("minutes", "written"), [(60, "-PT1H"), (90, "-PT1H30M"), (15, "-PT15M"), (0, "-PT0M")])
def test_a_reminder_is_written_in_hours_and_minutes(minutes: int, written: str) -> None:
    assert before(timedelta(minutes=minutes)) == written
