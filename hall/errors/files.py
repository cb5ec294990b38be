"""Refusals about files that are sent in: each says what is wrong with it and what to do."""

from hall.errors.tree import Conflict, HallError, Invalid, NotFound, Unavailable
from hall.text import Text


class FileTooLarge(HallError):
    code, status, title = "file_too_large", 413, Text("文件过大", "The file is too large")


class FileTypeRefused(Invalid):
    code, title = "file_type_refused", Text("不接受这种文件", "Files of this kind are not taken")


class FileDamaged(Invalid):
    code, title = "file_damaged", Text("文件已损坏，无法读取", "The file is damaged and cannot be read")


class FileUnsafe(Invalid):
    code, title = "file_unsafe", Text("文件含有不允许的内容", "The file holds something that is not allowed")


class PictureTooLarge(Invalid):
    code, title = "picture_too_large", Text("图片尺寸过大", "The picture has too many dots")


class TooManyFiles(Conflict):
    code, title = "too_many_files", Text("文件数量已达上限", "There are as many files as may be")


class FileNotFound(NotFound):
    code, title = "file_not_found", Text("没有这个文件", "There is no such file")


class UploadsBusy(Unavailable):
    code, title = "uploads_busy", Text("上传繁忙，请稍后再试", "Busy with other files, please try again")


class FileUnreadable(Unavailable):
    code, title = "file_unreadable", Text("文件暂时无法读取", "The file cannot be read at the moment")
