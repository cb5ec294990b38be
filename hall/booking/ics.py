"""The text of a calendar file (RFC 5545): lines of a component, escaped and folded as calendars read them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

LONGEST_LINE = 75  # bytes, without the end of the line
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def text(said: str) -> str:
    """Words as a value; a new line stays one."""
    return said.replace("\r\n", "\n").translate(ESCAPED)


def instant(at: datetime) -> str:
    """An aware instant as a value, to the second."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def before(by: timedelta) -> str:
    """A reminder so many whole minutes before, as a value."""
    hours, minutes = divmod(int(by.total_seconds()) // 60, 60)
    return "-PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes or not hours else "")


def component(name: str, *lines: str) -> tuple[str, ...]:
    """The lines of a component: `NAME:value` each, and those of components within it."""
    return (f"BEGIN:{name}", *lines, f"END:{name}")


def file(lines: tuple[str, ...]) -> bytes:
    """These lines as a file."""
    return b"".join(piece + b"\r\n" for line in lines for piece in _folded(line.encode()))


def _folded(line: bytes) -> Iterator[bytes]:
    """The line in pieces, each after the first begun by a space, and no character torn apart."""
    room = LONGEST_LINE
    while len(line) > room:
        end = room
        while line[end] & 0xC0 == 0x80:  # the middle of a character
            end -= 1
        yield line[:end]
        line = b" " + line[end:]
    yield line
