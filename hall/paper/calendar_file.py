"""A calendar file (RFC 5545) of one entry, as `calendar_entry` tells it; written in the press's child process."""

from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

from hall.events import Json

REMIND_BEFORE = timedelta(hours=1)


def calendar_file(entry: Json) -> bytes:
    """The file's bytes."""
    event = Event()
    event.add("uid", entry["uid"])
    event.add("dtstamp", datetime.fromisoformat(entry["made_at"]))
    event.add("sequence", entry["changes"])
    event.add("dtstart", datetime.fromisoformat(entry["starts_at"]))
    event.add("dtend", datetime.fromisoformat(entry["ends_at"]))
    event.add("summary", entry["title"])
    event.add("location", entry["place"])
    event.add("description", entry["description"])
    event.add("url", entry["url"])
    event.add("status", "CONFIRMED" if entry["live"] else "CANCELLED")
    if entry["live"]:
        event.add_component(_alarm(entry["reminder"]))
    calendar = Calendar()
    calendar.add("prodid", "-//Hall//Appointments//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH" if entry["live"] else "CANCEL")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _alarm(reminder: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", reminder)
    alarm.add("trigger", -REMIND_BEFORE)
    return alarm
