"""The requests that are measured, and the desks that send them."""

import random
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bench.crowd import Crowd, Timed
from bench.installation import API, HALL, Installation, Server
from bench.wire import Wire, request

ISSUE = f"{API}/halls/{HALL}/tickets"
SEED = 2026


@dataclass(frozen=True)
class Desk:
    """A window with its clerk signed in."""

    window: str
    services: frozenset[str]
    headers: Mapping[str, str]

    @property
    def call_next(self) -> str:
        return f"{API}/windows/{self.window}/call-next"


def keyed(headers: Mapping[str, str]) -> dict[str, str]:
    """Headers with an Idempotency-Key of their own, as every page of the product sends one."""
    return {**headers, "Idempotency-Key": secrets.token_urlsafe(16)}


def wish(services: list[str], chance: random.Random) -> dict[str, Any]:
    """The body of a kiosk's request for one service."""
    return {"services": [chance.choice(services)], "channel": "kiosk"}


def issue_requests(kiosk: Mapping[str, str], services: list[str], count: int) -> Iterator[bytes]:
    """`count` tickets, for services in an order that is the same every time."""
    chance = random.Random(SEED)
    return (request("POST", ISSUE, keyed(kiosk), wish(services, chance)) for _ in range(count))


def offered(installation: Installation, server: Server) -> list[str]:
    """The services of the hall that give tickets now, those with a daily limit left out: a round would reach it."""
    wire = Wire(server.port)
    items = wire.ask(request("GET", f"{API}/halls/{HALL}/services")).json["items"]
    wire.close()
    limited = {code for (code,) in installation.rows("SELECT code FROM services WHERE daily_limit > 0")}
    return sorted(item["code"] for item in items if item["available"] and item["code"] not in limited)


def desks(installation: Installation, server: Server, count: int) -> list[Desk]:
    """The `count` windows that do the most, each with its own clerk signed in."""
    wire = Wire(server.port)
    windows = wire.ask(request("GET", f"{API}/halls/{HALL}")).json["windows"]
    wire.close()
    clerks = {user["window"]: user["username"] for user in installation.guide["users"] if user["window"]}
    able = sorted((window for window in windows if window["number"] in clerks), key=lambda one: -len(one["services"]))
    return [
        Desk(one["id"], frozenset(one["services"]), installation.signed_in(server, clerks[one["number"]]))
        for one in able[:count]
    ]


def common_services(working: list[Desk], services: list[str]) -> list[str]:
    """Those of these services that every one of the desks does."""
    return sorted(frozenset(services).intersection(*(desk.services for desk in working)))


def finishing(ticket: Mapping[str, Any]) -> dict[str, Any]:
    """The body that finishes a ticket with everything completed."""
    return {"errands": [{"service": each["service"], "outcome": "completed"} for each in ticket["errands"]]}


def fill(server: Server, kiosk: Mapping[str, str], services: list[str], count: int) -> None:
    """Let `count` tickets wait."""
    with Crowd(server.port, 1) as crowd:
        check(crowd.each([issue_requests(kiosk, services, count)]), 201)


def check(answers: list[list[Timed]], status: int) -> None:
    """Every request was answered as it should be; anything else ends the run."""
    for timed in (timed for client in answers for timed in client):
        if timed.answer.status != status:
            raise RuntimeError(f"{timed.answer.status} instead of {status}: {timed.answer.body.decode()}")
