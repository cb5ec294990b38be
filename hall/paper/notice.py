"""What a visitor takes home from a window: what is still needed (一次性告知单), or why it was not accepted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hall.languages.phrases import phrases, server_language
from hall.paper.blocks import GAP, RULE, Block, Size, item, line, pair, qr
from hall.paper.slip import date_text
from hall.text import Text


@dataclass(frozen=True)
class Heading:
    """What both begin with: where, when, whose. `holders`: masked names; `day`: the hall's, when it was told."""

    hall: Text
    phone: str | None
    number: str
    day: date
    holders: tuple[str, ...]
    first_contact: str | None
    url: str


@dataclass(frozen=True)
class Told:
    """One errand: what was told about it (materials, or a ground), by whom, a remark, and what was told too late."""

    service: Text
    texts: tuple[str, ...]
    by: str | None
    remark: str | None = None
    untold: tuple[str, ...] = ()


@dataclass(frozen=True)
class Notice:
    """Everything missing, told once. `return_days`: working days in which coming back has priority, up to `until`."""

    heading: Heading
    told: tuple[Told, ...]
    return_days: int
    until: date


@dataclass(frozen=True)
class Refusal:
    """What was not accepted and on what ground. `windows`: where one may object."""

    heading: Heading
    told: tuple[Told, ...]
    windows: tuple[int, ...]


def notice_blocks(notice: Notice, tag: str) -> list[Block]:
    """The notice in a language."""
    say = phrases("paper", tag)
    days = notice.return_days
    back = say.say("notice.return", n=days) if days else say.say("notice.sameDay")
    return [
        *_head("notice", notice.heading, tag),
        *(block for told in notice.told for block in _missing(told, tag)),
        RULE,
        line(back, bold=True),
        line(say.say("notice.until", date=date_text(notice.until, say))),
        GAP,
        qr(notice.heading.url),
    ]


def refusal_blocks(refusal: Refusal, tag: str) -> list[Block]:
    """The note of a refusal in a language."""
    say, heading = phrases("paper", tag), refusal.heading
    object_to = say.say("refusal.object")
    if refusal.windows:
        shown = phrases("shared", tag).say("between").join(map(str, refusal.windows))
        object_to = say.say("refusal.objectAt", n=len(refusal.windows), windows=shown)
    blocks = [
        *_head("refusal", heading, tag),
        *(block for told in refusal.told for block in _grounds(told, tag)),
        RULE,
        line(object_to, bold=True),
    ]
    if heading.phone:
        blocks.append(line(say.say("refusal.phone", phone=heading.phone)))
    return [*blocks, GAP, qr(heading.url), line(say.say("refusal.scan"), size=Size.SMALL, centred=True)]


def _head(kind: str, heading: Heading, tag: str) -> Iterator[Block]:
    say = phrases("paper", tag)
    yield line(heading.hall.pick(server_language(tag)), centred=True)
    yield line(say.say(f"{kind}.title"), size=Size.LARGE, bold=True, centred=True)
    yield RULE
    yield pair(say.say("number"), heading.number, bold=True)
    yield pair(say.say("day"), date_text(heading.day, say))
    if heading.holders:
        yield pair(say.say("who"), phrases("shared", tag).say("between").join(heading.holders))
    if heading.first_contact:
        yield pair(say.say("notice.firstContact"), heading.first_contact)
    if heading.phone:
        yield pair(say.say("phone"), heading.phone)
    yield RULE
    yield line(say.say(f"{kind}.lead"))


def _missing(told: Told, tag: str) -> Iterator[Block]:
    say = phrases("paper", tag)
    yield GAP
    yield line(told.service.pick(server_language(tag)), bold=True)
    for number, text in enumerate(told.texts, 1):
        yield item(say.say("notice.untold", text=text) if text in told.untold else text, f"{number}.")
    if told.untold:
        yield line(say.say("notice.sorry"))
    if told.remark:
        yield line(say.say("notice.remark", text=told.remark))
    if told.by:
        yield line(say.say("notice.by", name=told.by), size=Size.SMALL)


def _grounds(told: Told, tag: str) -> Iterator[Block]:
    say = phrases("paper", tag)
    yield GAP
    yield line(told.service.pick(server_language(tag)), bold=True)
    yield from (pair(say.say("refusal.ground"), text) for text in told.texts)
    if told.by:
        yield line(say.say("refusal.by", name=told.by), size=Size.SMALL)
