"""Hall behind the shipped nginx and HAProxy: all goes through, visitors stay themselves, the dead are left."""

import os
import signal
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
import websocket

from tests.ears import Ear, Ears, listening
from tests.people import Cast, Kiosk
from tests.ports import free_port
from tests.proxies import KINDS, WISH, Behind, Proxy, proxied, taken
from tests.served import Served

SETTINGS = {"HALL_PROXIES": "1", "HALL_SECURE_COOKIES": "on"}
BACK_SECONDS = 8.0  # a server is killed: how long until everybody is served by the other, with room for a busy machine
# A server hangs: a check due every 2 s waits 2 s for its answer and 2 s more for the next one's; the rest is room.
FOUND_OUT_SECONDS = 20.0
Put = Callable[[str, Sequence[Served]], Behind]


@pytest.fixture(scope="module")
def put(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Put]:
    """Puts a proxy before two servers; all of them end with the file."""
    with ExitStack() as running:
        yield lambda kind, servers: running.enter_context(proxied(kind, tmp_path_factory.mktemp(kind), servers))


@pytest.fixture(scope="module")
def pair(serve: Callable[..., Served]) -> list[Served]:
    return [serve(**SETTINGS), serve(**SETTINGS)]


@pytest.fixture(scope="module", params=KINDS)
def behind(request: pytest.FixtureRequest, put: Put, pair: list[Served]) -> Behind:
    """One server stands for both: what it was told by one way it knows by the other."""
    return put(request.param, [pair[0], pair[0]])


@pytest.fixture
def ears(behind: Behind) -> Iterator[Ears]:
    with listening(behind.base_url) as ears:
        yield ears


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_configuration_is_sound(kind: str, tmp_path: Path) -> None:
    checked = Proxy(kind, tmp_path, [8001, 8002]).check()
    assert checked.returncode == 0, checked.stderr
    assert "warn" not in (checked.stdout + checked.stderr).lower()


def test_pages_and_api_come_by_tls_alone_and_compressed(behind: Behind) -> None:
    plain = requests.get(f"{behind.proxy.plain_url}/desk?a=1", allow_redirects=False, timeout=10)
    assert plain.status_code == 308
    to = urlsplit(plain.headers["Location"])
    assert (to.scheme, to.hostname, to.path, to.query) == ("https", "127.0.0.1", "/desk", "a=1")
    for path in ("/", "/api/v1/halls/zhouzhi", "/static/desk.js"):
        answer = requests.get(behind.base_url + path, timeout=10)
        assert answer.status_code == 200, path
        assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
        assert answer.headers["Content-Encoding"] == "gzip", path


def test_an_answer_carries_the_request_id_that_both_logs_have(behind: Behind) -> None:
    number = requests.get(f"{behind.base_url}/api/v1/halls", timeout=10).headers["X-Request-Id"]
    until = time.monotonic() + 5
    while number not in behind.proxy.log and time.monotonic() < until:
        time.sleep(0.05)  # the proxy writes its line after the answer
    assert f"id {number}" in behind.proxy.log


@pytest.mark.parametrize("path", ["/metrics", "/metrics?a=1", "/%6Detrics", "/metrics/", "//metrics"])
def test_metrics_are_not_shown(behind: Behind, path: str) -> None:
    prepared = requests.Request("GET", behind.base_url).prepare()
    prepared.url = behind.base_url + path  # as it stands: requests would make it plain
    with requests.Session() as session:
        session.verify = str(behind.proxy.certificate)
        assert session.send(prepared, timeout=10).status_code == 404


def refused_size(behind: Behind, path: str, size: int) -> int:
    """The status for a body of which nothing but its size was said."""
    trusting = ssl.create_default_context(cafile=str(behind.proxy.certificate))
    with closing(HTTPSConnection("127.0.0.1", behind.proxy.port, timeout=10, context=trusting)) as line:
        line.putrequest("POST", path)
        line.putheader("Content-Length", str(size))
        line.endheaders()
        return line.getresponse().status


def test_a_body_of_any_size_is_not_taken(behind: Behind) -> None:
    assert refused_size(behind, "/api/v1/session", 2_000_000) == 413


