"""Two servers on one database behind the shipped proxies: one is killed, and whoever was there goes on at the other."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ears import Ear, Ears, listening
from tests.people import Cast
from tests.postgres import Cluster
from tests.proxies import KINDS, Behind, proxied, taken
from tests.redis import EmbeddedRedis
from tests.served import Served
from tests.workers import Workers

BACK_SECONDS = 10.0


class Server(Workers):
    """One `hall serve` of several on the same database, with a data folder of its own."""

    def start(self) -> "Server":
        Served.start(self)
        return self

    def _command(self) -> list[str]:
        return [*self._python(), "serve"]

    def _is_ready(self, line: str) -> bool:
        return "Serving on" in line


@pytest.fixture(scope="module")
def servers(
    cluster: Cluster, furnished_postgres: tuple[Path, str], hub: EmbeddedRedis, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Server]]:
    data, url = furnished_postgres
    settings = {
        "HALL_DATABASE_URL": cluster.copy(url),
        "HALL_REDIS_URL": hub.url,
        "HALL_VOICE": "off",
        "HALL_PROXIES": "1",
        "HALL_SECURE_COOKIES": "on",
    }
    folders = [shutil.copytree(data, tmp_path_factory.mktemp("server") / "data") for _ in range(2)]
    servers = [Server(folder, 1, settings).start() for folder in folders]
    yield servers
    for server in servers:
        assert not server.running or server.stop() == 0, server.log
        assert not server.trouble, server.trouble


@pytest.fixture(scope="module", params=KINDS)
def behind(
    request: pytest.FixtureRequest, servers: list[Server], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Behind]:
    for server in servers:
        if not server.running:
            server.start()
    with proxied(request.param, tmp_path_factory.mktemp(request.param), servers) as behind:
        yield behind


@pytest.fixture
def ears(behind: Behind) -> Iterator[Ears]:
    with listening(behind.base_url) as ears:
        yield ears


def test_one_of_two_servers_is_killed_and_whoever_was_there_goes_on(behind: Behind, ears: Ears) -> None:
    cast = Cast(behind)  # type: ignore[arg-type]
    clerk, killed_server = cast.clerk(30), behind.backends[0]
    screens = [ears.screen() for _ in range(4)]
    numbers = [taken(cast.kiosk, BACK_SECONDS).json()["number"] for _ in range(4)]
    killed_server.kill()
    killed = time.monotonic()
    numbers += [taken(cast.kiosk, BACK_SECONDS).json()["number"] for _ in range(4)]
    called = clerk.called()  # signed in at either, known at both
    print(f"{behind.proxy.kind}: tickets and calls again {time.monotonic() - killed:.1f} s after the kill")
    assert time.monotonic() - killed < BACK_SECONDS
    assert len(set(numbers)) == len(numbers)
    for screen in screens:
        again = ears.screen(after=_last(screen)) if screen.all("gone") else screen
        again.wait("ticket_called", lambda fact: fact["data"]["ticket"] == called["number"])
        again.check_order()
    assert any(screen.all("gone") for screen in screens), "somebody was at the killed one"
    clerk.serve(called)


def _last(screen: Ear) -> int:
    """What a screen that comes back says it knows."""
    return screen.fresh_facts[-1]["seq"] if screen.fresh_facts else screen.snapshot["seq"]
