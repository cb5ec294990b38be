"""Hints over Redis; imported where there is one, for its driver takes 6 MB.

A commit hands its hint over and waits for nothing. While Redis is away hints are dropped, workers find each other's
changes by the look every second, and the log says so once, and once more when it is back.
"""

import logging
import re
from threading import Event, Thread
from typing import Any

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from hall.broker import Wake
from hall.db import public_id

SILENT_SECONDS = 1.0  # so long without a word, it is asked for one; as long again, and it is away
ANSWER_SECONDS = 1.0
AGAIN_AFTER_SECONDS = 0.5
HINT = re.compile(rb"(\S+) (\d{1,18}) (\d{1,18})")  # from whom, hall, journal number

log = logging.getLogger(__name__)


def connected(url: str, answer_seconds: float = ANSWER_SECONDS) -> "redis.Redis":
    """A client that tries once and does not wait long; it connects when it is first used."""
    patience: dict[str, Any] = {"socket_connect_timeout": answer_seconds, "socket_timeout": answer_seconds}
    return redis.Redis.from_url(url, **patience, retry=Retry(NoBackoff(), 0))


class RedisBroker:
    """Hints over one Redis channel. One thread listens and knows whether Redis is there, one speaks while it is."""

    def __init__(self, url: str, name: str) -> None:
        self._client, self._channel = connected(url), f"{name}:hints"
        self._me = public_id()
        self._reachable: bool | None = None
        self._news: dict[int, int] = {}
        self._speak, self._stopped = Event(), Event()
        self._threads: list[Thread] = []

    def start(self, wake: Wake) -> None:
        for name, work in (("hints-heard", lambda: self._listen(wake)), ("hints-told", self._tell)):
            thread = Thread(target=work, name=name, daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        self._stopped.set()
        self._speak.set()
        for thread in self._threads:
            thread.join()
        self._client.close()

    def hint(self, hall_id: int, seq: int) -> None:
        if self._reachable:
            self._news[hall_id] = seq
            self._speak.set()

    def reachable(self) -> bool | None:
        return bool(self._reachable)

    # --- speaking

    def _tell(self) -> None:
        while self._speak.wait() and not self._stopped.is_set():
            self._speak.clear()
            news, self._news = self._news, {}
            try:
                for hall_id, seq in news.items():
                    self._client.publish(self._channel, f"{self._me} {hall_id} {seq}")
            except (redis.RedisError, OSError) as error:
                log.debug("a hint was not told: %s", error)  # the listener finds out what is wrong, and says it

    # --- hearing

    def _listen(self, wake: Wake) -> None:
        while not self._stopped.is_set():
            try:
                with self._client.pubsub() as line:  # type: ignore[no-untyped-call]  # redis types most of itself
                    self._hear(line, wake)
            except Exception as error:  # noqa: BLE001 (whatever it is, hints must come again)
                self._is_away(error)
                self._stopped.wait(AGAIN_AFTER_SECONDS)

    def _hear(self, line: Any, wake: Wake) -> None:
        """Everything that is told, until Redis is away (RedisError, TimeoutError) or this is stopped."""
        line.subscribe(self._channel)
        asked = True  # the subscription is answered too
        while not self._stopped.is_set():
            said = line.get_message(timeout=SILENT_SECONDS)
            if said is None:
                if asked:
                    raise TimeoutError("it does not answer")
                line.ping()
                asked = True
                continue
            if asked:
                self._is_there()
            asked = False
            if said["type"] == "message":
                self._understand(bytes(said["data"]), wake)

    def _understand(self, data: bytes, wake: Wake) -> None:
        hint = HINT.fullmatch(data)
        if hint is not None and hint[1] != self._me.encode():
            wake(int(hint[2]), int(hint[3]))

    def _is_there(self) -> None:
        if self._reachable is False:
            log.warning("Redis is there again")
        self._reachable = True

    def _is_away(self, error: Exception) -> None:
        if self._reachable is not False and not self._stopped.is_set():
            log.warning("Redis is away (%s): changes made by other processes are seen a second later", error)
        self._reachable = False
