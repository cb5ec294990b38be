"""Refusals about records of what could not get done."""

from hall.errors.tree import Conflict, Forbidden, Invalid, NotFound
from hall.text import Text


class EscalationNotFound(NotFound):
    code, title = "escalation_not_found", Text("没有这条记录", "There is no such record")


class NotYourCase(Forbidden):
    code, title = "not_your_case", Text("这条记录不由您办理", "This record is not yours to handle")


class ComplainedOf(Forbidden):
    code, title = "complained_of", Text("这条记录涉及您本人，须回避", "This record is about you: others handle it")


class OwnDissatisfiedCase(Forbidden):
    code, title = (
        "own_dissatisfied_case",
        Text("反映人曾不满意，须由未经手的人员办理", "The reporter was dissatisfied: somebody else must do this"),
    )


class PermitRefused(Forbidden):
    code, title = (
        "permit_refused",
        Text("打印许可无效或已过期，请重新申请", "The permit to print in full does not hold: ask for another"),
    )


class SecondPersonNeeded(Forbidden):
    code, title = "second_person_needed", Text("须由另一人复核", "A second person must confirm this")


class HigherLevelNeeded(Forbidden):
    code, title = "higher_level_needed", Text("须由上一级办理", "Somebody one level up must do this")


class EscalationWrongState(Conflict):
    code, title = "escalation_wrong_state", Text("记录状态不允许此操作", "The record's state does not allow this")


class ReturnRefused(Conflict):
    code, title = "return_refused", Text("不能再退回", "It can no longer be returned")


class ExtensionRefused(Conflict):
    code, title = "extension_refused", Text("不能延期", "It cannot be extended")


class ClosureIncomplete(Conflict):
    code, title = "closure_incomplete", Text("尚不能归档", "The record cannot be closed yet")


class AlreadyEscalated(Conflict):
    code, title = "already_escalated", Text("该号票已有未办结的记录", "There is an open record for this ticket")


class HotlineOrderKnown(Conflict):
    code, title = "hotline_order_known", Text("该热线工单已登记", "This hotline order is registered already")


class DepartmentEmpty(Conflict):
    code, title = "department_empty", Text("该部门没有承办人", "Nobody answers for this department")


class UnknownDepartment(Invalid):
    code, title = "unknown_department", Text("没有这个部门", "There is no such department")
