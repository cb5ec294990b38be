"""What visitors and staff are told by carriers, through Apprise itself."""

import pytest

from hall.notify.actions import Note, tell
from hall.notify.addresses import Audience
from hall.notify.courier import Courier
from hall.ticketing.telling import GOOD_FOR
from tests.edges.carriers.post import ANOTHER, PHONE, Post, add, called_with_phone, outbox, said
from tests.halls import COUNTY, County, told
from tests.receiver import Gateway


class Undone(Exception):
    """The action failed after it wrote what to tell."""


def test_who_left_a_number_is_told_once_that_it_is_near_and_called(
    county: County, gateway: Gateway, courier: Courier
) -> None:
    add(county, gateway.address)
    post = Post(county, courier)
    county.open(27)
    for _ in range(5):
        county.issue("tax")
    ticket = county.issue("tax", phone=PHONE)
    county.issue("tax", phone=ANOTHER, language="en")
    for told_so_far in (0, 0, 1, 2, 2):  # five are ahead, then four, then three
        post.go()
        assert len(gateway.items) == told_so_far
        told(county.finish(27, county.serve(27)))
    assert county.call(27)["id"] == ticket["id"]
    post.go()
    county.wait(seconds=20)
    told(county.clerk(27).does("recall", ticket))
    post.go()
    number, hall = ticket["number"], "周至县政务服务中心"
    near, called = said(gateway)
    assert near == f"【{hall}】{number}号前面还有3人，请回到大厅等候。（10:00）"
    assert called == f"【{hall}】请{number}号到27号窗口办理。（10:00）"
    [english] = said(gateway, ANOTHER)
    assert "3 people are ahead of H007" in english
    assert len({item["id"] for item in gateway.items}) == len(gateway.items) == 3
    assert not any(ticket["id"] in str(item) for item in gateway.items), "a ticket's id is the right to it"


def test_who_is_next_is_told_so_and_after_a_missed_call_again(
    county: County, gateway: Gateway, courier: Courier
) -> None:
    add(county, gateway.address)
    post = Post(county, courier)
    county.open(27)
    ticket = county.issue("tax", phone=PHONE)
    post.go()
    assert "下一位就是" in said(gateway)[-1]
    county.pass_over(27)
    told(county.greeter.does("requeue", ticket))
    post.go()
    assert len(said(gateway)) == 2, "of the call it is too late to tell"
    assert "下一位就是" in said(gateway)[-1]


def test_a_call_taken_back_is_told_to_those_alone_who_were_told_of_it(
    county: County, gateway: Gateway, courier: Courier
) -> None:
    add(county, gateway.address)
    post = Post(county, courier)
    ticket = called_with_phone(county)
    told(county.clerk(27).does("undo", ticket))
    post.go()
    assert ["下一位就是" in words for words in said(gateway)] == [True]
    county.call(27)
    post.go()
    told(county.clerk(27).does("undo", ticket))
    post.go()
    assert "请继续等候" in said(gateway)[-1]


def test_several_numbers_on_a_ticket_are_told_each_and_nobody_without_one(
    county: County, gateway: Gateway, courier: Courier
) -> None:
    add(county, gateway.address)
    post = Post(county, courier)
    people = [{"name": "甲", "phone": PHONE}, {"name": "乙", "phone": ANOTHER}, {"name": "丙", "phone": PHONE}]
    county.open(27)
    body = {"channel": "kiosk", "principals": [{**each, "services": ["tax"]} for each in people]}
    told(county.kiosk.post(f"/halls/{COUNTY}/tickets", body), 201)
    county.issue("tax")
    post.go()
    assert sorted(item["to"] for item in gateway.items) == [PHONE, ANOTHER]


def test_staff_are_told_by_their_own_carriers_what_an_action_wrote(
    county: County, gateway: Gateway, courier: Courier
) -> None:
    add(county, gateway.staff_address, "staff", "值班群")
    add(county, gateway.address)
    post = Post(county, courier)
    note = Note("card:7", "card", {"zh": "红牌", "en": "Red card"}, "zh", GOOD_FOR)

    def write(end: type[Exception] | None = None) -> None:
        with county.database.work(county.hall_id) as work:
            tell(work.connection, county.hall_id, Audience.STAFF, [note], work.now)
            if end is not None:
                raise end

    with pytest.raises(Undone):
        write(Undone)
    assert outbox(county) == [], "what was undone is told to nobody"
    write()
    write()
    post.go()
    [item] = gateway.items
    assert (item["path"], item["title"], item["message"]) == ("/group", "政务大厅", "红牌")
