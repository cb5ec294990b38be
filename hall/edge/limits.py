"""How often a stranger may knock: counted per address and device cookie."""

import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from hall.edge.access import Caller
from hall.errors import TooFast
from hall.text import Text


class Limits:
    """The public doors' rate limit, such as `240/minute`; `off` counts nothing."""

    def __init__(self, setting: str) -> None:
        self._rate: RateLimitItem | None = None if setting == "off" else parse(setting)
        self._counter = MovingWindowRateLimiter(MemoryStorage())

    def check(self, caller: Caller, door: str) -> None:
        """Raises TooFast with the seconds to wait. Staff and devices, who are known, are not counted."""
        if self._rate is None or caller.kind != "visitor":
            return
        who = f"{caller.address}|{caller.device_cookie or ''}"
        if not self._counter.hit(self._rate, who, door):
            reset_at = self._counter.get_window_stats(self._rate, who, door).reset_time
            seconds = max(1.0, reset_at - time.time())
            words = Text(f"操作过于频繁，请 {seconds:.0f} 秒后再试", f"Please try again in {seconds:.0f} seconds")
            raise TooFast(seconds, words)
