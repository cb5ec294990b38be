"""The halls near by, and another hall offered where the wait is long."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.demo import COUNTY, Demo
from tests.browser.measuring import lost, small
from tests.browser.phones import NARROW, open_phone
from tests.served import copied

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
AT_TOWN = {"latitude": 34.0565, "longitude": 108.3225, "accuracy": 15}
HERE, THERE = "cannot-get-it-done", "louguan"  # one window in the county hall does it, three in the town


@pytest.fixture(scope="module")
def demo(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The town's windows work too; in the county hall many wait."""
    hall = Demo(copied(furnished, tmp_path_factory.mktemp("hall") / "data"))
    with closing(sqlite3.connect(hall.folder / "hall.db")) as database, database:
        town = "(SELECT id FROM halls WHERE code = ?)"
        database.execute(f"UPDATE windows SET state = 'open' WHERE hall_id = {town}", (THERE,))
        database.execute("UPDATE halls SET version = 'anew' WHERE code = ?", (THERE,))
    hall.start()
    for _ in range(10):
        hall.take(HERE)
    yield hall
    hall.stop()


def test_halls_by_distance_with_what_is_open_and_how_long(demo: Demo, open_page: OpenPage) -> None:
    page = open_page("about:blank", size=NARROW)
    page.goto(f"{demo.base_url}/near?service={HERE}&lang=zh")
    expect(page.locator("[data-hall]")).to_have_count(4)
    expect(page.locator("[data-km]")).to_have_count(0)
    page.locator("[data-act=locate]").click()
    expect(page.locator("[data-unplaced=denied]")).to_be_visible()
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation(AT_TOWN)
    page.locator("[data-act=locate]").click()
    expect(page.locator("[data-hall]").first).to_have_attribute("data-hall", THERE)
    expect(page.locator("[data-hall]").first).to_contain_text("0.1 公里")
    expect(page.locator(f"[data-hall={COUNTY}]")).to_contain_text("前面 10 人")
    assert violations(page) + lost(page) + small(page, 44) == []
    page.set_viewport_size({"width": 1080, "height": 1920})
    assert violations(page) + lost(page) == []
    page.locator(f"[data-hall={COUNTY}] .button--filled").click()
    expect(page.locator("[data-act=soon]")).to_be_visible()


def test_where_the_wait_is_long_a_hall_that_is_sooner_is_offered(demo: Demo, open_page: OpenPage) -> None:
    ticket = demo.take(HERE)
    page = open_phone(open_page, demo.base_url, ticket)
    expect(page.locator(f"[data-elsewhere] [data-hall={THERE}]")).to_contain_text("15.1 公里")
    expect(page.locator("[data-elsewhere]")).to_contain_text("请先取消这张号票")
    assert violations(page) + lost(page) + small(page, 44) == []
    page.locator("[data-elsewhere] [data-act=near]").click()
    expect(page.locator(f"[data-hall={THERE}]")).to_be_visible()
    page.goto(f"{demo.base_url}/take/{COUNTY}?service={HERE}&lang=en")
    expect(page.locator("[data-elsewhere]")).to_contain_text("Sooner elsewhere")
    page.goto(f"{demo.base_url}/take/{COUNTY}?service=tax&lang=en")
    expect(page.locator("[data-act=locate]")).to_be_visible()
    expect(page.locator("[data-elsewhere]")).to_have_count(0)  # nobody waits for that
