"""Hints by a real Redis: heard by others, lost without harm, and said in the log once each way."""

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from hall.redis_broker import RedisBroker
from tests.redis import EmbeddedRedis

WITHIN_SECONDS = 10.0


class Hearer:
    """A process's broker, and what it was woken for."""

    def __init__(self, url: str, name: str = "hall:test") -> None:
        self.heard: list[tuple[int, int]] = []
        self._news = threading.Condition()
        self.broker = RedisBroker(url, name)
        self.broker.start(self._wake)

    def _wake(self, hall_id: int, seq: int) -> None:
        with self._news:
            self.heard.append((hall_id, seq))
            self._news.notify_all()

    def hears(self, *hint: int) -> bool:
        with self._news:
            return self._news.wait_for(lambda: hint in self.heard, WITHIN_SECONDS)


Engage = Callable[..., Hearer]


@pytest.fixture
def engage(redis_server: EmbeddedRedis) -> Iterator[Engage]:
    with ExitStack() as everyone:

        def engaged(name: str = "hall:test") -> Hearer:
            hearer = Hearer(redis_server.url, name)
            everyone.callback(hearer.broker.stop)
            return hearer

        yield engaged


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + WITHIN_SECONDS
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)  # whether Redis answers is found out in a thread that tells nobody


def test_a_hint_is_heard_by_the_others_and_not_by_oneself(engage: Engage) -> None:
    here, there, elsewhere = engage(), engage(), engage("hall:another")
    until(lambda: all(each.broker.reachable() for each in (here, there, elsewhere)))
    here.broker.hint(3, 1042)
    assert there.hears(3, 1042)
    there.broker.hint(3, 1043)
    assert here.hears(3, 1043)
    assert here.heard == [(3, 1043)]
    assert elsewhere.heard == [], "another installation on the same Redis"


def test_it_comes_back_by_itself_when_redis_does(
    redis_server: EmbeddedRedis, engage: Engage, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "hall.redis_broker"):
        here, there = engage(), engage()
        until(lambda: here.broker.reachable() and there.broker.reachable())
        for how in (redis_server.kill, redis_server.stop):
            how()
            until(lambda: here.broker.reachable() is False and there.broker.reachable() is False)
            here.broker.hint(1, 1)
            redis_server.start()
            until(lambda: here.broker.reachable() and there.broker.reachable())
            caplog_of_one = [each.message.split(" (")[0] for each in caplog.records]
            assert caplog_of_one == ["Redis is away"] * 2 + ["Redis is there again"] * 2
            caplog.clear()
        here.broker.hint(2, 7)
        assert there.hears(2, 7)
        assert (1, 1) not in there.heard, "what was told to nobody is not told late"


def test_a_redis_that_stands_still_is_away_and_holds_nobody_up(redis_server: EmbeddedRedis, engage: Engage) -> None:
    here, there = engage(), engage()
    until(lambda: here.broker.reachable() and there.broker.reachable())
    redis_server.program.send(signal.SIGSTOP)
    try:
        began = time.monotonic()
        for seq in range(1000):
            here.broker.hint(1, seq)
        assert time.monotonic() - began < 0.5
        until(lambda: here.broker.reachable() is False)
    finally:
        redis_server.program.send(signal.SIGCONT)
    until(lambda: here.broker.reachable() and there.broker.reachable())
    here.broker.hint(1, 5000)
    assert there.hears(1, 5000)


def test_what_is_no_hint_is_passed_over(redis_server: EmbeddedRedis, engage: Engage) -> None:
    here, there = engage(), engage()
    until(lambda: here.broker.reachable() and there.broker.reachable())
    for odd in ("", "x", "x 1", "x 1 2 3", "x one two", "\xff"):
        here.broker._client.publish("hall:test:hints", odd)
    here.broker.hint(1, 2)
    assert there.hears(1, 2)
    assert there.heard == [(1, 2)]


def test_without_a_redis_at_the_start_it_is_found_later(engage: Engage, redis_server: EmbeddedRedis) -> None:
    redis_server.stop()
    here, there = engage(), engage()
    until(lambda: here.broker.reachable() is False)
    redis_server.start()
    until(lambda: here.broker.reachable() and there.broker.reachable())
    here.broker.hint(4, 4)
    assert there.hears(4, 4)
