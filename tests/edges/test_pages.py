"""The pages as a browser gets them: the right language, their configuration, and nothing inline."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hall.edge.device_cookies import DeviceCookies
from hall.text import Text
from hall.web.assets import Assets
from hall.web.pages import HallCard, pages

COUNTY = HallCard(
    "zhouzhi",
    Text("周至县政务服务中心", "Zhouzhi County Government Service Centre"),
    (("main", Text("一楼综合区", "Main hall")), ("enterprise", Text("企业服务区", "Enterprise zone"))),
)
ENGLISH = HallCard("harbour", Text("港口中心", "Harbour Centre"), language="en")
ADDRESSES = [
    "/",
    "/kiosk/zhouzhi",
    "/screen/zhouzhi?zone=main&speak=1",
    "/led/zhouzhi/3",
    "/review/zhouzhi/3",
    "/sign-in",
    "/desk",
    "/greeter",
    "/manage",
    "/manage/reviews",
    "/manage/help",
    "/manage/carriers",
    "/manage/floor",
    "/t/abc",
    "/book/zhouzhi?service=tax",
    "/help/zhouzhi?service=tax",
    "/h/abc",
    "/a/abc",
    "/appointments",
]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder as the build leaves it."""
    of_devices = ("kiosk", "screen", "led", "tablet")
    of_staff = ("sign-in", "desk", "greeter", "manage", "reviews", "help-notices", "carriers", "appointments")
    of_people = (*of_staff, "visitor", "booking", "appointment", "help", "helped")
    scripts = ("home", *of_devices, *of_people, "phone-worker")
    for name in ("hall.css", "icon.svg", *(f"{script}.js" for script in scripts)):
        (tmp_path / name).write_text(f"/* {name} */", encoding="utf-8")
    return tmp_path


@pytest.fixture
def client(built: Path) -> Iterator[FlaskClient]:
    app = Flask(__name__, static_folder=None)
    app.register_blueprint(pages(lambda: [COUNTY, ENGLISH], DeviceCookies("secret"), assets=Assets(built)))
    with app.test_client() as test_client:
        yield test_client


def config_of(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="page">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    config: dict[str, object] = json.loads(found[1])
    return config


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_loads_from_here_alone_and_has_nothing_inline(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    html = answer.get_data(as_text=True)
    policy = answer.headers["Content-Security-Policy"]
    assert answer.status_code == 200
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert re.findall(r"https?://\S+", policy) == ["http://127.0.0.1:*"]  # the printer beside the page
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html)
    assert not re.search(r"<script(?![^>]*(\ssrc=|application/json))", html)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', html)


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [("", "zh-CN", "zh-CN"), ("", "en-GB,zh;q=0.5", "en"), ("?lang=en", "zh-CN", "en"), ("", "fr", "zh-CN")],
)
def test_a_page_speaks_the_language_asked_for(client: FlaskClient, query: str, header: str, language: str) -> None:
    html = client.get(f"/kiosk/zhouzhi{query}", headers={"Accept-Language": header}).get_data(as_text=True)
    assert f'<html lang="{language}"' in html
    assert config_of(html)["language"] == language[:2]


def test_a_kiosk_is_told_its_hall_and_where_phones_find_it(client: FlaskClient) -> None:
    config = config_of(client.get("/kiosk/zhouzhi", base_url="http://hall.local:8000").get_data(as_text=True))
    assert config["hall"] == "zhouzhi"
    assert config["name"] == COUNTY.name.as_json()
    assert config["public_url"] == "http://hall.local:8000"


def test_a_public_address_wins_over_the_one_the_kiosk_uses(built: Path) -> None:
    app = Flask(__name__, static_folder=None)
    app.register_blueprint(
        pages(lambda: [COUNTY], DeviceCookies("secret"), public_url="https://hall.example/", assets=Assets(built))
    )
    with app.test_client() as client:
        assert config_of(client.get("/kiosk/zhouzhi").get_data(as_text=True))["public_url"] == "https://hall.example"


def test_booking_is_told_its_hall_and_what_for(client: FlaskClient) -> None:
    config = config_of(client.get("/book/zhouzhi?service=tax").get_data(as_text=True))
    assert (config["hall"], config["name"], config["service"]) == ("zhouzhi", COUNTY.name.as_json(), "tax")
    assert config_of(client.get("/book/zhouzhi").get_data(as_text=True))["service"] is None
    assert config_of(client.get("/a/abc").get_data(as_text=True))["appointment"] == "abc"


def test_a_screen_is_told_its_zone_and_whether_to_speak(client: FlaskClient) -> None:
    silent = config_of(client.get("/screen/zhouzhi").get_data(as_text=True))
    speaking = config_of(client.get("/screen/zhouzhi?zone=main&speak=1").get_data(as_text=True))
    assert (silent["zone"], silent["speak"]) == (None, False)
    assert (speaking["zone"], speaking["speak"]) == ("main", True)


@pytest.mark.parametrize("page", ["/screen/{}", "/led/{}/1", "/review/{}/1"])
def test_what_hangs_in_a_hall_speaks_the_halls_language_whatever_the_browser_is(client: FlaskClient, page: str) -> None:
    def language(hall: str, query: str, accepted: str) -> object:
        answer = client.get(page.format(hall) + query, headers={"Accept-Language": accepted})
        return config_of(answer.get_data(as_text=True))["language"]

    assert language("zhouzhi", "", "en-GB") == "zh"
    assert language("harbour", "", "zh-CN") == "en"
    assert language("zhouzhi", "?lang=en", "zh-CN") == "en"
    assert language("harbour", "?lang=xx", "zh-CN") == "en"


