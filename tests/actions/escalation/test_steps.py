"""A record from its report to the archive, through the doors; and what is refused on the way."""

import sqlalchemy as sa

from hall.journal.audit import Trail
from hall.notify.actions import NewCarrier, add_carrier
from hall.notify.addresses import Audience
from hall.notify.models import OUTBOX
from tests.actions.escalation.ledger import ACCEPT, DONE, LAND, MARKET, Ledger
from tests.halls import COUNTY, County, refused, told


def test_the_reporter_follows_a_record_to_the_archive(ledger: Ledger) -> None:
    record = ledger.report(name="王小二", phone="13800138000", demand="请尽快办理")
    assert (record["number"], record["state"], record["staff"]) == ("2026-0001", "registered", None)
    assert record["due_at"].startswith("2026-11-23T09:00")  # five o'clock, the same day
    ledger.does(ledger.officer, record, "accept", **ACCEPT)
    assert ledger.see(record)["due_at"].startswith("2026-11-30T09:00")
    ledger.does(ledger.officer, record, "assign", department=LAND, co_departments=[MARKET, LAND])
    ledger.does(ledger.land, record, "sign")
    ledger.does(ledger.land, record, "extend", days=5, reason="需现场核查")
    assert ledger.see(record)["due_at"].startswith("2026-12-07T09:00")
    ledger.does(ledger.land, record, "resolve", **DONE)
    ledger.does(ledger.land, record, "reply", text="已为您办好，请来取件")
    seen = ledger.see(record)
    assert (seen["state"], seen["reply"], seen["staff"]) == ("replied", "已为您办好，请来取件", None)
    assert seen["due_at"].startswith("2026-11-26T09:00")
    ledger.does(ledger.officer, record, "call-back", satisfaction="satisfied")
    ledger.does(ledger.land, record, "rectify", text="已把该材料列入一次性告知单")
    done = ledger.does(ledger.officer, record, "archive")
    assert (done["state"], done["due_at"], done["staff"]["in_time"]) == ("archived", None, True)
    assert done["staff"]["co_departments"] == [MARKET]
    kinds = [entry.kind for entry in ledger.county.journal() if entry.kind.startswith("escalation")]
    assert kinds == ["escalation_registered"] + ["escalation_step_taken"] * 9
    said = [line["text"] for line in ledger.see(record)["log"]]
    assert said == [None, None, None, None, "需现场核查", None, "已为您办好，请来取件", None, None, None]


def test_dissatisfied_it_goes_one_level_up_with_its_time_anew(ledger: Ledger) -> None:
    record = ledger.replied()
    ledger.county.wait(days=2)
    heard = ledger.does(ledger.officer, record, "call-back", satisfaction="dissatisfied", text="没有解决")
    assert heard["due_at"].startswith("2026-11-26"), "somebody is to reopen it by the next working day"
    refused(ledger.officer.post(f"/escalations/{record['id']}/archive", {"reason": "算了"}), "closure_incomplete", 409)
    again = ledger.does(ledger.officer, record, "reopen", reason="反映人不满意")
    assert (again["state"], again["staff"]["level"], again["staff"]["reopened"]) == ("reopened", 1, 1)
    assert again["due_at"].startswith("2026-12-02T09:00")
    assert (again["reply"], again["staff"]["owner"]) == (None, None)
    path = f"/escalations/{record['id']}"
    refused(ledger.officer.post(f"{path}/assign", {"department": LAND}), "higher_level_needed", 403)
    ledger.does(ledger.manager, record, "assign", department=LAND)
    ledger.does(ledger.land, record, "sign")
    ledger.does(ledger.land, record, "resolve", **DONE)
    ledger.does(ledger.manager, record, "reply", text="这次办好了")
    # The manager replied: somebody else hears what the reporter says of it.
    refused(ledger.manager.post(f"{path}/call-back", {"satisfaction": "satisfied"}), "own_dissatisfied_case", 403)
    ledger.does(ledger.above, record, "call-back", satisfaction="satisfied")
    ledger.does(ledger.land, record, "rectify", text="流程已改")
    refused(ledger.manager.post(f"{path}/archive"), "own_dissatisfied_case", 403)
    assert ledger.does(ledger.above, record, "archive")["state"] == "archived"


