"""A fortnight of a hall's ledger for the demonstration: what was reported, and what was done about it day by day.

Every step is taken by the very actions that the doors take, by people of the hall, on a clock that is stopped on each
day; cards are raised as the server raises them. Who reported is a number that belongs to nobody, or nobody at all.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hall.catalogue.queries import hall_book
from hall.clock import FrozenClock
from hall.db import SYSTEM, Actor, Database, Work
from hall.edge.access import Caller
from hall.escalation.actions.naming import set_extension
from hall.escalation.actions.noting import add_note
from hall.escalation.actions.registering import Report, Reporter, Source, register
from hall.escalation.actions.stepping import Brought, take_step
from hall.escalation.clocks import CaseClass
from hall.escalation.keeping import keep_ledgers
from hall.escalation.kinds import CaseOutcome, Cause
from hall.escalation.parts import who_is
from hall.escalation.queries import stored_escalation
from hall.escalation.states import Step
from hall.escalation.workflow import Satisfaction
from hall.personal.vault import Vault
from hall.staff.queries import known_person
from hall.staff.resolver import caller_of
from hall.windows.keeping import keep_halls

DAYS = 14
PHONE = "13800138000"
LOOK_EVERY = timedelta(hours=6)
REPORTER, OFFICER, DEPARTMENT, MANAGER = "", "escalation", "department", "manager"


@dataclass(frozen=True)
class Came:
    """What was reported: `record` is what the story calls it."""

    record: str
    source: Source
    description: str
    service: str | None = None
    anonymous: bool = False


@dataclass(frozen=True)
class Did:
    """A step that somebody took (by user name; "" is whoever reported)."""

    who: str
    record: str
    step: Step
    brought: Brought = field(default_factory=Brought)


@dataclass(frozen=True)
class Asked:
    """A question to whoever reported, which holds the clock."""

    who: str
    record: str
    text: str


Deed = Came | Did | Asked


def _accepted(record: str, case_class: CaseClass, cause: Cause) -> Did:
    return Did(OFFICER, record, Step.ACCEPT, Brought(case_class=case_class, cause=cause.value))


def _given(record: str, department: str, by: str = OFFICER) -> tuple[Did, Did]:
    to = Brought(department=department, text="请按期办理并反馈")
    return Did(by, record, Step.ASSIGN, to), Did(DEPARTMENT, record, Step.SIGN)


def _answered(record: str, result: str, reply: str) -> tuple[Did, Did]:
    resolved = Brought(outcome=CaseOutcome.DONE.value, text=result)
    return Did(DEPARTMENT, record, Step.RESOLVE, resolved), Did(DEPARTMENT, record, Step.REPLY, Brought(text=reply))


def _heard(record: str, satisfaction: Satisfaction, text: str, by: str = OFFICER) -> Did:
    return Did(by, record, Step.CALL_BACK, Brought(satisfaction=satisfaction, text=text))


def story(departments: Mapping[str, str]) -> Mapping[int, Sequence[Deed]]:
    """What happened so many days ago; `departments` by the services of the story."""
    land, insurance, social = (departments[code] for code in ("property-transfer", "medical-insurance", "pension"))
    return {
        14: (
            Came("deed", Source.WINDOW, "二手房过户跑了三趟，每次要补的材料都不一样", "property-transfer"),
            _accepted("deed", CaseClass.C, Cause.PROCESS),
            *_given("deed", land),
        ),
        13: (
            Came("refund", Source.HOTLINE, "异地就医报销交了材料两个月没有回音", "medical-insurance"),
            _accepted("refund", CaseClass.B, Cause.COORDINATION),
            *_given("refund", insurance),
            Came("pension", Source.BAD_REVIEW, "养老待遇认证系统连续三天打不开", "pension"),
            _accepted("pension", CaseClass.A, Cause.SYSTEM),
            *_given("pension", social),
            Came("noise", Source.SUGGESTION_BOX, "等候区座椅少，老人站着等", None, anonymous=True),
        ),
        12: (
            *_answered("deed", "与税务、房管一次核对，列出全部材料", "材料清单已短信告知，来一次即可办结"),
            Did(OFFICER, "noise", Step.ACCEPT, Brought(case_class=CaseClass.A, cause=Cause.OTHER.value)),
            Did(OFFICER, "noise", Step.RESOLVE_NOW, Brought(outcome=CaseOutcome.DONE.value, text="已加座椅二十把")),
        ),
        11: (
            _heard("deed", Satisfaction.SATISFIED, "已办好，满意"),
            Did(DEPARTMENT, "deed", Step.RECTIFY, Brought(text="过户材料清单三个部门统一，印在一次性告知单上")),
            Did(OFFICER, "deed", Step.ARCHIVE),
            Did(OFFICER, "noise", Step.RESOLVE, Brought(outcome=CaseOutcome.DONE.value, text="座椅已够用")),
            Did(OFFICER, "noise", Step.ARCHIVE, Brought(text="现场已解决，匿名反映无需回访")),
            Came("parcel", Source.ONLINE, "过户时说档案里没有宗地图，不知道找谁", "property-transfer"),
            _accepted("parcel", CaseClass.C, Cause.PROCESS),
            *_given("parcel", land),
        ),
        9: (
            *_answered("refund", "已与经办机构核对，重新受理", "报销已重新受理，五个工作日到账"),
            Did(DEPARTMENT, "parcel", Step.EXTEND, Brought(days=5, text="需到市档案馆调取宗地图，已告知反映人")),
        ),
        8: (
            _heard("refund", Satisfaction.DISSATISFIED, "钱仍未到账"),
            Did(OFFICER, "refund", Step.REOPEN, Brought(text="反映人不满意，提级办理")),
            *_given("refund", insurance, by=MANAGER),
        ),
        7: (
            Came("twice", Source.ONLINE, "同一件事重复提交了，请忽略", "pension"),
            Did(REPORTER, "twice", Step.WITHDRAW, Brought(text="重复提交")),
        ),
        4: (
            Came("title", Source.PATROL, "过户窗口告知与清单不一致", "property-transfer"),
            _accepted("title", CaseClass.C, Cause.PROCESS),
            *_given("title", land),
        ),
        3: (
            Asked(DEPARTMENT, "title", "请提供号票号码或办理日期，便于查找当时的告知单"),
            Came("bank", Source.WINDOW, "银行贷款纠纷，请大厅协调", None),
            Did(OFFICER, "bank", Step.OUT_OF_SCOPE, Brought(text="属民事纠纷", remedy="可向人民调解委员会申请调解")),
        ),
        2: (
            Came("card", Source.WINDOW, "社保卡挂失后窗口说系统里仍是正常状态", "social-card"),
            _accepted("card", CaseClass.A, Cause.SYSTEM),
            Did(OFFICER, "card", Step.RESOLVE_NOW, Brought(outcome=CaseOutcome.DONE.value, text="已联系后台同步状态")),
            Did(OFFICER, "card", Step.REPLY, Brought(text="状态已同步，可以补卡")),
            Came("stamp", Source.WINDOW, "公章备案的窗口中午没有人，白跑一趟", "company-open"),
            _accepted("stamp", CaseClass.A, Cause.COORDINATION),
            Did(OFFICER, "stamp", Step.RESOLVE_NOW, Brought(outcome=CaseOutcome.DONE.value, text="已由邻窗当场备案")),
            Did(OFFICER, "stamp", Step.REPLY, Brought(text="备案已完成，中午由邻窗代办")),
            Came("late", Source.SUGGESTION_BOX, "临时救助审批后两个月没有到账", "welfare"),
            _accepted("late", CaseClass.C, Cause.COORDINATION),
            *_given("late", departments["welfare"]),
            Came("fee", Source.ONLINE, "医保缴费显示成功却查不到记录", "medical-insurance"),
            _accepted("fee", CaseClass.B, Cause.SYSTEM),
            *_given("fee", insurance),
        ),
        1: (
            *_answered("fee", "缴费记录已补登", "缴费记录已可查询"),
            _heard("fee", Satisfaction.DISSATISFIED, "查到了，但金额不对"),
            _heard("stamp", Satisfaction.SATISFIED, "已办好"),
            _answered("late", "已与乡镇核对，补发两个月", "")[0],
            Came("invoice", Source.HOTLINE, "发票增量申请被退回三次，每次理由不同", "tax"),
            _accepted("invoice", CaseClass.C, Cause.POLICY),
            _given("invoice", departments["tax"])[0],
            Came("passport", Source.WINDOW, "护照照片三次不合格，不知道哪里能拍", "exit-entry"),
            _accepted("passport", CaseClass.C, Cause.MATERIALS),
        ),
        0: (Came("new", Source.ONLINE, "预约了却被告知今天系统升级不能办", "general"),),
    }


@dataclass
class _Ledger:
    """The hall that the story is told in; `known`: the records by what the story calls them."""

    database: Database
    vault: Vault
    hall_id: int
    known: dict[str, str] = field(default_factory=dict)

    def does(self, deed: Deed) -> None:
        who = OFFICER if isinstance(deed, Came) else deed.who
        if isinstance(deed, Came) and deed.source is Source.ONLINE:
            who = REPORTER
        with self.database.reading() as connection:
            caller = caller_of(known_person(connection, who), "") if who else Caller("visitor")
        with self.database.work(self.hall_id, caller.actor if who else Actor("visitor", None, "")) as work:
            self._takes(work, caller, deed)

    def _takes(self, work: Work, caller: Caller, deed: Deed) -> None:
        book = hall_book(work.connection, self.hall_id)
        if isinstance(deed, Came):
            reporter = Reporter() if deed.anonymous else Reporter(phone=PHONE)
            report = Report(
                deed.source,
                deed.description,
                work.now,
                service=deed.service,
                reporter=reporter,
                anonymous=deed.anonymous,
            )
            self.known[deed.record] = register(work, book, self.vault, report)
            return
        escalation_id = self.known[deed.record]
        who = who_is(work.connection, caller, stored_escalation(work.connection, escalation_id))
        if isinstance(deed, Asked):
            add_note(work, book, self.vault, escalation_id, who, deed.text, asks=True)
        else:
            take_step(work, book, self.vault, escalation_id, deed.step, who, deed.brought)


def tell_fortnight(database: Database, vault: Vault, hall_id: int, standing: FrozenClock, until: datetime) -> None:
    """Let the story happen from `standing` up to `until`, and name the telephone at every window."""
    ledger = _Ledger(database, vault, hall_id)
    with database.work(hall_id, SYSTEM) as work:
        book = hall_book(work.connection, hall_id)
        for page in book.windows.values():
            set_extension(work, page.id, f"8{page.number:03}")
    happened = story({code: page.department.zh for code, page in book.services.items()})
    for ago in range(DAYS, -1, -1):
        # Ten in the morning for people there; today, whatever hour it is, what came just now.
        that_day = until.astimezone(book.zone) - timedelta(days=ago)
        morning = that_day.replace(hour=10, minute=0, second=0, microsecond=0).astimezone(UTC)
        _reach(standing, morning if ago else until, lambda: _keep(database))
        for deed in happened.get(ago, ()):
            ledger.does(deed)
            if ago:
                standing.advance(timedelta(minutes=20))
        _keep(database)


def _reach(standing: FrozenClock, at: datetime, keep: Callable[[], None]) -> None:
    """Step by step, so that midnights and cards come in their turn, as a server that runs all the time has them."""
    while standing.at < at:
        standing.at = min(at, standing.at + LOOK_EVERY)
        keep()


def _keep(database: Database) -> None:
    keep_halls(database)
    keep_ledgers(database)
