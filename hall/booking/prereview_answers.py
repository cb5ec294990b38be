"""What is looked at before an appointment, as the API speaks of it: to whoever holds its id, and to staff."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.engine import Connection

from hall.booking.actions.prereview import OWNER
from hall.booking.materials import MaterialRow, asked_materials, materials_of
from hall.booking.modes import Mode
from hall.booking.prereview import OPEN, MaterialState, due_at
from hall.booking.queries import AppointmentRow, PersonRow, people_of
from hall.booking.sealed import NAME
from hall.booking.states import LIVE
from hall.catalogue.book import HallBook
from hall.clock import now
from hall.edge.endpoint import Answer
from hall.edge.fields import Instant, Words
from hall.files.kinds import MIMETYPES
from hall.files.queries import FileRow, files_of
from hall.journal.remarks import remark_text
from hall.personal.masks import mask_name
from hall.personal.vault import Vault
from hall.text import Language

# What was said to be missing stands until the next answer, also while something was handed in anew.
_TOLD_MISSING = (MaterialState.INCOMPLETE, MaterialState.HANDED_IN)


class MaterialFile(Answer):
    """A file that was handed in; `size` in bytes as kept. `looked_at`: one of the staff opened it."""

    id: str
    name: str
    kind: str
    size: int
    added_at: Instant
    looked_at: Instant | None


class MaterialAnswer(Answer):
    """`material`: its place in the list, from 0. `missing`: everything that was said to be missing; `note`: else."""

    material: int
    name: str
    state: str
    state_name: Words
    label: str
    handed_in_at: Instant | None
    due_at: Instant | None
    overdue: bool
    answered_at: Instant | None
    missing: list[str]
    note: str | None
    may_add: bool
    files: list[MaterialFile]


class MaterialsAnswer(Answer):
    """`open`: until the appointment begins; `may_add`: so many files more, each up to `largest_bytes`, of `kinds`."""

    appointment: str
    open: bool
    may_add: int
    largest_bytes: int
    kinds: list[str]
    items: list[MaterialAnswer]


class PrereviewSummary(Answer):
    """An appointment whose materials wait, or were answered. `due_at`: of the first that waits."""

    appointment: str
    service: str
    service_label: str
    service_name: Words
    starts_at: Instant
    person: str | None
    waiting: int
    answered: int
    asked: int
    due_at: Instant | None
    overdue: bool


class PrereviewList(Answer):
    items: list[PrereviewSummary]
    next: str | None


def materials_answer(
    connection: Connection, book: HallBook, vault: Vault, row: AppointmentRow, largest: int, language: Language
) -> MaterialsAnswer:
    """Every material of an appointment, and what may still be handed in."""
    names = asked_materials(vault, row)
    rows = materials_of(connection, {row.id: len(names)})[row.id]
    files = files_of(connection, OWNER, [row.id])[row.id]
    is_open = row.mode is Mode.PRE_REVIEW and row.state in LIVE and now() < row.starts_at
    left = max(0, book.booking.pre_review_files - len(files)) if is_open else 0
    items = []
    for name, each in zip(names, rows, strict=True):
        said = remark_text(connection, vault, each.remark) if each.remark else None
        missing = said.split("\n") if said and each.state in _TOLD_MISSING else []
        due = _due(book, each, row.starts_at)
        items.append(
            MaterialAnswer(
                material=each.position,
                name=name,
                state=each.state.value,
                state_name=each.state.words.as_json(),
                label=each.state.words.pick(language),
                handed_in_at=each.handed_in_at,
                due_at=due,
                overdue=due is not None and due < now(),
                answered_at=each.answered_at,
                missing=missing,
                note=said if said and not missing else None,
                may_add=left > 0 and each.state in OPEN,
                files=[_file(vault, file) for file in files if file.part == each.position],
            )
        )
    return MaterialsAnswer(
        appointment=row.id, open=is_open, may_add=left, largest_bytes=largest, kinds=list(MIMETYPES), items=items
    )


def prereview_summaries(
    connection: Connection, book: HallBook, vault: Vault, rows: Sequence[AppointmentRow], language: Language
) -> list[PrereviewSummary]:
    """Appointments as lines of the queue; whose each is, masked."""
    people = people_of(connection, [row.id for row in rows])
    by_appointment = materials_of(connection, {row.id: len(asked_materials(vault, row)) for row in rows})
    found = []
    for row in rows:
        materials = by_appointment[row.id]
        waits = [each for each in materials if each.state is MaterialState.HANDED_IN]
        due = min((at for each in waits if (at := _due(book, each, row.starts_at)) is not None), default=None)
        name = book.services[row.service].name
        found.append(
            PrereviewSummary(
                appointment=row.id,
                service=row.service,
                service_label=name.pick(language),
                service_name=name.as_json(),
                starts_at=row.starts_at,
                person=_person(vault, people[row.id]),
                waiting=len(waits),
                answered=sum(each.answered_at is not None and each not in waits for each in materials),
                asked=len(materials),
                due_at=due,
                overdue=due is not None and due < now(),
            )
        )
    return found


def _due(book: HallBook, row: MaterialRow, starts_at: datetime) -> datetime | None:
    if row.state is not MaterialState.HANDED_IN or row.handed_in_at is None:
        return None
    return due_at(book.opening, row.handed_in_at, starts_at, book.booking.pre_review_days)


def _file(vault: Vault, file: FileRow) -> MaterialFile:
    return MaterialFile(
        id=file.id,
        name=file.called(vault),
        kind=file.kind.value,
        size=file.size,
        added_at=file.added_at,
        looked_at=file.looked_at,
    )


def _person(vault: Vault, people: Sequence[PersonRow]) -> str | None:
    named = next((each.name for each in people if each.name), None)
    return mask_name(vault.open(named, NAME)) if named else None
