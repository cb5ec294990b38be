"""What a press means, given the window and the ticket there. Pure: one request, or a sentence why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from hall.text import Text

SURE_SECONDS = 3.0
"""Within so long a second press of "finish" means it."""

Json = Mapping[str, Any]


class Deed(StrEnum):
    NEXT = "next"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    NO_SHOW = "no-show"
    PAUSE = "pause"
    UNDO = "undo"


@dataclass(frozen=True)
class Request:
    """What to ask the server, and what to say when it is done (`{number}` is the ticket's)."""

    path: str
    done: Text
    body: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Note:
    """Nothing was asked: what to say instead. `unsure`: the ticket whose finish waits for the second press."""

    words: Text
    unsure: str | None = None


def request_of(deed: Deed, window: Json, outcome: str, outcome_name: Text, unsure: str | None) -> Request | Note:
    """The request of a press at this window; `unsure` names the ticket whose finish was pressed a moment ago."""
    if deed is Deed.NEXT:
        return Request(f"/windows/{window['id']}/call-next", Text("已呼叫 {number}", "{number} called"))
    if deed is Deed.PAUSE:
        return _pause(window)
    if deed is Deed.UNDO:
        return _undo(window)
    ticket = window["ticket"]
    if ticket is None:
        return Note(Text("窗口没有号票，请先呼叫下一位", "No ticket is at the window: call the next first"))
    if deed is Deed.FINISH:
        return _finish(window, ticket, outcome, outcome_name, sure=unsure == ticket["id"])
    done = {
        Deed.RECALL: Text("已重呼 {number}", "{number} called again"),
        Deed.START: Text("{number} 开始办理", "{number} is being served"),
        Deed.NO_SHOW: Text("{number} 已过号", "{number} passed over"),
    }
    return Request(f"/tickets/{ticket['id']}/{deed.value}", done[deed])


def _pause(window: Json) -> Request:
    if window["state"] == "paused":
        return Request(f"/windows/{window['id']}/reopen", Text("窗口已恢复服务", "The window is open again"))
    return Request(f"/windows/{window['id']}/pause", Text("窗口已暂停", "The window is paused"))


def _undo(window: Json) -> Request | Note:
    undo = window["undo"]
    if undo is None:
        return Note(Text("没有可撤销的操作", "There is nothing to undo"))
    return Request(
        f"/tickets/{undo['ticket']}/undo", Text("{number} 的操作已撤销", "The last action on {number} was undone")
    )


def _finish(window: Json, ticket: Json, outcome: str, name: Text, *, sure: bool) -> Request | Note:
    number = ticket["number"]
    if ticket["state"] != "serving":
        return Note(Text(f"{number} 还没有开始办理", f"{number} has not been started"))
    here = [errand for errand in ticket["errands"] if _done_here(errand, ticket, window)]
    if not here:
        return Note(
            Text(f"{number} 的事项本窗口不办，请在窗口页办结", f"Nothing of {number} is done here: use the desk")
        )
    if not sure:
        zh, en = (
            "、".join(errand["name"]["zh"] for errand in here),
            ", ".join(errand["name"]["en"] for errand in here),
        )
        return Note(
            Text(f"再按一次：{number} {name.zh}（{zh}）", f"Press again: {number} {name.en.lower()} ({en})"),
            unsure=ticket["id"],
        )
    body = {"errands": [{"service": errand["service"], "outcome": outcome} for errand in here]}
    return Request(f"/tickets/{ticket['id']}/finish", Text("{number} 办理结束", "{number} finished"), body)


def _done_here(errand: Json, ticket: Json, window: Json) -> bool:
    return errand["state"] == "pending" and (ticket["needs_help"] or errand["service"] in window["services"])
