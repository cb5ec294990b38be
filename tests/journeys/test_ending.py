"""Told to end, the server answers what it has begun to answer, within bounded time, and then nobody."""

import json
import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from hall.serving import FINISH_SECONDS
from tests.ears import Ears
from tests.served import COUNTY, Served, command


@contextmanager
def begun(served: Served) -> Iterator[tuple[socket.socket, bytes]]:
    """A request for a ticket whose body the server is reading, and what is still to be sent of it."""
    token = next(one["token"] for one in served.guide["devices"] if one["hall"] == COUNTY)
    body = json.dumps({"services": ["general"], "channel": "kiosk"}).encode()
    head = [
        f"POST /api/v1/halls/{COUNTY}/tickets HTTP/1.1",
        "Host: 127.0.0.1",
        f"Authorization: Bearer {token}",
        "Content-Type: application/json",
        "Idempotency-Key: while-the-server-is-ending",
        f"Content-Length: {len(body)}",
        "Expect: 100-continue",
    ]
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as line:
        line.sendall("\r\n".join([*head, "", ""]).encode() + body[:10])
        assert line.recv(1000).startswith(b"HTTP/1.1 100"), "the server reads the body only once it answers"
        yield line, body[10:]


def takes_nobody(served: Served) -> bool:
    try:
        socket.create_connection(("127.0.0.1", served.port), timeout=1).close()
    except ConnectionRefusedError:
        return True
    return False


def test_a_request_that_is_being_answered_is_answered(own: Served, own_ears: Ears) -> None:
    screen = own_ears.screen()
    with begun(own) as (line, rest):
        os.kill(own.pid, signal.SIGTERM)
        screen.wait("gone")
        give_up_at = time.monotonic() + 5
        while not takes_nobody(own):
            assert time.monotonic() < give_up_at, "it still takes connections"
        assert own.running
        line.sendall(rest)
        answer = b""
        while part := line.recv(65536):
            answer += part
    status, _, body = answer.partition(b"\r\n\r\n")
    assert status.startswith(b"HTTP/1.1 201"), answer
    assert own.stop() == 0, own.log
    number = json.loads(body)["number"]
    verified = command(own.data, "verify")
    assert verified.returncode == 0, verified.stdout
    assert "1 tickets" in verified.stdout
    assert number == "A001"


def test_one_that_hangs_is_cut_and_the_end_is_in_good_order(own: Served) -> None:
    with begun(own):
        began = time.monotonic()
        assert own.end_by(signal.SIGTERM, within=FINISH_SECONDS + 12) == 0, own.log
        took = time.monotonic() - began
    assert took > FINISH_SECONDS - 1, "it was given its time"
    assert not own.trouble, own.trouble
    assert command(own.data, "verify").returncode == 0


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_told_twice_it_ends_once(own: Served, how: signal.Signals) -> None:
    os.kill(own.pid, how)
    assert own.end_by(how) == 0, own.log
