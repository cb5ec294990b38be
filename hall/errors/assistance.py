"""Refusals about requests for help."""

from hall.errors.tree import Conflict, NotFound
from hall.text import Text


class AssistanceNotFound(NotFound):
    code, title = "assistance_not_found", Text("没有这个帮办申请", "There is no such request for help")


class AssistanceWrongState(Conflict):
    code, title = "assistance_wrong_state", Text("帮办进度不允许此操作", "The request has not come to this step")


class AssistanceKnown(Conflict):
    code, title = "assistance_known", Text("已经申请过帮办", "Help was asked for already")
