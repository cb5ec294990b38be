"""The server ends when it is told to: at once, with status 0, whoever is connected."""

import json
import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.databases import Databases, copy_data_folder
from tests.ears import Ears, listening
from tests.people import Cast
from tests.ports import free_port
from tests.served import Served, command


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_promptly_with_everybody_connected(
    own: Served, own_cast: Cast, own_ears: Ears, how: signal.Signals
) -> None:
    ticket = own_cast.kiosk.take("general")
    listeners = [own_ears.screen(), own_ears.phone(ticket["id"]), own_ears.desk(own_cast.manager.cookie)]
    idle = socket.create_connection(("127.0.0.1", own.port))
    began = time.monotonic()
    assert own.end_by(how) == 0, own.log
    print(f"ended {time.monotonic() - began:.2f} s after {how.name}")
    assert time.monotonic() - began < 3.0
    for listener in listeners:
        listener.wait("gone")
    idle.close()
    verified = command(own.data, "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_what_is_being_answered_is_answered_before_the_end(own: Served, own_cast: Cast, own_ears: Ears) -> None:
    body = json.dumps({"services": ["general"], "channel": "kiosk"}).encode()
    token = own_cast.kiosk.session.headers["Authorization"]
    head = (
        f"POST /api/v1/halls/zhouzhi/tickets HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nIdempotency-Key: {'k' * 30}\r\n\r\n"
    )
    screen = own_ears.screen()
    with socket.create_connection(("127.0.0.1", own.port), timeout=10) as line:
        line.sendall(head.encode() + body[:10])
        own_cast.kiosk.hall()  # asked later and answered: the server has begun with the first by now
        os.kill(own.pid, signal.SIGTERM)
        screen.wait("gone")
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", own.port))
        line.sendall(body[10:])
        answer = b"".join(iter(lambda: line.recv(65536), b""))  # until the connection ends
        assert answer.startswith(b"HTTP/1.1 201"), answer
        assert answer.endswith(b"}"), answer
    assert own.stop() == 0, own.log
    assert command(own.data, "verify").returncode == 0


def test_it_may_be_stopped_as_soon_as_it_serves(serve: Callable[..., Served]) -> None:
    served = serve()
    assert served.stop() == 0, served.log
    assert not served.trouble, served.trouble


def test_a_first_start_may_be_stopped_while_the_voice_is_rendered(tmp_path: Path) -> None:
    served = Served(tmp_path / "data").start()
    assert served.stop() == 0, served.log
    assert not served.trouble, served.trouble
    assert not list((tmp_path / "data" / "voice").rglob("render-*")), "nothing half-done is left"

    served.start()
    with listening(served.base_url) as ears:
        ears.screen().wait("voice", lambda voice: voice["data"] == {"available": True, "reason": None}, within=60)
    assert served.stop() == 0, served.log


def test_a_port_in_use_is_said_in_one_line(own: Served, databases: Databases, furnished: Path, tmp_path: Path) -> None:
    folder = copy_data_folder(databases, furnished, tmp_path / "data")
    refused = command(folder, "demo", "--port", str(own.port), "--data", str(folder))
    assert refused.returncode == 1
    assert str(own.port) in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_a_second_server_on_one_folder_is_refused_in_one_line(own: Served, own_cast: Cast) -> None:
    refused = command(own.data, "demo", "--port", str(free_port()), "--data", str(own.data))
    assert refused.returncode == 1
    assert "another server" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert own_cast.kiosk.take("general")["number"] == "A001", "the first goes on"
