"""Having a spreadsheet written by a child process: page by page, so that nobody holds all of its rows at once."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import BinaryIO, Literal

from hall.children import Child, ChildFailed
from hall.errors import PaperUnavailable
from hall.text import Text

log = logging.getLogger(__name__)

CHILD = "hall.paper.workbook_child"
Cell = str | int | float | bool | datetime | date | None
"""Instants as the hall's clocks show them: a spreadsheet knows no time zones."""
Kind = Literal["text", "number", "instant", "day"]


@dataclass(frozen=True)
class Column:
    """One column: its heading, what stands in it, and its width in characters."""

    heading: str
    kind: Kind = "text"
    width: int = 12


class Workbooks:
    """Spreadsheets of one server, one after the other; each has a child process of its own, which ends with it."""

    def __init__(self) -> None:
        self._one_at_a_time = Lock()

    def written(self, title: str, columns: Sequence[Column], pages: Iterable[Sequence[Sequence[Cell]]]) -> BinaryIO:
        """The file (XLSX), open at its beginning and without a name: closing it is the end of it.

        `pages` are asked for one by one, each when the one before is written. PaperUnavailable when the child died or
        hung.
        """
        with self._one_at_a_time, TemporaryDirectory(prefix="hall-") as folder:
            path = Path(folder) / "sheet.xlsx"
            _write(path, title, columns, pages)
            return path.open("rb")


def _write(path: Path, title: str, columns: Sequence[Column], pages: Iterable[Sequence[Sequence[Cell]]]) -> None:
    child = Child(CHILD)
    try:
        child.ask({"begin": str(path), "title": title, "columns": [asdict(column) for column in columns]})
        for page in pages:
            child.ask({"rows": [[_plain(cell) for cell in row] for row in page]})
        child.ask({"end": True})
    except ChildFailed as problem:
        log.warning("a spreadsheet cannot be written: %s", problem)
        raise PaperUnavailable(
            Text("表格暂时无法生成，请稍后再试。", "The sheet cannot be made at the moment. Please try again.")
        ) from problem
    finally:
        child.stop()


def _plain(cell: Cell) -> str | int | float | bool | None:
    return cell.isoformat() if isinstance(cell, date) else cell
