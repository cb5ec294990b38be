"""From a file that came with a request to one that lies in its folder, and back to whoever may see it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from hall.db import public_id
from hall.edge.endpoint import Raw
from hall.edge.uploads import Upload
from hall.errors import HallError, OutcomeUnknown
from hall.files.examiner import Examiner
from hall.files.kinds import FileKind
from hall.files.naming import shown_name
from hall.files.queries import FileRow
from hall.files.store import FileStore
from hall.personal.vault import Vault


@dataclass(frozen=True)
class Received:
    """A file that was examined and lies in its folder, and belongs to nobody yet."""

    id: str
    kind: FileKind
    size: int
    name: str


class Files:
    """The files of one server process: examined by its child, kept in its folder."""

    def __init__(self, store: FileStore, examiner: Examiner) -> None:
        self.store, self.examiner = store, examiner

    @classmethod
    def of_folder(cls, data_dir: Path, vault: Vault) -> Self:
        return cls(FileStore(data_dir, vault), Examiner())

    def receive(self, upload: Upload) -> Received:
        """Examine it and put it into its folder, before any transaction; what no transaction keeps is left over.

        Raises what examining raises, DiskFull, FileUnreadable.
        """
        examined, file_id = self.examiner.examine(upload.content), public_id()
        self.store.put(file_id, examined.content)
        name = shown_name(upload.name, examined.kind)
        return Received(file_id, examined.kind, len(examined.content), name)

    @contextmanager
    def kept_by(self, received: Received) -> Iterator[None]:
        """Around the transaction that is to keep the file: it is taken away where that is refused.

        Where nobody knows whether the transaction was done, a sweep sees to it later.
        """
        try:
            yield
        except HallError as refusal:
            if not isinstance(refusal, OutcomeUnknown):
                self.store.remove(received.id)
            raise

    def served(self, row: FileRow, vault: Vault) -> Raw:
        """The file as an answer: to be saved or shown as a picture, never run. Raises FileUnreadable."""
        return Raw(self.store.get(row.id), row.kind.mimetype, filename=row.called(vault), foreign=True)

    def stop(self) -> None:
        self.examiner.stop()
