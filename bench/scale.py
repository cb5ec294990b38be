"""How much of everything a figure measures."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """`requests` a round and yardstick, by `clients` at once; `sockets` are connected screens."""

    rounds: int = 5
    requests: int = 1000
    clients: int = 8
    sockets: int = 200
    waiting: int = 300


TINY = Scale(rounds=1, requests=24, clients=2, sockets=4, waiting=8)
"""Enough to see that a figure can be taken; its numbers mean nothing."""
