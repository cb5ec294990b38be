"""What a desk's socket tells each role: nothing that the doors keep back from it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from hall.catalogue.terms import AlarmKind
from hall.display.hearing import DESK_ROWS, desk_fact, rights_at_desk
from hall.events import Event
from hall.journal.chain import Entry
from hall.staff.permissions import PERMISSIONS, Permission, Role
from tests.actions.booking.people import book
from tests.halls import ADULT, COUNTY, MORNING, Built, County, Somebody, opened, refused, told

# The door at which the things of an event are read, by how its kind begins: the longest beginning counts.
READ_AT = {
    "ticket_": "/halls/<hall>/tickets",
    "ticket_told_again": "/halls/<hall>/one-time-notices",
    "alarm_": "/halls/<hall>/alarms",
    "review_": "/halls/<hall>/reviews",
    "appointment_": "/halls/<hall>/appointments",
    "home_visit_": "/halls/<hall>/appointments",
    "material": "/halls/<hall>/prereviews",
    "assistance_": "/halls/<hall>/assistance",
    "escalation_": "/halls/<hall>/escalations",
}
DESKS = {"greeter": Role.GREETER, "clerk03": Role.CLERK, "clerk27": Role.CLERK, "manager": Role.MANAGER}
LISTENERS = (*DESKS, "county")


def kinds_of(event: type[Event]) -> Iterator[type[Event]]:
    if "kind" in vars(event):
        yield event
    for deeper in event.__subclasses__():
        yield from kinds_of(deeper)


EVENTS = {event.kind: event for event in kinds_of(Event)}


def test_every_kind_of_event_has_its_row_and_every_row_its_event() -> None:
    assert sorted(DESK_ROWS) == sorted(EVENTS)
    for kind, row in DESK_ROWS.items():
        assert (row.board or frozenset()) <= set(EVENTS[kind].__dataclass_fields__), kind


def door_of(kind: str) -> str | None:
    beginning = max((each for each in READ_AT if kind.startswith(each)), key=len, default=None)
    return READ_AT[beginning] if beginning else None


def entry_of(kind: str) -> Entry:
    """An entry of that kind; in each field stands the field's name, but an alarm is of a kind for managers alone."""
    data = {name: name for name in EVENTS[kind].__dataclass_fields__ if name not in ("ticket", "window")}
    if kind.startswith("alarm_"):
        data["what"] = AlarmKind.CROWDED
    return Entry(1, 1, MORNING, kind, "ticket's id", "window's id", "user's id", json.dumps(data), b"")


@pytest.mark.parametrize("role", [*DESKS.values(), Role.COUNTY])
@pytest.mark.parametrize("kind", DESK_ROWS)
def test_whole_is_told_what_the_role_may_read_at_the_things_own_door(one_county: County, kind: str, role: Role) -> None:
    entry, rights = entry_of(kind), PERMISSIONS[role]
    fact, door = desk_fact(entry, rights), door_of(kind)
    whole = fact is not None and fact.data.keys() >= entry.data.keys()
    if door is not None:
        routes = (route for room in one_county.house.endpoints for route in room.routes)
        [access] = [route.access for route in routes if (route.method, route.path) == ("GET", door)]
        assert not whole or access.permissions & rights, f"{door} is shut for a {role}"
        if kind != "ticket_told_again" and not kind.startswith("escalation_"):
            assert whole or not access.permissions & rights, f"{door} is open to a {role}"
    if Permission.FIND not in rights:
        assert "ticket's id" not in str(fact)
        assert "user's id" not in str(fact)


@pytest.mark.parametrize("kind", DESK_ROWS)
def test_the_officer_hears_of_the_ledgers_alarms_and_of_nothing_else(kind: str) -> None:
    rights = rights_at_desk(PERMISSIONS[Role.ESCALATION])
    assert desk_fact(entry_of(kind), rights) is None
    alarm = entry_of("alarm_raised")
    for what in AlarmKind:
        entry = replace(alarm, text=json.dumps({**alarm.data, "what": what}))
        assert (desk_fact(entry, rights) is not None) == (what in ("help_escalation", "red_card")), what


class Heard(NamedTuple):
    """A day with something of everything, and the ids that came with it."""

    county: County
    tickets: list[str]
    appointment: str
    review: str
    record: Any


@pytest.fixture(scope="module")
def heard(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Heard]:
    with opened(built, tmp_path_factory.mktemp("hearing")) as county:
        tail = county.house.display.tail
        tail.step()
        first = county.issue("tax", id_number=ADULT)
        county.look()  # nobody is at a window
        county.open(27)
        ticket = county.serve(27)
        told(county.at(27, "help", whom="manager"))
        told(county.finish(27, ticket, "incomplete", missing=["公章"]))
        told(county.visitor.post(f"/tickets/{ticket['id']}/review", {"rating": "dissatisfied", "text": "慢"}), 201)
        [given] = county.journal("review_given")
        told(county.manager.post(f"/reviews/{given.data['review']}/verify", {"text": "属实"}))
        told(county.clerk(27).post(f"/reviews/{given.data['review']}/appeal", {"text": "系统中断"}))
        told(county.manager.post(f"/reviews/{given.data['review']}/decide", {"upheld": False, "text": "不成立"}))
        record = told(county.manager.post(f"/reviews/{given.data['review']}/escalate"), 201)
        waiting, held = county.issue("tax"), county.issue("tax", returns_from=first["id"])
        told(county.clerk(27).does("hold", county.serve(27), reason="copies"))
        county.call(27)
        appointment = book(county, "2026-11-23 15:00")["id"]
        told(county.visitor.post(f"/tickets/{waiting['id']}/assistance", {}), 201)
        tail.step()
        tickets = [each["id"] for each in (first, waiting, held)]
        yield Heard(county, tickets, appointment, given.data["review"], record)


