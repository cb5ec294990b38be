"""Refusals about halls, windows, tickets and what is done with them."""

from hall.errors.tree import Conflict, Forbidden, Invalid, NotFound
from hall.text import Text


class ForeignTicket(Forbidden):
    code, title = "foreign_ticket", Text("号票在其他窗口", "The ticket is at another window")


class NotOnDuty(Forbidden):
    code, title = "not_on_duty", Text("您未在该窗口上岗", "You are not on duty at this window")


class HallNotFound(NotFound):
    code, title = "hall_not_found", Text("没有这个大厅", "There is no such hall")


class WindowNotFound(NotFound):
    code, title = "window_not_found", Text("没有这个窗口", "There is no such window")


class TicketNotFound(NotFound):
    code, title = "ticket_not_found", Text("没有这张号票", "There is no such ticket")


class PlanNotFound(NotFound):
    code, title = "plan_not_found", Text("本大厅没有平面图", "This hall has no plan")


class AlarmNotFound(NotFound):
    code, title = "alarm_not_found", Text("没有这条告警", "There is no such alarm")


class HallClosed(Conflict):
    code, title = "hall_closed", Text("大厅未开放取号", "The hall is not issuing tickets now")


class NotInSession(Conflict):
    code, title = "not_in_session", Text("该事项今天没有窗口办理", "No window handles this matter today")


class DailyLimitReached(Conflict):
    code, title = "daily_limit_reached", Text("该事项今日号票已取完", "Today's tickets for this matter are used up")


class AlreadyWaiting(Conflict):
    code, title = "already_waiting", Text("您已取过该事项的号", "You already hold a ticket for this matter")


class TicketWrongState(Conflict):
    code, title = "ticket_wrong_state", Text("号票状态不允许此操作", "The ticket's state does not allow this")


class TicketNotWaiting(TicketWrongState):
    code, title = "ticket_not_waiting", Text("号票不在等候中", "The ticket is not waiting")


class TicketNotCalled(TicketWrongState):
    code, title = "ticket_not_called", Text("号票未被呼叫", "The ticket is not called")


class TicketNotServing(TicketWrongState):
    code, title = "ticket_not_serving", Text("号票不在办理中", "The ticket is not being served")


class TicketNotHeld(TicketWrongState):
    code, title = "ticket_not_held", Text("号票未挂起", "The ticket is not on hold")


class TicketNotPassed(TicketWrongState):
    code, title = "ticket_not_passed", Text("号票未过号", "The ticket was not passed over")


class RecallTooSoon(Conflict):
    code, title = "recall_too_soon", Text("重呼过快", "Recalled too soon")


class RecallLimitReached(Conflict):
    code, title = "recall_limit_reached", Text("重呼次数已满", "No more recalls")


class NoShowTooSoon(Conflict):
    code, title = "no_show_too_soon", Text("还不能过号", "Too soon to pass over")


class RequeueLimitReached(Conflict):
    code, title = "requeue_limit_reached", Text("恢复排队次数已满", "No more returns to the queue")


class AccompaniedAlready(Conflict):
    code, title = "accompanied_already", Text("已有人陪同", "Somebody accompanies already")


class NothingToUndo(Conflict):
    code, title = "nothing_to_undo", Text("没有可撤销的操作", "There is nothing to undo")


class UndoTooLate(Conflict):
    code, title = "undo_too_late", Text("已超过撤销时限", "Too late to undo")


class UpgradeRefused(Conflict):
    code, title = "upgrade_refused", Text("不能再改为绿色通道", "The green channel can no longer be granted")


class AlarmCleared(Conflict):
    code, title = "alarm_cleared", Text("告警已解除", "The alarm is over")


class WindowBusy(Conflict):
    code, title = "window_busy", Text("窗口正在办理", "The window is busy")


class WindowNotOpen(Conflict):
    code, title = "window_not_open", Text("窗口未开放", "The window is not open")


class WindowWrongState(Conflict):
    code, title = "window_wrong_state", Text("窗口状态不允许此操作", "The window's state does not allow this")


class WindowTaken(Conflict):
    code, title = "window_taken", Text("窗口已有人在岗", "Somebody else is on duty at this window")


class AlreadyOnDuty(Conflict):
    code, title = "already_on_duty", Text("您已在其他窗口上岗", "You are on duty at another window")


class WindowCannotServe(Conflict):
    code, title = "window_cannot_serve", Text("该窗口不办理此事项", "This window does not handle the matter")


class UnknownService(Invalid):
    code, title = "unknown_service", Text("没有这个事项", "There is no such matter")


class PlanRefused(Invalid):
    code, title = "plan_refused", Text("平面图不能使用", "The plan cannot be used")


class WrongOutcome(Invalid):
    code, title = "wrong_outcome", Text("办理结果填写有误", "The outcome is not filled in properly")


class NothingToPrint(Conflict):
    code, title = "nothing_to_print", Text("没有要打印的内容", "There is nothing to print")


class NotFromAway(Conflict):
    """Carries `instead`, as do the two below: what can be done now, of `book` and `come`."""

    code, title = "not_from_away", Text("本大厅未开放手机取号", "This hall gives no tickets to phones on their way")


class TooFar(Conflict):
    code, title = "too_far", Text("您离大厅还远", "You are too far from the hall")


class TooLongToCome(Conflict):
    code, title = "too_long_to_come", Text("您到大厅还要太久", "It would take you too long to come")


class ProofNeeded(Conflict):
    code, title = "proof_needed", Text("请在手机取号页面取号", "Take the ticket on the hall's own page")


class DoorCodeOld(Conflict):
    code, title = "door_code_old", Text("门口的二维码已更新", "The code at the door has changed")


class DoorCodeWrong(Invalid):
    code, title = "door_code_wrong", Text("二维码不是本大厅的", "This is no code of this hall's door")


class PhoneHoldsTicket(Conflict):
    """Carries `number`."""

    code, title = "phone_holds_ticket", Text("这部手机已取过号", "This phone holds a ticket already")
