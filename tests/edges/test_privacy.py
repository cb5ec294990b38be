"""Nothing personal gets out: not in a public answer, not on a screen, not in the journal, not in the file itself."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from hall.display.hearing import ASKED, desk_fact
from hall.display.rooms import Room
from hall.journal.entries import entries_after
from tests.halls import ADULT, COMPANY, COUNTY, YOUNG, County, Json, told

# Given by visitors and staff in the course of the day below; none of it may be read anywhere but at the desk, masked.
PERSONAL = {
    "name": "欧阳明珠",
    "another name": "司徒建国",
    "company": "周至猕猴桃合作社",
    "identity number": ADULT,
    "another identity number": YOUNG,
    "credit code": COMPANY,
    "phone": "13912345678",
    "another phone": "13887654321",
}
# Free text: what staff write. It lies encrypted, and is read by staff; what was told to a visitor by the visitor too.
WRITTEN = {
    "reason of a hold": "去银行取缴费凭证",
    "reason of a transfer": "带孩子不便久等",
    "reason of a call": "老人身体不适",
    "missing material": "结婚证复印件两份",
    "ground": "不符合细则第十二条",
    "note": "嘱其周四上午再来",
    "reason of a pause": "接孩子放学",
    "review": "跑了四趟还没办成",
    "reply": "已当面致歉并补齐材料清单",
    "report": "窗口说系统坏了三天",
    "answer": "系统已修复请再来一次",
}
CATEGORY = "seriously_ill"


@pytest.fixture
def day(county: County) -> County:
    """A day on which everything personal that can be given was given."""
    county.open(3, 27, 28)
    agent = [
        {"name": PERSONAL["name"], "id_number": ADULT, "phone": PERSONAL["phone"], "services": ["tax"]},
        {"name": PERSONAL["company"], "credit_code": COMPANY, "services": ["tax"]},
    ]
    county.issue(principals=agent, by=county.greeter, channel="desk", category=CATEGORY)
    second = {"name": PERSONAL["another name"], "id_number": YOUNG, "phone": PERSONAL["another phone"]}
    county.issue("tax", by=county.visitor, channel="phone", **second)
    county.issue("tax", by=county.visitor, channel="phone")
    first = county.serve(27)
    told(county.clerk(27).does("hold", first, reason=WRITTEN["reason of a hold"]))
    told(county.clerk(27).does("resume", first))
    body = {"window": county.windows[28], "reason": WRITTEN["reason of a transfer"]}
    told(county.clerk(27).does("transfer", first, **body))
    serving = county.serve(28)
    endings = [
        {"service": "tax", "outcome": "incomplete", "missing": [WRITTEN["missing material"]], "note": WRITTEN["note"]},
        {"service": "tax", "outcome": "refused", "note": WRITTEN["ground"]},
    ]
    told(county.clerk(28).does("finish", serving, errands=endings))
    blamed = {"rating": "dissatisfied", "text": WRITTEN["review"]}
    told(county.visitor.post(f"/tickets/{serving['id']}/review", blamed), 201)
    [bad] = told(county.manager.get(f"/halls/{COUNTY}/reviews"))["items"]
    for deed in ("verify", "reply"):
        told(county.manager.post(f"/reviews/{bad['id']}/{deed}", {"text": WRITTEN["reply"]}))
    report = {"source": "online", "description": WRITTEN["report"], "service": "tax", "ticket": serving["id"]}
    record = told(county.visitor.post(f"/halls/{COUNTY}/escalations", report | second), 201)
    officer, accepted = county.person("escalation"), {"case_class": "A", "cause": "system"}
    told(officer.post(f"/escalations/{record['id']}/accept", accepted))
    for step in ("resolve-now", "notes"):
        more = {"outcome": "done"} if step == "resolve-now" else {}
        told(officer.post(f"/escalations/{record['id']}/{step}", {"text": WRITTEN["answer"], **more}))
    [_second, third] = told(county.greeter.get(f"/halls/{COUNTY}/tickets?state=waiting"))["items"]
    told(county.at(27, "call", ticket=third["id"], reason=WRITTEN["reason of a call"]))
    told(county.at(3, "pause", reason=WRITTEN["reason of a pause"]))
    return county


def leaks(text: str, *more: str) -> list[str]:
    """What of it can be read in `text`, plain or as JSON escapes it."""
    secrets = {**PERSONAL, **WRITTEN, **{word: word for word in more}}
    return [name for name, secret in secrets.items() if secret in text or json.dumps(secret).strip('"') in text]


def public_answers(county: County) -> Iterator[tuple[str, str]]:
    """Every GET that needs nobody's leave, with the body of its answer."""
    tickets = [entry.ticket for entry in county.journal("ticket_issued")]
    numbers = [entry.data["number"] for entry in county.journal("ticket_issued")]
    paths = ["/halls", f"/halls/{COUNTY}", f"/halls/{COUNTY}/services", "/openapi.json"]
    paths += [f"/tickets/{ticket}" for ticket in tickets]
    paths += [f"/tickets/{ticket}/review" for ticket in tickets]
    paths += [f"/tickets/{ticket}/why/{number}" for ticket in tickets for number in numbers]
    for path in paths:
        response = county.visitor.get(path)
        assert response.status_code == 200, path
        yield path, response.get_data(as_text=True)


def test_no_public_answer_tells_anything_personal(day: County) -> None:
    answers = dict(public_answers(day))
    assert len(answers) > 10
    leaky = {path: found for path, answer in answers.items() if (found := leaks(answer))}
    # What one was told at the window one may read again with one's own ticket, as on the paper one was given.
    [own] = [entry.ticket for entry in day.journal("ticket_finished")]
    assert leaky == {f"/tickets/{own}": ["missing material", "ground"], f"/tickets/{own}/review": ["review", "reply"]}


