"""Having paper set by the child process."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hall.children import Child, ChildFailed
from hall.errors import PaperUnavailable
from hall.events import Json
from hall.paper.blocks import Block
from hall.text import Text

log = logging.getLogger(__name__)

CHILD = "hall.paper.press_child"
Form = Literal["slip", "sheet", "page"]
Output = Literal["pdf", "escpos"]
Mode = Literal["text", "image"]
Picture = Literal["svg", "png"]


@dataclass(frozen=True)
class Sheet:
    """A document to be set. `title` and `language` are what a PDF says of itself; `mode` None: the child chooses."""

    blocks: Sequence[Block]
    form: Form
    title: str
    language: str
    mode: Mode | None = None


class Press:
    """The one child process that sets all paper of a server; started by the first sheet."""

    def __init__(self) -> None:
        self._child = Child(CHILD)

    def printed(self, sheet: Sheet, output: Output) -> bytes:
        """The document's bytes. PaperUnavailable when the child died, hung or has no font."""
        job = {
            "form": sheet.form,
            "output": output,
            "mode": sheet.mode,
            "title": sheet.title,
            "language": sheet.language,
            "blocks": [block.as_json() for block in sheet.blocks],
        }
        return self._set(job)

    def code(self, text: str, kind: Picture) -> bytes:
        """The QR code of a text as a picture's file. PaperUnavailable as above."""
        return self._set({"form": "code", "output": kind, "text": text})

    def calendar(self, entry: Json) -> bytes:
        """The calendar file of an entry (`calendar_entry`). PaperUnavailable as above."""
        return self._set({"form": "calendar", "entry": entry})

    def _set(self, job: Json) -> bytes:
        try:
            return self._child.ask(job).data
        except ChildFailed as problem:
            log.warning("paper cannot be made: %s", problem)
            raise unavailable(str(problem)) from problem

    def stop(self) -> None:
        self._child.stop()


def unavailable(problem: str) -> PaperUnavailable:
    """The refusal for what the child told."""
    if problem.startswith("NoFont"):
        return PaperUnavailable(
            Text(
                "票据暂时无法生成：服务器上没有中文字体。请记下号码；管理员请运行 python frontend/font.py",
                "Paper cannot be made: the server has no Chinese font. Note the number down; "
                "administrators run python frontend/font.py",
            )
        )
    return PaperUnavailable(
        Text(
            "票据暂时无法生成，请稍后再试；请先记下号码。",
            "Paper cannot be made at the moment. Please note the number down and try again.",
        )
    )
