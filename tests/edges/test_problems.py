"""How a refusal looks: one shape, a stable code, the reader's language, and what is judged before what."""

from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from hall.edge.limits import Limits
from hall.errors import HallError, WrongSetting
from tests.halls import COUNTY, PASSWORD, Built, County, Somebody, opened, refused, told

PATH = f"/api/v1/halls/{COUNTY}/tickets"
NEEDED = {"type", "title", "status", "detail", "code"}


def raw(county: County, method: str, path: str, **more: Any) -> TestResponse:
    """A request that a careful client would not send."""
    return county.visitor.client.open(path, method=method, **more)


@pytest.fixture(params=[400, 401, 403, 404, 405, 409, 413, 422])
def problem(one_county: County, request: pytest.FixtureRequest) -> TestResponse:
    """One refusal of each kind."""
    county, json = one_county, "application/json"
    return {
        400: lambda: raw(county, "POST", PATH, data="{", content_type=json),
        401: lambda: raw(county, "GET", f"/api/v1/halls/{COUNTY}/board"),
        403: lambda: county.clerk(3).get(f"/halls/{COUNTY}/board"),
        404: lambda: raw(county, "GET", "/api/v1/halls/nowhere"),
        405: lambda: raw(county, "PUT", PATH, data="{}", content_type=json),
        409: lambda: county.at(3, "call-next"),
        413: lambda: raw(county, "POST", PATH, data=b" " * (1024 * 1024 + 1), content_type=json),
        422: lambda: raw(county, "POST", PATH, json={"channel": "phone"}),
    }[request.param]()


def test_every_refusal_is_a_problem_document(problem: TestResponse) -> None:
    assert problem.mimetype == "application/problem+json"
    document = problem.get_json()
    assert document.keys() >= NEEDED
    assert document["status"] == problem.status_code
    assert document["type"] == "/problems/" + document["code"].replace("_", "-")
    assert document["code"] == document["code"].lower().replace("-", "_").replace(" ", "_")
    assert all(isinstance(document[name], str) and document[name] for name in NEEDED - {"status"})
    assert problem.headers["Content-Language"] == "zh"
    assert problem.headers["X-Request-Id"]
    assert "Traceback" not in problem.get_data(as_text=True)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en;q=0.3,zh;q=0.9", "zh"),
        ("fr,de;q=0.9", "zh"),
        ("fr,en;q=0.1", "en"),
        ("*", "zh"),
        ("", "zh"),
        ("\x7f;;q=x,,", "zh"),
    ],
)
def test_the_readers_language_is_answered(one_county: County, accepted: str, language: str) -> None:
    response = one_county.visitor.get("/halls/nowhere", Accept_Language=accepted)
    assert response.headers["Content-Language"] == language
    title = {"zh": "没有这个大厅", "en": "There is no such hall"}[language]
    assert response.get_json()["title"] == title


def test_an_address_may_ask_for_a_language_itself(one_county: County) -> None:
    response = one_county.visitor.get("/halls/nowhere?lang=en", Accept_Language="zh")
    assert response.get_json()["title"] == "There is no such hall"


