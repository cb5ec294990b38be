"""A manager moves windows to where people wait: services, kind, zone, name and state, at once."""

from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from hall.catalogue.book import HallBook, WindowPage
from hall.catalogue.definition import resolve_patterns
from hall.catalogue.models import HALLS, WINDOWS
from hall.catalogue.terms import WindowKind, WindowState
from hall.db import Work, public_id
from hall.errors import FieldProblem, Invalid, UnknownService, WindowNotFound
from hall.events import Json, WindowChanged
from hall.text import Text


@dataclass(frozen=True)
class WindowChange:
    """What is to change of one window; `None` leaves a thing as it is. `services` may be patterns (`*`, `!x`)."""

    window_id: str
    services: tuple[str, ...] | None = None
    kind: WindowKind | None = None
    state: WindowState | None = None
    zone: str | None = None
    name: Text | None = None


def change_window(work: Work, book: HallBook, change: WindowChange, remark: Json | None = None) -> WindowPage:
    """Apply a manager's change of services, kind, zone and name; states are `hall.windows.actions.duty`'s.

    Raises what `checked_change` raises. Nothing to change records nothing.
    """
    page, values = checked_change(book, change)
    changed = {name: value for name, value in values.items() if getattr(page, name) != value}
    return set_window(work, book, page, "reassigned", remark=remark, **changed) if changed else page


def checked_change(book: HallBook, change: WindowChange) -> tuple[WindowPage, dict[str, Any]]:
    """The window and what it is to become, read; WindowNotFound, UnknownService, Invalid with the field."""
    page = book.windows.get(change.window_id)
    if page is None:
        raise WindowNotFound
    values: dict[str, Any] = {}
    if change.services is not None:
        values["services"] = _services(book, change.services)
    if change.kind is not None:
        values["kind"] = change.kind
    if change.zone is not None:
        values["zone"] = _zone(book, change.zone)
    if change.name is not None:
        values["name"] = change.name
    return page, values


def set_window(
    work: Work, book: HallBook, page: WindowPage, cause: str, *, remark: Json | None = None, **values: Any
) -> WindowPage:
    """Write a window's new values, note them in the journal, let the hall's book be read anew; the window after it."""
    names = {"pause_reason": "reason"}
    after = replace(page, **{names.get(name, name): value for name, value in values.items()})
    if values:
        work.connection.execute(sa.update(WINDOWS).where(WINDOWS.c.id == page.id).values(**_columns(values)))
        work.connection.execute(sa.update(HALLS).where(HALLS.c.id == work.hall_id).values(version=public_id()))
    work.record(WindowChanged(window=page.id, cause=cause, after=after.as_json(), remark=remark))
    return after


def _columns(values: dict[str, Any]) -> dict[str, Any]:
    plain = dict(values)
    if "services" in plain:
        plain["services"] = sorted(plain["services"])
    if "name" in plain:
        plain["name"] = plain["name"].as_json()
    return plain


def _services(book: HallBook, patterns: tuple[str, ...]) -> frozenset[str]:
    known = [code for code, page in book.services.items() if not page.retired]
    named = {pattern.removeprefix("!") for pattern in patterns} - {"*"}
    unknown = sorted(named - set(known))
    if unknown:
        names = ", ".join(unknown)
        words = Text(f"没有这些事项：{names}", f"There are no such services: {names}")
        raise UnknownService(words, fields=[FieldProblem("services", words)])
    return frozenset(resolve_patterns(patterns, known))


def _zone(book: HallBook, zone: str) -> str:
    if zone not in book.zones:
        words = Text(f"本大厅没有区域“{zone}”", f"This hall has no zone {zone!r}")
        raise Invalid(words, fields=[FieldProblem("zone", words)])
    return zone
