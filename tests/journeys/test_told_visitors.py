"""Visitors are told of their calls though the server is killed, and the gateway is away, in the middle."""

from collections.abc import Callable, Iterator

import pytest

from tests.people import Cast
from tests.receiver import Gateway
from tests.served import COUNTY, Served

WITHIN_SECONDS = 30.0
WINDOWS = (3, 4, 5, 6, 7)


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    gateway = Gateway()
    yield gateway
    gateway.close()


def phone(window: int) -> str:
    return f"1380000000{window}"


def called_by_word(gateway: Gateway, window: int) -> set[str]:
    """The ids of the messages that called whoever left this window's number."""
    with gateway.came:
        mine = [item for item in gateway.items if item["to"] == phone(window)]
    return {item["id"] for item in mine if f"到{window}号窗口" in item["message"]}


def begun(cast: Cast, gateway: Gateway) -> None:
    """Visitors are told what happens from now on."""
    for _ in range(20):
        ticket = cast.kiosk.take("general", phone="13900000000")
        if gateway.took(1, within=2.0):
            return
        cast.kiosk.act(f"/tickets/{ticket['id']}", method="DELETE")
    raise AssertionError("nobody was told anything")


def test_every_call_is_told_and_what_comes_twice_is_known(serve: Callable[..., Served], gateway: Gateway) -> None:
    served = serve()
    cast = Cast(served)
    body = {"name": "短信网关", "audience": "visitors", "address": gateway.address}
    cast.person("admin").act(f"/halls/{COUNTY}/carriers", body, expect=201)
    begun(cast, gateway)
    cast.clerk(8).called()
    for window in WINDOWS:
        cast.kiosk.take("general", phone=phone(window))
        gateway.status = 503 if window == 6 else 204
        cast.clerk(window).called()
        if window in (4, 5, 6):
            served.kill()
            served.start()
    with gateway.came:
        assert gateway.came.wait_for(lambda: all(called_by_word(gateway, each) for each in WINDOWS), WITHIN_SECONDS)
    assert [len(called_by_word(gateway, each)) for each in WINDOWS] == [1] * len(WINDOWS)
    by_id = {item["id"]: item for item in gateway.items}
    assert all(item == by_id[item["id"]] for item in gateway.items), "what comes again is the same"
    assert gateway.address.partition("?")[0] not in served.log
    assert phone(3) not in served.log
