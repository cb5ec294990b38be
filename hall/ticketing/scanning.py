"""What a scanned or typed code is, and what it leads to. Pure: the tickets that it may lead to are read elsewhere."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hall.errors import WrongIdNumber
from hall.personal.numbers import IdNumber, read_id_number
from hall.text import Text
from hall.ticketing.numbering import parse_number
from hall.ticketing.policy import Key
from hall.ticketing.states import LIVE, TicketState

LONGEST_CODE = 2000  # a reader may type a whole card: name, address, authority, dates
_SLIP = re.compile(r"(?:.*/t/)?([A-Za-z0-9_-]{22})(?:[/?#].*)?", re.DOTALL)
_CARD = re.compile(r"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])")
_NEARLY_CARD = re.compile(r"[0-9]{14,21}[Xx]?")
_NUMBER = re.compile(r"([A-Za-z]{1,2})[ -]?([0-9]{1,6})", re.ASCII)


@dataclass(frozen=True)
class Slip:
    """A slip's QR: the ticket's id."""

    ticket: str


@dataclass(frozen=True)
class Card:
    """An identity card, its number checked."""

    number: IdNumber


@dataclass(frozen=True)
class Number:
    """A ticket's number, as staff type it."""

    text: str


@dataclass(frozen=True)
class Unreadable:
    """Nothing that leads anywhere, and what to do; `rule`: the one that an identity number breaks."""

    message: Text
    rule: str | None = None


Code = Slip | Card | Number | Unreadable


def read_code(text: str, today: date, *, staff: bool) -> Code:
    """What was scanned, or typed by staff (who alone may ask by number)."""
    plain = unicodedata.normalize("NFKC", text).strip()
    slip = _SLIP.fullmatch(plain)
    if slip is not None:
        return Slip(slip[1])
    if "/t/" in plain:
        return Unreadable(_torn(staff))
    number = _NUMBER.fullmatch(plain)
    if number is not None:
        return _read_number(number[1].upper(), number[2], staff=staff)
    return _read_card(plain, today, staff=staff)


def _read_number(prefix: str, digits: str, *, staff: bool) -> Code:
    if not staff:
        return Unreadable(
            Text("请扫描号票上的二维码，或到导服台查询。", "Scan the QR code on the slip, or ask the greeter.")
        )
    whole = parse_number(f"{prefix}{int(digits):03d}")
    return Number(str(whole)) if whole is not None else Unreadable(not_found(prefix + digits, staff=staff))


def _read_card(plain: str, today: date, *, staff: bool) -> Code:
    """The first sound identity number among what a reader types; else the rule that the first one breaks."""
    broken: WrongIdNumber | None = None
    for found in _CARD.findall(plain) or _NEARLY_CARD.findall(re.sub(r"[\s-]", "", plain)):
        try:
            return Card(read_id_number(found, today))
        except WrongIdNumber as refusal:
            broken = broken or refusal
    if broken is None:
        return Unreadable(_strange(staff))
    what = _read_again(staff)
    return Unreadable(
        Text(f"{broken.detail.zh}。{what.zh}", f"{broken.detail.en}. {what.en}"), rule=str(broken.extra["rule"])
    )


def _read_again(staff: bool) -> Text:
    if staff:
        return Text("请重新刷卡，或核对后输入号码。", "Read the card again, or check the number and type it.")
    return Text(
        "请重新刷卡；仍不行，可不登记直接取号，或到导服台。",
        "Read the card again, take a ticket without registering, or ask the greeter.",
    )


def not_found(number: str, *, staff: bool) -> Text:
    """There is no such number today."""
    if staff:
        return Text(
            f"没有找到{number}，请核对号码，或扫身份证查询。",
            f"{number} was not found; check the number, or read the identity card.",
        )
    return Text(
        f"没有找到{number}，请核对号码，或到导服台查询。",
        f"{number} was not found; check the number or ask the greeter.",
    )


def slip_not_found(*, staff: bool) -> Text:
    """The id on a slip is no ticket's, or its ticket was erased."""
    if staff:
        return Text(
            "没有找到这张号票，请输入票上的号码查询，或重新取号。",
            "This slip was not found; type the number on it, or give a new ticket.",
        )
    return Text("没有找到这张号票，请到导服台查询。", "This slip was not found; please ask the greeter.")


def _torn(staff: bool) -> Text:
    if staff:
        return Text("二维码不完整，请输入票上的号码。", "The QR code is damaged; type the number on the slip.")
    return Text("二维码不完整，请到导服台查询。", "The QR code is damaged; please ask the greeter.")


def _strange(staff: bool) -> Text:
    if staff:
        return Text(
            "这不是号票或身份证，请扫描号票、身份证，或输入号码（如A032）。",
            "This is no slip or identity card; scan one, or type a number such as A032.",
        )
    return Text("这不是号票或身份证，请重新扫描。", "This is no slip or identity card; please scan again.")


class Kind(StrEnum):
    """What a code leads to."""

    TICKET = "ticket"
    PASSED = "passed"
    RETURN = "return"
    PERSON = "person"
    OTHER_DAY = "other_day"
    OTHER_HALL = "other_hall"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Candidate:
    """A ticket that a code may lead to. `hall`: the other hall's name, None for a ticket of this one.

    `returnable`: the services that it gives a right to come back for, until `last_day`, and whether somebody
    `left_phone` on it, which is told again then. `window`: where it is called.
    """

    id: str
    number: str
    day: date
    state: TicketState
    key: Key
    requeues_left: int = 0
    window: int | None = None
    returnable: tuple[str, ...] = ()
    last_day: date | None = None
    left_phone: bool = False
    hall: Text | None = None