@pytest.mark.parametrize(
    ("query", "bar"),
    [("", (8, 1)), ("?chars=12&rows=2", (12, 2)), ("?chars=9&rows=3", (8, 1)), ("?chars=x&rows=", (8, 1))],
)
def test_a_bar_is_as_wide_and_high_as_asked_for(client: FlaskClient, query: str, bar: tuple[int, int]) -> None:
    config = config_of(client.get(f"/led/zhouzhi/3{query}").get_data(as_text=True))
    assert (config["hall"], config["window"]) == ("zhouzhi", 3)
    assert (config["chars"], config["rows"]) == bar


@pytest.mark.parametrize("address", ["/t/abc", "/a/abc", "/book/zhouzhi"])
def test_a_phone_may_keep_its_pages_and_they_open_where_they_were(client: FlaskClient, address: str) -> None:
    html = client.get(f"{address}?lang=en").get_data(as_text=True)
    named = re.search(r'<link rel="manifest" href="([^"]+)">', html)
    assert named is not None
    answer = client.get(named[1])
    assert answer.mimetype == "application/manifest+json"
    told = answer.get_json()
    assert (told["start_url"], told["display"], told["lang"]) == (address, "standalone", "en")
    with client.get(told["icons"][0]["src"]) as icon:
        assert icon.status_code == 200
    assert 'rel="manifest"' not in client.get("/kiosk/zhouzhi").get_data(as_text=True)


@pytest.mark.parametrize("folder", ["/t/", "/a/"])
def test_the_worker_of_phones_serves_the_pages_beside_it_alone_and_is_never_kept(
    client: FlaskClient, folder: str
) -> None:
    with client.get(f"{folder}worker.js") as answer:
        assert answer.status_code == 200
        assert "phone-worker" in answer.get_data(as_text=True)
        assert answer.headers["Content-Type"].startswith("text/javascript")
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        # Without this header a worker reaches no further than its own folder.
        assert "Service-Worker-Allowed" not in answer.headers


@pytest.mark.parametrize(
    "address",
    [
        "/kiosk/nowhere",
        "/book/nowhere",
        "/help/nowhere",
        "/screen/nowhere",
        "/led/nowhere/3",
        "/led/zhouzhi/three",
        "/review/nowhere/3",
        "/review/zhouzhi/three",
    ],
)
def test_a_hall_that_is_not_there_is_a_page_that_says_so(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "没有这个页面" in answer.get_data(as_text=True)


def test_an_address_that_is_none_is_a_page_for_people_and_a_problem_for_programs(client: FlaskClient) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"}
    page = client.get("/kisok/zhouzhi", headers=browser)
    assert page.status_code == 404
    assert "没有这个页面" in page.get_data(as_text=True)
    for headers, address in (({}, "/kisok/zhouzhi"), (browser, "/api/v1/kisok")):
        problem = client.get(address, headers=headers)
        assert (problem.status_code, problem.mimetype) == (404, "application/problem+json")
        assert problem.json is not None
        assert problem.json["code"] == "no_such_door"


def test_what_stands_in_an_address_cannot_leave_its_place_in_the_page(client: FlaskClient) -> None:
    html = client.get("/t/</script><script>alert(1)</script>").get_data(as_text=True)
    assert "<script>alert" not in html
    html = client.get("/screen/zhouzhi?zone=</script><script>alert(1)</script>").get_data(as_text=True)
    assert "<script>alert" not in html
    assert config_of(html)["zone"] == "</script><script>alert(1)</script>"


def test_a_built_file_is_kept_for_ever_under_the_address_of_its_content(client: FlaskClient, built: Path) -> None:
    def address() -> str:
        found = re.search(r'src="(/static/kiosk\.js\?v=[0-9a-f]{16})"', client.get("/kiosk/zhouzhi").text)
        assert found is not None
        return found[1]

    def kept(at: str) -> str:
        with client.get(at) as answer:
            return answer.headers["Cache-Control"]

    first = address()
    assert "max-age=31536000" in kept(first)
    (built / "kiosk.js").write_text("/* built anew */", encoding="utf-8")
    assert address() != first
    assert kept(first) == "no-cache"


def test_an_unversioned_file_is_asked_after_each_time(client: FlaskClient) -> None:
    with client.get("/static/kiosk.js") as answer:
        assert answer.headers["Cache-Control"] == "no-cache"
        tag = answer.headers["ETag"]
    with client.get("/static/kiosk.js", headers={"If-None-Match": tag}) as again:
        assert again.status_code == 304


@pytest.mark.parametrize("name", ["../assets.py", "%2e%2e/assets.py", "nothing.js"])
def test_only_built_files_are_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


def test_a_checkout_that_was_not_built_says_what_to_do(tmp_path: Path) -> None:
    app = Flask(__name__, static_folder=None)
    app.register_blueprint(pages(lambda: [COUNTY], DeviceCookies("secret"), assets=Assets(tmp_path)))
    with app.test_client() as client:
        assert "make assets" in client.get("/desk").text
