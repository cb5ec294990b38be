"""The child process that writes one spreadsheet: `python -m hall.paper.workbook_child`, asked by `workbook`.

Jobs: `{begin: path, title, columns}`, `{rows: [[cell, …], …]}` any number of times, `{end: true}`. Rows go to disk as
they come. Whatever is text is written as text and marked so, since a cell that begins with `=`, `+`, `-` or `@` would
become a formula as soon as somebody edits it, or saves the sheet as CSV and opens that.
"""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hall.children import Done, work_for_parent
from hall.events import Json

LONGEST_TEXT = 32_767  # characters that a cell may hold
BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "{")


class Sheet:
    """The one sheet of a workbook that is being written."""

    def __init__(self, path: str, title: str, columns: list[Json]) -> None:
        # Rows go to disk as they come; nothing is taken for a formula, an address or a number that was given as text.
        plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        beside = {"constant_memory": True, "tmpdir": str(Path(path).parent)}
        self._workbook = Workbook(path, {**beside, **plain})
        self._sheet: Worksheet = self._workbook.add_worksheet(title[:31])
        self._kinds = [column["kind"] for column in columns]
        wrapped: Json = {"valign": "top", "text_wrap": True}
        self._text, self._quoted = self._format(wrapped), self._format(wrapped, quoted=True)
        shown = {"instant": "yyyy-mm-dd hh:mm", "day": "yyyy-mm-dd"}
        self._shown = {kind: self._format({"valign": "top", "num_format": how}) for kind, how in shown.items()}
        self._row = 0
        self._head(columns)

    def _format(self, how: Json, *, quoted: bool = False) -> Format:
        made = self._workbook.add_format(how)
        if quoted:
            made.set_quote_prefix()
        return made

    def _head(self, columns: list[Json]) -> None:
        bold = self._format({"bold": True, "bottom": 1, "text_wrap": True})
        for at, column in enumerate(columns):
            self._sheet.set_column(at, at, column["width"])
        for at, column in enumerate(columns):
            self._sheet.write_string(0, at, column["heading"], bold)
        self._sheet.freeze_panes(1, 1)

    def add(self, row: list[Any]) -> None:
        self._row += 1
        for at, cell in enumerate(row):
            if cell is not None:
                self._cell(at, cell)

    def _cell(self, at: int, cell: str | float) -> None:
        kind = self._kinds[at]
        if kind == "number":
            self._sheet.write_number(self._row, at, float(cell), self._text)
        elif kind == "instant":
            self._sheet.write_datetime(self._row, at, datetime.fromisoformat(str(cell)), self._shown[kind])
        elif kind == "day":
            self._sheet.write_datetime(self._row, at, date.fromisoformat(str(cell)), self._shown[kind])
        else:
            text = str(cell)[:LONGEST_TEXT]
            how = self._quoted if text.startswith(BEGINS_FORMULA) else self._text
            self._sheet.write_string(self._row, at, text, how)

    def end(self) -> None:
        if self._row:
            self._sheet.autofilter(0, 0, self._row, len(self._kinds) - 1)
        self._workbook.close()


class Writer:
    """The child's work: the sheet that was begun."""

    def __init__(self) -> None:
        self._sheet: Sheet | None = None

    def __call__(self, job: Json) -> Done:
        if "begin" in job:
            self._sheet = Sheet(job["begin"], job["title"], job["columns"])
        elif self._sheet is None:
            raise ValueError("no sheet was begun")
        elif "rows" in job:
            for row in job["rows"]:
                self._sheet.add(row)
        else:
            self._sheet.end()
        return Done({})


if __name__ == "__main__":
    work_for_parent(Writer())
    sys.exit(0)