@dataclass(frozen=True)
class Lead:
    """Where a code leads, and the sentence that says so; `live`: how many live tickets the person has here."""

    kind: Kind
    message: Text
    candidate: Candidate | None = None
    live: int = 0


# Who is asked for now comes first, who missed the call last.
_RANK = {
    TicketState.CALLED: 0,
    TicketState.SERVING: 1,
    TicketState.HELD: 2,
    TicketState.WAITING: 3,
    TicketState.PASSED: 4,
}


def lead_of_ticket(found: Candidate, today: date) -> Lead:
    """Where one ticket leads, found by its slip or number."""
    if found.hall is not None:
        return Lead(Kind.OTHER_HALL, _elsewhere(found.number, found.hall), found)
    if found.state is TicketState.PASSED and found.day == today:
        return Lead(Kind.PASSED, _passed(found), found, 1)
    if found.returnable:
        return Lead(Kind.RETURN, _return(found), found)
    if found.day != today and found.state is not TicketState.SERVING:
        return Lead(Kind.OTHER_DAY, _expired(found), found)
    return Lead(Kind.TICKET, _now(found), found, int(found.state in LIVE))


def lead_of_paper(paper: Candidate, taken: Candidate, today: date) -> Lead:
    """Where a ticket leads whose right to come back was used: to the one `taken` with it while that is live."""
    if taken.hall is not None or taken.state not in LIVE or taken.day != today:
        return lead_of_ticket(paper, today)
    lead = lead_of_ticket(taken, today)
    used = Text(f"凭{paper.number}已取号{taken.number}。", f"{taken.number} was taken with {paper.number}. ")
    return Lead(lead.kind, Text(used.zh + lead.message.zh, used.en + lead.message.en), taken, lead.live)


def lead_of_card(number: IdNumber, tickets: Sequence[Candidate], today: date) -> Lead:
    """Where an identity card leads: a live ticket here, else a return, else the person, whose age may be enough."""
    live = [each for each in tickets if each.hall is None and each.state in LIVE and each.day == today]
    if live:
        first = min(live, key=lambda each: (_RANK[each.state], each.key))
        lead = lead_of_ticket(first, today)
        several = Text(f"共有{len(live)}张号票，先办{first.number}。", f"{len(live)} tickets; first {first.number}. ")
        message = Text(several.zh + lead.message.zh, several.en + lead.message.en) if len(live) > 1 else lead.message
        return Lead(lead.kind, message, first, len(live))
    returns = [each for each in tickets if each.hall is None and each.returnable]
    if returns:
        latest = max(returns, key=lambda each: (each.day, each.key))
        return Lead(Kind.RETURN, _return(latest), latest)
    return Lead(Kind.PERSON, _person(number, tickets, today))


def _person(number: IdNumber, tickets: Sequence[Candidate], today: date) -> Text:
    words = Text("已识别身份证，请选择事项取号。", "Identity card read; choose a matter.")
    if number.is_senior_on(today):
        words = Text(
            "已识别身份证，60周岁及以上，取号可走老年人绿色通道。",
            "Identity card read; 60 or older, so the green channel is open.",
        )
    away = [each for each in tickets if each.hall is not None and each.state in LIVE and each.day == today]
    for each in away[:1]:
        elsewhere = _holds_elsewhere(each.number, each.hall or Text("", ""))
        words = Text(f"{words.zh}{elsewhere.zh}", f"{words.en} {elsewhere.en}")
    return words


def _holds_elsewhere(number: str, hall: Text) -> Text:
    return Text(f"（在{hall.zh}另有号票{number}）", f"(There is also {number} at {hall.en}.)")


def _elsewhere(number: str, hall: Text) -> Text:
    return Text(
        f"{number}是{hall.zh}的号票，请到那里办理，或在本大厅重新取号。",
        f"{number} is of {hall.en}; go there, or take a new ticket here.",
    )


def _passed(found: Candidate) -> Text:
    left = found.requeues_left
    if left > 0:
        return Text(
            f"{found.number}已过号，可恢复排队（还可恢复{left}次）。",
            f"{found.number} missed its call and may return to the queue ({left} more time{'' if left == 1 else 's'}).",
        )
    return Text(
        f"{found.number}已过号，恢复次数已用完，请重新取号。",
        f"{found.number} missed its call and cannot return again; take a new ticket.",
    )


def _return(found: Candidate) -> Text:
    unserved = found.state is TicketState.UNSERVED
    why = Text("闭厅未办", "unserved at closing") if unserved else Text("材料不齐", "materials missing")
    until = found.last_day or found.day
    phone = Text("叫号时仍通知上次留的手机。", " The phone left then is told of the call again.")
    told = phone if found.left_phone else Text("", "")
    return Text(
        f"{found.number}（{found.day.month}月{found.day.day}日{why.zh}），"
        f"{until.month}月{until.day}日（含当日）前再来可优先办理一次。{told.zh}",
        f"{found.number} of {found.day:%d %b} ({why.en}): priority once until {until:%d %b}.{told.en}",
    )


def _expired(found: Candidate) -> Text:
    return Text(
        f"{found.number}是{found.day.month}月{found.day.day}日的号票，已失效，请重新取号。",
        f"{found.number} is of {found.day:%d %b} and no longer valid; take a new ticket.",
    )


def _now(found: Candidate) -> Text:
    number, is_now = found.number, found.state.is_now
    if found.state is TicketState.CALLED and found.window is not None:
        return Text(
            f"正在呼叫{number}，请到{found.window}号窗口。",
            f"{number} is being called: please go to window {found.window}.",
        )
    if found.state in LIVE:
        return Text(f"{number}{is_now.zh}。", f"{number} {is_now.en}.")
    return Text(f"{number}{is_now.zh}。如需办理，请重新取号。", f"{number} {is_now.en}. Take a new ticket if needed.")
