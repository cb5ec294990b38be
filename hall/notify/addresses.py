"""Addresses of carriers: which can be used, and how one is filled in for a message. Pure.

An address is what Apprise calls a URL: a scheme that names the carrier, with whatever that one needs in it. `{phone}`
stands for the visitor's number, `{id}` for the message's own id, by which what comes twice is known.
"""

import re
from enum import StrEnum

from hall.errors import FieldProblem, Invalid
from hall.text import Text

PHONE, ID = "{phone}", "{id}"
LONGEST = 2000

# What would tell the machine that the server runs on, and nobody else.
_HERE = frozenset(
    {"blink1", "dbus", "file", "gio", "glib", "gnome", "kde", "macosx", "qt", "syslog", "windows"},
)  # fmt: skip
# Posts of a form that the hall chooses: they carry the id by themselves.
_PLAIN = frozenset({"json", "jsons", "form", "forms", "xml", "xmls"})
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://\S+", re.ASCII)


class Audience(StrEnum):
    """Whom a carrier is for."""

    VISITORS = "visitors"  # each at the number they left
    STAFF = "staff"  # those who run the hall, together


def checked_address(address: str, audience: Audience) -> str:
    """The scheme of an address that could be a carrier's for this audience. Raises Invalid, which never quotes it."""
    found = _SCHEME.fullmatch(address)
    if found is None or len(address) > LONGEST:
        raise _wrong(
            "地址应形如“方式://…”，不含空格，例如 jsons://网关地址/路径",
            "An address is like scheme://…, without spaces, such as jsons://gateway/path",
        )
    if found[1] in _HERE:
        raise _wrong("这种方式只通知服务器本机", "This way tells nobody but the server's own machine")
    if audience is Audience.VISITORS and PHONE not in address:
        raise _wrong(
            "通知办事人的地址须含 {phone}，发送时换成手机号",
            "An address for visitors holds {phone}, which becomes their number",
        )
    if audience is Audience.STAFF and PHONE in address:
        raise _wrong("通知工作人员的地址不含 {phone}", "An address for staff holds no {phone}")
    return found[1]


def filled(address: str, message_id: str, phone: str | None) -> str:
    """The address for one message."""
    if ID not in address and address.partition("://")[0] in _PLAIN:
        address += ("&" if "?" in address else "?") + f":id={ID}"
    return address.replace(ID, message_id).replace(PHONE, phone or "")


def refused_address() -> Invalid:
    """An address that no carrier understands."""
    return _wrong(
        "地址无法识别：请按 Apprise 的写法检查方式、令牌和参数",
        "No carrier understands this address: check scheme, token and parameters as Apprise writes them",
    )


def _wrong(zh: str, en: str) -> Invalid:
    words = Text(zh, en)
    return Invalid(words, fields=[FieldProblem("address", words)])