def test_out_of_scope_is_told_with_a_remedy_and_confirmed_by_a_second_person(ledger: Ledger) -> None:
    record = ledger.report()
    ledger.does(ledger.officer, record, "out-of-scope", reason="属于法院受理", remedy="请到县法院诉讼服务中心")
    assert ledger.see(record)["remedy"] == "请到县法院诉讼服务中心"
    refused(ledger.officer.post(f"/escalations/{record['id']}/confirm", {"agrees": True}), "second_person_needed", 403)
    back = ledger.does(ledger.manager, record, "confirm", agrees=False)
    assert (back["state"], back["remedy"]) == ("registered", None)
    ledger.does(ledger.officer, record, "out-of-scope", reason="属于法院受理", remedy="请到县法院")
    closed = ledger.does(ledger.manager, record, "confirm", agrees=True)
    assert (closed["state"], closed["staff"]["archive_reason"]) == ("archived", "属于法院受理")


def test_returned_once_and_soon(ledger: Ledger) -> None:
    record = ledger.accepted()
    path = f"/escalations/{record['id']}"
    ledger.does(ledger.officer, record, "assign", department=LAND)
    returned = ledger.does(ledger.land, record, "return", reason="属市场监管局职责")
    assert returned["state"] == "returned"
    assert returned["due_at"] == record["due_at"]
    refused(ledger.officer.post(f"{path}/assign", {"department": MARKET}), "department_empty", 409)
    refused(ledger.officer.post(f"{path}/assign", {"department": "没有的局"}), "unknown_department", 422)
    ledger.does(ledger.officer, record, "assign", department=LAND)
    refused(ledger.land.post(f"{path}/return", {"reason": "再退"}), "return_refused", 409)
    late = ledger.accepted()
    ledger.does(ledger.officer, late, "assign", department=LAND)
    ledger.county.wait(days=2)
    refused(ledger.land.post(f"/escalations/{late['id']}/return", {"reason": "晚了"}), "return_refused", 409)


def test_extended_once_before_it_is_due_and_by_no_more_than_its_limit(ledger: Ledger) -> None:
    record = ledger.in_progress()
    path = f"/escalations/{record['id']}/extend"
    refused(ledger.land.post(path, {"days": 6, "reason": "太久"}), "extension_refused", 409)
    ledger.county.wait(days=8)
    refused(ledger.land.post(path, {"days": 1, "reason": "晚了"}), "extension_refused", 409)


def test_an_anonymous_report_keeps_nothing_personal_and_needs_no_call_back(ledger: Ledger) -> None:
    path = f"/halls/{COUNTY}/escalations"
    named = {"source": "online", "description": "匿名", "anonymous": True, "name": "王小二"}
    refused(ledger.reporter.post(path, named), "invalid", 422)
    ticket = ledger.county.issue("tax")
    record = ledger.report(anonymous=True, ticket=ticket["id"])
    assert ledger.staff_side(record)["ticket"] is None, "it would lead to whoever took it"
    ledger.does(ledger.officer, record, "accept", **ACCEPT)
    ledger.does(ledger.officer, record, "resolve-now", **DONE)
    here = f"/escalations/{record['id']}"
    early = told(ledger.officer.post(f"{here}/archive", {"reason": "已当场改正"}), 409)
    assert (early["code"], early["missing"]) == ("closure_incomplete", ["resolution"])
    refused(ledger.officer.post(f"{here}/rectify", {"text": "已改"}), "closure_incomplete", 409)
    resolved = ledger.does(ledger.officer, record, "resolve", **DONE)
    assert resolved["staff"]["may"] == ["rectify", "archive"]
    refused(ledger.officer.post(f"{here}/archive"), "closure_incomplete", 409)
    done = ledger.does(ledger.officer, record, "archive", reason="匿名反映，无需答复回访；已当场改正")
    assert (done["state"], done["staff"]["in_time"], done["staff"]["reporter"]["name"]) == ("archived", True, None)
    put_right = ledger.report(anonymous=True)
    ledger.does(ledger.officer, put_right, "accept", **ACCEPT)
    ledger.does(ledger.officer, put_right, "resolve-now", **DONE)
    ledger.does(ledger.officer, put_right, "resolve", **DONE)
    there = f"/escalations/{put_right['id']}"
    refused(ledger.officer.post(f"{there}/reply", {"text": "已办好"}), "closure_incomplete", 409)
    refused(ledger.officer.post(f"{there}/unreachable"), "closure_incomplete", 409)
    ledger.does(ledger.officer, put_right, "rectify", text="已改")
    closed = ledger.does(ledger.officer, put_right, "archive")
    assert closed["staff"]["archive_reason"] == "匿名反映，不作答复和回访"
    counts = told(ledger.officer.get(f"/halls/{COUNTY}/escalations/figures"))["all"]["counts"]
    assert (counts["on_the_spot"], counts["called_back"], counts["replied"]) == (2, 0, 0)
    entered = {"source": "patrol", "description": "巡查"}
    refused(ledger.reporter.post(path, entered), "not_signed_in", 401)


