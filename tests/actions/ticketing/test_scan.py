"""Where a scanned slip, an identity card or a typed number leads."""

import json

import pytest

from hall.personal.numbers import id_check_character
from tests.halls import ADULT, COUNTY, SENIOR, TOWN, YOUNG, County, Json, Somebody, refused, told


def scan(county: County, code: str, by: Somebody | None = None) -> Json:
    answer: Json = told((by or county.kiosk).post(f"/halls/{COUNTY}/scan", {"code": code}))
    return answer


def test_a_slip_leads_to_its_ticket_whatever_the_host(county: County) -> None:
    ticket = county.issue("tax", id_number=ADULT, name="王芳")
    for code in (ticket["id"], f"https://hall.example/t/{ticket['id']}"):
        answer = scan(county, code)
        assert (answer["kind"], answer["ticket"]["number"], answer["live"]) == ("ticket", "H001", 1)
        assert answer["message"] == {"zh": "H001正在等候。", "en": "H001 is waiting."}


def test_a_kiosk_is_told_nothing_of_the_people_and_staff_are(county: County) -> None:
    ticket = county.issue("tax", id_number=ADULT, name="王芳")
    assert scan(county, ticket["id"])["ticket"]["principals"] == []
    [principal] = scan(county, ticket["id"], county.greeter)["ticket"]["principals"]
    assert (principal["name"], principal["id_number"]) == ("王**", "610124********8518")


def test_a_card_leads_to_the_live_ticket_of_that_person_alone(county: County) -> None:
    county.issue("tax", id_number=SENIOR)
    mine = county.issue("tax", id_number=ADULT)
    answer = scan(county, f"王芳|女|汉|{ADULT}|周至县公安局")
    assert (answer["kind"], answer["ticket"]["id"], answer["age_sixty"], answer["id_number_ok"]) == (
        "ticket",
        mine["id"],
        False,
        True,
    )


def test_of_several_live_tickets_the_called_one_comes_first_and_they_are_counted(county: County) -> None:
    first = county.issue("tax", id_number=ADULT)
    second = county.issue("pension", id_number=ADULT)
    assert scan(county, ADULT)["ticket"]["id"] == first["id"]
    county.open(22)
    county.call(22)
    answer = scan(county, ADULT)
    assert (answer["ticket"]["id"], answer["live"]) == (second["id"], 2)
    number = second["number"]
    assert answer["message"]["zh"] == f"共有2张号票，先办{number}。正在呼叫{number}，请到22号窗口。"


def test_a_missed_call_may_be_requeued_and_says_how_often_still(county: County) -> None:
    county.open(27)
    county.issue("tax", id_number=ADULT)
    missed = county.pass_over(27)
    answer = scan(county, missed["id"])
    assert (answer["kind"], answer["requeues_left"]) == ("passed", 2)
    told(county.kiosk.does("requeue", missed))
    assert scan(county, ADULT)["kind"] == "ticket"
    county.pass_over(27)
    assert scan(county, ADULT)["requeues_left"] == 1


def test_missing_materials_lead_to_a_return_once(county: County) -> None:
    county.open(27)
    ticket = county.issue("tax", "pension", id_number=ADULT)
    county.serve(27)
    told(
        county.clerk(27).does(
            "finish",
            ticket,
            errands=[
                {"service": "tax", "outcome": "incomplete", "missing": ["合同"]},
                *([{"service": "pension", "outcome": "left"}]),
            ],
        )
    )
    county.wait(days=1)
    for code in (ticket["id"], ADULT):
        answer = scan(county, code)
        assert (answer["kind"], answer["return_from"], answer["services"]) == ("return", ticket["id"], ["tax"])
        assert answer["message"]["zh"] == "H001（11月23日材料不齐），11月26日（含当日）前再来可优先办理一次。"
    back = county.issue("tax", id_number=ADULT, returns_from=ticket["id"])
    assert back["credit_reason"] == "return"
    told(county.visitor.send("DELETE", f"/tickets/{back['id']}"))
    assert scan(county, ADULT)["kind"] == "return"  # given up, so not used
    again = county.issue("tax", id_number=ADULT, returns_from=ticket["id"])
    assert scan(county, ADULT)["ticket"]["id"] == again["id"]
    slip = scan(county, ticket["id"])  # used, so it leads to the one that it was used for
    assert (slip["kind"], slip["live"], slip["ticket"]["id"], slip["return_from"]) == ("ticket", 1, again["id"], None)
    assert slip["message"]["zh"] == f"凭H001已取号{again['number']}。{again['number']}正在等候。"
    county.serve(27)
    told(county.finish(27, again))
    assert scan(county, ticket["id"])["kind"] == "other_day"


def test_an_unserved_ticket_of_another_person_is_never_a_return(county: County) -> None:
    left = county.issue("tax", id_number=SENIOR)
    told(county.manager.post(f"/halls/{COUNTY}/close"))
    county.wait(days=1)
    answer = scan(county, ADULT)
    assert (answer["kind"], answer["return_from"], answer["ticket"]) == ("person", None, None)
    # Who shows somebody else's slip and an own card gets a ticket, and no credit.
    assert county.issue("tax", id_number=ADULT, returns_from=left["id"])["credit_reason"] is None
    assert county.issue("tax", id_number=SENIOR, returns_from=left["id"])["credit_reason"] == "green_channel"
    assert scan(county, left["id"])["kind"] == "return"


