"""Alarms as the board and the list of alarms show them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hall.catalogue.book import HallBook
from hall.edge.endpoint import Answer
from hall.edge.fields import Instant, Words
from hall.text import Language, Text
from hall.windows.standing import StoredAlarm
from hall.windows.wording import alarm_text, minutes_since


class AcknowledgedAnswer(Answer):
    """Who takes care of it, by the name colleagues know, since when."""

    by: str
    at: Instant


class AlarmAnswer(Answer):
    """One thing to act on. Without an `id` it is a device's trouble that ends by itself and cannot be acknowledged."""

    id: str | None
    kind: str
    service: str | None
    window: int | None
    since: Instant | None
    text: Words
    label: str
    acknowledged: AcknowledgedAnswer | None


class AlarmRecord(AlarmAnswer):
    """An alarm of the day; `cleared_at` is null while it stands."""

    cleared_at: Instant | None


def alarm_fields(
    alarm: StoredAlarm, book: HallBook, at: datetime, language: Language, figures: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The fields of an `AlarmAnswer`; `figures` those of now, where they are known better than when it was raised."""
    told = {**alarm.figures, **(figures or {})}
    if "from" in told:
        told["minutes"] = minutes_since(told, min(at, alarm.cleared_at or at))
    service = book.services.get(alarm.service or "")
    text = alarm_text(alarm.kind, service.name if service else Text("", ""), alarm.window_number, told)
    taken = None
    if alarm.acknowledged_at is not None:
        taken = AcknowledgedAnswer(by=alarm.acknowledged_name or "", at=alarm.acknowledged_at)
    return {
        "id": alarm.id,
        "kind": alarm.kind.value,
        "service": alarm.service,
        "window": alarm.window_number,
        "since": alarm.raised_at,
        "text": text.as_json(),
        "label": text.pick(language),
        "acknowledged": taken,
    }


def alarm_record(alarm: StoredAlarm, book: HallBook, at: datetime, language: Language) -> AlarmRecord:
    return AlarmRecord(**alarm_fields(alarm, book, at, language), cleared_at=alarm.cleared_at)
