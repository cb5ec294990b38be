"""What all events are: frozen, with ids beside them, and plain JSON for the journal."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, ClassVar

Json = dict[str, Any]


def instant_text(at: datetime) -> str:
    """RFC 3339 UTC with microseconds: the form instants have in every journal entry and answer."""
    return at.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"  # a quarter of the time of strftime


def _plain(value: object) -> object:
    if not isinstance(value, date):
        return value
    return instant_text(value) if isinstance(value, datetime) else value.isoformat()


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened; `ticket` and `window` are public ids."""

    kind: ClassVar[str]
    ticket: str | None = None
    window: str | None = None

    def data(self) -> Json:
        """All fields but the ids, as JSON values."""
        names = _TOLD_BY.get(type(self))
        if names is None:
            told = (field.name for field in fields(self) if field.name not in ("ticket", "window"))
            names = _TOLD_BY[type(self)] = tuple(told)
        return {name: _plain(getattr(self, name)) for name in names}


_TOLD_BY: dict[type[Event], tuple[str, ...]] = {}
