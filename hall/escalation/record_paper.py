"""Reading a record for paper: everything is read before it is set, for no reading may wait for a child process."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.clock import now
from hall.escalation.actions.attaching import ATTACHMENT
from hall.escalation.actions.noting import NOTE, QUESTION
from hall.escalation.actions.registering import REGISTERED, Source
from hall.escalation.clocks import Clock, Colour
from hall.escalation.form import LogLine, RecordPaper, Section
from hall.escalation.kinds import CaseOutcome, Cause
from hall.escalation.queries import EscalationRow, StepRow, cards_of, steps_of, stored_escalation
from hall.escalation.states import Part, State, Step
from hall.escalation.workflow import Satisfaction
from hall.journal.remarks import remark_texts
from hall.personal.masks import mask_id_number, mask_name, mask_numbers, mask_phone
from hall.personal.vault import Vault
from hall.staff.queries import person_of
from hall.text import Language, Text
from hall.ticketing.models import TICKETS
from hall.ticketing.sealed import ID_HASH, NAME, PHONE_HASH

_REMARKS = ("description", "demand", "scope_reason", "remedy", "resolution", "reply", "rectification", "archive_reason")
_MASKS: dict[str, Callable[[str], str]] = {NAME: mask_name, PHONE_HASH: mask_phone, ID_HASH: mask_id_number}
_MORE_STEPS = {
    REGISTERED: Text("登记", "Registered"),
    NOTE: Text("备注", "Note"),
    QUESTION: Text("请反映人补充", "Question to the reporter"),
    ATTACHMENT: Text("附件", "File added"),
}
_CLOCKS = {
    Clock.CONTACT: Text("首次联系", "first contact"),
    Clock.HANDLING: Text("办理", "handling"),
    Clock.CALL_BACK: Text("回访", "call-back"),
}
_NOBODY = Text("系统", "the system")


def record_paper(
    connection: Connection,
    book: HallBook,
    vault: Vault,
    escalation_id: str,
    language: Language,
    *,
    by: str,
    masked: bool = True,
) -> RecordPaper:
    """One record for paper, printed `by` somebody; without `masked`, with its reporter's names and numbers."""
    row, steps = stored_escalation(connection, escalation_id), steps_of(connection, escalation_id)
    texts = remark_texts(connection, vault, {key for key in _remark_ids(row, steps) if key})
    if masked:
        texts = {key: mask_numbers(text) for key, text in texts.items()}
    reading = _Reading(connection, book, vault, row, texts, language, masked)
    printed = Text("打印时间", "Printed").pick(language)
    return RecordPaper(
        hall=book.name.pick(language),
        number=row.number,
        state=State(row.state).words.pick(language),
        masked=masked,
        printed=f"{printed} {reading.at(now())}　{by}",
        sections=reading.sections(),
        log=reading.log(steps),
        cards=[
            f"{reading.at(card.at)}　{Colour(card.colour).words.pick(language)}"
            f"（{_CLOCKS[Clock(card.clock)].pick(language)}）"
            for card in cards_of(connection, [row.id])[row.id]
        ],
    )


def _remark_ids(row: EscalationRow, steps: Sequence[StepRow]) -> list[str | None]:
    return [*(getattr(row, name) for name in _REMARKS), *(step.text for step in steps)]


