"""Whom a ticket is for: the same principal holds one ticket for one service; an agent comes for several."""

from typing import Any

import pytest

from tests.halls import ADULT, COMPANY, COUNTY, SENIOR, YOUNG, County, refused, told


def test_the_same_person_at_the_kiosk_gets_the_live_ticket_back(county: County) -> None:
    first = county.issue("tax", id_number=ADULT)
    again = county.try_issue("tax", id_number=ADULT)
    assert told(again, 200)["id"] == first["id"]
    assert len(county.journal("ticket_issued")) == 1


def test_the_same_person_at_the_desk_gets_the_live_ticket_back(county: County) -> None:
    first = county.issue("tax", id_number=ADULT)
    again = county.try_issue("tax", by=county.greeter, channel="desk", id_number=ADULT)
    assert told(again, 200)["id"] == first["id"]


def test_a_phone_is_told_that_a_ticket_is_held_and_never_its_id(county: County) -> None:
    first = county.issue("tax", id_number=ADULT)
    response = county.try_issue("tax", by=county.visitor, channel="phone", id_number=ADULT)
    problem = refused(response, "already_waiting", 409)
    assert problem["number"] == first["number"]
    assert first["id"] not in response.get_data(as_text=True)


def test_a_lower_case_check_letter_is_the_same_person(county: County) -> None:
    first = county.issue("tax", id_number=SENIOR)
    assert told(county.try_issue("tax", id_number=SENIOR.lower()))["id"] == first["id"]


def test_another_service_is_another_ticket(county: County) -> None:
    first = county.issue("tax", id_number=ADULT)
    second = county.issue("pension", id_number=ADULT)
    assert first["id"] != second["id"]


def test_one_service_in_common_is_the_same_ticket(county: County) -> None:
    first = county.issue("tax", "pension", id_number=ADULT)
    assert told(county.try_issue("pension", id_number=ADULT))["id"] == first["id"]


def test_an_ended_ticket_is_no_live_one(county: County) -> None:
    first = county.issue("tax", id_number=ADULT)
    told(county.visitor.send("DELETE", f"/tickets/{first['id']}"))
    assert county.issue("tax", id_number=ADULT)["number"] == "H002"


def test_an_errand_that_is_done_no_longer_holds_its_service(county: County) -> None:
    county.open(27, 22)
    first = county.issue("tax", "pension", id_number=ADULT)
    county.serve(27)
    told(county.finish(27, first))
    assert county.issue("tax", id_number=ADULT)["id"] != first["id"]
    assert told(county.try_issue("pension", id_number=ADULT))["id"] == first["id"]


def test_a_passed_ticket_is_still_held(county: County) -> None:
    county.open(27)
    first = county.issue("tax", id_number=ADULT)
    county.pass_over(27)
    assert told(county.try_issue("tax", id_number=ADULT))["id"] == first["id"]


def test_a_phone_number_is_not_a_person(county: County) -> None:
    first = county.issue("tax", phone="13800138000")
    assert county.issue("tax", phone="13800138000")["id"] != first["id"]


def test_a_company_is_known_by_its_credit_code(county: County) -> None:
    first = county.issue("tax", credit_code=COMPANY)
    assert told(county.try_issue("tax", credit_code=COMPANY.lower()))["id"] == first["id"]


def test_the_ticket_of_another_hall_is_not_found(county: County) -> None:
    county.issue("pension", id_number=ADULT)
    wish = {"channel": "phone", "services": ["pension"], "id_number": ADULT}
    assert told(county.visitor.post("/halls/louguan/tickets", wish), 201)["number"] == "D001"


def agent(*people: dict[str, Any]) -> dict[str, Any]:
    return {"principals": list(people)}


def test_an_agent_queues_for_three_principals_on_one_number(county: County) -> None:
    county.open(22, 27)
    ticket = county.issue(
        **agent(
            {"id_number": ADULT, "name": "张三", "services": ["pension"]},
            {"id_number": YOUNG, "services": ["pension", "social-card"]},
            {"credit_code": COMPANY, "name": "某公司", "services": ["tax"]},
        )
    )
    assert [errand["service"] for errand in ticket["errands"]] == ["pension", "pension", "social-card", "tax"]
    seen = county.serve(22)
    assert [(each["kind"], each["name"], each["id_number"]) for each in seen["principals"]] == [
        ("person", "张**", "610124********8518"),
        ("person", None, "610124********0010"),
        ("organisation", "某**", "916101********XX0X"),
    ]
    assert [(each["service"], each["principal"], each["person"]) for each in seen["errands"]] == [
        ("pension", 0, "张**"),
        ("pension", 1, "610124********0010"),
        ("social-card", 1, "610124********0010"),
        ("tax", 2, "某**"),
    ]
    endings = [{"service": service, "outcome": "completed"} for service in ("pension", "pension", "social-card")]
    assert told(county.clerk(22).does("finish", ticket, errands=endings))["state"] == "waiting"
    assert county.call(27)["id"] == ticket["id"]


def test_a_fourth_principal_is_refused_and_the_number_is_a_setting(county: County) -> None:
    four = agent(*({"name": f"某{n}", "services": ["pension"]} for n in "甲乙丙丁"))
    problem = refused(county.try_issue(**four), "invalid", 422)
    assert problem["errors"][0]["field"] == "principals"
    county.set_rules(max_principals=4)
    assert len(county.issue(**four)["errands"]) == 4


