"""A websocket's connection: whole messages to slow readers, an end for those who stall or fall silent."""

import contextlib
import socket
import time
from collections.abc import Iterator

import gevent
import gevent.socket
import pytest

from hall.edge.peer import MOST_UNREAD, Peer
from hall.edge.transport import understood

MESSAGE = 200_000
Line = tuple[gevent.socket.socket, gevent.socket.socket]


@pytest.fixture
def line() -> Iterator[Line]:
    """Two ends of a TCP connection that takes little at once."""
    with contextlib.closing(gevent.socket.socket()) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16384)
        door.bind(("127.0.0.1", 0))
        door.listen()
        theirs = gevent.socket.socket()
        theirs.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)
        theirs.connect(door.getsockname())
        ours, _address = door.accept()
    with contextlib.closing(ours), contextlib.closing(theirs):
        yield ours, theirs


def read_slowly(end: gevent.socket.socket, wanted: int) -> bytes:
    read = b""
    while len(read) < wanted and (some := end.recv(4096)):
        read += some
        gevent.sleep(0)
    return read


def test_a_message_larger_than_the_line_takes_goes_out_whole(
    line: Line,
) -> None:
    ours, theirs = line
    peer = Peer(ours, stalled=5, silent=5)
    reading = gevent.spawn(read_slowly, theirs, MESSAGE)
    assert peer.send(b"a" * MESSAGE) == MESSAGE
    assert reading.get(timeout=5) == b"a" * MESSAGE


def test_messages_said_while_it_reads_slowly_come_whole_and_in_order(line: Line) -> None:
    ours, theirs = line
    peer = Peer(ours, stalled=5, silent=5)
    said = [letter * MESSAGE for letter in (b"a", b"b", b"c")]
    for message in said[:2]:
        peer.send(message)
    reading = gevent.spawn(read_slowly, theirs, 3 * MESSAGE)
    gevent.sleep(0.01)  # it has begun to read
    peer.send(said[2])
    assert reading.get(timeout=5) == b"".join(said)


def test_nobody_waits_for_a_slow_reader(line: Line) -> None:
    ours, _theirs = line
    peer = Peer(ours, stalled=60, silent=60)
    began = time.monotonic()
    for _ in range(20):
        peer.send(b"a" * MESSAGE)
    assert time.monotonic() - began < 1


def test_who_reads_nothing_is_let_go_and_whoever_waits_for_it_wakes(line: Line) -> None:
    ours, _theirs = line
    peer = Peer(ours, stalled=0.2, silent=60)
    hearing = gevent.spawn(peer.recv, 100)
    began = time.monotonic()
    peer.send(b"a" * MESSAGE)
    with pytest.raises(OSError, match="closed"):
        hearing.get(timeout=2)
    assert 0.2 <= time.monotonic() - began < 2
    with pytest.raises(BrokenPipeError):
        peer.send(b"more")


def test_who_is_too_far_behind_is_let_go(line: Line) -> None:
    ours, _theirs = line
    peer = Peer(ours, stalled=60, silent=60)
    for _ in range(MOST_UNREAD // MESSAGE):
        peer.send(b"a" * MESSAGE)
    with pytest.raises(BrokenPipeError):
        peer.send(b"a" * 20 * MESSAGE)


def test_who_says_nothing_is_noticed(line: Line) -> None:
    peer = Peer(line[0], stalled=5, silent=0.2)
    with pytest.raises(TimeoutError):
        peer.recv(100)


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="Linux")
def test_the_system_watches_over_the_line_too(line: Line) -> None:
    ours, _theirs = line
    Peer(ours, stalled=5, silent=35)
    assert ours.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
    assert ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 35_000


@pytest.mark.parametrize(
    "said",
    ["1", "3", '40/display,{"hall":"zhouzhi"}', "41/display,", '42/display,["resume",{"after":1}]', "43/display,1[]"],
)
def test_what_clients_say_is_understood(said: str) -> None:
    assert understood(said)


@pytest.mark.parametrize(
    "said", ["", "0{}", "2", "5", "6", "x", "3[[", "4", "4x", "42", "42{}", "42[]", "42/display,", '451-["x"]', "44{}"]
)
def test_what_no_client_says_is_not(said: str) -> None:
    assert not understood(said)


def test_a_message_nested_without_end_is_not_understood() -> None:
    assert not understood("42" + "[" * 50_000)