def test_a_file_is_let_through_where_files_are_taken(behind: Behind) -> None:
    sent = {"file": ("photo.jpg", b"\xff\xd8\xff" + bytes(3_000_000))}
    answer = requests.post(f"{behind.base_url}/api/v1/appointments/{'x' * 22}/materials", files=sent, timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (404, "appointment_not_found"), "Hall was asked"
    assert refused_size(behind, f"/api/v1/appointments/{'x' * 22}/materials", 12_000_000) == 413


def test_a_repeated_key_gets_its_first_answer(behind: Behind) -> None:
    kiosk = Kiosk(behind)  # type: ignore[arg-type]
    key = f"one-and-the-same-key-{behind.proxy.kind}"
    first, again = (kiosk.send("POST", "/halls/zhouzhi/tickets", WISH, key=key) for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert first.json()["id"] == again.json()["id"]


def test_screens_desks_and_phones_hear_through_it(behind: Behind, ears: Ears) -> None:
    cast = Cast(behind)  # type: ignore[arg-type]
    ticket, clerk = cast.kiosk.take("cross-region"), cast.clerk(30)
    screen, desk, phone = ears.screen(), ears.desk(clerk.cookie), ears.phone(ticket["id"])
    while (called := clerk.called())["id"] != ticket["id"]:
        clerk.serve(called)
    for ear in (screen, desk, phone):
        ear.wait("ticket_called", lambda fact: ticket["number"] in str(fact["data"]))
        ear.check_order()
    clerk.serve(called)


def test_a_socket_is_not_compressed_through_it(behind: Behind) -> None:
    line = websocket.create_connection(
        behind.base_url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket",
        timeout=10,
        header={"Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits"},
    )
    assert "sec-websocket-extensions" not in {name.lower() for name in line.handshake_response.headers}
    line.shutdown()


@pytest.fixture(scope="module")
def strict(serve: Callable[..., Served]) -> Served:
    return serve(**SETTINGS, HALL_RATE_LIMITS="3/minute")


@pytest.mark.parametrize("kind", KINDS)
def test_a_visitor_is_known_by_an_address_that_nobody_can_claim(put: Put, strict: Served, kind: str) -> None:
    behind = put(kind, [strict, strict])

    def asked_from(address: str, claimed: str) -> int:
        with requests.Session() as session:
            session.mount("https://", FromAddress(address))
            headers = {"X-Forwarded-For": claimed}
            return session.get(f"{behind.base_url}/api/v1/halls", headers=headers, timeout=10).status_code

    home = f"127.0.0.{10 + KINDS.index(kind)}"
    answers = [asked_from(home, f"203.0.113.{number}") for number in range(5)]
    assert answers == [200, 200, 200, 429, 429]
    assert asked_from(f"127.0.0.{20 + KINDS.index(kind)}", "203.0.113.1") == 200


class FromAddress(requests.adapters.HTTPAdapter):
    """Connections that come from this address of the machine's own."""

    def __init__(self, address: str) -> None:
        self._address = address
        super().__init__()

    def init_poolmanager(self, *given: Any, **more: Any) -> None:
        super().init_poolmanager(*given, source_address=(self._address, 0), **more)


@pytest.mark.parametrize("kind", KINDS)
def test_one_server_is_killed_and_everybody_is_served_by_the_other(put: Put, pair: list[Served], kind: str) -> None:
    behind = put(kind, pair)
    kiosk = Kiosk(behind)  # type: ignore[arg-type]
    with ExitStack() as over, listening(behind.base_url) as ears:
        screens = [ears.screen() for _ in range(4)]
        over.callback(pair[0].start)
        pair[0].kill()
        killed = time.monotonic()
        gone = _cut_off(screens)
        assert 0 < len(gone) < len(screens), "sockets are spread over both"
        back = [ears.screen() for _ in gone]
        for screen in back:
            assert screen.snapshot["hall"] == "zhouzhi"
        assert taken(kiosk, BACK_SECONDS).status_code == 201
        seconds = time.monotonic() - killed
        print(f"{kind}: sockets and tickets again {seconds:.1f} s after the kill")
        assert seconds < BACK_SECONDS


def _cut_off(screens: list[Ear]) -> list[Ear]:
    """Those that hear of their end within 1.5 s."""
    until = time.monotonic() + 1.5
    gone: list[Ear] = []
    for screen in screens:
        try:
            screen.wait("gone", within=max(0.01, until - time.monotonic()))
        except AssertionError:
            continue
        gone.append(screen)
    return gone


def test_a_server_that_hangs_loses_its_sockets_at_haproxy(put: Put, pair: list[Served]) -> None:
    """Its connections stay open and say nothing; only whoever asks how it is finds out."""
    behind = put("haproxy", pair)
    with listening(behind.base_url) as ears:
        screens = [ears.screen() for _ in range(4)]
        os.kill(pair[0].pid, signal.SIGSTOP)
        try:
            until = time.monotonic() + FOUND_OUT_SECONDS
            while not any(screen.all("gone") for screen in screens):
                assert time.monotonic() < until, "nobody found out that the server hangs"
                time.sleep(0.1)  # any of four sockets may end first: there is no one event to wait for
            assert ears.screen().snapshot["hall"] == "zhouzhi"
        finally:
            os.kill(pair[0].pid, signal.SIGCONT)


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_there_is_said_as_hall_says_it(put: Put, kind: str) -> None:
    """A page goes by `code` and `Retry-After`, whoever answers."""
    nobody = [free_port(), free_port()]
    behind = put(kind, [Nobody(port) for port in nobody])  # type: ignore[arg-type]
    answer = requests.get(f"{behind.base_url}/api/v1/halls", timeout=15)
    assert answer.status_code == 503
    assert answer.json()["code"] == "unavailable"
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.headers["Retry-After"] == "2"


@dataclass
class Nobody:
    """A port that nobody listens on."""

    port: int
