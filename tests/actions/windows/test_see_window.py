"""What the person at a window reads about it: its ticket, what may be taken back, who may take over."""

from datetime import datetime, timedelta

from tests.halls import ADULT, EVERYWHERE_CLERK, SENIOR, County, Json, told


def seen(county: County, number: int = 27) -> Json:
    window: Json = told(county.clerk(number).get(f"/windows/{county.windows[number]}"))
    return window


def successors(county: County, number: int = 27) -> list[Json]:
    items: list[Json] = told(county.clerk(number).get(f"/windows/{county.windows[number]}/successors"))["items"]
    return items


def test_the_window_is_seen_with_its_ticket_and_what_it_holds(county: County) -> None:
    county.open(27)
    county.issue("tax")
    ticket = county.serve(27)
    told(county.clerk(27).does("hold", ticket))
    county.issue("tax")
    here = county.call(27)
    county.wait(minutes=3)
    window = seen(county)
    assert (window["number"], window["ticket"]["id"], window["clerk"]) == (27, here["id"], "27号窗口")
    assert window["held"] == [{"id": ticket["id"], "number": "H001", "minutes": 3}]


def test_what_may_be_taken_back_is_told_with_its_end(county: County) -> None:
    county.open(27)
    ticket = county.issue("tax")
    county.call(27)
    begun = county.clock.at
    county.wait(seconds=10)
    undo = seen(county)["undo"]
    assert (undo["ticket"], undo["number"], undo["what"]) == (ticket["id"], "H001", "call")
    assert datetime.fromisoformat(undo["until"]) == begun + timedelta(seconds=60)
    told(county.clerk(27).does("start", ticket))
    assert seen(county)["undo"]["what"] == "start"
    told(county.finish(27, ticket))
    assert seen(county)["undo"]["what"] == "finish"
    county.wait(seconds=61)
    assert seen(county)["undo"] is None


def test_a_recall_changes_nothing_about_what_may_be_taken_back(county: County) -> None:
    county.open(27)
    county.issue("tax")
    ticket = county.call(27)
    county.wait(seconds=11)
    told(county.clerk(27).does("recall", ticket))
    assert seen(county)["undo"]["what"] == "call"


def test_a_hold_and_another_persons_step_cannot_be_taken_back(county: County) -> None:
    county.open(27)
    county.issue("tax")
    ticket = county.serve(27)
    told(county.clerk(27).does("hold", ticket))
    assert seen(county)["undo"] is None
    county.issue("tax")
    county.call(27)
    told(county.at(27, "hand-over", to=EVERYWHERE_CLERK))
    assert told(county.person(EVERYWHERE_CLERK).get(f"/windows/{county.windows[27]}"))["undo"] is None


def test_what_was_undone_or_has_moved_on_is_not_offered_again(county: County) -> None:
    county.open(27)
    ticket = county.issue("tax")
    county.call(27)
    told(county.clerk(27).does("undo", ticket))
    assert seen(county)["undo"] is None
    passed = county.pass_over(27)
    assert seen(county)["undo"]["what"] == "no_show"
    told(county.kiosk.does("requeue", passed))
    assert seen(county)["undo"] is None


def test_what_is_offered_is_what_the_server_takes_back(county: County) -> None:
    county.open(27)
    county.issue("tax")
    county.serve(27)
    undo = seen(county)["undo"]
    assert told(county.clerk(27).post(f"/tickets/{undo['ticket']}/undo"))["state"] == "called"


def test_who_may_take_over_is_told_by_name_and_those_who_are_free_first(county: County) -> None:
    county.open(27, 28)
    people = successors(county)
    by_name = {each["username"]: each for each in people}
    assert set(people[0]) == {"username", "name", "window"}
    assert "clerk27" not in by_name
    assert by_name["clerk28"]["window"] == 28
    assert by_name[EVERYWHERE_CLERK]["window"] is None
    assert {"manager", "greeter", "admin", "town-clerk"}.isdisjoint(by_name)
    assert people[-1]["username"] == "clerk28"


def test_an_account_that_is_locked_takes_over_nowhere(county: County) -> None:
    county.open(27)
    told(county.person("admin").send("PATCH", "/halls/zhouzhi/staff/clerk05", {"locked": True}))
    assert "clerk05" not in {each["username"] for each in successors(county)}
    refused = county.at(27, "hand-over", to="clerk05")
    assert (refused.status_code, refused.get_json()["code"]) == (404, "user_not_found")


def test_the_desk_is_told_the_bundle_and_for_whom_each_errand_is(county: County) -> None:
    county.open(3)
    bundle = told(county.visitor.get("/halls/zhouzhi/services"))["bundles"][0]
    ticket = told(
        county.kiosk.post(
            "/halls/zhouzhi/tickets", {"channel": "kiosk", "bundle": bundle["code"]}, Accept_Language="en"
        ),
        201,
    )
    assert ticket["bundle"] == {"code": bundle["code"], "name": bundle["name"], "label": bundle["name"]["en"]}
    assert county.issue("tax")["bundle"] is None
    principals = [
        {"name": "张三", "id_number": ADULT, "services": ["company-open"]},
        {"name": "李四", "id_number": SENIOR, "services": ["company-open", "tax"]},
    ]
    agent = told(county.kiosk.post("/halls/zhouzhi/tickets", {"channel": "kiosk", "principals": principals}), 201)
    page = told(county.greeter.get(f"/halls/zhouzhi/tickets?number={agent['number']}"))["items"][0]
    assert [(one["name"], one["errands"]) for one in page["principals"]] == [
        ("张**", ["company-open"]),
        ("李**", ["company-open", "tax"]),
    ]
