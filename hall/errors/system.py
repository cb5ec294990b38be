"""Refusals about requests asked twice, definition files, and what the server stands on."""

from hall.errors.tree import Conflict, Invalid, NotFound, Unavailable
from hall.text import Text


class KeyReused(Invalid):
    code, title = "idempotency_key_reused", Text("同一请求号的内容不同", "The same key came with another body")


class DefinitionInvalid(Invalid):
    code, title = (
        "definition_invalid",
        Text("定义文件有误，未导入任何内容", "The definition has errors; nothing was imported"),
    )


class DatabaseBusy(Unavailable):
    """`crossed`: two transactions got into each other's way; this one, done again, sees what the other did."""

    code, title = "database_busy", Text("数据库忙，请稍后再试", "The database is busy, please try again")

    def __init__(self, *, crossed: bool = False) -> None:
        super().__init__()
        self.crossed = crossed


class OutcomeUnknown(Unavailable):
    code, title = (
        "outcome_unknown",
        Text(
            "与数据库的连接在保存时中断，可能已经保存。请再试一次（同一请求号不会做两次），或先查看现状",
            "The database was lost while saving: it may be done. Ask again with the same Idempotency-Key, which does "
            "nothing twice, or look first",
        ),
    )


class DiskFull(Unavailable):
    code, title = "disk_full", Text("磁盘已满，未保存任何内容", "The disk is full; nothing was saved")


class CarriersUnavailable(Unavailable):
    code, title = (
        "carriers_unavailable",
        Text("通知通道暂时无法检查，请稍后再试", "Carriers cannot be checked at the moment, please try again"),
    )


class CarrierNotFound(NotFound):
    code, title = "carrier_not_found", Text("没有这个通知通道", "There is no such carrier")


class PaperUnavailable(Unavailable):
    code, title = "paper_unavailable", Text("票据暂时无法生成", "Paper cannot be made at the moment")


class BackupRefused(Conflict):
    code, title = "backup_refused", Text("无法备份或恢复", "This cannot be backed up or restored")