def test_no_public_answer_about_others_hands_out_an_id(day: County) -> None:
    tickets = {str(entry.ticket) for entry in day.journal("ticket_issued")}
    for path, answer in public_answers(day):
        own = {ticket for ticket in tickets if path in (f"/tickets/{ticket}", f"/tickets/{ticket}/review")}
        assert not [ticket for ticket in tickets - own if ticket in answer], path


def test_another_visitor_is_not_told_the_category(day: County) -> None:
    issued = day.journal("ticket_issued")
    sentence = told(day.visitor.get(f"/tickets/{issued[2].ticket}/why/{issued[0].data['number']}"))
    assert CATEGORY not in json.dumps(sentence)
    assert not any(word in sentence["text"]["zh"] for word in ("重病", "绿色"))


def rooms(county: County) -> Iterator[Room]:
    yield Room("/display", county.hall_id)
    yield Room("/display", county.hall_id, zone="main")
    yield Room("/display", county.hall_id, zone="main", window=27)
    for entry in county.journal("ticket_issued"):
        yield Room("/visitor", county.hall_id, ticket=entry.ticket)


def messages(county: County) -> Iterator[tuple[Room, str]]:
    """Everything that screens and phones were told, and what they see when they come."""
    with county.database.reading() as connection:
        entries = entries_after(connection, county.hall_id, 0, limit=1000)
    for room in rooms(county):
        for entry in entries:
            fact = room.fact(entry)
            if fact is not None:
                yield room, json.dumps(fact.data, ensure_ascii=False)
    house = county.house
    for namespace, auth in (("/display", {"hall": COUNTY}), *phones(county)):
        client = house.socketio.test_client(house.app, namespace=namespace, auth=auth)
        received: list[Any] = client.get_received(namespace)
        assert {"snapshot"} <= {message["name"] for message in received}
        room = Room(namespace, county.hall_id, ticket=auth.get("ticket"))  # type: ignore[arg-type]  # words alone
        yield from ((room, json.dumps(message, ensure_ascii=False)) for message in received)


def phones(county: County) -> list[tuple[str, Json]]:
    return [("/visitor", {"ticket": entry.ticket}) for entry in county.journal("ticket_issued")]


def test_no_message_to_a_screen_or_phone_tells_anything_personal(day: County) -> None:
    told_messages = list(messages(day))
    assert len(told_messages) > 30
    for room, message in told_messages:
        own = () if room.namespace == "/visitor" else (CATEGORY,)  # the holder knows what was granted
        assert leaks(message, *own) == [], (room, message)


def test_screens_and_phones_name_tickets_by_number_alone(day: County) -> None:
    ids = [str(entry.ticket) for entry in day.journal("ticket_issued")]
    people = [str(entry.user) for entry in day.journal() if entry.user]
    for room, message in messages(day):
        assert not [one for one in ids + people if one in message], (room, message)


def test_the_journal_holds_no_personal_data_and_no_free_text(day: County) -> None:
    for entry in day.journal():
        assert leaks(entry.text, CATEGORY) == [], entry
        fact = desk_fact(entry, ASKED)
        assert fact is None or leaks(json.dumps(fact.data, ensure_ascii=False), CATEGORY) == []


def test_staff_see_what_was_given_masked(day: County) -> None:
    answers = [
        day.greeter.get(f"/halls/{COUNTY}/tickets").get_data(as_text=True),
        day.clerk(27).get(f"/windows/{day.windows[28]}/next").get_data(as_text=True),
        day.manager.get(f"/halls/{COUNTY}/board").get_data(as_text=True),
        day.manager.get(f"/halls/{COUNTY}/journal?after=30").get_data(as_text=True),
    ]
    for answer in answers:
        assert [name for name in leaks(answer) if name in PERSONAL] == []
    assert "欧**" in answers[0]
    assert "139****5678" in answers[0]


def test_a_kiosk_is_told_no_more_than_the_holder_of_the_ticket(day: County) -> None:
    day.issue("tax", name=PERSONAL["name"], id_number="610124196608010029")
    for entry in day.journal("ticket_issued"):
        response = day.kiosk.post(f"/tickets/{entry.ticket}/requeue")
        assert leaks(response.get_data(as_text=True)) == []
        assert "欧**" not in response.get_data(as_text=True)


@pytest.mark.sqlite("what a file holds is looked at")
def test_nothing_personal_can_be_read_in_the_files_of_the_database(day: County) -> None:
    with day.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(FULL)")
    content = b"".join(path.read_bytes() for path in day.folder.iterdir() if path.is_file())
    assert b"H001" in content  # it is the right file
    for name, secret in {**PERSONAL, **WRITTEN}.items():
        if name != "reason of a pause":  # shown to colleagues on the board while it lasts
            assert secret.encode() not in content, name
            assert secret.encode("utf-16-le") not in content, name


def test_the_reason_of_a_pause_is_gone_when_the_pause_is(day: County) -> None:
    told(day.at(3, "reopen"))
    board = day.manager.get(f"/halls/{COUNTY}/board").get_data(as_text=True)
    assert WRITTEN["reason of a pause"] not in board


def test_the_search_would_find_a_leak() -> None:
    assert leaks(f'{{"name": "{PERSONAL["name"]}"}}') == ["name"]
    assert leaks(json.dumps({"phone": PERSONAL["name"]})) == ["name"]
