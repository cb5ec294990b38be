"""Visitors are told of their calls though the server is killed, and the gateway is away, in the middle."""

from collections.abc import Callable, Iterator

import pytest

from tests.people import Cast
from tests.receiver import Gateway
from tests.served import COUNTY, Served

WITHIN_SECONDS = 60.0
WINDOWS = (3, 4, 5, 6)


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    gateway = Gateway()
    yield gateway
    gateway.close()


def phone(window: int) -> str:
    return f"1380000000{window}"


def told(gateway: Gateway, window: int, words: str = "") -> list[dict[str, str]]:
    """What whoever left this window's number was sent, and holds these words."""
    return [item for item in gateway.items if item["to"] == phone(window) and words in item["message"]]


def begun(cast: Cast, gateway: Gateway) -> None:
    """Visitors are told what happens from now on."""
    for _ in range(20):
        ticket = cast.kiosk.take("general", phone="13900000000")
        if gateway.sees(lambda: bool(gateway.items), within=2.0):
            cast.clerk(8).called()
            return
        cast.kiosk.act(f"/tickets/{ticket['id']}", method="DELETE")
    raise AssertionError("nobody was told anything")


def waits(cast: Cast, gateway: Gateway, window: int) -> None:
    """Somebody is next, and was told so."""
    cast.kiosk.take("general", phone=phone(window))
    assert gateway.sees(lambda: bool(told(gateway, window)), WITHIN_SECONDS)


def test_every_call_is_told_and_what_comes_twice_is_known(serve: Callable[..., Served], gateway: Gateway) -> None:
    served = serve()
    cast = Cast(served)
    body = {"name": "短信网关", "audience": "visitors", "address": gateway.address}
    cast.person("admin").act(f"/halls/{COUNTY}/carriers", body, expect=201)
    begun(cast, gateway)

    waits(cast, gateway, 3)  # killed with the message in the air: the gateway has it, nobody has heard that
    gateway.hangs = True
    cast.clerk(3).called()
    assert gateway.sees(lambda: gateway.held > 0, WITHIN_SECONDS)
    served.kill()
    gateway.answers_again()
    served.start()

    waits(cast, gateway, 4)  # killed as soon as the call was answered
    cast.clerk(4).called()
    served.kill()
    served.start()

    waits(cast, gateway, 5)  # the gateway is out of order for a while, and the server killed meanwhile
    gateway.status = 500
    cast.clerk(5).called()
    assert gateway.sees(lambda: gateway.refused >= 2, WITHIN_SECONDS)
    served.kill()
    served.start()
    gateway.status = 204

    waits(cast, gateway, 6)
    cast.clerk(6).called()
    assert gateway.sees(lambda: all(told(gateway, each, f"到{each}号窗口") for each in WINDOWS), WITHIN_SECONDS)
    assert gateway.sees(lambda: len(told(gateway, 3, "到3号窗口")) > 1, WITHIN_SECONDS), "nobody knew that it was taken"
    by_id = {item["id"]: item for item in gateway.items}
    assert all(item == by_id[item["id"]] for item in gateway.items), "what comes again is the same"
    assert len({(item["to"], item["message"]) for item in by_id.values()}) == len(by_id), "one id for each message"
    assert gateway.address.partition("?")[0] not in served.log
    assert phone(3) not in served.log
