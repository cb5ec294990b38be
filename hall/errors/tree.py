"""Everything that can be refused, as one tree.

    HallError
    ├── BadRequest    400   the request cannot be read
    ├── NotSignedIn   401   nobody, or nobody any more
    ├── Forbidden     403   somebody, without the right
    ├── NotFound      404
    ├── Conflict      409   right request, wrong moment: nothing was changed
    ├── FileTooLarge  413   more than a file may weigh
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