def test_three_tries_on_two_days_close_what_nobody_can_be_told(ledger: Ledger) -> None:
    record = ledger.replied()
    for _ in range(3):
        tried = ledger.does(ledger.officer, record, "unreachable")
    assert tried["state"] == "replied"
    ledger.county.wait(days=1)
    closed = ledger.does(ledger.officer, record, "unreachable", text="停机")
    assert (closed["state"], closed["satisfaction"]) == ("called_back", "unreachable")
    labels = [line["label"] for line in ledger.see(record)["log"] if line["step"] == "unreachable"]
    assert labels == ["联系未果"] * 3 + ["三次联系未果"]
    assert ledger.does(ledger.officer, record, "archive", reason="三次联系未果")["state"] == "archived"


def test_a_question_holds_the_clock_until_the_reporter_adds_something(ledger: Ledger) -> None:
    record = ledger.in_progress()
    assert record["due_at"].startswith("2026-11-30")
    asked = ledger.does(ledger.land, record, "notes", text="请补充宗地图", asks=True)
    assert (asked["paused"], asked["due_at"][:10]) == (True, "2026-12-07")
    ledger.county.wait(days=2)
    long_ago = ledger.in_progress()
    ledger.does(ledger.land, long_ago, "notes", text="请补充", asks=True)
    added = ledger.does(ledger.reporter, record, "notes", text="已补")
    assert (added["paused"], added["due_at"][:10]) == (False, "2026-12-02")
    ledger.does(ledger.officer, record, "notes", text="内部：催办")
    assert [line["text"] for line in ledger.see(record)["log"]][-2:] == ["请补充宗地图", "已补"]
    refused(ledger.reporter.post(f"/escalations/{record['id']}/notes", {"text": "?", "asks": True}), "forbidden", 403)
    ledger.county.wait(days=7)
    assert (ledger.see(long_ago)["paused"], ledger.see(long_ago)["due_at"][:10]) == (False, "2026-12-09")


def test_the_reporter_withdraws_it_and_nobody_else_does(ledger: Ledger) -> None:
    record = ledger.in_progress()
    refused(ledger.officer.post(f"/escalations/{record['id']}/withdraw"), "not_your_case", 403)
    gone = ledger.does(ledger.reporter, record, "withdraw", reason="已经办好了")
    assert (gone["state"], gone["due_at"]) == ("withdrawn", None)
    refused(ledger.reporter.post(f"/escalations/{record['id']}/notes", {"text": "还有"}), "escalation_wrong_state", 409)


def test_cards_are_raised_by_time_alone_each_once_and_anew_after_it_was_reopened(ledger: Ledger) -> None:
    record = ledger.in_progress()
    ledger.wait(days=3)  # Thursday
    assert ledger.cards(record) == []
    ledger.wait(days=1)
    assert ledger.cards(record) == [("handling", "yellow", 0)]
    ledger.wait(days=4)  # Tuesday: due yesterday
    assert ledger.cards(record) == [("handling", "yellow", 0), ("handling", "red", 0)]
    ledger.wait(days=3)
    assert ledger.cards(record)[-1] == ("handling", "joint_meeting", 0)
    ledger.does(ledger.land, record, "resolve", **DONE)
    late = ledger.does(ledger.land, record, "reply", text="迟了")
    assert ledger.staff_side(record)["in_time"] is False
    ledger.does(ledger.officer, late, "call-back", satisfaction="dissatisfied")
    ledger.does(ledger.officer, record, "reopen", reason="不满意")
    ledger.wait(days=30)
    assert len(ledger.cards(record)) == 6
    assert ledger.cards(record)[3:] == [("handling", c, 1) for c in ("yellow", "red", "joint_meeting")]
    raised = [entry.data["colour"] for entry in ledger.county.journal("escalation_card_raised")]
    assert raised == ["yellow", "red", "joint_meeting"] * 2


