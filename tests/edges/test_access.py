"""Who may pass which door: every route by every role, written down. A route without a line here fails."""

from datetime import timedelta
from typing import NamedTuple

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from hall.catalogue.queries import hall_id_of
from hall.journal.audit import Trail
from hall.staff.actions import add_user, issue_token
from hall.staff.permissions import ADMINISTRATORS, Role
from hall.staff.queries import known_person
from tests.actions.booking.people import book
from tests.edges.door_table import PLAIN, PUBLIC, RESTRICTED, SIGNED_IN
from tests.halls import COUNTY, PASSWORD, TOWN, TOWN_CLERK, County, Json, Somebody, told

OFFICERS = ("escalation", "department")
ROLES = ("visitor", "greeter", "clerk", *OFFICERS, "manager", "county", "admin", "security", "auditor", "kiosk")
STRANGERS = ("foreign-clerk", "foreign-officer", "foreign-kiosk")  # of another hall: with rights there, none here
ALL = ROLES + STRANGERS


class Door(NamedTuple):
    method: str
    path: str
    allowed: frozenset[str]


def doors() -> list[Door]:
    """The table: every door of the API with those who pass."""
    everybody, signed_in = " ".join(ALL), " ".join(ALL[1:])
    lines = [f"{line} {everybody}" for line in PUBLIC.split("\n")[1:-1]]
    lines += [f"{line} {signed_in}" for line in SIGNED_IN.split("\n")[1:-1]]
    lines += RESTRICTED.split("\n")[1:-1]
    return [Door(method, path, frozenset(allowed)) for method, path, *allowed in map(str.split, lines)]


DOORS = doors()


class Cast(NamedTuple):
    """Everybody of the table, what stands in the place of the paths' names, and what happened until they all tried."""

    people: dict[str, Somebody]
    places: dict[str, str]
    happened: list[str]


@pytest.fixture(scope="module")
def cast(one_county: County) -> Cast:
    people = {
        "visitor": one_county.visitor,
        "clerk": one_county.clerk(3),
        "kiosk": one_county.kiosk,
        "foreign-clerk": one_county.person(TOWN_CLERK),
        "foreign-kiosk": one_county.other_kiosk,
        "foreign-officer": foreign_officer(one_county),
    }
    people |= {name: one_county.person(name) for name in ROLES if name not in people}
    ticket = one_county.issue("tax")
    [alarm] = one_county.look()  # no window is open
    review = reviewed(one_county)
    places = {
        "hall": COUNTY,
        "ticket": ticket["id"],
        "alarm": alarm["id"],
        "review": review,
        "escalation": reported(one_county),
        "assistance": told(one_county.kiosk.post(f"/halls/{COUNTY}/assistance", {}), 201)["id"],
        "service": "tax",
        "order": "ZZ-1",
        "appointment": book(one_county, "2026-11-23 15:00")["id"],
        "window": one_county.windows[3],
        "username": "clerk04",
        "device": "x" * 22,
        "carrier": "x" * 22,
        "number": "H001",
    }
    return Cast(people, places, [entry.kind for entry in one_county.journal()])


def foreign_officer(one_county: County) -> Somebody:
    """Somebody who holds every working role of another hall."""
    roles = [role for role in Role if role not in ADMINISTRATORS]
    with one_county.database.change() as transaction:
        trail = Trail(transaction.connection, one_county.vault, transaction.now)
        town = hall_id_of(transaction.connection, TOWN)
        grants = [(role, town) for role in roles]
        add_user(trail, username="officer", name="镇干部", password_hash="x", grants=grants)
        person = known_person(transaction.connection, "officer")
        token = issue_token(trail, person, "tests", transaction.now + timedelta(days=1))
    return Somebody(one_county.visitor.client, {"Authorization": f"Bearer {token}"})


def reviewed(one_county: County) -> str:
    """The id of a review: of a ticket that was served before another that came first, and still waits."""
    one_county.open(27)
    ticket = one_county.issue("tax")
    told(one_county.at(27, "call", ticket=ticket["id"], reason="a review is wanted"))
    told(one_county.clerk(27).does("start", ticket))
    told(one_county.finish(27, ticket))
    told(one_county.visitor.post(f"/tickets/{ticket['id']}/review", {"rating": "satisfied"}), 201)
    [given] = one_county.journal("review_given")
    return str(given.data["review"])


def reported(one_county: County) -> str:
    """The id of a record of what could not get done."""
    body = {"source": "online", "description": "could not get it done"}
    return str(told(one_county.visitor.post(f"/halls/{COUNTY}/escalations", body), 201)["id"])


def test_every_route_has_its_line_and_every_line_its_route(one_county: County) -> None:
    declared = [f"{route.method} {route.path}" for room in one_county.house.endpoints for route in room.routes]
    assert sorted(declared) == sorted(f"{door.method} {door.path}" for door in DOORS)


def test_no_other_door_leads_into_the_house(one_county: County) -> None:
    declared = {f"/api/v1{door.path}" for door in DOORS}
    rules = list(one_county.house.app.url_map.iter_rules())
    assert {rule.rule for rule in rules} - declared == set(PLAIN.split())
    for rule in rules:
        if rule.rule not in declared:
            assert rule.methods == {"GET", "HEAD", "OPTIONS"}, rule


