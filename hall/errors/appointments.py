"""Refusals about appointments. Each says how to be served all the same: nobody is sent away for not having booked."""

from hall.errors.tree import Conflict, Forbidden, Invalid, NotFound
from hall.text import Text


class AppointmentNotFound(NotFound):
    code, title = "appointment_not_found", Text("没有这个预约", "There is no such appointment")


class WrongCode(NotFound):
    code, title = "wrong_code", Text("没有找到预约", "No appointment was found")


class UnknownSlot(Invalid):
    code, title = "unknown_slot", Text("没有这个时段", "There is no such slot")


class NotBookable(Invalid):
    code, title = "not_bookable", Text("该事项不能这样预约", "This matter cannot be booked in this way")


class SlotClosed(Conflict):
    code, title = "slot_closed", Text("该时段已停止预约", "This slot can no longer be booked")


class SlotFull(Conflict):
    """Carries `next`: the next free slot, whole, or null."""

    code, title = "slot_full", Text("该时段已约满", "This slot is full")


class AlreadyBooked(Conflict):
    """Carries `day`, and `held_until` where it is a place that is not confirmed yet, else null."""

    code, title = "already_booked", Text("该事项当天已有预约", "There is an appointment for this matter on that day")


class BookingBlocked(Forbidden):
    code, title = "booking_blocked", Text("预约暂停，可现场取号", "Booking is closed to you for now; walking in is not")


class AppointmentWrongState(Conflict):
    code, title = (
        "appointment_wrong_state",
        Text("预约状态不允许此操作", "The appointment's state does not allow this"),
    )


class AppointmentTooLate(Conflict):
    code, title = "appointment_too_late", Text("已过可改约或取消的时间", "Too late to change or cancel")


class AppointmentWrongDay(Conflict):
    code, title = "appointment_wrong_day", Text("预约不在今天", "The appointment is for another day")


class AppointmentElsewhere(Conflict):
    code, title = "appointment_elsewhere", Text("预约在其他大厅", "The appointment is at another hall")


class AppointmentCancelled(Conflict):
    code, title = "appointment_cancelled", Text("预约已取消", "The appointment was cancelled")


class CheckInTooEarly(Conflict):
    code, title = "check_in_too_early", Text("还未到签到时间", "It is too early to check in")


class NoPrereview(Conflict):
    code, title = "no_prereview", Text("该预约不含预审", "Nothing is looked at before this appointment")


class PrereviewOver(Conflict):
    code, title = "prereview_over", Text("预审已结束", "It is too late to be looked at before")


class MaterialNotFound(NotFound):
    code, title = "material_not_found", Text("没有这项材料", "There is no such material")


class MaterialWrongState(Conflict):
    code, title = "material_wrong_state", Text("材料当前状态不允许此操作", "The material's state does not allow this")


class MaterialLookedAt(Conflict):
    code, title = "material_looked_at", Text("工作人员已查看，不能删除", "It was looked at and cannot be taken back")


class VisitAtHome(Conflict):
    code, title = "visit_at_home", Text("上门预约无需签到", "A home visit needs no check-in")
