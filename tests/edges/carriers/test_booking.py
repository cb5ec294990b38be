"""What those who booked are told by carriers: made, moved, called off by the hall, and days on which it is closed."""

import pytest

from hall.booking.telling import BookersTold
from hall.catalogue.actions.importing import import_definition
from hall.catalogue.reading.check import sound_definition
from hall.journal.entries import entries_after
from hall.notify.courier import Courier
from tests.actions.booking.people import book, check_in, slot_at
from tests.edges.carriers.post import ANOTHER, PHONE, Post, add, outbox, said
from tests.halls import ADULT, COMPANY, COUNTY, SENIOR, County, Json, example_data, told
from tests.receiver import Gateway
from tests.sent_in import photo, send

TODAY, TOMORROW, LATER = "2026-11-23 15:00", "2026-11-24 10:00", "2026-11-24 10:30"
HALL = "周至县政务服务中心"


@pytest.fixture
def post(county: County, gateway: Gateway, courier: Courier) -> Post:
    add(county, gateway.address)
    return Post(county, courier)


def move(county: County, appointment: Json, local: str) -> None:
    told(county.visitor.send("PATCH", f"/appointments/{appointment['id']}", {"slot": slot_at(county, local)["id"]}))


def close(county: County, deed: str) -> None:
    told(county.manager.post(f"/halls/{COUNTY}/{deed}", {}))


def test_who_booked_is_told_once_and_of_several_moves_the_last(county: County, gateway: Gateway, post: Post) -> None:
    made = book(county, TODAY, phone=PHONE)
    book(county, TODAY, id_number=ADULT)
    post.go()
    post.go()
    assert said(gateway) == [f"【{HALL}】您的预约已确认：11月23日 15:00–15:30，请按时到大厅签到。"]
    move(county, made, TOMORROW)
    move(county, made, LATER)
    post.go()
    assert said(gateway)[1:] == [f"【{HALL}】您11月24日 10:00的预约已改为11月24日 10:30–11:00，请按时到大厅签到。"]
    assert len({item["id"] for item in gateway.items}) == len(gateway.items) == 2
    assert not any(made[secret] in str(gateway.items) for secret in ("id", "code")), "they are rights to it"


def test_a_cancellation_is_told_where_the_hall_did_it(county: County, gateway: Gateway, post: Post) -> None:
    own, called_off = book(county, TODAY, phone=PHONE), book(county, TOMORROW, phone=ANOTHER, language="en")
    told(county.visitor.send("DELETE", f"/appointments/{own['id']}"))
    told(county.greeter.send("DELETE", f"/appointments/{called_off['id']}"))
    post.go()
    assert said(gateway) == []
    [words] = said(gateway, ANOTHER)
    assert "24 Nov 10:00–10:30 was cancelled by the hall" in words


def test_a_hall_closed_for_the_day_is_told_to_those_of_that_day_and_so_is_its_opening(
    county: County, gateway: Gateway, post: Post
) -> None:
    book(county, TODAY, phone=PHONE)
    book(county, TOMORROW, phone=ANOTHER)
    post.go()
    for closings in (1, 2):
        close(county, "close")
        post.go()
        assert "临时闭厅" in said(gateway)[-1]
        close(county, "reopen")
        post.go()
        assert "仍然有效" in said(gateway)[-1]
        assert len(said(gateway)) == 1 + 2 * closings
    assert len(said(gateway, ANOTHER)) == 1


def test_a_closing_that_nobody_was_told_of_yet_is_not_told_once_it_is_over(
    county: County, gateway: Gateway, post: Post
) -> None:
    book(county, TODAY, phone=PHONE)
    post.go()
    close(county, "close")
    close(county, "reopen")
    post.go()
    assert [row["kind"] for row in outbox(county)] == ["appointment"]
    assert len(said(gateway)) == 1


def test_a_visit_at_home_is_told_to_its_contact(county: County, gateway: Gateway, post: Post) -> None:
    home = {"address": "周至县二曲街道某路1号", "contact_name": "李四", "contact_phone": ANOTHER}
    book(county, "2026-11-24 09:00", mode="home_visit", id_number=ADULT, **home)
    post.go()
    [words] = said(gateway, ANOTHER)
    assert "上门预约已确认：11月24日 09:00–11:00" in words
    assert "某路" not in words