@pytest.mark.parametrize("wish", [{"services": ["tax"]}, {"bundle": "birth"}, {}])
def test_what_several_principals_come_for_is_said_for_each_of_them(county: County, wish: dict[str, Any]) -> None:
    own = {"services": ["tax"]} if not wish else {}
    problem = refused(county.try_issue(**agent({"name": "甲", **own}, {"name": "乙"}), **wish), "invalid", 422)
    assert problem["errors"][0]["field"] == f"principals.{1 if not wish else 0}.services"
    assert county.journal() == []


def test_one_principal_may_come_for_a_bundle(county: County) -> None:
    ticket = county.issue(principals=[{"id_number": ADULT}], bundle="birth")
    assert len(ticket["errands"]) == 3
    assert told(county.try_issue("household", id_number=ADULT))["id"] == ticket["id"]


def test_what_one_of_an_agents_principals_holds_already_is_left_out(county: County) -> None:
    first = county.issue("pension", id_number=YOUNG)
    both = agent({"id_number": ADULT, "services": ["tax"]}, {"id_number": YOUNG, "services": ["pension"]})
    second = county.issue(**both)
    assert second["id"] != first["id"]
    assert [errand["service"] for errand in second["errands"]] == ["tax"]
    assert told(county.try_issue(**both))["id"] in (first["id"], second["id"])


def test_what_somebody_holds_already_is_left_out_of_several_services(county: County) -> None:
    first = county.issue("pension", id_number=ADULT)
    second = county.issue("pension", "tax", id_number=ADULT)
    assert (second["number"], [errand["service"] for errand in second["errands"]]) == ("H001", ["tax"])
    assert county.see(first)["state"] == "waiting"


def test_a_principal_holds_only_what_is_for_him(county: County) -> None:
    first = county.issue(
        **agent({"id_number": ADULT, "services": ["tax"]}, {"id_number": YOUNG, "services": ["pension"]})
    )
    assert county.issue("pension", id_number=ADULT)["id"] != first["id"]
    assert told(county.try_issue("pension", id_number=YOUNG))["id"] == first["id"]


def test_names_and_numbers_stand_with_the_principals_where_there_are_any(county: County) -> None:
    response = county.try_issue(principals=[{"services": ["tax"]}], id_number=ADULT)
    assert refused(response, "invalid", 422)["errors"][0]["field"] == "principals"


@pytest.mark.parametrize(
    ("wish", "code", "field"),
    [
        ({"id_number": "610124199003078519"}, "wrong_id_number", "id_number"),
        ({"id_number": "610124202613078518"}, "wrong_id_number", "id_number"),
        ({"credit_code": "91610124MA6TXXXX0A"}, "wrong_credit_code", "credit_code"),
        ({"phone": "12345"}, "wrong_phone", "phone"),
        ({"id_number": ADULT, "credit_code": COMPANY}, "invalid", "credit_code"),
    ],
)
def test_a_wrong_number_is_refused_by_its_field(county: County, wish: dict[str, str], code: str, field: str) -> None:
    problem = refused(county.try_issue("tax", **wish), code, 422)
    assert [at["field"] for at in problem["errors"]] == [field]
    assert not any(value in str(problem) for value in wish.values())


def test_a_wrong_number_of_a_principal_is_named_with_its_place(county: County) -> None:
    wish = agent({"name": "甲", "services": ["tax"]}, {"phone": "12345", "services": ["tax"]})
    assert refused(county.try_issue(**wish), "wrong_phone", 422)["errors"][0]["field"] == "principals.1.phone"


def test_every_wrong_number_is_told_at_once(county: County) -> None:
    wish = agent({"phone": "12345", "id_number": "1", "services": ["tax"]}, {"phone": "6", "services": ["tax"]})
    problem = refused(county.try_issue(**wish), "wrong_id_number", 422)
    assert [at["field"] for at in problem["errors"]] == [
        "principals.0.id_number", "principals.0.phone", "principals.1.phone",
    ]  # fmt: skip


def test_staff_see_earlier_tickets_of_the_same_person_that_day(county: County) -> None:
    county.open(27, 22)
    first = county.issue("tax", id_number=ADULT)
    county.serve(27)
    told(county.finish(27, first))
    county.issue("pension", id_number=ADULT)
    assert county.call(22)["earlier_today"] == [{"number": first["number"], "state": "done"}]


def test_the_holder_of_a_ticket_is_not_told_who_it_is_for(county: County) -> None:
    ticket = county.issue("tax", id_number=ADULT, name="张三", phone="13800138000")
    assert "principals" not in ticket
    assert "principals" not in told(county.visitor.get(f"/tickets/{ticket['id']}"))
    assert not {"principal", "person"} & set(told(county.visitor.get(f"/tickets/{ticket['id']}"))["errands"][0])
    assert told(county.greeter.get(f"/halls/{COUNTY}/tickets?number=H001"))["items"][0]["principals"] == [
        {
            "kind": "person",
            "name": "张**",
            "id_number": "610124********8518",
            "phone": "138****8000",
            "errands": ["tax"],
        }
    ]