@pytest.mark.parametrize("role", ALL)
@pytest.mark.parametrize("door", DOORS, ids=lambda door: f"{door.method} {door.path}")
def test_a_door_lets_in_whom_its_line_names_and_nobody_else(cast: Cast, door: Door, role: str) -> None:
    path = door.path
    for name, value in cast.places.items():
        path = path.replace(f"<{name}>", value)
    # A field that no door knows: whoever is let in is told so, and nothing happens.
    unknown = "?no_such_field=1" if door.method == "GET" else ""
    response = cast.people[role].send(door.method, path + unknown, {"no_such_field": 1} if not unknown else None)
    if role in door.allowed:
        assert response.status_code == 422, response.get_data(as_text=True)
        assert response.get_json()["errors"]
    else:
        assert response.status_code == (401 if role == "visitor" else 403), response.get_data(as_text=True)
        if role in STRANGERS and door.path != "/audit":
            assert response.get_json()["code"] in ("foreign_hall", "forbidden", "staff_may_not_review")


def test_nothing_happened_while_everybody_tried_every_door(one_county: County, cast: Cast) -> None:
    assert [entry.kind for entry in one_county.journal()] == cast.happened


def test_a_device_is_not_a_person_and_has_no_session(one_county: County) -> None:
    assert one_county.kiosk.get("/session").status_code == 401


SOCKETS = {
    "/display": (ALL, {"hall": COUNTY}),
    "/visitor": (ALL, {"ticket": "the ticket's id"}),
    "/desk": (("greeter", "clerk", "escalation", "manager", "county"), {"hall": COUNTY}),
}


@pytest.mark.parametrize("role", ALL)
@pytest.mark.parametrize("namespace", SOCKETS)
def test_a_socket_lets_in_whom_its_line_names_and_nobody_else(
    one_county: County, cast: Cast, namespace: str, role: str
) -> None:
    allowed, auth = SOCKETS[namespace]
    auth = {name: cast.places["ticket"] if name == "ticket" else value for name, value in auth.items()}
    house, headers = one_county.house, dict(cast.people[role].headers)
    client = house.socketio.test_client(house.app, namespace=namespace, headers=headers, auth=auth)
    assert client.is_connected(namespace) == (role in allowed)
    heard = client.get_received(namespace) if role in allowed else []
    assert ("snapshot" in [message["name"] for message in heard]) == (role in allowed)


def signed_in(one_county: County, username: str) -> tuple[FlaskClient, dict[str, str]]:
    """The browser of a clerk who set a PIN, and what it sends with every change."""
    browser = one_county.house.app.test_client()
    names = {"username": username, "password": PASSWORD}
    csrf = {"X-CSRF-Token": browser.post("/api/v1/session", json=names).get_json()["csrf_token"]}
    assert browser.post("/api/v1/session/pin", json={"pin": "4071"}, headers=csrf).status_code == 200
    return browser, csrf


def test_a_locked_session_passes_no_door_but_its_own(one_county: County, cast: Cast) -> None:
    browser, csrf = signed_in(one_county, "clerk05")
    assert browser.post("/api/v1/session/lock", headers=csrf).status_code == 204
    for door in DOORS:
        path = "/api/v1" + door.path
        for name, value in cast.places.items():
            path = path.replace(f"<{name}>", value)
        own = door.path == "/session" or door.path == "/session/unlock"
        if own or f"{door.method} {door.path}" in PUBLIC:
            continue
        answer = browser.open(path, method=door.method, json=None if door.method == "GET" else {}, headers=csrf)
        assert (answer.status_code, answer.get_json()["code"]) == (403, "session_locked"), door
    assert (
        browser.post(f"/api/v1/halls/{COUNTY}/tickets", json={"services": ["tax"], "channel": "desk"}).status_code
        == 401
    )
    assert browser.get("/api/v1/session").get_json()["locked"] is True


def test_a_locked_session_hears_nothing_at_the_desks_socket(one_county: County) -> None:
    browser, csrf = signed_in(one_county, "clerk06")
    house = one_county.house
    listening = house.socketio.test_client(
        house.app, namespace="/desk", auth={"hall": COUNTY}, flask_test_client=browser
    )
    assert listening.is_connected("/desk")
    browser.post("/api/v1/session/lock", headers=csrf)
    house.socketio.server.namespace_handlers["/desk"].let_go()
    assert not listening.is_connected("/desk")
    again = house.socketio.test_client(house.app, namespace="/desk", auth={"hall": COUNTY}, flask_test_client=browser)
    assert not again.is_connected("/desk")


def test_a_desk_that_leaves_while_another_is_looked_at_is_left_alone(one_county: County) -> None:
    house, engine = one_county.house, one_county.house.database.engine
    first, second = (
        house.socketio.test_client(house.app, namespace="/desk", headers=dict(who.headers), auth={"hall": COUNTY})
        for who in (one_county.manager, one_county.person("greeter"))
    )

    @sa.event.listens_for(engine, "begin", once=True)
    def leave(_connection: sa.Connection) -> None:
        second.disconnect(namespace="/desk")

    house.socketio.server.namespace_handlers["/desk"].let_go()
    assert (first.is_connected("/desk"), second.is_connected("/desk")) == (True, False)


def test_there_is_no_other_socket(one_county: County) -> None:
    assert set(one_county.house.socketio.server.namespace_handlers) == set(SOCKETS)


def test_people_without_a_hall_of_their_own_see_no_other(one_county: County) -> None:
    clerk = one_county.person(TOWN_CLERK)
    answer: Json = told(clerk.get("/session"))
    assert answer["halls"] == [TOWN]
    window = told(one_county.visitor.get(f"/halls/{TOWN}"))["windows"][0]["id"]
    assert clerk.get(f"/windows/{window}/next").status_code == 200
    assert clerk.get(f"/windows/{one_county.windows[3]}/next").status_code == 403


@pytest.mark.parametrize("token", ["", "x", "hd_" + "x" * 43, "ha_" + "x" * 43, "hd_", "Basic abc"])
def test_a_token_that_nobody_gave_opens_not_even_public_doors(one_county: County, token: str) -> None:
    response = one_county.visitor.get("/halls", Authorization=f"Bearer {token}")
    assert response.status_code == 401
