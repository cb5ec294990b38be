"""Refusals about reviews."""

from hall.errors.tree import Conflict, Forbidden, Invalid, NotFound
from hall.text import Text


class StaffMayNotReview(Forbidden):
    code, title = "staff_may_not_review", Text("工作人员不能评价", "Staff may not review")


class OwnReview(Forbidden):
    code, title = "own_review", Text("涉及本人的评价不能由本人处理", "A review of one's own work is for somebody else")


class ForeignReview(Forbidden):
    code, title = "foreign_review", Text("该评价不涉及您", "The review is not of your work")


class ReviewNotFound(NotFound):
    code, title = "review_not_found", Text("没有这条评价", "There is no such review")


class TicketNotServed(Conflict):
    code, title = "ticket_not_served", Text("办结后才能评价", "A ticket can be reviewed once it is done")


class AlreadyReviewed(Conflict):
    code, title = "already_reviewed", Text("这张号票已评价过", "This ticket was reviewed already")


class ReviewWrongState(Conflict):
    code, title = "review_wrong_state", Text("整改进度不允许此操作", "The rectification has not come to this step")


class AppealRefused(Conflict):
    code, title = "appeal_refused", Text("不能申诉", "There can be no appeal")


class WrongReview(Invalid):
    code, title = "wrong_review", Text("评价填写有误", "The review is not filled in properly")