def test_hours_that_were_changed_are_told_to_those_who_come_to_a_closed_hall_once(
    county: County, gateway: Gateway, post: Post
) -> None:
    book(county, TOMORROW, phone=PHONE)
    book(county, "2026-11-24 15:00", phone=ANOTHER)
    post.go()
    data = example_data()
    data["halls"][0]["hours"]["weekday"] = ["09:00-12:00"]
    for _ in range(2):
        import_definition(county.database, sound_definition(data))
        post.go()
        data["halls"][0]["hours"]["early_late"] = ["08:00-09:00"]
    assert len(said(gateway)) == 1
    assert len(said(gateway, ANOTHER)) == 2
    assert "您11月24日 15:00–15:30的预约遇大厅临时闭厅" in said(gateway, ANOTHER)[-1]


def hand_in(county: County, made: Json, *materials: int) -> None:
    for material in materials:
        told(send(county.visitor, f"/appointments/{made['id']}/materials", photo(), material=material), 201)


def answer(county: County, made: Json, material: int, verdict: str, **more: object) -> None:
    path = f"/appointments/{made['id']}/materials/{material}/answer"
    told(county.clerk(3).post(path, {"answer": verdict, **more}))


def test_what_was_looked_at_beforehand_is_told_once_it_is_all_answered_and_what_is_missing_at_once(
    county: County, gateway: Gateway, post: Post
) -> None:
    made = book(county, TOMORROW, mode="pre_review", materials=["身份证", "照片", "合同"], phone=PHONE)
    post.go()
    hand_in(county, made, 0, 1)
    answer(county, made, 0, "fine", note="很清楚")
    post.go()
    assert len(said(gateway)) == 1, "another one waits"
    answer(county, made, 1, "incomplete", missing=["缺第二页"])
    answer(county, made, 2, "original")
    post.go()
    post.go()
    [_booked, words] = said(gateway)
    assert words.startswith(
        f"【{HALL}】您11月24日 10:00–10:30的预约，材料预审已答复：1项通过，1项需补正，1项请带原件。"
    )
    assert not any(told_of in words for told_of in ("缺第二页", "照片", made["id"], made["code"]))
    hand_in(county, made, 1)
    post.go()
    answer(county, made, 1, "fine")
    post.go()
    assert "2项通过，1项请带原件。" in said(gateway)[-1]
    assert len({item["id"] for item in gateway.items}) == len(gateway.items) == 3


def test_an_answer_is_told_again_by_no_second_look_at_the_same_entries(
    county: County, gateway: Gateway, courier: Courier, post: Post
) -> None:
    made = book(county, TOMORROW, mode="pre_review", materials=["身份证", "照片"], phone=PHONE)
    hand_in(county, made, 0, 1)
    for material in (0, 1):
        answer(county, made, material, "fine")
    told_of = BookersTold(county.database, county.vault)
    with county.database.reading() as connection:
        entries = entries_after(connection, county.hall_id, 0)
    for _ in range(2):
        told_of.take(entries)
    for entry in entries:  # as after a kill between the two
        told_of.take([entry])
    assert sum("材料预审" in row["text"]["zh"] for row in outbox(county)) == 1
    post.go()
    post.go()
    assert sum("材料预审" in words for words in said(gateway)) == 1


def test_whoever_comes_for_others_is_told_at_their_own_number_too(county: County, gateway: Gateway, post: Post) -> None:
    county.set_booking(share=1.0)
    people = [{"id_number": ADULT, "phone": ANOTHER}, {"credit_code": COMPANY}]
    made = book(county, TODAY, id_number=SENIOR, phone=PHONE, principals=people)
    county.wait(hours=4, minutes=50)
    ticket = told(check_in(county, code=made["code"]), 201)
    county.open(3)
    assert county.call(3)["id"] == ticket["id"]
    post.go()
    for number in (PHONE, ANOTHER):
        assert said(gateway, number)[-1].startswith(f"【{HALL}】请{ticket['number']}号到3号窗口办理。")
    staff = told(county.greeter.get(f"/halls/{COUNTY}/tickets?number={ticket['number']}"))["items"][0]
    assert [each["phone"] for each in staff["principals"]] == ["139****4321", None], "an errand is for these alone"
