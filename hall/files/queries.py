"""Reading the table of files: those that are not to be taken away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.errors import FileNotFound
from hall.files.kinds import FileKind
from hall.files.models import FILES
from hall.personal.vault import Vault

NAME = "file.name"


class OwnerKind(StrEnum):
    """What files belong to."""

    APPOINTMENT = "appointment"
    ESCALATION = "escalation"


@dataclass(frozen=True)
class FileRow:
    """A file as stored; see `hall.files.models.StoredFile`."""

    id: str
    hall_id: int
    owner_kind: OwnerKind
    owner_id: str
    part: int
    kind: FileKind
    size: int
    name: bytes
    added_at: datetime
    added_by: str | None
    looked_at: datetime | None

    def called(self, vault: Vault) -> str:
        """What it is called where people see it."""
        return vault.open(self.name, NAME)


_SELECT = sa.select(*(FILES.c[name] for name in FileRow.__dataclass_fields__)).where(FILES.c.removed_at.is_(None))


def _file(row: sa.Row[Any]) -> FileRow:
    values = row._asdict()
    told = {"owner_kind": OwnerKind(values["owner_kind"]), "kind": FileKind(values["kind"])}
    return FileRow(**{**values, **told})


def files_of(connection: Connection, owner: OwnerKind, ids: Iterable[str]) -> dict[str, list[FileRow]]:
    """The files of these owners, by owner, in the order in which they came."""
    found: dict[str, list[FileRow]] = {each: [] for each in ids}
    wanted = _SELECT.where(FILES.c.owner_kind == owner, FILES.c.owner_id.in_(list(found)))
    for row in connection.execute(wanted.order_by(FILES.c.added_at, FILES.c.id)):
        found[row.owner_id].append(_file(row))
    return found


def file_of(connection: Connection, owner: OwnerKind, owner_id: str, file_id: str) -> FileRow:
    """This file, which must be this owner's. Raises FileNotFound."""
    this = (FILES.c.id == file_id, FILES.c.owner_kind == owner, FILES.c.owner_id == owner_id)
    row = connection.execute(_SELECT.where(*this)).one_or_none()
    if row is None:
        raise FileNotFound
    return _file(row)


def removed_ids(connection: Connection, limit: int) -> list[str]:
    """Files that are to be taken away, those that wait longest first."""
    wanted = sa.select(FILES.c.id).where(FILES.c.removed_at.is_not(None)).order_by(FILES.c.removed_at).limit(limit)
    return list(connection.execute(wanted).scalars())


def known_ids(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Which of these ids the table knows."""
    return set(connection.execute(sa.select(FILES.c.id).where(FILES.c.id.in_(list(ids)))).scalars())


def kept_ids(connection: Connection) -> list[str]:
    """Every file that must be in its folder."""
    return list(connection.execute(sa.select(FILES.c.id).where(FILES.c.removed_at.is_(None))).scalars())