def test_an_address_that_is_not_there_and_a_method_it_does_not_take_are_told_apart(one_county: County) -> None:
    refused(raw(one_county, "GET", "/api/v1/nope"), "no_such_door", 404)
    wrong = raw(one_county, "DELETE", PATH)
    refused(wrong, "wrong_method", 405)
    assert set(wrong.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}, "RFC 9110, 15.5.6"
    assert set(raw(one_county, "POST", "/healthz").headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("closed_by_hand", [False, True])
def test_when_it_opens_is_told_as_every_instant_is(county: County, *, closed_by_hand: bool) -> None:
    if closed_by_hand:
        told(county.manager.post(f"/halls/{COUNTY}/close"))
    else:
        county.wait(hours=12)
    problem = refused(
        county.visitor.post(f"/halls/{COUNTY}/tickets", {"channel": "phone", "services": ["tax"]}), "hall_closed"
    )
    hall = told(county.visitor.get(f"/halls/{COUNTY}"))
    assert problem["opens_at"] == hall["opens_at"] == "2026-11-24T00:00:00.000000Z"


@pytest.mark.parametrize(
    "body", ["{", "[]", '"tax"', "3", "null", "{'services': 1}", "\xff", "[" * 100_000, '{"a": NaN', "\x00"]
)
def test_what_is_no_json_object_cannot_be_read(one_county: County, body: str) -> None:
    response = raw(one_county, "POST", PATH, data=body.encode("latin-1"), content_type="application/json")
    refused(response, "bad_request", 400)


@pytest.mark.parametrize("depth", [10, 500, 900])
@pytest.mark.parametrize("door", ["appointments", "escalations", "tickets"])
def test_a_wrong_value_may_be_nested_as_deep_as_json_is_read(one_county: County, door: str, depth: int) -> None:
    nested = "[" * depth + "]" * depth
    body = f'{{"service": {nested}, "principals": {nested}}}'
    response = raw(one_county, "POST", f"/api/v1/halls/{COUNTY}/{door}", data=body, content_type="application/json")
    assert refused(response, "invalid", 422)["errors"]


@pytest.mark.parametrize("door", ["appointments", "escalations", "tickets"])
def test_of_very_many_wrong_fields_a_hundred_are_told(one_county: County, door: str) -> None:
    body = {"phone": "1", **{f"unknown{at}": 1 for at in range(3000)}}
    problem = refused(one_county.visitor.post(f"/halls/{COUNTY}/{door}", body), "invalid", 422)
    assert len(problem["errors"]) == 100


def test_an_absent_body_is_an_empty_one(one_county: County) -> None:
    problem = refused(raw(one_county, "POST", PATH), "invalid", 422)
    assert [at["field"] for at in problem["errors"]] == ["channel"]


def test_every_wrong_field_is_named_at_once_in_the_readers_words(one_county: County) -> None:
    body = {"channel": "phone", "services": 3, "colour": "red", "phone": "1" * 65}
    response = one_county.visitor.post(f"/halls/{COUNTY}/tickets", body, Accept_Language="en")
    errors = {at["field"]: at["message"] for at in refused(response, "invalid", 422)["errors"]}
    assert set(errors) == {"services", "colour", "phone"}
    assert errors["colour"] == "is not a known field; leave it out"
    assert errors["phone"] == "is too long: 64 characters at most"


def test_an_unknown_field_of_a_query_is_refused_too(one_county: County) -> None:
    assert refused(one_county.visitor.get("/halls?colour=red"), "invalid", 422)["errors"][0]["field"] == "colour"


@pytest.mark.parametrize("body", [b"{", b'{"no_such_field": 1}', b"[]"])
def test_rights_are_judged_before_the_body(one_county: County, body: bytes) -> None:
    paths = (f"/halls/{COUNTY}/close", f"/halls/{COUNTY}/allocations", f"/windows/{one_county.windows[3]}/pause")
    for path in paths:
        stranger = raw(one_county, "POST", "/api/v1" + path, data=body, content_type="application/json")
        refused(stranger, "not_signed_in", 401)
        greeter = raw(one_county, "POST", "/api/v1" + path, data=body, headers=one_county.greeter.headers)
        refused(greeter, "forbidden", 403)


def test_a_stranger_learns_nothing_of_what_is_there(one_county: County) -> None:
    for path in (f"/windows/{one_county.windows[3]}/call-next", f"/windows/{'x' * 22}/call-next", "/halls/x/close"):
        refused(one_county.visitor.post(path), "not_signed_in", 401)


class Browser:
    """A signed-in person's browser: a session cookie, and the token that goes with it."""

    def __init__(self, county: County, username: str) -> None:
        self.client = county.house.app.test_client()
        body = {"username": username, "password": PASSWORD}
        self.token = told(self.client.post("/api/v1/session", json=body))["csrf_token"]

    def close(self, **headers: str) -> TestResponse:
        return self.client.post(f"/api/v1/halls/{COUNTY}/close", headers=headers)


def test_a_session_acts_only_with_its_csrf_token(county: County) -> None:
    browser, other = Browser(county, "manager"), Browser(county, "manager")
    for headers in ({}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "x"}, {"X-CSRF-Token": other.token}):
        refused(browser.close(**headers), "wrong_csrf_token", 403)
    assert county.journal() == []
    told(browser.close(**{"X-CSRF-Token": browser.token}))


def test_a_csrf_token_without_its_cookie_is_nothing(county: County) -> None:
    token = Browser(county, "manager").token
    refused(county.visitor.post(f"/halls/{COUNTY}/close", X_CSRF_Token=token), "not_signed_in", 401)


def test_reading_needs_no_csrf_token_and_public_doors_take_a_signed_in_person_with_it(county: County) -> None:
    browser = Browser(county, "greeter")
    told(browser.client.get(f"/api/v1/halls/{COUNTY}/tickets"))
    wish = {"channel": "desk", "services": ["tax"]}
    refused(browser.client.post(PATH, json=wish), "wrong_csrf_token", 403)
    told(browser.client.post(PATH, json=wish, headers={"X-CSRF-Token": browser.token}), 201)


