"""GET /halls and /halls/{hall}: open or not, until when, with what; GET …/services: what can be done now."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from hall.catalogue.actions.rows import renew_books
from hall.catalogue.models import WINDOWS
from hall.clock import FrozenClock
from hall.db import ORDERS, Database
from tests.edges.catalogue.conftest import Get

EVENING = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)  # 17:30 on a Monday
NIGHT = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def service(get: Get, code: str, hall: str = "zhouzhi") -> Any:
    return next(item for item in get(f"/halls/{hall}/services")["items"] if item["code"] == code)


def test_all_halls_with_whether_they_are_open_and_how_many_wait(get: Get) -> None:
    answer = get("/halls")
    assert [item["code"] for item in answer["items"]] == ["zhouzhi", "louguan", "yabai", "houzhenzi"]
    assert answer["next"] is None
    assert answer["items"][1] == {
        "code": "louguan",
        "name": {"zh": "楼观镇便民服务中心", "en": "Louguan Town Convenience Service Centre"},
        "label": "楼观镇便民服务中心",
        "tier": "town",
        "parent": "zhouzhi",
        "latitude": 34.056,
        "longitude": 108.322,
        "open_now": True,
        "waiting": 0,
        "ahead": None,
        "wait": None,
        "distance_km": None,
        "virtual": None,
    }
    assert answer["items"][0]["waiting"] == 5
    assert answer["items"][0]["wait"]["p50_minutes"] == 18


def test_the_nearest_hall_comes_first(get: Get) -> None:
    items = get("/halls?near=34.05,108.32")["items"]
    assert [item["code"] for item in items] == ["louguan", "zhouzhi", "yabai", "houzhenzi"]
    assert items[0]["distance_km"] == pytest.approx(0.7, abs=0.1)
    assert items[1]["distance_km"] == pytest.approx(15.5, abs=0.2)


def test_halls_that_do_a_service_with_who_waits_for_that(get: Get) -> None:
    items = get("/halls?service=pension&near=34.05,108.32")["items"]
    told = [(item["code"], item["waiting"], item["ahead"]) for item in items]
    assert told[:2] == [("louguan", 0, 0), ("zhouzhi", 2, 7)]
    assert [item["code"] for item in get("/halls?service=exit-entry")["items"]] == ["zhouzhi"]
    assert get("/halls?service=nothing", 422)["code"] == "unknown_service"
    assert get("/halls")["items"][0]["virtual"] == {"metres": 2000, "minutes": 30}


def test_another_hall_is_offered_while_the_wait_here_is_long(get: Get) -> None:
    answer = get("/halls/zhouzhi/elsewhere?service=household")
    assert answer["wait"]["p50_minutes"] == 75
    [town] = answer["items"]
    assert (town["code"], town["distance_km"], town["wait"]["p50_minutes"]) == ("louguan", 15.1, 5)
    assert town["saves_minutes"] == 75 - 5 - 5 - round(2 * 15.1)
    [nearer] = get("/halls/zhouzhi/elsewhere?service=household&near=34.06,108.32")["items"]
    assert nearer["saves_minutes"] > town["saves_minutes"]  # whoever stands beside it saves the way here too
    assert get("/halls/zhouzhi/elsewhere?service=tax")["items"] == []  # not long
    assert get("/halls/louguan/elsewhere?service=household")["items"] == []
    assert get("/halls/zhouzhi/elsewhere?service=pension")["items"] == []  # nobody can say how long
    assert get("/halls/zhouzhi/elsewhere", 422)["code"] == "invalid"


def test_a_hall_that_gives_no_tickets_now_is_not_offered(get: Get, frozen: FrozenClock) -> None:
    frozen.advance(NIGHT - frozen.at)
    assert get("/halls/zhouzhi/elsewhere?service=household")["items"] == []


@pytest.mark.parametrize(
    "query", ["near=34.05", "near=91,0", "near=nan,nan", "near=a,b", "limit=0", "limit=201", "limit=x", "colour=red"]
)
def test_queries_that_mean_nothing_are_refused(get: Get, query: str) -> None:
    assert get(f"/halls?{query}", 422)["code"] == "invalid"


def test_halls_come_in_pages(get: Get) -> None:
    first = get("/halls?limit=3")
    assert [item["code"] for item in first["items"]] == ["zhouzhi", "louguan", "yabai"]
    rest = get(f"/halls?limit=3&after={first['next']}")
    assert [item["code"] for item in rest["items"]] == ["houzhenzi"]
    assert rest["next"] is None


def test_one_hall_with_its_hours_windows_and_notices(get: Get) -> None:
    answer = get("/halls/zhouzhi", **{"Accept-Language": "en-GB,en;q=0.8"})
    assert answer["label"] == "Zhouzhi County Government Service Centre"
    assert (answer["open_now"], answer["issuing"], answer["opens_at"]) == (True, True, None)
    assert answer["open_until"] == "2026-11-23T10:30:00.000000Z"
    assert answer["hours"]["weekday"] == ["09:00-12:00", "13:00-17:00"]
    assert [zone["label"] for zone in answer["zones"]] == ["Main hall", "Enterprise zone"]
    assert [window["number"] for window in answer["windows"]] == list(range(1, 34))
    assert answer["windows"][32] == {
        "id": answer["windows"][32]["id"],
        "number": 33,
        "name": {"zh": "统一出件", "en": "Collect results"},
        "label": "Collect results",
        "kind": "special",
        "zone": "main",
        "services": ["collect"],
        "sessions": ["midday"],
        "state": "closed",
        "paused_until": None,
    }
    assert [notice["code"] for notice in answer["notices"]] == ["walk-ins-welcome", "green-channel"]
    assert answer["notices"][0]["label"].startswith("No appointment needed")
    assert (answer["waiting"], answer["no_show"]) == (5, "requeue")
    assert answer["capacity"] == 400


def test_a_hall_at_night_says_when_it_opens(get: Get, frozen: FrozenClock) -> None:
    frozen.advance(NIGHT - frozen.at)
    answer = get("/halls/zhouzhi")
    assert (answer["open_now"], answer["issuing"], answer["open_until"]) == (False, False, None)
    assert answer["opens_at"] == "2026-11-24T00:00:00.000000Z"
    assert not any(item["open_now"] for item in get("/halls")["items"])


def test_a_hall_that_its_manager_closed_is_closed_until_its_next_day(get: Get, county: Database) -> None:
    with county.change() as transaction:
        closed = sa.update(ORDERS).where(ORDERS.c.hall_id == 1).values(closed_on=date(2026, 11, 23))
        transaction.connection.execute(closed)
    answer = get("/halls/zhouzhi")
    assert (answer["open_now"], answer["issuing"], answer["open_until"]) == (False, False, None)
    assert answer["opens_at"] == "2026-11-24T00:00:00.000000Z"
    assert [item["open_now"] for item in get("/halls")["items"]] == [False, True, True, True]
    assert service(get, "tax")["reason"]["en"].startswith("The hall gives no more tickets today")


def test_a_hall_that_is_not_there(get: Get) -> None:
    assert get("/halls/nowhere", 404)["code"] == "hall_not_found"
    assert get("/halls/nowhere/services", 404)["code"] == "hall_not_found"


def test_a_service_with_where_it_is_done_and_how_many_wait(get: Get, county: Database) -> None:
    with county.change() as transaction:
        opened = sa.update(WINDOWS).where(WINDOWS.c.hall_id == 1, WINDOWS.c.number.in_([3, 27])).values(state="open")
        transaction.connection.execute(opened)
        renew_books(transaction.connection, [1])
    assert service(get, "tax") == {
        "code": "tax",
        "name": {"zh": "涉税业务", "en": "Tax affairs"},
        "label": "涉税业务",
        "aliases": ["报税", "契税", "发票"],
        "initials": ["ssyw", "bs", "qs", "fp"],
        "audience": ["person", "organisation"],
        "prefix": "H",
        "department": "国家税务总局周至县税务局",
        "materials": [{"zh": "居民身份证", "en": "Identity card"}],
        "median_minutes": 8.0,
        "bookable": True,
        "online": True,
        "frequent": False,
        "windows": [*range(3, 15), 27, 28, 31],
        "open_windows": 2,
        "waiting": 3,
        "ahead": 4,
        "wait": {"p10_minutes": 12, "p50_minutes": 18, "p90_minutes": 27},
        "available": True,
        "reason": None,
    }


def test_a_town_lists_what_it_does_and_the_bundles_it_can_do_whole(get: Get) -> None:
    county, town = get("/halls/zhouzhi/services"), get("/halls/yabai/services")
    assert len(county["items"]) == 26
    assert len(county["bundles"]) == 10
    assert [item["code"] for item in town["items"]] == [
        "consult",
        "general",
        "pension",
        "medical-insurance",
        "welfare",
        "cannot-get-it-done",
    ]
    assert town["bundles"] == []
    assert town["items"][2]["windows"] == [1, 2]
    assert county["bundles"][0]["initials"] == ["csyjs"]
    assert county["bundles"][0]["services"] == ["household", "medical-enrolment", "social-card"]


def test_what_most_come_for_is_frequent_and_what_has_its_own_tile_is_not(get: Get) -> None:
    frequent = {item["code"] for item in get("/halls/zhouzhi/services")["items"] if item["frequent"]}
    assert len(frequent) == 8
    assert {"pension", "medical-insurance", "general"} <= frequent
    assert not {"consult", "collect", "cannot-get-it-done", "construction"} & frequent


def test_a_service_whose_windows_have_gone_home_says_when_it_is_done_next(get: Get, frozen: FrozenClock) -> None:
    frozen.advance(EVENING - frozen.at)
    assert service(get, "tax")["available"]  # comprehensive windows stay for the late session
    gone = service(get, "exit-entry")
    assert not gone["available"]
    assert gone["reason"] == {
        "zh": "“出入境证件”今天没有窗口办理，下次办理时间 11月24日 09:00",
        "en": "No window handles Exit-entry documents today; next on 24 Nov at 09:00",
    }


def test_a_service_whose_tickets_are_used_up_says_so(get: Get) -> None:
    gone = service(get, "construction")
    assert not gone["available"]
    assert gone["reason"]["en"].startswith("The 60 tickets for Construction project approval are taken")


def test_services_of_a_closed_hall_say_when_it_opens(get: Get, frozen: FrozenClock) -> None:
    frozen.advance(NIGHT - frozen.at + timedelta(days=4))  # Friday night: Saturday's session is next
    reason = service(get, "tax")["reason"]
    assert reason["zh"] == "大厅未开放，下次开放时间 11月28日 09:00"


def test_services_come_in_pages_with_all_bundles(get: Get) -> None:
    page = get("/halls/zhouzhi/services?limit=25")
    assert len(page["items"]) == 25
    assert len(page["bundles"]) == 10
    assert [item["code"] for item in get(f"/halls/zhouzhi/services?after={page['next']}")["items"]] == [
        "cannot-get-it-done"
    ]
