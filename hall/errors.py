"""Everything that can be refused, as one tree.

    HallError
    ├── BadRequest    400   the request cannot be read
    ├── NotSignedIn   401   nobody, or nobody any more
    ├── Forbidden     403   somebody, without the right
    ├── NotFound      404
    ├── Conflict      409   right request, wrong moment: nothing was changed
    ├── Invalid       422   readable, but a value or field is wrong
    ├── TooFast       429   carries `retry_after` in seconds
    ├── Unavailable   503   database, disk or broker: try again
    └── WrongSetting  500   a setting is missing or wrong: the start stops with a sentence that names it

A concrete error is a subclass with a stable `code` and a `title`; its `detail` says what was wrong and what to do,
in both languages. `extra` holds further members of the problem document (RFC 9457).
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from hall.text import Text


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong at one place: `field` is a dotted path in a body, or a table and key in a definition."""

    field: str
    message: Text


class HallError(Exception):
    """A refusal with a stable code, an HTTP status and a sentence for the reader."""

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500
    title: ClassVar[Text] = Text("出错了", "Something went wrong")

    def __init__(
        self,
        detail: Text | None = None,
        *,
        fields: list[FieldProblem] | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        self.detail = detail or self.title
        self.fields = fields or []
        self.extra = extra or {}
        super().__init__(self.detail.en)


class BadRequest(HallError):
    code, status, title = "bad_request", 400, Text("请求无法读取", "The request cannot be read")


class NotSignedIn(HallError):
    code, status, title = "not_signed_in", 401, Text("请先登录", "Please sign in")


class Forbidden(HallError):
    code, status, title = "forbidden", 403, Text("没有权限", "You have no right to do this")


class NotFound(HallError):
    code, status, title = "not_found", 404, Text("没有找到", "Not found")


class Conflict(HallError):
    code, status, title = "conflict", 409, Text("当前状态不能这样操作", "This cannot be done in the present state")


class Invalid(HallError):
    code, status, title = "invalid", 422, Text("内容有误", "Some values are wrong")


class TooFast(HallError):
    code, status, title = "too_fast", 429, Text("操作过于频繁", "Too many requests")

    def __init__(self, retry_after: float, detail: Text | None = None) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class Unavailable(HallError):
    code, status, title = (
        "unavailable",
        503,
        Text("系统暂时不可用，请稍后再试", "Temporarily unavailable, please try again"),
    )


class WrongSetting(HallError):
    code, title = "wrong_setting", Text("系统设置有误", "A setting is wrong")


# --- 401 / 403


class WrongPassword(NotSignedIn):
    code, title = "wrong_password", Text("用户名或密码不正确", "User name or password is wrong")


class AccountLocked(NotSignedIn):
    code, title = "account_locked", Text("账号已锁定", "The account is locked")


class SecondFactorNeeded(NotSignedIn):
    code, title = "second_factor_needed", Text("请输入动态验证码", "Please enter the one-time code")


class WrongCsrfToken(Forbidden):
    code, title = "wrong_csrf_token", Text("页面已过期，请刷新", "The page has expired, please reload it")


class DeviceTokenNeeded(Forbidden):
    code, title = "device_token_needed", Text("此渠道需要设备令牌", "This channel needs a device token")


class ForeignHall(Forbidden):
    code, title = "foreign_hall", Text("不属于您的大厅", "This belongs to another hall")


class ForeignTicket(Forbidden):
    code, title = "foreign_ticket", Text("号票在其他窗口", "The ticket is at another window")


class NotOnDuty(Forbidden):
    code, title = "not_on_duty", Text("您未在该窗口上岗", "You are not on duty at this window")


# --- 404


class HallNotFound(NotFound):
    code, title = "hall_not_found", Text("没有这个大厅", "There is no such hall")


class WindowNotFound(NotFound):
    code, title = "window_not_found", Text("没有这个窗口", "There is no such window")


class TicketNotFound(NotFound):
    code, title = "ticket_not_found", Text("没有这张号票", "There is no such ticket")


class UserNotFound(NotFound):
    code, title = "user_not_found", Text("没有这个用户", "There is no such user")


class DeviceNotFound(NotFound):
    code, title = "device_not_found", Text("没有这台设备", "There is no such device")


# --- 409: staff


class UsernameTaken(Conflict):
    code, title = "username_taken", Text("用户名已被使用", "The user name is taken")


# --- 409: the hall


class HallClosed(Conflict):
    code, title = "hall_closed", Text("大厅未开放取号", "The hall is not issuing tickets now")


class NotInSession(Conflict):
    code, title = "not_in_session", Text("该事项今天没有窗口办理", "No window handles this matter today")


class DailyLimitReached(Conflict):
    code, title = "daily_limit_reached", Text("该事项今日号票已取完", "Today's tickets for this matter are used up")


class AlreadyWaiting(Conflict):
    code, title = "already_waiting", Text("您已取过该事项的号", "You already hold a ticket for this matter")


# --- 409: tickets (a `TicketNot…` carries the state it found)


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


class NothingToUndo(Conflict):
    code, title = "nothing_to_undo", Text("没有可撤销的操作", "There is nothing to undo")


class UndoTooLate(Conflict):
    code, title = "undo_too_late", Text("已超过撤销时限", "Too late to undo")


class UpgradeRefused(Conflict):
    code, title = "upgrade_refused", Text("不能再改为绿色通道", "The green channel can no longer be granted")


# --- 409: windows


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


# --- 422


class UnknownService(Invalid):
    code, title = "unknown_service", Text("没有这个事项", "There is no such matter")


class WrongIdNumber(Invalid):
    code, title = "wrong_id_number", Text("证件号码有误", "The identity number is wrong")


class WrongCreditCode(Invalid):
    code, title = "wrong_credit_code", Text("统一社会信用代码有误", "The unified social credit code is wrong")


class WrongPhone(Invalid):
    code, title = "wrong_phone", Text("手机号有误", "The mobile number is wrong")


class WeakPassword(Invalid):
    code, title = "weak_password", Text("密码不符合要求", "The password does not follow the rules")


class RolesConflict(Invalid):
    code, title = "roles_conflict", Text("角色不能由同一人兼任", "One person cannot hold these roles together")


class WrongOutcome(Invalid):
    code, title = "wrong_outcome", Text("办理结果填写有误", "The outcome is not filled in properly")


class KeyReused(Invalid):
    code, title = "idempotency_key_reused", Text("同一请求号的内容不同", "The same key came with another body")


class DefinitionInvalid(Invalid):
    code, title = (
        "definition_invalid",
        Text("定义文件有误，未导入任何内容", "The definition has errors; nothing was imported"),
    )


# --- 503


class DatabaseBusy(Unavailable):
    code, title = "database_busy", Text("数据库忙，请稍后再试", "The database is busy, please try again")


class DiskFull(Unavailable):
    code, title = "disk_full", Text("磁盘已满，未保存任何内容", "The disk is full; nothing was saved")


class DataKeyMissing(Unavailable):
    code, title = "data_key_missing", Text("缺少解密密钥", "The key for stored personal data is missing")


class DataDamaged(Unavailable):
    code, title = "data_damaged", Text("已保存的个人信息损坏", "Stored personal data is damaged")
