"""The chapters for a hall's staff say what the pages and the rules say: their words, their days, their states."""

import re
from functools import cache

import pytest

from hall.booking.modes import Mode
from hall.catalogue.booking_rules import BookingRules
from hall.catalogue.escalating import EscalationRules
from hall.catalogue.reviewing import ReviewRules
from hall.escalation.actions.registering import Source
from hall.escalation.clocks import CaseClass
from hall.escalation.counts import FIGURES
from hall.escalation.states import State
from hall.review.levels import Rating
from hall.review.loop import Step
from tests.house.documents import ROOT, rows_under, text

LEDGER, REVIEWS, APPOINTMENTS = "docs/zh/ledger.md", "docs/zh/reviews.md", "docs/zh/appointments.md"
CHAPTERS = (LEDGER, REVIEWS, APPOINTMENTS)
# Said in bold that no page says as such.
OWN = {"现场取号不受影响", "评价器", "窗口刚办结的号", "其他来源", "仍不满意", "帮办代办", "一次性告知", "上门"}


@cache
def said() -> frozenset[str]:
    """Every Chinese sentence or word that a page can show."""
    found: set[str] = set()
    for file in (ROOT / "frontend").rglob("*.ts"):
        if "node_modules" not in file.parts and "generated" not in file.parts:
            found |= set(re.findall(r'zh: "([^"]+)"', file.read_text(encoding="utf-8")))
    found |= set(re.findall(r'^msgstr "([^"]+)"', text("hall/languages/zh.po"), re.MULTILINE))
    return frozenset(found)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_what_is_to_be_pressed_is_called_as_on_the_page(chapter: str) -> None:
    bold = set(re.findall(r"\*\*(.+?)\*\*", text(chapter))) - OWN
    assert bold
    assert sorted(word for word in bold if word not in said()) == []


def first_cells(chapter: str, heading: str) -> list[str]:
    return [cells[0] for cells in rows_under(chapter, heading)]


def test_the_ledger_has_every_state_source_limit_and_figure_by_its_name() -> None:
    assert set(first_cells(LEDGER, "一件记录怎样走")) == {state.words.zh for state in State}
    assert first_cells(LEDGER, "登记") == [source.words.zh for source in Source]
    limits = {cells[0][0]: cells[1] for cells in rows_under(LEDGER, "期限和督办牌")}
    days = {one.value: one.days(EscalationRules()) for one in CaseClass}
    assert limits == {name: str(number) if number else "当日" for name, number in days.items()}
    told = set(first_cells(LEDGER, "台账上方的数字")) | set(re.findall(r"[^、：。\n]+", text(LEDGER)))
    tiles = {figure.name.zh for code, figure in FIGURES.items() if code.startswith("to_")}
    assert tiles - told == set()


def test_the_days_in_sentences_are_those_of_the_rules() -> None:
    ledger, booking = EscalationRules(), BookingRules()
    assert f"回访 {ledger.call_back_days} 个工作日内" in text(LEDGER)
    assert f"{ledger.reopen_days} 个工作日内重新办理，其他的 {ledger.close_days} 个工作日内整改、归档" in text(LEDGER)
    assert (ledger.pause_days, ledger.return_days, ledger.meeting_days, ledger.tries) == (5, 1, 3, 3)
    assert (ReviewRules().appeal_days, ReviewRules().ask_minutes) == (5, 3)
    assert "五个工作日内，写明理由" in text(REVIEWS)
    missed = f"{booking.no_show_days} 天内满 {booking.no_show_limit} 次，{booking.penalty_days} 天不能再约"
    assert missed in text(APPOINTMENTS)


def test_reviews_have_every_level_step_and_rate() -> None:
    rules = ReviewRules()
    days = {Step.VERIFIED: rules.verify_days, Step.REPLIED: rules.reply_days}
    days |= {Step.CALLED_BACK: rules.call_back_days, Step.IMPROVED: rules.improve_days}
    told = {cells[0]: cells[1] for cells in rows_under(REVIEWS, "值班长：差评的五步")}
    assert told == {"发现": "–"} | {step.words.zh: str(number) for step, number in days.items()}
    assert "、".join(rating.words.zh for rating in Rating) in text(REVIEWS)
    english = {cells[1]: cells[4] for cells in rows_under("docs/reviews.md", "The rates") if cells[4]}
    assert {cells[0]: cells[1] for cells in rows_under(REVIEWS, "指标")} == english


def test_appointments_have_every_mode() -> None:
    assert first_cells(APPOINTMENTS, "预约") == [mode.words.zh for mode in Mode]
