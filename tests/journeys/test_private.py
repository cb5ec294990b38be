"""Screens and phones say numbers and windows: never a name, a phone, a document, an id or who works here."""

import json

import pytest

from tests.ears import Ear, Ears, settle
from tests.people import Cast, Json

NAME, PHONE, DOCUMENT = "欧阳某某", "13912345678", "11010519491231002X"
REMARKS = ("去打印身份证", "转给熟悉的同事", "等了很久没有来", "缺少户口簿原件")


def story(cast: Cast) -> list[Json]:
    """A visitor with everything personal, through everything that can happen at windows; the tickets."""
    person = {"name": NAME, "phone": PHONE, "id_number": DOCUMENT}
    first = cast.kiosk.take("household", **person)
    second = cast.kiosk.take("exit-entry", name=NAME, phone=PHONE)
    clerk, other = cast.clerk(25), cast.clerk(26)
    clerk.start(clerk.called())
    clerk.act(f"/tickets/{first['id']}/hold", {"reason": REMARKS[0]})
    clerk.act(f"/tickets/{first['id']}/resume", {"to": "serving"})
    clerk.act(f"/tickets/{first['id']}/transfer", {"window": other.window, "reason": REMARKS[1]})
    other.start(other.called())
    ending = {"service": "household", "outcome": "incomplete", "missing": [REMARKS[3]]}
    other.act(f"/tickets/{first['id']}/finish", {"errands": [ending]})
    clerk.called()
    clerk.act(f"/tickets/{second['id']}/undo")
    clerk.act(f"/windows/{clerk.window}/pause", {"reason": REMARKS[2], "minutes": 5})
    clerk.act(f"/windows/{clerk.window}/reopen")
    clerk.act(f"/windows/{clerk.window}/help", {"whom": "manager", "reason": REMARKS[2]})
    cast.stranger.act(f"/tickets/{second['id']}", method="DELETE")
    return [first, second]


# Who turns to the ledgers: what could not get done, a review, help at home.
ASKER, ASKER_PHONE, ASKER_DOCUMENT, ADDRESS = "司马翠花", "13700001234", "610124199003078518", "无量山路十八号"
SAID = ("让我多跑了三趟", "窗口态度生硬", "腿脚不便请上门", "已向您致歉", "请补充合同编号", "合同编号见附件")


def ledgers(cast: Cast, ticket: Json) -> list[str]:
    """The same visitor reviews the visit, is called back, reports what could not get done, asks for help; their ids."""
    manager, officer, stranger = cast.manager, cast.person("escalation"), cast.stranger
    person = {"name": ASKER, "phone": ASKER_PHONE}
    stranger.act(f"/tickets/{ticket['id']}/review", {"rating": "dissatisfied", "text": SAID[1]}, expect=201)
    review = next(one for one in manager.ask("/halls/zhouzhi/reviews")["items"] if one["ticket"] == ticket["id"])
    for step, more in (("verify", {}), ("reply", {}), ("call-back", {"heard": "dissatisfied"})):
        manager.act(f"/reviews/{review['id']}/{step}", {"text": SAID[3], **more})
    report = {"source": "online", "description": SAID[0], "id_number": ASKER_DOCUMENT, **person}
    record = stranger.act("/halls/zhouzhi/escalations", report, expect=201)
    officer.act(f"/escalations/{record['id']}/accept", {"case_class": "B", "cause": "attitude", "text": SAID[3]})
    officer.act(f"/escalations/{record['id']}/notes", {"text": SAID[4], "asks": True})
    stranger.act(f"/escalations/{record['id']}/notes", {"text": SAID[5]})
    officer.act(f"/escalations/{record['id']}/resolve-now", {"outcome": "explained", "text": SAID[3]})
    home = {"venue": "home", "address": ADDRESS, "text": SAID[2], **person}
    request = stranger.act("/halls/zhouzhi/assistance", home, expect=201)
    greeter = cast.person("greeter")
    greeter.act(f"/assistance/{request['id']}/start")
    greeter.act(f"/assistance/{request['id']}/steps", {"deed": "visited", "text": SAID[2]})
    greeter.act(f"/assistance/{request['id']}/asker", {"reason": SAID[2]})
    greeter.act(f"/assistance/{request['id']}/done", {})
    [from_review] = manager.ask(f"/reviews/{review['id']}/records")["items"]
    return [record["id"], from_review["id"], request["id"]]


@pytest.fixture(scope="module")
def secrets(cast: Cast) -> list[str]:
    """Whatever must not be told, beside the tickets' ids: people, in clear and masked, and what they wrote."""
    journal = cast.manager.journal()
    users = {entry["user"] for entry in journal if entry["user"]}
    masked = [NAME[0] + "*", PHONE[:3] + "*", DOCUMENT[:6] + "*"]
    own = [ASKER, ASKER_PHONE, ASKER_DOCUMENT, ADDRESS, *SAID, ASKER[0] + "*", ASKER_PHONE[:3] + "*"]
    return [NAME, PHONE, DOCUMENT, *masked, *REMARKS, *own, *users, "clerk25", "clerk26", "manager"]


def check(ear: Ear, secrets: list[str]) -> None:
    told = json.dumps([[each.kind, each.data] for each in ear.all()], ensure_ascii=False)
    for secret in secrets:
        assert secret not in told, f"{secret} was told"


def test_no_screen_or_phone_hears_of_a_person(cast: Cast, ears: Ears, secrets: list[str]) -> None:
    before = cast.kiosk.take("household", name=NAME, phone=PHONE)
    live = [ears.screen(), ears.screen(zone="main"), ears.screen(window=25), ears.phone(before["id"])]
    cast.stranger.act(f"/tickets/{before['id']}", method="DELETE")
    tickets = story(cast)
    rights = ledgers(cast, tickets[0])
    (known,) = cast.manager.ask("/halls/zhouzhi/tickets", number=tickets[0]["number"])["items"]
    assert known["principals"][0]["phone"], "the hall knows who it was"
    phones = [ears.phone(ticket["id"], **how) for ticket in tickets for how in ({}, {"after": 0})]
    late = [ears.screen(), ears.screen(after=0), ears.screen(zone="main", after=0), *phones]
    settle(*live, *late)
    assert len(late[1].facts) > 10, "the story was told"
    ids = [*(ticket["id"] for ticket in (before, *tickets)), *rights]
    kinds = {entry["kind"] for entry in cast.manager.journal()}
    assert kinds >= {"review_step_taken", "escalation_registered", "escalation_noted", "assistance_step_taken"}
    for ear in (*live, *late):
        check(ear, [*secrets, *ids])


def test_the_desk_hears_of_remarks_and_people_by_id_alone(cast: Cast, ears: Ears) -> None:
    desk = ears.desk(cast.manager.cookie, after=0)
    desk.wait_for_seq(cast.manager.board()["seq"])
    check(desk, [NAME, PHONE, DOCUMENT, *REMARKS, ASKER, ASKER_PHONE, ASKER_DOCUMENT, ADDRESS, *SAID])
