"""Whoever comes back with an earlier ticket is known from it: to the desk masked, and to the carriers."""

import pytest

from hall.ticketing.queries import left_phones
from hall.ticketing.sealed import PHONE_HASH
from tests.halls import ADULT, COUNTY, TOWN, YOUNG, County, Json, told

WANG, LI = "13812345678", "13987654321"


@pytest.fixture(autouse=True)
def window(county: County) -> None:
    county.open(27)


def phones(county: County, ticket: Json) -> list[str]:
    """The numbers on a ticket that messages go to."""
    with county.database.reading() as connection:
        left = left_phones(connection, [ticket["id"]])
    return [county.vault.open(phone, PHONE_HASH) for _ticket, phone in left]


def sent_away(county: County, **who: object) -> Json:
    ticket = county.issue(*(() if "principals" in who else ("tax",)), **who)
    county.serve(27)
    endings = [{"service": each["service"], "outcome": "incomplete", "missing": ["合同"]} for each in ticket["errands"]]
    told(county.clerk(27).does("finish", ticket, errands=endings))
    return ticket


def people(ticket: Json) -> list[tuple[str | None, str | None, str | None]]:
    return [(each["name"], each["id_number"], each["phone"]) for each in ticket["principals"]]


def test_the_desk_knows_the_name_and_messages_reach_the_phone(county: County) -> None:
    first = sent_away(county, name="王芳", phone=WANG, id_number=ADULT)
    back = county.issue("tax", returns_from=first["id"])
    assert not any(told in str(back) for told in (WANG, "王芳")), "the paper shows nobody what was left with it"
    assert phones(county, back) == [WANG]
    assert people(county.call(27)) == [("王**", None, "138****5678")]


def test_other_ones_that_are_given_stand_and_somebody_else_is_somebody_else(county: County) -> None:
    first = sent_away(county, name="王芳", phone=WANG)
    mine = county.issue("tax", by=county.greeter, channel="desk", returns_from=first["id"], phone=LI)
    assert phones(county, mine) == [LI]
    assert people(county.call(27)) == [("王**", None, "139****4321")]
    told(county.clerk(27).does("start", mine))
    told(county.finish(27, mine))
    county.issue("tax", by=county.greeter, channel="desk", returns_from=first["id"], name="李明")
    assert people(county.call(27)) == [("李**", None, None)]


def test_it_goes_along_from_return_to_return(county: County) -> None:
    first = sent_away(county, name="王芳", phone=WANG)
    second = sent_away(county, returns_from=first["id"])
    assert phones(county, county.issue("tax", returns_from=second["id"])) == [WANG]


def test_another_hall_is_lent_nobody(county: County) -> None:
    county.open(3)
    county.issue("pension", phone=WANG)
    away = told(county.finish(3, county.serve(3), "incomplete", missing=["户口本"]))
    wish = {"channel": "kiosk", "services": ["pension"], "returns_from": away["id"]}
    for kiosk, hall, known in ((county.other_kiosk, TOWN, []), (county.kiosk, COUNTY, [WANG])):
        assert phones(county, told(kiosk.post(f"/halls/{hall}/tickets", wish), 201)) == known


def test_each_of_several_is_known_and_whoever_is_done_comes_no_more(county: County) -> None:
    principals = [
        {"name": "王芳", "id_number": ADULT, "phone": WANG, "services": ["tax"]},
        {"name": "李明", "id_number": YOUNG, "phone": LI, "services": ["tax"]},
    ]
    both = sent_away(county, principals=principals)
    back = county.issue("tax", returns_from=both["id"])
    assert [each["service"] for each in back["errands"]] == ["tax", "tax"]
    assert phones(county, back) == [WANG, LI]
    told(county.visitor.send("DELETE", f"/tickets/{back['id']}"))
    one = sent_away(county, returns_from=both["id"], id_number=YOUNG)
    assert phones(county, one) == [LI]


def test_a_ticket_lends_its_people_for_its_matter_and_its_days_alone(county: County) -> None:
    first = sent_away(county, name="王芳", phone=WANG)
    done = county.issue("tax", phone=LI)
    county.serve(27)
    told(county.finish(27, done))
    assert phones(county, county.issue("pension", returns_from=first["id"])) == []
    assert phones(county, county.issue("tax", returns_from=done["id"])) == []
    county.wait(days=4)
    assert phones(county, county.issue("tax", returns_from=first["id"])) == []


def test_of_an_unserved_ticket_only_what_was_still_to_do_is_come_back_for(county: County) -> None:
    ticket = county.issue("tax", "pension", phone=WANG)
    county.serve(27)
    told(county.finish(27, ticket))
    told(county.manager.post(f"/halls/{COUNTY}/close"))
    county.wait(days=1)
    scanned = told(county.kiosk.post(f"/halls/{COUNTY}/scan", {"code": ticket["id"]}))
    assert (scanned["kind"], scanned["services"]) == ("return", ["pension"])
    assert scanned["message"]["zh"].endswith("优先办理一次。叫号时仍通知上次留的手机。")
    assert phones(county, county.issue("pension", returns_from=ticket["id"])) == [WANG]