def test_on_an_agents_ticket_only_the_own_errand_is_a_return(county: County) -> None:
    county.open(27)
    principals = [
        {"id_number": ADULT, "services": ["tax"]},
        {"id_number": YOUNG, "services": ["tax"]},
    ]
    ticket = county.issue(principals=principals)
    county.serve(27)
    endings = [
        {"service": "tax", "outcome": "completed"},
        {"service": "tax", "outcome": "incomplete", "missing": ["合同"]},
    ]
    told(county.clerk(27).does("finish", ticket, errands=endings))
    assert scan(county, ADULT)["kind"] == "person"
    assert scan(county, YOUNG)["return_from"] == ticket["id"]


def test_a_person_without_a_ticket_is_told_the_age(county: County) -> None:
    senior, adult = scan(county, SENIOR), scan(county, ADULT)
    assert (senior["kind"], senior["age_sixty"]) == ("person", True)
    assert (adult["kind"], adult["age_sixty"]) == ("person", False)


def test_a_ticket_of_another_day_or_hall_is_named_and_not_shown(county: County) -> None:
    old = county.issue("tax")
    county.open(27)
    county.serve(27)
    told(county.finish(27, old))
    county.wait(days=1)
    assert scan(county, old["id"])["message"]["zh"] == "H001是11月23日的号票，已失效，请重新取号。"
    services = told(county.visitor.get(f"/halls/{TOWN}/services"))["items"]
    offered = next(service["code"] for service in services if service["windows"])
    wish = {"channel": "kiosk", "services": [offered], "id_number": ADULT}
    away = told(county.other_kiosk.post(f"/halls/{TOWN}/tickets", wish), 201)
    answer = scan(county, away["id"])
    assert (answer["kind"], answer["ticket"], answer["hall"]["code"]) == ("other_hall", None, TOWN)
    assert answer["hall"]["name"]["zh"] in answer["message"]["zh"]
    card = scan(county, ADULT)
    assert (card["kind"], card["ticket"]) == ("person", None)
    assert away["number"] in card["message"]["zh"]
    assert away["id"] not in json.dumps(card)


def test_a_number_leads_staff_alone(county: County) -> None:
    ticket = county.issue("tax")
    assert scan(county, "h1", county.greeter)["ticket"]["id"] == ticket["id"]
    assert scan(county, "H001", county.clerk(3))["ticket"]["id"] == ticket["id"]
    refused_there = scan(county, "H001")
    assert (refused_there["kind"], refused_there["ticket"]) == ("unknown", None)


def test_a_number_typed_wrong_says_what_to_do(county: County) -> None:
    answer = scan(county, "A032", county.greeter)
    assert (answer["kind"], answer["label"]) == ("unknown", "没有找到A032，请核对号码，或扫身份证查询。")


def test_a_number_of_an_earlier_day_is_found_by_staff(county: County) -> None:
    county.issue("tax")
    told(county.manager.post(f"/halls/{COUNTY}/close"))
    county.wait(days=1)
    answer = scan(county, "H001", county.greeter)
    assert (answer["kind"], answer["services"]) == ("return", ["tax"])


def test_a_phone_leads_nobody_anywhere(county: County) -> None:
    county.issue("tax", phone="13800138000", name="王芳")
    for by in (county.kiosk, county.greeter):
        answer = scan(county, "13800138000", by)
        assert (answer["kind"], answer["ticket"]) == ("unknown", None)


def test_a_wrong_card_names_the_rule_and_not_the_number(county: County) -> None:
    wrong = ADULT[:17] + ("1" if id_check_character(ADULT[:17]) != "1" else "2")
    answer = scan(county, wrong)
    assert (answer["kind"], answer["id_number_ok"], answer["rule"]) == ("unknown", False, "check_character")
    assert wrong not in json.dumps(answer)


def test_a_scan_writes_nothing_at_all(county: County) -> None:
    county.issue("tax", id_number=ADULT)
    before = county.rows()
    key = {"Idempotency_Key": "k" * 30}
    told(county.kiosk.post(f"/halls/{COUNTY}/scan", {"code": SENIOR}, **key))
    told(county.greeter.post(f"/halls/{COUNTY}/scan", {"code": ADULT}, **key))
    assert county.rows() == before


@pytest.mark.parametrize("who", ["visitor", "other_kiosk"])
def test_nobody_else_may_scan(county: County, who: str) -> None:
    ticket = county.issue("tax")
    response = getattr(county, who).post(f"/halls/{COUNTY}/scan", {"code": ticket["id"]})
    assert response.status_code == (401 if who == "visitor" else 403)
    assert ticket["number"] not in response.get_data(as_text=True)


def test_a_code_is_never_empty_nor_endless(county: County) -> None:
    for code in ("", "   ", "x" * 2001):
        refused(county.kiosk.post(f"/halls/{COUNTY}/scan", {"code": code}), "invalid", 422)
