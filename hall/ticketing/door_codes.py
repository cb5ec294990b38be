"""The code at a hall's door (无感取号): signed, of one stretch of time, good for a little longer. Pure.

`7a3f01c2-` and 32 hex digits: when its stretch began, in seconds since 1970, and the signature of that, the hall and
the service it is for. Whoever stands at the door within that time may use it, each phone for one ticket of its own.
"""

import hmac
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hall.errors import DoorCodeOld, DoorCodeWrong, FieldProblem, HallError
from hall.text import Text

PURPOSE = "door.code"
SIGNATURE_DIGITS = 32  # 128 bits
LOADS_IN = timedelta(seconds=60)  # a phone may need that to open the page
CHOOSES_IN = timedelta(minutes=5)  # and its holder that to choose, where the code names no service
_CODE = re.compile(rf"([0-9a-f]{{8,10}})-([0-9a-f]{{{SIGNATURE_DIGITS}}})")

Sign = Callable[[str], Sequence[str]]
"""The signatures of a text in hex digits: the present key's first, then those of keys that are being replaced."""


@dataclass(frozen=True)
class DoorCode:
    """A code and until when it is taken; `changes_at`: when the next one is shown."""

    text: str
    changes_at: datetime
    valid_until: datetime


def door_code(hall: str, service: str | None, period: timedelta, at: datetime, sign: Sign) -> DoorCode:
    """The code of the present stretch of time, the same on every screen; `service` None: for any."""
    whole = int(period.total_seconds())
    began = int(at.timestamp()) // whole * whole
    start = datetime.fromtimestamp(began, UTC)
    signature = sign(_signed(hall, service, began))[0][:SIGNATURE_DIGITS]
    return DoorCode(f"{began:x}-{signature}", start + period, start + period + _grace(service))


def door_refusal(
    text: str, hall: str, services: Sequence[str], period: timedelta, at: datetime, sign: Sign
) -> HallError | None:
    """Why a code gives no ticket for these services: it is none of this door's, or its time is over."""
    read = _CODE.fullmatch(text)
    if read is None:
        return _wrong()
    began = int(read[1], 16)
    service = services[0] if len(services) == 1 else None
    for named in dict.fromkeys((service, None)):
        known = [each[:SIGNATURE_DIGITS] for each in sign(_signed(hall, named, began))]
        if any(hmac.compare_digest(read[2], each) for each in known):
            over = at > datetime.fromtimestamp(began, UTC) + period + _grace(named)
            return _old() if over else None
    return _wrong()


def _grace(service: str | None) -> timedelta:
    return LOADS_IN if service is not None else CHOOSES_IN


def _signed(hall: str, service: str | None, began: int) -> str:
    return f"{hall}\n{service or ''}\n{began}"


def _old() -> DoorCodeOld:
    return DoorCodeOld(
        Text(
            "门口的二维码已更新，请再扫一次屏幕上的码；也可以在取号机取号。",
            "The code at the door has changed: scan it again on the screen, or take a ticket at the kiosk.",
        )
    )


def _wrong() -> DoorCodeWrong:
    words = Text(
        "这个二维码不是本大厅门口的，请扫门口屏幕上的码；也可以在取号机取号。",
        "This is no code of this hall's door: scan the one on its screen, or take a ticket at the kiosk.",
    )
    return DoorCodeWrong(words, fields=[FieldProblem("door_code", words)])