def test_a_session_ends_after_half_an_hour_of_silence(county: County) -> None:
    browser = Browser(county, "manager")
    for _ in range(3):
        county.clock.advance(timedelta(minutes=29))
        told(browser.client.get("/api/v1/session"))
    county.clock.advance(timedelta(minutes=30, seconds=1))
    refused(browser.client.get("/api/v1/session"), "not_signed_in", 401)


def test_a_stranger_who_knocks_too_often_is_told_when_to_come_again(built: Built, tmp_path: Any) -> None:
    with opened(built, tmp_path, rate_limits="3/minute") as county:
        stranger = Somebody(county.visitor.client, {"X-Forwarded-For": "203.0.113.7"})
        for _ in range(3):
            told(stranger.get("/halls"))
        response = stranger.get("/halls")
        refused(response, "too_fast", 429)
        assert 1 <= int(response.headers["Retry-After"]) <= 60
        told(stranger.get(f"/halls/{COUNTY}"))  # each door counts for itself
        refused(Somebody(county.visitor.client, {"X-Forwarded-For": "203.0.113.8"}).get("/halls"), "too_fast", 429)


def test_who_sends_staff_on_their_way_may_do_so_a_few_times_an_hour(built: Built, tmp_path: Any) -> None:
    with opened(built, tmp_path, rate_limits="240/minute") as county:
        for _ in range(20):
            told(county.visitor.post(f"/halls/{COUNTY}/assistance", {"service": "tax"}), 201)
        response = county.visitor.post(f"/halls/{COUNTY}/assistance", {"service": "tax"})
        assert "分钟后再试" in refused(response, "too_fast", 429)["detail"]
        assert 120 < int(response.headers["Retry-After"]) <= 3600
        told(county.kiosk.post(f"/halls/{COUNTY}/assistance", {}), 201)  # a kiosk is the hall's own


@pytest.mark.parametrize("setting", ["often", "10", "3/fortnight", "", "-1/minute", "0/minute"])
def test_a_rate_that_is_none_stops_the_start_by_name(setting: str) -> None:
    with pytest.raises(WrongSetting, match="HALL_RATE_LIMITS"):
        Limits(setting)


def test_staff_and_kiosks_are_known_and_not_counted(built: Built, tmp_path: Any) -> None:
    with opened(built, tmp_path, rate_limits="1/minute") as county:
        for _ in range(5):
            told(county.kiosk.get("/halls"))
            told(county.manager.get("/halls"))
            county.issue("tax")


def test_whoever_watches_the_server_is_told_that_it_lives_and_nothing_more(one_county: County) -> None:
    for path, status in (("/healthz", "alive"), ("/readyz", "ready")):
        assert told(raw(one_county, "GET", path)) == {"status": status}


def test_guessing_ids_is_counted_too(built: Built, tmp_path: Any) -> None:
    with opened(built, tmp_path, rate_limits="3/minute") as county:
        codes = [county.visitor.get(f"/tickets/{'x' * 21}{n}").status_code for n in range(5)]
        assert codes == [404, 404, 404, 429, 429]


def test_an_error_that_nobody_foresaw_shows_no_trace(one_county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("secret detail 13800138000")

    monkeypatch.setattr("hall.catalogue.listing.hall_rows", broken)
    response = one_county.visitor.get("/halls")
    refused(response, "internal_error", 500)
    assert "secret" not in response.get_data(as_text=True)


def kinds(error: type[HallError]) -> list[type[HallError]]:
    return [error, *(deeper for each in error.__subclasses__() for deeper in kinds(each))]


def test_every_code_is_one_errors_own() -> None:
    mine = [kind for kind in kinds(HallError) if kind.__module__.startswith("hall.")]
    codes = [kind.code for kind in mine]
    assert sorted(set(codes)) == sorted(codes)
    assert all(kind.title.zh and kind.title.en for kind in mine)


@pytest.mark.parametrize(("setting", "last"), [("1000/minute", (429, "too_fast")), ("off", (401, "wrong_password"))])
def test_wrong_sign_ins_of_many_names_are_limited_by_address(
    built: Built, tmp_path: Any, setting: str, last: tuple[int, str]
) -> None:
    with opened(built, tmp_path, rate_limits=setting) as county:
        answers = [county.visitor.post("/session", {"username": f"n{at}", "password": "x"}) for at in range(31)]
    told = [(answer.status_code, answer.json["code"]) for answer in answers]
    assert told == [(401, "wrong_password")] * 30 + [last]
