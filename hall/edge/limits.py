"""How often a stranger may knock: counted per address and device cookie, by all processes together if they can."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from threading import Lock
from typing import Any, TypeVar

from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage, Storage
from limits.strategies import MovingWindowRateLimiter, RateLimiter

from hall.edge.access import Caller
from hall.errors import TooFast, WrongSetting
from hall.text import Text

ANSWER_SECONDS = 0.25  # no visitor waits longer for being counted
AGAIN_AFTER_SECONDS = 2.0
SELDOM = "20/hour"
TURNS = 64  # callers that share a turn by chance only wait for each other
NOTHING = Text("", "")
MINUTES_FROM = 120  # seconds that people would rather hear in minutes

log = logging.getLogger(__name__)
Told = TypeVar("Told")


def shared_storage(url: str, name: str) -> Storage:
    """The counters of one installation in Redis; nothing is connected yet."""
    patience: dict[str, Any] = {"socket_connect_timeout": ANSWER_SECONDS, "socket_timeout": ANSWER_SECONDS}
    return RedisStorage(url, wrap_exceptions=True, key_prefix=name, **patience)


class Counter:
    """Counts in a storage; while that is away, in this process alone."""

    def __init__(self, storage: Storage | None = None) -> None:
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._best = MovingWindowRateLimiter(storage) if storage is not None else self._own
        self._away_until = 0.0

    def hit(self, rate: RateLimitItem, who: str, door: str) -> bool:
        return self._ask(lambda limiter: limiter.hit(rate, who, door))

    def test(self, rate: RateLimitItem, who: str, door: str) -> bool:
        """Whether one more would be allowed; counts nothing."""
        return self._ask(lambda limiter: limiter.test(rate, who, door))

    def reset_at(self, rate: RateLimitItem, who: str, door: str) -> float:
        """When the next knock is allowed, in seconds since 1970."""
        return self._ask(lambda limiter: limiter.get_window_stats(rate, who, door).reset_time)

    def _ask(self, question: Callable[[RateLimiter], Told]) -> Told:
        if time.monotonic() < self._away_until:
            return question(self._own)
        try:
            told = question(self._best)
        except StorageError as error:
            if not self._away_until:
                log.warning("knocks cannot be counted together (%s): each process counts for itself", error)
            self._away_until = time.monotonic() + AGAIN_AFTER_SECONDS
            return question(self._own)
        if self._away_until:
            log.warning("knocks are counted together again")
            self._away_until = 0.0
        return told


class Limits:
    """The public doors' rate limit, such as `240/minute`; `off` counts nothing."""

    def __init__(self, setting: str, storage: Storage | None = None) -> None:
        self._rate = None if setting == "off" else _rate(setting)
        self._seldom = parse(SELDOM)
        self._counter = Counter(storage)

    def check(self, caller: Caller, door: str, *, seldom: bool = False) -> None:
        """Raises TooFast with the seconds to wait. Staff and devices, who are known, are not counted.

        `seldom`: a door by which strangers send staff on their way.
        """
        if self._rate is None or caller.kind != "visitor":
            return
        self._count(self._rate, caller, door)
        if seldom:
            self._count(self._seldom, caller, f"{door} seldom")

    def _count(self, rate: RateLimitItem, caller: Caller, door: str) -> None:
        # A hall's visitors share its address: ten browsers' worth for all of them, one's worth for those unknown.
        who = f"{caller.address}|{caller.device_cookie or ''}"
        for each, key in ((_tenfold(rate), caller.address), (rate, who)):
            if not self._counter.hit(each, key, door):
                raise self._too_fast(each, key, door)

    def check_known(self, caller: Caller, door: str) -> None:
        """The same for a member of staff or a device at a door where trying numbers out could pay: one's own rate."""
        if self._rate is None or caller.id is None:
            return
        who = f"{caller.kind}:{caller.id}"
        if not self._counter.hit(self._rate, who, door):
            raise self._too_fast(self._rate, who, door)

    def _too_fast(self, rate: RateLimitItem, key: str, door: str) -> TooFast:
        seconds = max(1.0, self._counter.reset_at(rate, key, door) - time.time())
        when = _told(seconds)
        words = Text(f"操作过于频繁，请 {when.zh}后再试", f"Please try again in {when.en}")
        return TooFast(seconds, words)


class Tries:
    """How often one may be wrong at a door where trying out could pay: then it is shut for a while.

    `most`: so many wrong tries in so long, the longest first. Counted per person or device, for strangers per address.
    `off` as in `Limits` counts nothing. A process lets each of them try once at a time: of many tries in one moment
    none begins before the one before it is counted. `instead` ends the sentence of a refusal: what else can be done.
    """

    def __init__(
        self, setting: str, most: Sequence[str], storage: Storage | None = None, instead: Text = NOTHING
    ) -> None:
        self._rates = () if setting == "off" else tuple(parse(rate) for rate in most)
        self._instead = instead
        self._counter = Counter(storage)
        self._turns = [Lock() for _ in range(TURNS)]

    @contextmanager
    def one(self, caller: Caller, door: str, *others: str) -> Iterator[None]:
        """Around one try at a door, shut to whoever was wrong too often there or at the `others`.

        Raises TooFast with the seconds to wait.
        """
        with self._turns[hash((_who(caller), door)) % TURNS] if self._rates else nullcontext():
            for each in (door, *others):
                self._check(caller, each)
            yield

    def _check(self, caller: Caller, door: str) -> None:
        for rate in self._rates:
            if not self._counter.test(rate, _who(caller), door):
                seconds = max(1.0, self._counter.reset_at(rate, _who(caller), door) - time.time())
                when = _told(seconds)
                words = Text(
                    f"多次输错，请 {when.zh}后再试{self._instead.zh}",
                    f"Too many wrong tries: try again in {when.en}{self._instead.en}",
                )
                raise TooFast(seconds, words)

    def wrong(self, caller: Caller, door: str) -> None:
        """Count one wrong try."""
        for rate in self._rates:
            self._counter.hit(rate, _who(caller), door)


def _told(seconds: float) -> Text:
    if seconds > MINUTES_FROM:
        return Text(f"{seconds / 60:.0f} 分钟", f"{seconds / 60:.0f} minutes")
    return Text(f"{seconds:.0f} 秒", f"{seconds:.0f} seconds")


def _tenfold(rate: RateLimitItem) -> RateLimitItem:
    return type(rate)(10 * rate.amount, rate.multiples)


def _who(caller: Caller) -> str:
    return f"{caller.kind}:{caller.id}" if caller.id is not None else caller.address


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
