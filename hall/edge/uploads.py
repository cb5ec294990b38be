"""A file that comes with a request: read whole into memory, never onto disk, and no larger than it may be."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from threading import BoundedSemaphore
from typing import Any, Self

from flask import Request
from limits.storage import Storage
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from hall.edge.access import Caller
from hall.edge.limits import Limits
from hall.errors import BadRequest, FieldProblem, FileTooLarge, Invalid, UploadsBusy
from hall.text import Text

MULTIPART = "multipart/form-data"
FIELD = "file"
MEGABYTE = 1024 * 1024
FROM_A_STRANGER = "20/minute"
MOST_PARTS = 20
WORDS_BYTES = 64 * 1024  # what may come beside the file
AT_A_TIME = 8 * WORDS_BYTES  # the parser reads pieces of 64 KB and holds more than one of them
AT_ONCE = 16  # in one process: so many files are in memory at the same time, whoever sends them how slowly


@dataclass(frozen=True)
class Upload:
    """A file as it came: the name it was given, which proves nothing, and its bytes."""

    name: str
    content: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


class UploadDoor:
    """What a file may weigh, how many come at once, and how often a stranger may send one."""

    def __init__(self, largest_bytes: int, limits: Limits, at_once: int = AT_ONCE) -> None:
        self.largest_bytes, self._limits = largest_bytes, limits
        self._places = BoundedSemaphore(at_once)

    @contextmanager
    def place(self) -> Iterator[None]:
        """Room in memory for one file while it is dealt with. Raises UploadsBusy."""
        if not self._places.acquire(blocking=False):
            raise UploadsBusy(Text("同时上传的人较多，请稍后再试", "Many files are coming in: try again in a moment"))
        try:
            yield
        finally:
            self._places.release()

    @classmethod
    def of(cls, megabytes: int, rates: str, storage: Storage | None) -> Self:
        """As the settings say; `off` counts nobody, as at other doors."""
        return cls(megabytes * MEGABYTE, Limits("off" if rates == "off" else FROM_A_STRANGER, storage))

    def check(self, caller: Caller) -> None:
        """Raises TooFast. All doors that take files count together: each file takes a processor some time."""
        self._limits.check(caller, "uploads")

    def read(self, request: Request) -> tuple[dict[str, Any], Upload]:
        """The other fields of the form, and its one file. Raises FileTooLarge, BadRequest, Invalid."""
        if request.mimetype != MULTIPART:
            raise _no_file()
        try:
            request.max_content_length = self.largest_bytes + WORDS_BYTES
            parser = FormDataParser(
                stream_factory=lambda *_args, **_named: BytesIO(),
                max_form_memory_size=AT_A_TIME,
                max_form_parts=MOST_PARTS,
                silent=False,
            )
            _, fields, files = parser.parse(
                request.stream, request.mimetype, request.content_length, request.mimetype_params
            )
        except RequestEntityTooLarge as error:
            raise self._too_large() from error
        except ValueError as error:
            raise BadRequest(Text("表单无法读取", "The form cannot be read")) from error
        given = files.getlist(FIELD)
        if len(given) != 1 or set(files) != {FIELD}:
            raise _no_file()
        content = given[0].stream.read()
        if len(content) > self.largest_bytes:
            raise self._too_large()
        return fields.to_dict(), Upload(given[0].filename or "", content)

    def _too_large(self) -> FileTooLarge:
        most = self.largest_bytes // MEGABYTE
        words = Text(
            f"文件过大，每个文件不超过 {most} MB。请压缩，或用手机重新拍照后上传",
            f"The file is too large: at most {most} MB each. Make it smaller, or photograph it again",
        )
        return FileTooLarge(words, fields=[FieldProblem(FIELD, words)])


def _no_file() -> Invalid:
    words = Text(
        "请以 multipart/form-data 上传一个文件，字段名为 file",
        "Send one file as multipart/form-data, in a field named `file`",
    )
    return Invalid(words, fields=[FieldProblem(FIELD, words)])
