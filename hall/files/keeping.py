"""What is taken away: files that were removed, and files that no transaction ever kept."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import sqlalchemy as sa

from hall.clock import now
from hall.db import Database
from hall.files.models import FILES
from hall.files.queries import kept_ids, known_ids, removed_ids
from hall.files.store import YOUNGEST_LEFT_OVER, FileStore, path_in

AT_ONCE = 200


def take_away_removed(database: Database, store: FileStore) -> int:
    """Delete files whose removal was committed, then their rows; none while a backup reads the folder. How many."""
    if not store.removing.take():
        return 0
    try:
        with database.reading() as connection:
            ids = removed_ids(connection, AT_ONCE)
        for file_id in ids:
            store.remove(file_id)
        if ids:
            with database.change() as transaction:
                gone = sa.delete(FILES).where(FILES.c.id.in_(ids), FILES.c.removed_at.is_not(None))
                transaction.connection.execute(gone)
        return len(ids)
    finally:
        store.removing.release()


def sweep(database: Database, store: FileStore) -> int:
    """Delete what lies in the folder and in no row: of a server that ended in between, or a refusal. How many."""
    swept = 0
    for some in _batches(store.left_over(now() - YOUNGEST_LEFT_OVER)):
        with database.reading() as connection:
            known = known_ids(connection, {file_id for file_id, _ in some})
        for file_id, path in some:
            if file_id not in known or path.name != file_id:
                path.unlink(missing_ok=True)
                swept += 1
    return swept


def lost_files(database: Database, folder: Path) -> list[str]:
    """The ids of files that must be in the folder and are not."""
    with database.reading() as connection:
        missing = [file_id for file_id in kept_ids(connection) if not path_in(folder, file_id).is_file()]
    if not missing:
        return []
    with database.reading() as connection:  # one that was removed meanwhile is not lost
        kept = set(kept_ids(connection))
    return [file_id for file_id in missing if file_id in kept]


def _batches(found: Iterable[tuple[str, Path]]) -> Iterator[list[tuple[str, Path]]]:
    waiting: list[tuple[str, Path]] = []
    for one in found:
        waiting.append(one)
        if len(waiting) == AT_ONCE:
            yield waiting
            waiting = []
    if waiting:
        yield waiting