@dataclass(frozen=True)
class _Reading:
    """One record being said in one language."""

    connection: Connection
    book: HallBook
    vault: Vault
    row: EscalationRow
    texts: dict[str, str]
    language: Language
    masked: bool

    def sections(self) -> list[Section]:
        return [self._received(), self._reporter(), self._matter(), self._handling(), self._result(), self._closure()]

    def log(self, steps: Sequence[StepRow]) -> list[LogLine]:
        names = {each: self._name(each) for each in {step.by for step in steps if step.by}}
        return [
            LogLine(
                at=self.at(step.at) or "",
                what=self._step(step.step).pick(self.language),
                by=self._by(step, names),
                codes=_codes(step.data).pick(self.language),
                text=self.texts.get(step.text or ""),
            )
            for step in steps
        ]

    def at(self, instant: datetime | None) -> str | None:
        return f"{instant.astimezone(self.book.zone):%Y-%m-%d %H:%M}" if instant else None

    def _received(self) -> Section:
        row = self.row
        order = [(Text("热线工单", "Hotline order"), row.hotline_order)] if row.hotline_order else []
        return Section(
            Text("登记", "Registration"),
            [
                (Text("来源", "Source"), self._said(Source, row.source)),
                (Text("收到时间", "Received"), self.at(row.received_at)),
                (Text("首问责任人", "First contact"), self._name(row.first_contact)),
                *order,
            ],
        )

    def _reporter(self) -> Section:
        row, heading = self.row, Text("反映人", "Reporter")
        if row.anonymous:
            return Section(heading, [(heading, Text("匿名反映", "Anonymous").pick(self.language))])
        kind = {"person": Text("个人", "Person"), "organisation": Text("企业", "Organisation")}[row.reporter_kind]
        agent = [
            (Text("代办人", "Agent"), self._opened(row.agent_name, NAME)),
            (Text("代办人电话", "Agent's phone"), self._opened(row.agent_phone, PHONE_HASH)),
        ]
        return Section(
            heading,
            [
                (Text("类型", "Kind"), kind.pick(self.language)),
                (Text("姓名或名称", "Name"), self._opened(row.reporter_name, NAME)),
                (Text("联系电话", "Phone"), self._opened(row.reporter_phone, PHONE_HASH)),
                (Text("证件号", "Document"), self._opened(row.reporter_document, ID_HASH)),
                *(agent if row.agent_name or row.agent_phone else []),
            ],
        )

    def _matter(self) -> Section:
        row, book = self.row, self.book
        page, window = book.services.get(row.service or ""), book.window(row.window_id or "")
        there = (Text(f"{window.number}号窗口", f"window {window.number}").pick(self.language) if window else None,
                 self._ticket())  # fmt: skip
        return Section(
            Text("反映内容", "Matter"),
            [
                (Text("事项", "Service"), page.name.pick(self.language) if page else row.service),
                (Text("事项部门", "Department"), row.department),
                (Text("窗口、号票", "Window, ticket"), "　".join(filter(None, there))),
                (Text("此前跑动次数", "Earlier visits"), str(row.earlier_visits)),
                (Text("情况说明", "Description"), self.texts.get(row.description)),
                (Text("诉求", "Demand"), self.texts.get(row.demand or "")),
            ],
        )

    def _handling(self) -> Section:
        row = self.row
        remedy = [(Text("其他途径", "Remedy"), self.texts.get(row.remedy))] if row.remedy else []
        return Section(
            Text("受理与交办", "Assessment and handling"),
            [
                (Text("是否受理", "In scope"), self._yes(row.in_scope)),
                (Text("受理意见", "Reason"), self.texts.get(row.scope_reason or "")),
                *remedy,
                (Text("类别", "Class"), row.case_class),
                (Text("原因", "Cause"), self._said(Cause, row.cause)),
                (Text("承办部门", "Owner"), row.owner),
                (Text("协办部门", "Helping"), "、".join(row.co_departments)),
                (Text("办理期限", "Due"), self.at(row.due_at)),
                (Text("延期工作日", "Extended by"), str(row.extended_days) if row.extended_days else None),
            ],
        )

    def _result(self) -> Section:
        row = self.row
        return Section(
            Text("办理结果", "Result"),
            [
                (Text("结果", "Outcome"), self._outcome()),
                (Text("办理情况", "Resolution"), self.texts.get(row.resolution or "")),
                (Text("答复反映人", "Reply"), self.texts.get(row.reply or "")),
                (Text("答复时间", "Replied"), self.at(row.replied_at)),
                (Text("按时办结", "In time"), self._yes(row.in_time)),
            ],
        )

    def _closure(self) -> Section:
        row = self.row
        return Section(
            Text("回访、整改与归档", "Call-back, rectification, archive"),
            [
                (Text("回访结果", "Call-back"), self._said(Satisfaction, row.satisfaction)),
                (Text("回访时间", "Called back"), self.at(row.called_back_at)),
                (Text("重办次数", "Reopened"), str(row.reopened)),
                (Text("整改情况", "Rectification"), self.texts.get(row.rectification or "")),
                (Text("整改时间", "Rectified"), self.at(row.rectified_at)),
                (Text("归档说明", "Reason for closing"), self.texts.get(row.archive_reason or "")),
                (Text("归档时间", "Closed"), self.at(row.closed_at)),
            ],
        )

    def _said(self, kind: Any, value: str | None) -> str | None:
        words: Text | None = kind(value).words if value else None
        return words.pick(self.language) if words else None

    def _outcome(self) -> str | None:
        said = self._said(CaseOutcome, self.row.outcome)
        return f"{said}（{Text('现场解决', 'on the spot').pick(self.language)}）" if self.row.on_the_spot else said

    def _yes(self, value: bool | None) -> str | None:
        return None if value is None else (Text("是", "yes") if value else Text("否", "no")).pick(self.language)

    def _opened(self, sealed: bytes | None, purpose: str) -> str | None:
        if sealed is None:
            return None
        opened = self.vault.open(sealed, purpose)
        return _MASKS[purpose](opened) if self.masked else opened

    def _name(self, user_id: str | None) -> str | None:
        person = person_of(self.connection, user_id) if user_id else None
        return person.name if person else None

    def _ticket(self) -> str | None:
        if self.row.ticket_id is None:
            return None
        found = self.connection.execute(
            sa.select(TICKETS.c.number, TICKETS.c.day).where(TICKETS.c.id == self.row.ticket_id)
        ).one_or_none()
        return f"{found.number}（{found.day}）" if found else None

    def _step(self, step: str) -> Text:
        return _MORE_STEPS[step] if step in _MORE_STEPS else Step(step).words

    def _by(self, step: StepRow, names: dict[str, str | None]) -> str:
        part = Part(step.part).words.pick(self.language)
        name = names.get(step.by or "") or ("" if step.part == Part.REPORTER else _NOBODY.pick(self.language))
        return " ".join(each for each in (part, name) if each)


_SAID: dict[str, Callable[[Any], Text]] = {
    "class": lambda value: Text(f"{value}类", f"class {value}"),
    "cause": lambda value: Cause(value).words,
    "outcome": lambda value: CaseOutcome(value).words,
    "department": lambda value: Text(value, value),
    "co_departments": lambda value: Text("协办：" + "、".join(value), "helping: " + ", ".join(value)),
    "days": lambda value: Text(f"{value}个工作日", f"{value} working days"),
    "satisfaction": lambda value: Satisfaction(value).words,
    "agrees": lambda value: Text("同意", "agreed") if value else Text("不同意", "not agreed"),
}


def _codes(data: dict[str, Any]) -> Text:
    """What a step brought in codes, in words."""
    said = [_SAID[key](value) for key, value in data.items() if key in _SAID]
    return Text("，".join(one.zh for one in said), ", ".join(one.en for one in said))
