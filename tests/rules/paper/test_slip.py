"""What a slip says, from plain values."""

from dataclasses import replace
from datetime import datetime

import pytest

from hall.catalogue.rules import NoShowPolicy
from hall.languages.phrases import phrases
from hall.paper.slip import Errands, Slip, band_text, slip_blocks, windows_text
from hall.text import Text

TAX, CARD = Text("涉税业务", "Tax affairs"), Text("社会保障卡申领", "Social security card")
SLIP = Slip(
    hall=Text("周至县政务服务中心", "Zhouzhi County Government Service Centre"),
    number="B012",
    state=None,
    errands=Errands(((TAX, (Text("居民身份证", "Identity card"),)), (CARD, ()))),
    windows=(3, 4, 15),
    ahead=7,
    band=(15, 25),
    credit_minutes=0,
    holders=(),
    registered=False,
    needs_help=False,
    no_show=NoShowPolicy.REQUEUE,
    issued_at=datetime(2026, 11, 23, 9, 20),  # noqa: DTZ001 (the hall's own time)
    url="https://hall.example/t/x",
)


def said(slip: Slip, tag: str = "zh") -> list[str]:
    return [f"{block.label}|{block.text}" for block in slip_blocks(slip, tag) if block.text]


def test_in_chinese() -> None:
    assert said(SLIP) == [
        "|周至县政务服务中心",
        "|B012",
        "|涉税业务",
        "|社会保障卡申领",
        "办理窗口|3、4、15号窗口",
        "前面等候|7 人",
        "预计等候|约 15–25 分钟",
        "取号时间|2026年11月23日 09:20",
        "|请备好材料",
        "|涉税业务",
        "·|居民身份证",
        "|https://hall.example/t/x",
        "|手机扫码看进度，叫到您时会提醒",
        "|过号后请持本票到取号机或导服台恢复排队，无需重新取号。",
    ]


def test_in_english() -> None:
    english = said(SLIP, "en")
    assert "Where|Windows 3, 4, 15" in english
    assert "Ahead of you|7 people" in english
    assert "Expected wait|about 15–25 minutes" in english
    assert "Ahead of you|1 person" in said(replace(SLIP, ahead=1), "en")


def test_without_an_estimate_nothing_is_said_of_the_wait() -> None:
    assert not any("预计等候" in line for line in said(replace(SLIP, band=None)))


def test_nobody_ahead_is_said_in_words() -> None:
    assert "前面等候|没有人" in said(replace(SLIP, ahead=0))


def test_a_credit_is_told_in_minutes_and_its_reason_is_not() -> None:
    assert "优先|20 分钟" in said(replace(SLIP, credit_minutes=20))


def test_a_ticket_that_no_longer_waits_says_its_state_instead() -> None:
    lines = said(replace(SLIP, state="serving", windows=(3,)))
    assert "当前状态|办理中" in lines
    assert not any("前面等候" in line or "预计等候" in line for line in lines)


def test_a_bundle_is_named_and_each_service_once() -> None:
    bundled = replace(SLIP, errands=Errands(((TAX, ()), (TAX, ()), (CARD, ())), Text("出生一件事", "A child is born")))
    assert said(bundled)[2:4] == ["|出生一件事", "办理窗口|3、4、15号窗口"]
    assert said(replace(bundled, errands=Errands(((TAX, ()), (TAX, ())))))[2:4] == [
        "|涉税业务",
        "办理窗口|3、4、15号窗口",
    ]


@pytest.mark.parametrize(
    ("band", "zh", "en"),
    [((10, 30), "约 10–30 分钟", "about 10–30 minutes"), ((0, 5), "约 5 分钟内", "within about 5 minutes")],
)
def test_a_band_as_people_say_it(band: tuple[int, int], zh: str, en: str) -> None:
    assert [band_text(band, phrases("shared", tag)) for tag in ("zh", "en")] == [zh, en]


@pytest.mark.parametrize(
    ("numbers", "zh"),
    [((1, 2, 3, 4, 9), "1–4、9号窗口"), ((1, 2, 5), "1、2、5号窗口"), ((7,), "7号窗口"), ((5, 4, 6, 4), "4–6号窗口")],
)
def test_windows_in_a_row_are_a_span(numbers: tuple[int, ...], zh: str) -> None:
    assert windows_text(numbers, phrases("shared", "zh")) == zh
