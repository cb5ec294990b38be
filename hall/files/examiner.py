"""Having a file examined by the child process: what comes back is what is kept, or a refusal that says what to do."""

import base64
import logging
from dataclasses import dataclass
from time import monotonic

from hall.children import Child, ChildFailed
from hall.errors import FieldProblem, FileDamaged, FileTypeRefused, FileUnsafe, Invalid, PictureTooLarge
from hall.files.kinds import FileKind, kind_of, why_not
from hall.text import Text

log = logging.getLogger(__name__)

CHILD = "hall.files.examiner_child"
SECONDS = 20.0
IDLE_SECONDS = 300.0

_DAMAGED = Text(
    "文件已损坏或过于复杂，无法读取，请重新拍照或重新导出后上传",
    "The file is damaged or too complicated to be read: photograph or export it again",
)
_REFUSALS: dict[str, tuple[type[Invalid], Text]] = {
    "file_damaged": (FileDamaged, _DAMAGED),
    "pdf_locked": (
        FileDamaged,
        Text("PDF 设有密码，无法查看，请去掉密码后上传", "The PDF has a password: take it off and send it again"),
    ),
    "file_unsafe": (
        FileUnsafe,
        Text(
            "PDF 含有脚本、附件或会自动执行的内容，请打印成新的 PDF 或拍照后上传",
            "The PDF holds scripts, files or something that starts by itself: print it to a new PDF, or photograph it",
        ),
    ),
    "picture_too_large": (
        PictureTooLarge,
        Text(
            "图片尺寸过大（超过5000万像素），请缩小或重新拍照后上传",
            "The picture has more than 50 million dots: make it smaller, or photograph it again",
        ),
    ),
}


@dataclass(frozen=True)
class Examined:
    """A file as it is kept."""

    kind: FileKind
    content: bytes


class Examiner:
    """The one child process that reads files from strangers; started by the first of them, let go when none come."""

    def __init__(self) -> None:
        self._child = Child(CHILD, seconds=SECONDS)
        self._asked_at = monotonic()

    def examine(self, content: bytes) -> Examined:
        """Raises FileTypeRefused, FileDamaged, FileUnsafe, PictureTooLarge."""
        kind = kind_of(content)
        if kind is None:
            raise _refusal(FileTypeRefused, why_not(content))
        self._asked_at = monotonic()
        try:
            done = self._child.ask({"kind": kind, "content": base64.b64encode(content).decode()})
        except ChildFailed as problem:
            # Whatever ends the child is in the file: whoever sent it would only send it again.
            log.warning("a file could not be examined: %s", problem)
            raise _refusal(FileDamaged, _DAMAGED) from problem
        if "refused" in done.told:
            raise _refusal(*_REFUSALS[done.told["refused"]])
        return Examined(FileKind(done.told["kind"]), done.data)

    def rest(self, idle_seconds: float = IDLE_SECONDS) -> None:
        """Let the child go that had nothing to do for so long: after pictures it holds 180 MB."""
        if monotonic() - self._asked_at >= idle_seconds:
            unused, self._child = self._child, Child(CHILD, seconds=SECONDS)
            unused.stop()

    def stop(self) -> None:
        self._child.stop()


def _refusal(kind: type[Invalid], words: Text) -> Invalid:
    return kind(words, fields=[FieldProblem("file", words)])
