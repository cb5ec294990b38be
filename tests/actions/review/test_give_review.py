"""Giving a review: by whom, when, how often, and what it must say."""

import threading
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from hall.catalogue.queries import hall_book
from hall.db import Actor
from hall.errors import HallError
from hall.review.actions.giving import Opinion, give_review
from hall.review.levels import Rating, Source
from hall.review.models import REVIEWS, STEPS
from tests.halls import ADULT, COUNTY, County, Json, Somebody, refused, told

WORDS = "等了一个半小时，说法前后不一"


def served(county: County, **wish: Any) -> Json:
    """A ticket that window 27 has just finished."""
    if county.window(27)["state"] != "open":
        county.open(27)
    county.issue("tax", **wish)
    ticket = county.serve(27)
    told(county.finish(27, ticket))
    return ticket


def review(
    county: County, ticket: Json, rating: str = "satisfied", by: Somebody | None = None, **more: Any
) -> TestResponse:
    return (by or county.visitor).post(f"/tickets/{ticket['id']}/review", {"rating": rating, **more})


def test_a_visitor_says_once_what_the_visit_was_like(county: County) -> None:
    ticket = served(county)
    before = told(county.visitor.get(f"/tickets/{ticket['id']}/review"))
    assert (before["open"], before["review"], len(before["levels"])) == (True, None, 5)
    said = told(review(county, ticket, "very_satisfied", tags=["friendly", "friendly"], text=" 谢谢 "), 201)
    assert said["open"] is False
    assert (said["review"]["rating"], said["review"]["text"]) == ("very_satisfied", "谢谢")
    assert [tag["label"] for tag in said["review"]["tags"]] == ["态度热情"]
    refused(review(county, ticket), "already_reviewed", 409)
    [entry] = county.journal("review_given")
    assert (entry.ticket, entry.window, entry.user) == (ticket["id"], county.windows[27], None)
    assert entry.data["source"] == "phone"
    assert entry.data["person"] is not None
    assert "谢谢" not in entry.text


@pytest.mark.parametrize("state", ["waiting", "called", "serving", "cancelled"])
def test_nobody_reviews_before_service(county: County, state: str) -> None:
    county.open(27)
    ticket = county.issue("tax")
    if state in ("called", "serving"):
        county.call(27)
    if state == "serving":
        told(county.clerk(27).does("start", ticket))
    if state == "cancelled":
        told(county.visitor.send("DELETE", f"/tickets/{ticket['id']}"))
    problem = refused(review(county, ticket), "ticket_not_served", 409)
    assert problem["state"] == state
    assert told(county.visitor.get(f"/tickets/{ticket['id']}/review"))["open"] is False


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"rating": "dissatisfied"}, "tags"),
        ({"rating": "very_dissatisfied", "text": "   "}, "tags"),
        ({"rating": "dissatisfied", "tags": ["friendly"]}, "tags"),
        ({"rating": "satisfied", "tags": ["friendly", "no-such-tag"]}, "tags.1"),
    ],
)
def test_a_bad_review_says_what_was_wrong_and_tags_are_the_halls(county: County, body: Json, field: str) -> None:
    problem = refused(review(county, served(county), **body), "wrong_review", 422)
    assert [each["field"] for each in problem["errors"]] == [field]
    assert county.journal("review_given") == []


@pytest.mark.parametrize("more", [{"tags": ["rude"]}, {"text": WORDS}])
def test_a_tag_of_blame_or_a_few_words_are_enough(county: County, more: Json) -> None:
    told(review(county, served(county), "dissatisfied", **more), 201)
    with county.database.reading() as connection:
        [row] = connection.execute(sa.select(REVIEWS)).all()
        [step] = connection.execute(sa.select(STEPS)).all()
    # Monday the 23rd: one, five, eight and fifteen working days.
    assert [f"{row.verify_by:%m-%d}", f"{row.reply_by:%m-%d}"] == ["11-24", "11-30"]
    assert [f"{row.call_back_by:%m-%d}", f"{row.improve_by:%m-%d}"] == ["12-03", "12-14"]
    assert (row.reached, step.step, step.by) == ("found", "found", None)


@pytest.mark.parametrize("who", ["greeter", "clerk27", "manager", "county", "admin", "auditor"])
def test_staff_never_review_not_even_with_a_body_that_is_wrong(county: County, who: str) -> None:
    ticket, person = served(county), county.person(who)
    refused(review(county, ticket, by=person), "staff_may_not_review", 403)
    refused(person.post(f"/tickets/{ticket['id']}/review", {"nonsense": 1}), "staff_may_not_review", 403)
    assert county.journal("review_given") == []


def test_a_browser_that_staff_signed_in_with_does_not_review_either(county: County) -> None:
    ticket, browser = served(county), county.house.app.test_client()
    address, body = f"/api/v1/tickets/{ticket['id']}/review", {"rating": "satisfied"}
    names = {"username": "clerk27", "password": "correct horse 7 staple"}
    csrf = {"X-CSRF-Token": browser.post("/api/v1/session", json=names).get_json()["csrf_token"]}
    refused(browser.post(address, json=body, headers=csrf), "staff_may_not_review", 403)
    browser.post("/api/v1/session/pin", json={"pin": "4071"}, headers=csrf)
    browser.post("/api/v1/session/lock", headers=csrf)
    refused(browser.post(address, json=body, headers=csrf), "session_locked", 403)
    assert browser.delete("/api/v1/session", headers=csrf).status_code == 204
    refused(browser.post(address, json=body), "staff_may_not_review", 403)
    county.wait(hours=13)  # the session would be over
    refused(browser.post(address, json=body), "staff_may_not_review", 403)


