"""A definition file from the disk: read, decoded, parsed – or one clear line that says why not."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hall.catalogue.reading.findings import Path as KeyPath
from hall.catalogue.reading.lines import line_numbers
from hall.errors import DefinitionInvalid
from hall.text import Text

LARGEST_BYTES = 8 * 1024 * 1024
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Source:
    """A file's tables, and on which line each stands."""

    data: Mapping[str, Any]
    lines: Mapping[KeyPath, int]


def read_source(path: Path) -> Source:
    """The tables of a definition file; DefinitionInvalid in one sentence when it is no TOML in UTF-8."""
    text = _decoded(path, _bytes(path))
    try:
        data = tomllib.loads(text)
    except RecursionError as error:
        raise _refused(path, "嵌套过深", "is nested too deeply") from error
    except ValueError as error:  # a number of thousands of digits is a ValueError of its own
        raise _refused(path, f"不是合法的 TOML：{error}", f"is not valid TOML: {error}") from error
    return Source(data, line_numbers(text))


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except FileNotFoundError as error:
        raise _refused(path, "文件不存在", "does not exist") from error
    except IsADirectoryError as error:
        raise _refused(path, "是文件夹，不是文件", "is a folder, not a file") from error
    except PermissionError as error:
        raise _refused(path, "没有读取权限", "may not be read by this user") from error
    except (OSError, ValueError) as error:  # a name with a NUL in it is a ValueError
        raise _refused(path, f"无法读取：{error}", f"cannot be read: {error}") from error
    if len(content) > LARGEST_BYTES:
        raise _refused(path, "超过 8 MB，不是定义文件", "is larger than 8 MB: no definition file")
    return content


def _decoded(path: Path, content: bytes) -> str:
    if content.startswith(_WIDE_MARKS):
        raise _refused(path, "是 UTF-16 编码，请另存为 UTF-8", "is in UTF-16; save it as UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refused(
            path,
            f"第{line}行不是 UTF-8 编码（可能是 GBK），请另存为 UTF-8",
            f"is not in UTF-8 on line {line} (perhaps GBK); save it as UTF-8",
        ) from error


def _refused(path: Path, zh: str, en: str) -> DefinitionInvalid:
    return DefinitionInvalid(Text(f"{path}：{zh}", f"{path} {en}"))
