"""Reading a record for paper: everything is read before it is set, for no reading may wait for a child process."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.hours import by_end_of
from hall.clock import now
from hall.escalation.actions.attaching import OWNER, REPORTERS
from hall.escalation.actions.registering import Source
from hall.escalation.clocks import CaseClass, Clock, Colour
from hall.escalation.form import Labelled, LogLine, RecordPaper, Section
from hall.escalation.kinds import CaseOutcome, Cause
from hall.escalation.log_words import code_words, departments_words, line_words, unwritten
from hall.escalation.queries import (
    EscalationRow,
    StepRow,
    cards_of,
    extension_of,
    limits_of,
    steps_of,
    stored_escalation,
)
from hall.escalation.states import Part, State
from hall.escalation.workflow import Satisfaction
from hall.files.kinds import FileKind
from hall.files.queries import FileRow, files_of
from hall.journal.remarks import remark_texts
from hall.personal.masks import mask_id_number, mask_name, mask_numbers, mask_phone
from hall.personal.vault import Vault
from hall.staff.queries import known_as, name_of
from hall.text import Language, Text
from hall.ticketing.models import TICKETS
from hall.ticketing.sealed import ID_HASH, NAME, PHONE_HASH

_REMARKS = ("description", "demand", "scope_reason", "remedy", "resolution", "reply", "rectification", "archive_reason")
_MASKS: dict[str, Callable[[str], str]] = {NAME: mask_name, PHONE_HASH: mask_phone, ID_HASH: mask_id_number}
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
    files = files_of(connection, OWNER, [row.id])[row.id]
    ran = extension_of(steps), limits_of(steps)
    reading = _Reading(connection, book, vault, row, texts, language, masked, files, *ran)
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
            f"（{Clock(card.clock).words.pick(language)}）"
            for card in cards_of(connection, [row.id])[row.id]
        ],
    )


def _remark_ids(row: EscalationRow, steps: Sequence[StepRow]) -> list[str | None]:
    return [*(getattr(row, name) for name in _REMARKS), *(step.text for step in steps)]


@dataclass(frozen=True)
class _Reading:
    """One record being said in one language.

    `extended`: working days of the present round of handling; `limits`: of the clocks that ended in it.
    """

    connection: Connection
    book: HallBook
    vault: Vault
    row: EscalationRow
    texts: dict[str, str]
    language: Language
    masked: bool
    files: Sequence[FileRow]
    extended: int
    limits: Sequence[tuple[Clock, datetime]]

    def sections(self) -> list[Section]:
        way = [self._handling(), self._result(), self._closure()]
        return [self._received(), self._reporter(), self._matter(), self._attached(), *way]

    def log(self, steps: Sequence[StepRow]) -> list[LogLine]:
        names = known_as(self.connection, {step.by for step in steps})
        return [
            LogLine(
                at=self.at(step.at) or "",
                what=line_words(step.step).pick(self.language),
                by=self._by(step, names),
                codes=code_words(step.data, self.book).pick(self.language),
                text=self.texts.get(step.text or ""),
            )
            for step in steps
        ]

    def at(self, instant: datetime | None) -> str | None:
        return f"{instant.astimezone(self.book.zone):%Y-%m-%d %H:%M}" if instant else None

    def until(self, instant: datetime | None) -> str | None:
        if instant is None:
            return None
        day, time = by_end_of(instant.astimezone(self.book.zone))
        return f"{day.isoformat()} {time}"

    def _received(self) -> Section:
        row = self.row
        order = [(Text("热线工单", "Hotline order"), row.hotline_order)] if row.hotline_order else []
        return Section(
            Text("登记", "Registration"),
            [
                (Text("来源", "Source"), self._said(Source, row.source)),
                (Text("收到时间", "Received"), self.at(row.received_at)),
                (Text("首问责任人", "First contact"), name_of(self.connection, row.first_contact)),
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
                (Text("事项部门", "Department"), self._department(row.department)),
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
                (Text("类别", "Class"), self._said(CaseClass, row.case_class)),
                (Text("原因", "Cause"), self._said(Cause, row.cause)),
                (Text("承办部门", "Owner"), self._department(row.owner)),
                (Text("协办部门", "Helping"), departments_words(self.book, row.co_departments).pick(self.language)),
                *self._due(),
            ],
        )

    def _due(self) -> list[Labelled]:
        """What runs now and until when; of a closed record, by when it was to be handled, and what ran last."""
        if self.row.clock is not None:
            return [self._limit(Clock(self.row.clock), self.row.due_at)]
        handled = [at for at, (clock, _) in enumerate(self.limits) if clock is Clock.HANDLING]
        shown = sorted({*handled[-1:], len(self.limits) - 1}) if self.limits else []
        return [self._limit(*self.limits[at]) for at in shown] or [(Text("期限", "Due"), None)]

    def _limit(self, clock: Clock, due_at: datetime | None) -> Labelled:
        """An extension stands beside the clock that it extended, and beside no other."""
        until = self.until(due_at)
        name = Text(f"{clock.words.zh}期限", f"{clock.words.en} due")
        return name, self._extended(until) if clock is Clock.HANDLING else until

    def _extended(self, said: str | None) -> str | None:
        days = Text(f"（已延期{self.extended}个工作日）", f" (extended by {self.extended} working days)")
        return f"{said}{days.pick(self.language)}" if said and self.extended else said

    def _attached(self) -> Section:
        """The photographs and PDFs that lie with the record: what each is called, by whom and when it was added."""
        lines = [(Text(f"{at}", f"{at}"), self._file(each)) for at, each in enumerate(self.files, 1)]
        return Section(Text("附件", "Files"), lines or [(Text("附件", "Files"), None)])

    def _file(self, file: FileRow) -> str:
        name = file.called(self.vault)
        kind = Text("PDF", "PDF") if file.kind is FileKind.PDF else Text("照片", "photograph")
        reporter = file.part == REPORTERS
        by = Part.REPORTER.words.pick(self.language) if reporter else name_of(self.connection, file.added_by)
        size = f"{max(1, round(file.size / 1024))} KB"
        shown = mask_numbers(name) if self.masked else name
        return "　".join(filter(None, (shown, kind.pick(self.language), size, by, self.at(file.added_at))))

    def _result(self) -> Section:
        row = self.row
        return Section(
            Text("办理结果", "Result"),
            [
                (Text("结果", "Outcome"), self._outcome()),
                (Text("办理情况", "Resolution"), self.texts.get(row.resolution or "")),
                (Text("答复反映人", "Reply"), self.texts.get(row.reply or "")),
                (Text("答复时间", "Replied"), self.at(row.replied_at)),
                (Text("按时办结", "In time"), self._extended(self._yes(row.in_time))),
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
                (Text("归档说明", "Reason for closing"), self._reason()),
                (Text("归档时间", "Closed"), self.at(row.closed_at)),
            ],
        )

    def _said(self, kind: Any, value: str | None) -> str | None:
        words: Text | None = kind(value).words if value else None
        return words.pick(self.language) if words else None

    def _department(self, name: str | None) -> str | None:
        return self.book.department(name).pick(self.language) if name else None

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

    def _reason(self) -> str | None:
        return self.texts.get(self.row.archive_reason or "") or unwritten(self.row, self.language)

    def _ticket(self) -> str | None:
        if self.row.ticket_id is None or self.row.anonymous:
            return None
        found = self.connection.execute(
            sa.select(TICKETS.c.number, TICKETS.c.day).where(TICKETS.c.id == self.row.ticket_id)
        ).one_or_none()
        return f"{found.number}（{found.day}）" if found else None

    def _by(self, step: StepRow, names: dict[str, str]) -> str:
        part = Part(step.part).words.pick(self.language)
        name = names.get(step.by or "") or ("" if step.part == Part.REPORTER else _NOBODY.pick(self.language))
        return " ".join(each for each in (part, name) if each)