def device(county: County, kind: str, window: int | None = None) -> Somebody:
    """A new device of the hall."""
    wanted = {"kind": kind, "name": f"{kind} {window}", "window": window}
    token = told(county.person("admin").post(f"/halls/{COUNTY}/devices", wanted), 201)["token"]
    return Somebody(county.house.app.test_client(use_cookies=False), {"Authorization": f"Bearer {token}"})


def test_the_tablet_asks_whom_its_window_has_just_served_until_it_calls_again(county: County) -> None:
    tablet, elsewhere = device(county, "review", 27), device(county, "review", 28)
    address = f"/windows/{county.windows[27]}/review"
    county.open(27)
    county.issue("tax")
    county.issue("tax")
    assert told(tablet.get(address))["ticket"] is None
    ticket = county.serve(27)
    assert told(tablet.get(address))["ticket"] is None
    told(county.finish(27, ticket))
    assert told(tablet.get(address)) == {"ticket": ticket["id"], "number": ticket["number"], "ask_seconds": 180}
    refused(elsewhere.get(address), "forbidden", 403)
    refused(review(county, ticket, by=elsewhere), "forbidden", 403)
    answer = told(review(county, ticket, "dissatisfied", by=tablet, text=WORDS), 201)
    assert answer["review"]["text"] is None  # the tablet stands in the open
    assert [entry.data["source"] for entry in county.journal("review_given")] == ["device"]
    assert told(tablet.get(address))["ticket"] is None
    second = county.serve(27)
    told(county.finish(27, second))
    county.issue("tax")
    county.call(27)
    assert told(tablet.get(address))["ticket"] is None


def test_the_tablet_asks_for_three_minutes(county: County) -> None:
    tablet = device(county, "review", 27)
    served(county)
    county.wait(minutes=3)
    assert told(tablet.get(f"/windows/{county.windows[27]}/review"))["ticket"]
    county.wait(seconds=1)
    assert told(tablet.get(f"/windows/{county.windows[27]}/review"))["ticket"] is None


def test_a_kiosk_takes_a_review_and_no_other_device_does(county: County) -> None:
    ticket = served(county)
    for kind in ("screen", "speaker", "led", "printer"):
        refused(review(county, ticket, by=device(county, kind)), "forbidden", 403)
    told(review(county, ticket, by=county.kiosk), 201)
    assert [entry.data["source"] for entry in county.journal("review_given")] == ["kiosk"]


def test_a_finish_that_was_reviewed_is_not_undone(county: County) -> None:
    ticket = served(county)
    told(review(county, ticket), 201)
    refused(county.clerk(27).does("undo", ticket), "nothing_to_undo", 409)
    assert told(county.clerk(27).get(f"/windows/{county.windows[27]}"))["undo"] is None


def test_whose_identity_number_was_checked_reviews_under_their_own_name(county: County) -> None:
    for ticket in (served(county, id_number=ADULT), served(county, name="王某", phone="13800138000")):
        told(review(county, ticket), 201)
    assert [entry.data["real_name"] for entry in county.journal("review_given")] == [True, False]


def test_a_visit_to_two_windows_is_about_what_ended_last(county: County) -> None:
    county.open(27, 28)
    county.issue("tax", "pension")
    first = county.serve(27)
    told(county.finish(27, first))
    with county.database.reading() as connection:
        windows = hall_book(connection, county.hall_id).windows.values()
    number = next(page.number for page in windows if "pension" in page.services and page.number != 27)
    county.open(*({number} - {28}))
    second = county.serve(number)
    told(county.clerk(number).does("finish", second, errands=[{"service": "pension", "outcome": "accepted"}]))
    told(review(county, second), 201)
    [entry] = county.journal("review_given")
    assert (entry.data["service"], entry.data["window_number"]) == ("pension", number)


def test_of_two_reviews_at_once_the_database_takes_one(county: County) -> None:
    """Whatever an action overlooked: here the look for an earlier review is passed by."""
    ticket = served(county)
    told(review(county, ticket), 201)
    with county.database.reading() as connection:
        [row] = connection.execute(sa.select(REVIEWS)).mappings().all()
    with pytest.raises(sa.exc.IntegrityError), county.database.engine.begin() as connection:
        connection.execute(sa.insert(REVIEWS).values({**row, "id": "x" * 22, "seq": row["seq"] + 1}))


def test_of_many_taps_one_is_kept(county: County) -> None:
    ticket = served(county)
    outcomes: list[str] = []

    def tap() -> None:
        try:
            with county.database.work(county.hall_id, Actor("visitor")) as work:
                book = hall_book(work.connection, work.hall_id)
                give_review(work, book, county.vault, ticket["id"], Opinion(Rating.SATISFIED), Source.PHONE)
            outcomes.append("kept")
        except HallError as error:
            outcomes.append(error.code)

    taps = [threading.Thread(target=tap) for _ in range(8)]
    for each in taps:
        each.start()
    for each in taps:
        each.join()
    assert sorted(outcomes) == ["already_reviewed"] * 7 + ["kept"]
