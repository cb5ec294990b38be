"""How often a stranger may knock: counted per address and device cookie."""

import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from hall.edge.access import Caller
from hall.errors import TooFast, WrongSetting
from hall.text import Text


class Limits:
    """The public doors' rate limit, such as `240/minute`; `off` counts nothing."""

    def __init__(self, setting: str) -> None:
        self._rate = None if setting == "off" else _rate(setting)
        self._shared = type(self._rate)(10 * self._rate.amount, self._rate.multiples) if self._rate else None
        self._counter = MovingWindowRateLimiter(MemoryStorage())

    def check(self, caller: Caller, door: str) -> None:
        """Raises TooFast with the seconds to wait. Staff and devices, who are known, are not counted."""
        if self._rate is None or self._shared is None or caller.kind != "visitor":
            return
        # A hall's visitors share its address: ten browsers' worth for all of them, one's worth for those unknown.
        shared = self._counter.hit(self._shared, caller.address, door)
        who = f"{caller.address}|{caller.device_cookie or ''}"
        if not (shared and self._counter.hit(self._rate, who, door)):
            rate, key = (self._rate, who) if shared else (self._shared, caller.address)
            raise self._too_fast(rate, key, door)

    def check_known(self, caller: Caller, door: str) -> None:
        """The same for a member of staff or a device at a door where trying numbers out could pay: one's own rate."""
        if self._rate is None or caller.id is None:
            return
        who = f"{caller.kind}:{caller.id}"
        if not self._counter.hit(self._rate, who, door):
            raise self._too_fast(self._rate, who, door)

    def _too_fast(self, rate: RateLimitItem, key: str, door: str) -> TooFast:
        seconds = max(1.0, self._counter.get_window_stats(rate, key, door).reset_time - time.time())
        words = Text(f"操作过于频繁，请 {seconds:.0f} 秒后再试", f"Please try again in {seconds:.0f} seconds")
        return TooFast(seconds, words)


def _rate(setting: str) -> RateLimitItem:
    try:
        rate = parse(setting)
    except ValueError as error:
        raise _wrong(setting) from error
    if rate.amount < 1:  # nobody could ever knock
        raise _wrong(setting)
    return rate


def _wrong(setting: str) -> WrongSetting:
    return WrongSetting(
        Text(
            f"HALL_RATE_LIMITS 应形如“240/minute”，或为 off；现为“{setting}”",
            f"HALL_RATE_LIMITS must be like 240/minute, or off; it is {setting!r}",
        )
    )
