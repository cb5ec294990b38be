"""How much of everything a figure measures."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """`requests` a round and yardstick, by `clients` at once; `sockets` are connected screens where memory is read.

    A crowd is of `screens`, `phones` and `pages` in a browser; `old` tickets lie behind a hall that has grown.
    """

    rounds: int = 5
    requests: int = 1000
    clients: int = 8
    sockets: int = 200
    waiting: int = 300
    screens: int = 500
    phones: int = 5000
    pages: int = 1
    old: int = 100_000
    workers: int = 1


TINY = Scale(rounds=1, requests=24, clients=2, sockets=4, waiting=8, screens=4, phones=8, pages=0, old=2000)
"""Enough to see that a figure can be taken; its numbers mean nothing."""
