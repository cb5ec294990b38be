"""Refusals about people, their numbers and their devices."""

from hall.errors.tree import Conflict, Forbidden, Invalid, NotFound, NotSignedIn, Unavailable
from hall.text import Text


class WrongPassword(NotSignedIn):
    code, title = "wrong_password", Text("用户名或密码不正确", "User name or password is wrong")


class AccountLocked(NotSignedIn):
    code, title = "account_locked", Text("账号已锁定", "The account is locked")


class SecondFactorNeeded(NotSignedIn):
    code, title = "second_factor_needed", Text("请输入动态验证码", "Please enter the one-time code")


class PinLockedOut(NotSignedIn):
    code, title = "pin_locked_out", Text("PIN 多次输错，已退出登录", "Too many wrong PINs: signed out")


class SessionLocked(Forbidden):
    code, title = (
        "session_locked",
        Text("已锁定，请先输入 PIN 解锁", "Locked: please unlock with the PIN first"),
    )


class WrongPin(Forbidden):
    code, title = "wrong_pin", Text("PIN 不正确", "The PIN is wrong")


class WrongCsrfToken(Forbidden):
    code, title = "wrong_csrf_token", Text("页面已过期，请刷新", "The page has expired, please reload it")


class DeviceTokenNeeded(Forbidden):
    code, title = "device_token_needed", Text("此渠道需要设备令牌", "This channel needs a device token")


class ForeignHall(Forbidden):
    code, title = "foreign_hall", Text("不属于您的大厅", "This belongs to another hall")


class UserNotFound(NotFound):
    code, title = "user_not_found", Text("没有这个用户", "There is no such user")


class DeviceNotFound(NotFound):
    code, title = "device_not_found", Text("没有这台设备", "There is no such device")


class UsernameTaken(Conflict):
    code, title = "username_taken", Text("用户名已被使用", "The user name is taken")


class PinNotSet(Conflict):
    code, title = "pin_not_set", Text("请先设置 PIN", "Set a PIN first")


class WeakPin(Invalid):
    code, title = "weak_pin", Text("PIN 不符合要求", "The PIN does not follow the rules")


class WeakPassword(Invalid):
    code, title = "weak_password", Text("密码不符合要求", "The password does not follow the rules")


class RolesConflict(Invalid):
    code, title = "roles_conflict", Text("角色不能由同一人兼任", "One person cannot hold these roles together")


class WrongIdNumber(Invalid):
    code, title = "wrong_id_number", Text("证件号码有误", "The identity number is wrong")


class WrongCreditCode(Invalid):
    code, title = "wrong_credit_code", Text("统一社会信用代码有误", "The unified social credit code is wrong")


class WrongPhone(Invalid):
    code, title = "wrong_phone", Text("手机号有误", "The mobile number is wrong")


class DataKeyMissing(Unavailable):
    code, title = "data_key_missing", Text("缺少解密密钥", "The key for stored personal data is missing")


class DataDamaged(Unavailable):
    code, title = "data_damaged", Text("已保存的个人信息损坏", "Stored personal data is damaged")