def carrier(county: County, name: str, department: str | None = None) -> str:
    """A carrier of staff; its id."""
    new = NewCarrier(name, Audience.STAFF, "wecombot://key", "wecombot", "WeCom", department)
    with county.database.change() as transaction:
        return add_carrier(Trail(transaction.connection, county.vault, transaction.now), county.hall_id, new)


def told_by(county: County, carrier_id: str) -> list[str]:
    """What a carrier is to say."""
    wanted = sa.select(OUTBOX.c.text).where(OUTBOX.c.carrier_id == carrier_id)
    with county.database.reading() as connection:
        return [
            text["zh"] for text in connection.execute(wanted.order_by(OUTBOX.c.queued_at, OUTBOX.c.cause)).scalars()
        ]


def test_assignments_and_cards_are_told_once_to_the_hall_and_to_the_department_concerned(ledger: Ledger) -> None:
    county = ledger.county
    hall, land, market = (
        carrier(county, name, of) for name, of in (("值班群", None), ("资规", LAND), ("市监", MARKET))
    )
    record = ledger.in_progress()
    ledger.wait(days=7)
    about = f"“办不成事”记录{record['number']}"
    assert told_by(county, land) == [
        f"{about}已交{LAND}办理，请及时签收，时限11月30日 17:00。",
        f"{about}：黄牌。由{LAND}承办，时限11月30日 17:00，请尽快处理。",
    ]
    assert told_by(county, hall) == told_by(county, land)
    ledger.wait(days=10)
    assert len(told_by(county, land)) == 1 + len(ledger.cards(record)) == 4
    assert told_by(county, market) == []
    ledger.does(ledger.officer, ledger.accepted(), "assign", department=LAND, co_departments=[MARKET])
    assert len(told_by(county, market)) == 1


def test_class_a_is_warned_of_two_hours_before_closing(ledger: Ledger) -> None:
    record = ledger.in_progress(case_class="A")
    assert record["due_at"].startswith("2026-11-23T09:00")
    ledger.wait(hours=4, minutes=59)  # 14:59
    assert ledger.cards(record) == []
    ledger.wait(minutes=1)
    assert ledger.cards(record) == [("handling", "yellow", 0)]


def test_whoever_took_it_in_adds_notes_and_holds_no_clock(ledger: Ledger) -> None:
    clerk = ledger.county.clerk(3)
    record = ledger.report(clerk, source="window")
    path = f"/escalations/{record['id']}/notes"
    assert ledger.see(record, clerk)["staff"]["may_ask"] is False
    assert ledger.staff_side(record)["may_ask"] is True
    refused(clerk.post(path, {"text": "请补充", "asks": True}), "forbidden", 403)
    assert told(clerk.post(path, {"text": "已电话说明"}))["paused"] is False


def test_a_question_asked_after_the_limit_neither_holds_the_clock_nor_hides_that_it_is_late(ledger: Ledger) -> None:
    record = ledger.in_progress(case_class="N")
    ledger.wait(days=4)
    late = ledger.does(ledger.land, record, "notes", text="请补充", asks=True)
    assert (late["paused"], late["due_at"], late["due"]) == (False, record["due_at"], "overdue")
    ledger.wait(days=1)
    ledger.does(ledger.reporter, record, "notes", text="已补")
    ledger.does(ledger.land, record, "resolve", **DONE)
    assert ledger.does(ledger.land, record, "reply", text="可以来取了")["staff"]["in_time"] is False


def test_a_record_goes_to_no_department_where_only_whom_it_complains_of_answers(ledger: Ledger) -> None:
    admin, path = ledger.county.person("admin"), f"/halls/{COUNTY}/departments"
    record = ledger.report(ledger.officer, source="patrol", staff="department")
    ledger.does(ledger.officer, record, "accept", **ACCEPT)
    assign = f"/escalations/{record['id']}/assign"
    refused(ledger.officer.post(assign, {"department": LAND}), "department_empty", 409)
    told(admin.post(path, {"department": MARKET, "members": []}))
    assert told(ledger.officer.get(f"/escalations/{record['id']}"))["state"] == "accepted"
