"""The command line changes a hall that another process serves: its screens follow."""

import time
from importlib.resources import files
from pathlib import Path

from tests.ears import Ears
from tests.people import Cast
from tests.served import Served, command

WITHIN_SECONDS = 2.0
EXAMPLE = files("hall.catalogue") / "data" / "examples" / "zhouzhi.toml"


def edited(folder: Path, *changes: tuple[str, str]) -> Path:
    """The example with these changes, as a file."""
    text = EXAMPLE.read_text(encoding="utf-8")
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    path = folder / "edited.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_imported_definition_reaches_the_screens_within_two_seconds(
    own: Served, own_cast: Cast, own_ears: Ears, tmp_path: Path
) -> None:
    screen, desk = own_ears.screen(), own_ears.desk(own_cast.manager.cookie)
    screen.wait("head")
    path = edited(
        tmp_path,
        ('name = { zh = "通办窗口", en = "Cross-region" }', 'name = { zh = "异地通办", en = "Elsewhere" }'),
        ("未预约也可直接取号办理", "没有预约也可直接取号办理"),
    )
    imported = command(own.data, "import", str(path))
    ended = time.monotonic()
    assert imported.returncode == 0, imported.stderr

    window = screen.wait("window_changed", lambda fact: fact["data"]["window"]["number"] == 30)
    assert window.data["data"]["window"]["name"] == {"zh": "异地通办", "en": "Elsewhere"}
    notice = screen.wait("notice_changed")
    assert any("没有预约" in each["text"]["zh"] for each in notice.data["data"]["notices"])
    board = desk.wait("board", lambda view: "没有预约" in str(view["data"]["notices"]))
    for heard in (window, notice, board):
        print(f"{heard.kind} {heard.at - ended:.2f} s after the import ended")
        assert heard.at - ended < WITHIN_SECONDS
    screen.check_order()
    desk.wait("hall_changed")
    desk.check_order()

    assert command(own.data, "import", str(path)).returncode == 0
    assert command(own.data, "verify").returncode == 0


def test_a_hall_added_by_an_import_is_served_at_once(own: Served, own_ears: Ears, tmp_path: Path) -> None:
    path = edited(tmp_path, ("# ---------------------------------------------------------------- notices", NEW_HALL))
    imported = command(own.data, "import", str(path))
    assert imported.returncode == 0, imported.stderr
    screen = own_ears.screen("mazhao")
    assert [window["number"] for window in screen.snapshot["windows"]] == [1]
    screen.wait("head")


NEW_HALL = """
[[halls]]
code = "mazhao"
name = { zh = "马召镇便民服务中心", en = "Mazhao Town Convenience Service Centre" }
tier = "town"
parent = "zhouzhi"
timezone = "Asia/Shanghai"
latitude = 34.0700
longitude = 108.2200
capacity = 30
languages = ["zh-CN", "en"]

[halls.hours]
weekday = ["09:00-12:00", "13:30-17:00"]
workdays = "china"

[[halls.windows]]
number = 1
name = { zh = "综合受理", en = "Comprehensive" }
kind = "comprehensive"
services = ["consult", "general", "pension", "medical-insurance", "welfare", "cannot-get-it-done"]

# ---------------------------------------------------------------- notices"""
