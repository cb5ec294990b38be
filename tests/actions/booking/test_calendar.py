"""The calendar file of an appointment: where one goes, or where somebody comes to, and what is to be at hand."""

from icalendar import Calendar

from tests.actions.booking.people import PHONE, book
from tests.halls import County, Json, told

HOME = {"address": "周至县二曲街道某路1号", "contact_name": "李四", "contact_phone": PHONE}
TOMORROW = "2026-11-24 09:00"


def event(county: County, made: Json, language: str) -> Json:
    found = county.visitor.get(f"/appointments/{made['id']}/calendar.ics?lang={language}")
    [entry] = Calendar.from_ical(found.get_data(as_text=True)).walk("VEVENT")
    return {name: str(entry[name]) for name in ("location", "description")}


def test_at_the_hall_it_names_the_hall_the_code_and_once_what_to_bring(county: County) -> None:
    made = book(county, TOMORROW)
    told_of = event(county, made, "zh")
    assert told_of["location"] == "周至县政务服务中心"
    lines = told_of["description"].split("\n")
    assert lines[:2] == [f"预约码 {made['code']}", "请带上："]
    assert [line.partition(". ")[2] for line in lines[2:]] == [each["zh"] for each in made["materials"]]
    assert event(county, made, "en")["description"].count("Bring") == 1


def test_a_visit_at_home_names_the_visitors_district_and_nothing_of_checking_in(county: County) -> None:
    made = book(county, TOMORROW, mode="home_visit", **HOME)
    told_of = event(county, made, "zh")
    assert told_of["location"] == "周至县二曲街****"
    assert told_of["description"].startswith("工作人员将上门办理，不用到大厅。\n请准备好：\n1. ")
    assert made["code"] not in told_of["description"]
    assert "某路" not in str(told_of) + str(told(county.visitor.get(f"/appointments/{made['id']}")))
