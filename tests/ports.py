"""Ports for servers of tests: from below those that the system gives out by itself.

A port that the system named a moment ago may be given to anybody's outgoing connection before a server takes it; one
from below that range stays free until a server asks for it.
"""

import os
import random
import socket

LOWEST, HIGHEST = 11_000, 30_000  # browsers refuse some below
# Test processes that run side by side begin at other places.
_chance = random.Random(os.getpid() * 7919)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    while True:
        port = _chance.randrange(LOWEST, HIGHEST)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
