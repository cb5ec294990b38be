"""An alarm in words: one sentence, from its kind and figures."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from hall.catalogue.terms import AlarmKind
from hall.text import Text

Figures = Mapping[str, Any]
Telling = Callable[[Text, int | None, Figures], Text]


def alarm_text(kind: AlarmKind, name: Text, window: int | None, figures: Figures) -> Text:
    """The sentence of an alarm; `name` is its service's, `window` a number, each where it concerns one."""
    return _TELLINGS[kind](name, window, figures)


def minutes_since(figures: Figures, at: datetime) -> int:
    """Whole minutes since what the figures call `from`."""
    return max(0, int((at - datetime.fromisoformat(figures["from"])).total_seconds() // 60))


def _no_open_window(name: Text, _window: int | None, figures: Figures) -> Text:
    waiting = figures["waiting"]
    return Text(f"“{name.zh}”有{waiting}人等候，没有开放的窗口", f"{name.en}: {waiting} waiting, no window open")


def _crowded(name: Text, _window: int | None, figures: Figures) -> Text:
    waiting, windows = figures["waiting"], figures["windows"]
    return Text(f"“{name.zh}”{waiting}人等候，仅{windows}个窗口", f"{name.en}: {waiting} waiting, {windows} open")


def _long_wait(name: Text, _window: int | None, figures: Figures) -> Text:
    minutes = figures["minutes"]
    return Text(f"“{name.zh}”有人已等候{minutes}分钟", f"{name.en}: somebody has waited {minutes} minutes")


def _slow_ticket(_name: Text, window: int | None, figures: Figures) -> Text:
    number, minutes, limit = figures["number"], figures["minutes"], figures["limit"]
    return Text(
        f"{window}号窗口办理{number}已{minutes}分钟（通常不超过{limit}分钟）",
        f"Window {window} has served {number} for {minutes} minutes (usually at most {limit})",
    )


def _idle_window(_name: Text, window: int | None, figures: Figures) -> Text:
    waiting, minutes = figures["waiting"], figures["minutes"]
    return Text(
        f"{window}号窗口空闲{minutes}分钟，有{waiting}人等候可由其办理",
        f"Window {window} idle for {minutes} minutes; {waiting} wait whom it could serve",
    )


def _carrier_silent(_name: Text, _window: int | None, figures: Figures) -> Text:
    carrier, minutes = figures["carrier"], figures["minutes"]
    return Text(
        f"通知通道“{carrier}”已{minutes}分钟发不出消息",
        f"Carrier “{carrier}” has taken no message for {minutes} minutes",
    )


def _help_manager(_name: Text, window: int | None, _figures: Figures) -> Text:
    return Text(f"{window}号窗口呼叫值班长", f"Window {window} calls a manager")


def _help_escalation(_name: Text, window: int | None, _figures: Figures) -> Text:
    return Text(f"{window}号窗口呼叫“办不成事”专员", f"Window {window} calls the escalation officer")


def _told_again(name: Text, window: int | None, figures: Figures) -> Text:
    number, untold, first = figures["number"], figures["untold"], figures["first"]
    items = "item" if untold == 1 else "items"
    return Text(
        f"{window}号窗口 {number}“{name.zh}”再次材料不齐，{untold}项首次（{first}）未告知",
        f"Window {window}, {number}, {name.en}: {untold} missing {items} not told on the first visit ({first})",
    )


def _red_card(_name: Text, _window: int | None, _figures: Figures) -> Text:
    # Which record it is, desks are not told: somebody who listens there may be complained of in it.
    return Text(
        "“办不成事”有一条记录亮红牌，请到台账处理", "A record of what could not get done is red: see the ledger"
    )


_TELLINGS: dict[AlarmKind, Telling] = {
    AlarmKind.NO_OPEN_WINDOW: _no_open_window,
    AlarmKind.CROWDED: _crowded,
    AlarmKind.LONG_WAIT: _long_wait,
    AlarmKind.SLOW_TICKET: _slow_ticket,
    AlarmKind.IDLE_WINDOW: _idle_window,
    AlarmKind.CARRIER_SILENT: _carrier_silent,
    AlarmKind.HELP_MANAGER: _help_manager,
    AlarmKind.HELP_ESCALATION: _help_escalation,
    AlarmKind.TOLD_AGAIN: _told_again,
    AlarmKind.RED_CARD: _red_card,
}
