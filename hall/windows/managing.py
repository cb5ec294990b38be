"""The doors of a manager: reassign windows, apply and save allocations, close the hall for the day."""

from typing import Annotated

import sqlalchemy as sa
from pydantic import Field
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.catalogue.terms import WindowKind, WindowState
from hall.db import Work, public_id
from hall.edge.access import needs
from hall.edge.endpoint import Answer, Body, Call, Endpoints, NoBody
from hall.errors import FieldProblem, Invalid
from hall.events import Json, PresetSaved
from hall.journal.remarks import remark
from hall.staff.permissions import Permission
from hall.text import Text
from hall.ticketing.actions.end import close_hall, reopen_hall
from hall.windows.actions.duty import manager_sets_state
from hall.windows.actions.reassigning import WindowChange, change_window, checked_change
from hall.windows.answers import WindowAnswer, busy_told_whole, window_answer
from hall.windows.models import ALLOCATIONS

endpoints = Endpoints("management")

WINDOWS = needs(Permission.WINDOWS)
Code = Annotated[str, Field(min_length=1, max_length=64)]
Patterns = Annotated[list[Code], Field(max_length=200)]


class NameBody(Body):
    zh: Annotated[str, Field(min_length=1, max_length=40)]
    en: Annotated[str, Field(min_length=1, max_length=60)]


class WindowBody(Body):
    """What to change; `services` are codes, or patterns (`*`, `!code`)."""

    services: Patterns | None = None
    kind: WindowKind | None = None
    state: WindowState | None = None
    zone: Code | None = None
    name: NameBody | None = None
    reason: Annotated[str, Field(max_length=200)] | None = None


class AllocatedWindow(Body):
    window: Code
    services: Patterns | None = None
    kind: WindowKind | None = None
    state: WindowState | None = None


class AllocationBody(Body):
    """Changes of several windows at once; with a `name` they are saved as a preset, with `apply` carried out."""

    name: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    windows: Annotated[list[AllocatedWindow], Field(min_length=1, max_length=500)]
    apply: bool = True


class PresetAnswer(Answer):
    name: str
    windows: list[Json]


class AllocationAnswer(Answer):
    windows: list[WindowAnswer]
    presets: list[PresetAnswer]


class PresetList(Answer):
    items: list[PresetAnswer]
    next: None = None


class ClosingAnswer(Answer):
    """Whether the hall gives tickets today, and how many waiting people a closing left unserved."""

    hall: str
    closed: bool
    unserved: int


@endpoints.act("PATCH", "/windows/<window>", access=WINDOWS, body=WindowBody, answer=WindowAnswer)
def change(call: Call[WindowBody], work: Work) -> WindowAnswer:
    """Reassign a window's services, kind, zone, name or state, at once."""
    noted = remark(work, call.vault, call.body.reason)
    name = Text(call.body.name.zh, call.body.name.en) if call.body.name else None
    body = call.body
    services = tuple(body.services) if body.services is not None else None
    with busy_told_whole(call, work):
        _apply(work, WindowChange(call.subject.id, services, body.kind, body.state, body.zone, name), noted)
    return window_answer(work, _book(work), call.vault, call.subject.id, call.language)


@endpoints.act("POST", "/halls/<hall>/allocations", access=WINDOWS, body=AllocationBody, answer=AllocationAnswer)
def allocate(call: Call[AllocationBody], work: Work) -> AllocationAnswer:
    """Apply changes to several windows in one step, and save them as a preset when they have a name."""
    body = call.body
    if body.name is None and not body.apply:
        words = Text("请给预案起名，或立即应用", "Name the preset, or apply it")
        raise Invalid(words, fields=[FieldProblem("name", words)])
    for each in body.windows:
        services = tuple(each.services) if each.services is not None else None
        change = WindowChange(each.window, services, each.kind, each.state)
        checked_change(_book(work), change)
        if body.apply:
            with busy_told_whole(call, work):
                _apply(work, change, None)
    if body.name is not None:
        _save(work, body.name, [each.model_dump(mode="json", exclude_none=True) for each in body.windows])
    book = _book(work)
    return AllocationAnswer(
        windows=[window_answer(work, book, call.vault, each.window, call.language) for each in body.windows],
        presets=presets(work.connection, work.hall_id),
    )


@endpoints.read("/halls/<hall>/allocations", access=WINDOWS, answer=PresetList)
def list_allocations(call: Call[NoBody], connection: Connection) -> PresetList:
    """The saved presets of a hall."""
    return PresetList(items=presets(connection, call.subject.hall_id))


@endpoints.act("POST", "/halls/<hall>/close", access=needs(Permission.CLOSE), answer=ClosingAnswer)
def close(call: Call[NoBody], work: Work) -> ClosingAnswer:
    """Close the hall for the day: no more tickets, and whoever still waits becomes unserved."""
    unserved = close_hall(work, _book(work), "manager")
    return ClosingAnswer(hall=call.subject.hall, closed=True, unserved=unserved)


@endpoints.act("POST", "/halls/<hall>/reopen", access=needs(Permission.CLOSE), answer=ClosingAnswer)
def reopen(call: Call[NoBody], work: Work) -> ClosingAnswer:
    """Take a closing back: tickets are given again."""
    reopen_hall(work, _book(work))
    return ClosingAnswer(hall=call.subject.hall, closed=False, unserved=0)


def presets(connection: Connection, hall_id: int) -> list[PresetAnswer]:
    """Saved allocations, by name."""
    wanted = sa.select(ALLOCATIONS.c.name, ALLOCATIONS.c.windows).where(ALLOCATIONS.c.hall_id == hall_id)
    rows = connection.execute(wanted.order_by(ALLOCATIONS.c.name))
    return [PresetAnswer(name=row.name, windows=row.windows) for row in rows]


def _apply(work: Work, change: WindowChange, noted: Json | None) -> None:
    change_window(work, _book(work), change, noted)
    if change.state is not None:
        manager_sets_state(work, _book(work), change.window_id, change.state, noted)


def _save(work: Work, name: str, windows: list[Json]) -> None:
    mine = sa.and_(ALLOCATIONS.c.hall_id == work.hall_id, ALLOCATIONS.c.name == name)
    work.connection.execute(sa.delete(ALLOCATIONS).where(mine))
    preset = public_id()
    work.record(PresetSaved(preset=preset))  # so that every board is told of it
    work.connection.execute(
        sa.insert(ALLOCATIONS).values(id=preset, hall_id=work.hall_id, name=name, windows=windows, saved_at=work.now)
    )


def _book(work: Work) -> HallBook:
    return hall_book(work.connection, work.hall_id)
