"""Notices of working days in a definition: read into days, or told where they are wrong."""

from datetime import date

import pytest

from tests.rules.catalogue.definitions import changed, examined, sound

YEAR = """\
format = 1

[[workdays]]
year = 2027
workdays = ["2027-01-30", 2027-02-20]
holidays = [
    { name = "元旦", from = "2027-01-01", to = "2027-01-03" },
    { name = "春节", from = 2027-02-05, to = 2027-02-11 },
    { name = "清明节", from = "2027-04-05" },
]
"""


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("year = 2027", "year = 1999", "workdays[1999].year", "between 2000 and 2100"),
        ("2027-02-20]", "2026-01-20]", "workdays[2027].year", "2026-01-20 does not lie in this year"),
        ('"2027-01-30"', '"30.1.2027"', "workdays[2027].workdays[#1]", "a day such as"),
        ('"2027-01-30"', '"2027-01-02"', "workdays[2027].workdays[#1]", "2027-01-02 is a holiday too"),
        ('to = "2027-01-03"', 'to = "2026-12-31"', "workdays[2027].holidays[元旦].to", "must come after"),
        ('to = "2027-01-03"', 'to = "2027-11-03"', "workdays[2027].holidays[元旦].to", "by 15 days at most"),
        (
            'from = "2027-04-05"',
            'from = "2027-02-11"',
            "workdays[2027].holidays[清明节].from",
            "belongs to '春节' already",
        ),
        ('from = "2027-04-05"', 'to = "2027-04-05"', "workdays[2027].holidays[清明节].from", "is missing"),
        ("2027-02-20]", "2027-02-20T09:00:00]", "workdays[2027].workdays[#2]", "a day such as"),
    ],
)
def test_a_broken_notice_of_working_days_is_told(old: str, new: str, place: str, words: str) -> None:
    _, findings = examined(changed(old, new, YEAR))
    assert any(finding.place == place and words in finding.message.en for finding in findings), findings


def test_a_file_may_hold_nothing_but_a_notice_of_working_days() -> None:
    definition = sound(YEAR)
    assert definition.halls == ()
    year = definition.workdays[2027]
    assert year.official
    assert len(year.holidays) == 3 + 7 + 1
    assert year.workdays == {date(2027, 1, 30), date(2027, 2, 20)}