def listen(county: County, who: Somebody, **more: Any) -> list[tuple[str, Any]]:
    """Everything that comes to a desk that connects."""
    house, auth = county.house, {"hall": COUNTY, **more}
    desk = house.socketio.test_client(house.app, namespace="/desk", headers=dict(who.headers), auth=auth)
    messages = [(message["name"], message["args"][0]) for message in desk.get_received("/desk")]
    desk.disconnect("/desk")
    return messages


@pytest.mark.parametrize("name", LISTENERS)
def test_a_day_is_told_as_far_as_the_doors_let_the_role_in(heard: Heard, name: str) -> None:
    county, who = heard.county, heard.county.person(name)
    messages = listen(county, who, after=0)
    facts = [message for _, message in messages if "prev" in message]
    happened = {entry.kind for entry in county.journal()}
    assert {"review_appeal_decided", "alarm_raised", "appointment_confirmed", "assistance_requested"} <= happened
    for thing in ("ticket", "review", "appointment", "assistance"):
        may = who.get(READ_AT[f"{thing}_"].replace("<hall>", COUNTY)).status_code == 200
        assert any(fact["data"].get(thing) for fact in facts) == may, (thing, name)
    last = 0
    for fact in facts:
        assert fact["prev"] == last, "no gap where something is kept back"
        last = fact["seq"]


@pytest.mark.parametrize("name", LISTENERS)
def test_no_id_that_is_a_right_comes_to_whom_the_doors_give_none(heard: Heard, name: str) -> None:
    county, who = heard.county, heard.county.person(name)
    board = who.get(f"/halls/{COUNTY}/board").get_json()
    said = json.dumps([listen(county, who, after=0), listen(county, who), board], ensure_ascii=False)
    secrets = {
        f"/halls/{COUNTY}/tickets": heard.tickets,
        f"/halls/{COUNTY}/appointments": [heard.appointment],
        f"/halls/{COUNTY}/reviews": [heard.review],
    }
    for door, ids in secrets.items():
        assert all(each in said for each in ids) == (who.get(door).status_code == 200), (door, name)
        assert any(each in said for each in ids) == (who.get(door).status_code == 200), (door, name)
    assert heard.record["id"] not in said
    assert f'"{heard.record["number"]}"' not in said


def test_alarms_and_presets_are_the_managers_but_for_a_windows_own_call(heard: Heard) -> None:
    county = heard.county
    for name, whole in (("clerk27", False), ("greeter", False), ("manager", True), ("county", True)):
        who = county.person(name)
        [snapshot] = [message for kind, message in listen(county, who) if kind == "snapshot"]
        alarms = {alarm["kind"] for alarm in snapshot["alarms"]}
        raised = {message["data"]["what"] for kind, message in listen(county, who, after=0) if kind == "alarm_raised"}
        assert "help_manager" in alarms & raised
        assert bool(raised - {"help_manager"}) == whole == (who.get(f"/halls/{COUNTY}/alarms").status_code == 200)


def test_an_officer_who_is_called_hears_it_sees_it_and_takes_care_of_it(built: Built, tmp_path: Any) -> None:
    with opened(built, tmp_path) as county:
        officer, alarms = county.person("escalation"), f"/halls/{COUNTY}/alarms"
        county.issue("tax", id_number=ADULT)
        county.look()  # nobody is at a window: the manager's business
        county.open(27)
        county.serve(27)
        told(county.at(27, "help", whom="manager"))
        told(county.at(27, "help", whom="escalation"))
        county.house.display.tail.step()
        messages = listen(county, officer)
        [snapshot] = [message for kind, message in messages if kind == "snapshot"]
        assert [alarm["kind"] for alarm in snapshot["alarms"]] == ["help_escalation"]
        assert not any(snapshot[part] for part in ("windows", "queues", "waiting", "presets"))
        facts = [message for _, message in listen(county, officer, after=0) if "prev" in message]
        assert [(fact["kind"], fact["data"]["what"]) for fact in facts] == [("alarm_raised", "help_escalation")]
        for query in ("", "?state=all"):
            [listed] = told(officer.get(alarms + query))["items"]
            assert (listed["kind"], listed["window"]) == ("help_escalation", 27)
        taken = told(officer.post(f"/alarms/{listed['id']}/acknowledge"))
        assert taken["acknowledged"]["by"] == told(officer.get("/session"))["user"]["name"]
        others = [one for one in told(county.manager.get(alarms))["items"] if one["kind"] != "help_escalation"]
        assert others
        for other in others:
            refused(officer.post(f"/alarms/{other['id']}/acknowledge"), "forbidden", 403)


def test_a_role_taken_away_ends_the_listening_that_went_with_it(built: Built, tmp_path: Any) -> None:
    with opened(built, tmp_path) as county:
        house, manager = county.house, county.manager
        auth = {"hall": COUNTY}
        desk = house.socketio.test_client(house.app, namespace="/desk", headers=dict(manager.headers), auth=auth)
        let_go = house.socketio.server.namespace_handlers["/desk"].let_go
        let_go()
        assert desk.is_connected("/desk")
        change = {"roles": ["clerk"]}
        told(county.person("admin").send("PATCH", f"/halls/{COUNTY}/staff/manager", change))
        let_go()
        assert not desk.is_connected("/desk")
