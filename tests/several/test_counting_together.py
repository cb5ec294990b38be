"""The public doors' rate limit over several processes: one count in Redis, each its own while Redis is away."""

import logging
import time

import pytest

from hall.edge.access import Caller
from hall.edge.limits import Limits, shared_storage
from hall.errors import TooFast
from tests.redis import EmbeddedRedis

VISITOR = Caller("visitor", address="192.0.2.7", device_cookie="one")


def knocks(limits: Limits, times: int = 20) -> int:
    """How often this visitor is let in."""
    for count in range(times):
        try:
            limits.check(VISITOR, "tickets")
        except TooFast:
            return count
    return times


def test_processes_count_together_and_each_for_itself_while_redis_is_away(
    redis_server: EmbeddedRedis, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hall.edge.limits.AGAIN_AFTER_SECONDS", 0.05)
    here, there = (Limits("6/minute", shared_storage(redis_server.url, "hall:test")) for _ in range(2))
    with caplog.at_level(logging.WARNING):
        for _ in range(4):
            here.check(VISITOR, "tickets")
        assert knocks(there) == 2
        assert knocks(here) == 0
        redis_server.kill()
        began = time.monotonic()
        assert (knocks(here), knocks(there)) == (6, 6)
        assert time.monotonic() - began < 2.0
        redis_server.start()
        time.sleep(0.06)  # until they try again
        assert (knocks(here), knocks(there)) == (6, 0), "counted together from the start: Redis kept nothing"
    said = [record.message.split(" (")[0] for record in caplog.records]
    assert sorted(said) == ["knocks are counted together again"] * 2 + ["knocks cannot be counted together"] * 2


def test_another_installation_on_the_same_redis_counts_for_itself(redis_server: EmbeddedRedis) -> None:
    ours, theirs = (Limits("3/minute", shared_storage(redis_server.url, name)) for name in ("hall:ours", "hall:theirs"))
    assert (knocks(ours), knocks(theirs)) == (3, 3)
