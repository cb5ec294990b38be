"""Hints between worker processes: "hall 3 has come to 1042". Only hints: what happened is in the journal."""

from collections.abc import Callable
from hashlib import sha256
from importlib import import_module
from typing import Protocol

Wake = Callable[[int, int], None]


class Broker(Protocol):
    """Tells other processes that a hall has moved, and hears it from them."""

    def start(self, wake: Wake) -> None:
        """Begin to hear: `wake(hall_id, seq)` for what another process committed."""
        ...

    def stop(self) -> None: ...

    def hint(self, hall_id: int, seq: int) -> None:
        """Something was committed here; returns at once."""
        ...

    def reachable(self) -> bool | None:
        """Whether hints pass at present, as last seen; None where there is nobody to pass them to."""
        ...


class NoBroker:
    """For the one process of an installation."""

    def start(self, wake: Wake) -> None:
        """Nobody else commits but the command line, which the look every second finds."""

    def stop(self) -> None:
        """Nothing was begun."""

    def hint(self, hall_id: int, seq: int) -> None:
        """Nobody else is there."""

    def reachable(self) -> bool | None:
        return None


def installation(secret: str) -> str:
    """What everything of one installation is named by in a Redis that several may share."""
    return f"hall:{sha256(b'redis' + secret.encode()).hexdigest()[:12]}"


def broker_at(url: str, name: str) -> Broker:
    """Hints over the Redis at this address; its driver is imported only now."""
    broker: Broker = import_module("hall.redis_broker").RedisBroker(url, name)
    return broker
