"""Messages sent at least once, whatever dies or is away meanwhile, and known by their id when they come twice."""

import pytest

from hall.notify.courier import Courier
from hall.notify.sending import Outbox
from hall.ticketing.telling import GOOD_FOR, VisitorsTold
from tests.edges.carriers.post import ANOTHER, CARRIERS_PATH, Post, add, called_with_phone, outbox, said
from tests.halls import County, told
from tests.receiver import Gateway


def test_the_same_entries_told_again_after_a_kill_add_nothing(
    county: County, gateway: Gateway, courier: Courier
) -> None:
    add(county, gateway.address)
    Post(county, courier)
    called_with_phone(county)
    visitors = VisitorsTold(county.database, county.vault)
    visitors.take(county.journal())
    before = outbox(county)
    assert [row["kind"] for row in before] == ["called"]
    visitors.take(county.journal())
    assert outbox(county) == before


@pytest.mark.parametrize("status", [500, 302, 429])
def test_what_was_not_taken_is_sent_by_the_next_process_under_the_same_id(
    county: County, gateway: Gateway, courier: Courier, status: int
) -> None:
    added = add(county, gateway.address)
    post = Post(county, courier)
    called_with_phone(county)
    gateway.status = status
    post.go()
    post.go()
    assert (gateway.items, gateway.refused) == ([], 1), "it is left alone for a while"
    [waiting] = outbox(county)
    [shown] = told(county.person("admin").get(CARRIERS_PATH))["items"]
    assert (shown["id"], shown["waiting"], shown["delivered_at"]) == (added["id"], 1, None)
    assert shown["failed_at"] is not None
    gateway.status = 204
    county.wait(seconds=3)
    Post(county, courier).go()
    assert [item["id"] for item in gateway.items] == [waiting["id"]]


class Killed(BaseException):
    """The end of the process, between what the gateway took and the note that would say so."""


class DiesOnce(Outbox):
    def _note(self, *_given: object, **_named: object) -> None:
        raise Killed


def test_a_kill_after_the_gateway_took_it_sends_it_twice_and_known_by_its_id(
    county: County, gateway: Gateway, courier: Courier
) -> None:
    add(county, gateway.address)
    dying = Post(county, courier, DiesOnce)
    called_with_phone(county)
    with pytest.raises(Killed):
        dying.go()
    Post(county, courier).go()
    first, second = gateway.items
    assert first == second
    assert outbox(county)[0]["sent_at"] is not None


def test_a_call_of_half_an_hour_ago_calls_nobody(county: County, gateway: Gateway, courier: Courier) -> None:
    add(county, gateway.address)
    post = Post(county, courier)
    called_with_phone(county)
    gateway.status = 503
    post.go()
    gateway.status = 204
    county.clock.advance(GOOD_FOR)
    county.clock.advance(GOOD_FOR / 100)
    Post(county, courier).go()
    [given_up] = outbox(county)
    assert (gateway.items, given_up["sent_at"], given_up["next_try_at"], given_up["phone"]) == ([], None, None, None)


def test_a_carrier_that_fails_holds_up_no_other(county: County, gateway: Gateway, courier: Courier) -> None:
    gone = Gateway()
    gone.close()
    add(county, gone.address, name="停机的网关")
    add(county, gateway.address)
    post = Post(county, courier)
    called_with_phone(county)
    post.go()
    assert len(gateway.items) == 1
    assert [row["sent_at"] is None for row in outbox(county)].count(True) == 1


def test_a_gateway_that_hangs_is_given_up_for_a_while_and_then_told_the_same(
    county: County, gateway: Gateway, courier: Courier
) -> None:
    add(county, gateway.address)
    post = Post(county, courier)
    called_with_phone(county)
    gateway.hangs = True
    post.go()
    [waiting] = outbox(county)
    assert (waiting["sent_at"], waiting["tries"]) == (None, 1)
    gateway.answers_again()
    county.wait(seconds=3)
    Post(county, courier).go()
    first, second = gateway.items
    assert first == second
    assert first["id"] == waiting["id"]


def test_the_manager_is_warned_of_a_carrier_that_takes_nothing_and_it_is_counted(
    county: County, gateway: Gateway, courier: Courier
) -> None:
    add(county, gateway.address)
    first, later = Post(county, courier), Post(county, courier)
    called_with_phone(county)
    gateway.status = 500
    first.go()
    assert [alarm for alarm in county.look() if alarm["kind"] == "carrier_silent"] == [], "that may be over soon"
    county.wait(seconds=61)
    later.go()
    [alarm] = [alarm for alarm in county.look() if alarm["kind"] == "carrier_silent"]
    assert alarm["label"] == "通知通道“短信网关”已1分钟发不出消息"
    gateway.status = 204
    county.wait(seconds=61)
    last = Post(county, courier)
    last.go()
    assert [alarm for alarm in county.look() if alarm["kind"] == "carrier_silent"] == []
    for one, outcome in ((first, "not_taken"), (later, "not_taken"), (last, "taken")):
        assert one.figure("hall_messages_total", outcome=outcome) == 1
    assert last.figure("hall_message_seconds_sum") == 122


def test_a_carrier_taken_away_and_set_up_anew_tells_nothing_of_the_time_between(
    county: County, gateway: Gateway, courier: Courier
) -> None:
    added = add(county, gateway.address)
    post = Post(county, courier)
    told(county.person("admin").send("DELETE", f"{CARRIERS_PATH}/{added['id']}"), 204)
    post.go()
    called_with_phone(county)
    post.go()
    add(county, gateway.address)
    post.go()
    post.go()
    assert gateway.items == []
    county.issue("tax", phone=ANOTHER)
    post.go()
    assert len(said(gateway, ANOTHER)) == 1
