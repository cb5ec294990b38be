"""Asking the next ticket to a window."""

from tests.halls import ADULT, SENIOR, County, refused, told


def calls(county: County, *numbers: int) -> list[str | None]:
    """The number that each of these windows calls and serves in turn, or None."""
    called = []
    for number in numbers:
        response = county.at(number, "call-next")
        if response.status_code == 204:
            called.append(None)
            continue
        ticket = told(response)
        told(county.clerk(number).does("start", ticket))
        endings = [{"service": errand["service"], "outcome": "left"} for errand in ticket["errands"]]
        told(county.clerk(number).does("finish", ticket, errands=endings))
        called.append(ticket["number"])
    return called


def test_the_first_that_the_window_may_serve_is_called(county: County) -> None:
    county.open(3, 22, 27)
    for service in ("pension", "tax", "exit-entry", "tax", "pension"):
        county.issue(service)
    assert calls(county, 27, 3, 22, 27, 3) == ["H001", "D001", "D002", "H002", None]


def test_a_called_ticket_is_at_its_window_for_all_to_see(county: County) -> None:
    county.open(3)
    waiting = county.issue("tax")
    called = county.call(3)
    assert (called["state"], called["window"], called["zone"], called["calls"]) == ("called", 3, "main", 1)
    assert called["called_at"] == "2026-11-23T02:00:00.000000Z"
    seen = county.see(waiting)
    assert (seen["state"], seen["window"], seen["windows"], seen["ahead"]) == ("called", 3, [3], 0)
    assert seen["seq"] > waiting["seq"]
    [entry] = county.journal("ticket_called")
    assert (entry.window, entry.data["out_of_order"]) == (county.windows[3], False)


def test_the_clerk_sees_for_whom_and_with_what_and_the_numbers_masked(county: County) -> None:
    county.open(27)
    county.issue("tax", id_number=ADULT, name="李四")
    called = county.call(27)
    masked = {"kind": "person", "name": "李**", "id_number": "610124********8518", "phone": None, "errands": ["tax"]}
    assert called["principals"] == [masked]
    assert called["materials"] == [{"service": "tax", "materials": [{"zh": "居民身份证", "en": "Identity card"}]}]
    assert (called["first_contact"], called["notes"], called["earlier_today"]) == (None, [], [])


def test_nobody_waiting_is_an_empty_answer(county: County) -> None:
    county.open(27)
    response = county.at(27, "call-next")
    assert (response.status_code, response.get_data()) == (204, b"")
    county.issue("pension")
    assert county.at(27, "call-next").status_code == 204
    assert county.journal("ticket_called") == []


def test_a_window_with_a_ticket_is_told_which_whole(county: County) -> None:
    county.open(27)
    county.issue("tax", name="李四")
    county.issue("tax")
    called = county.call(27)
    problem = refused(county.at(27, "call-next"), "window_busy", 409)
    assert problem["ticket"] == called
    told(county.clerk(27).does("start", called))
    assert refused(county.at(27, "call-next"), "window_busy")["ticket"]["state"] == "serving"


def test_only_the_person_on_duty_there_calls(county: County) -> None:
    county.open(27)
    ticket = county.issue("tax")
    window = county.windows[27]
    refused(county.clerk(28).at(window, "call-next"), "not_on_duty", 403)
    refused(county.person("town-clerk").at(window, "call-next"), "foreign_hall", 403)
    refused(county.manager.at(window, "call-next"), "forbidden", 403)
    refused(county.visitor.at(window, "call-next"), "not_signed_in", 401)
    assert county.see(ticket)["state"] == "waiting"


def test_a_closed_and_a_paused_window_call_nobody(county: County) -> None:
    county.issue("tax")
    refused(county.at(27, "call-next"), "window_not_open", 409)
    county.open(27)
    told(county.at(27, "pause"))
    refused(county.at(27, "call-next"), "window_not_open", 409)
    told(county.at(27, "reopen"))
    county.call(27)


def test_a_window_that_does_not_exist_is_not_found(county: County) -> None:
    refused(county.clerk(27).at("x" * 22, "call-next"), "window_not_found", 404)


def test_two_windows_take_turns_in_one_order(county: County) -> None:
    county.open(27, 28)
    for _ in range(4):
        county.issue("tax")
    assert calls(county, 27, 28, 28, 27) == ["H001", "H002", "H003", "H004"]


def test_who_needs_help_is_called_by_any_window_in_turn(county: County) -> None:
    county.open(27)
    county.issue("tax")
    county.issue("exit-entry", needs_help=True)
    county.issue("tax")
    assert calls(county, 27, 27, 27) == ["H001", "G001", "H002"]


def test_while_somebody_needs_help_the_assisted_window_serves_nobody_else(county: County) -> None:
    county.open(31)
    county.issue("tax")
    county.issue("exit-entry", needs_help=True)
    county.issue("tax", id_number=SENIOR)
    assert calls(county, 31, 31, 31) == ["G001", "H002", "H001"]


def test_who_needs_help_and_is_bound_elsewhere_does_not_bind_the_assisted_window(county: County) -> None:
    county.open(27, 31)
    help_ = county.issue("tax", needs_help=True)
    county.serve(27)
    told(county.clerk(27).does("hold", help_))
    told(county.clerk(27).does("resume", help_, to="waiting"))
    county.issue("tax")
    assert calls(county, 31, 27) == ["H002", "H001"]


def test_a_ticket_bound_to_a_window_is_called_there_alone_and_in_its_old_turn(county: County) -> None:
    county.open(27, 28)
    held = county.issue("tax")
    county.issue("tax")
    county.serve(27)
    told(county.clerk(27).does("hold", held))
    told(county.clerk(27).does("resume", held, to="waiting"))
    assert calls(county, 28, 28, 27) == ["H002", None, "H001"]


def test_at_a_window_everything_it_can_do_is_done_before_the_ticket_goes_on(county: County) -> None:
    county.open(22, 25)
    county.issue(bundle="birth")  # household at 25; medical-enrolment and social-card at 22
    ticket = county.serve(22)
    endings = [{"service": service, "outcome": "accepted"} for service in ("medical-enrolment", "social-card")]
    on = told(county.clerk(22).does("finish", ticket, errands=endings))
    assert (on["state"], on["windows"]) == ("waiting", [25])
    assert county.at(22, "call-next").status_code == 204
    assert county.call(25)["number"] == "G001"


def test_a_window_that_a_manager_opened_calls_nobody_without_a_clerk(county: County) -> None:
    county.issue("tax")
    told(county.manager.send("PATCH", f"/windows/{county.windows[27]}", {"state": "open"}))
    refused(county.at(27, "call-next"), "not_on_duty", 403)
    county.open(27)
    county.call(27)


def test_a_retired_window_is_not_found(county: County) -> None:
    county.open(27)
    county.retire_window(27)
    refused(county.at(27, "call-next"), "window_not_found", 404)
