"""What is looked at before an appointment: handed in by phone, looked at on record, answered, and forgotten."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from hall import clock
from hall.booking.keeping import forget_old_materials, keep_appointments
from hall.db import Database
from hall.files.keeping import lost_files, sweep, take_away_removed
from hall.files.models import FILES
from hall.files.store import FileStore
from hall.journal.audit import audit_entries
from hall.operations.archive import opened_archive
from hall.operations.backup import back_up
from hall.operations.restore import restore
from hall.operations.verify import verify
from tests.actions.booking.people import OTHER_PHONE, book
from tests.halls import COUNTY, YOUNG, County, Json, refused, told
from tests.sent_in import pdf, photo, send

WHEN = "2026-11-26 10:00"  # a Thursday; it is Monday now
NAMES = ["身份证", "劳动合同", "收入证明"]


def appointment(county: County, when: str = WHEN, **more: Any) -> Json:
    return book(county, when, mode="pre_review", materials=NAMES, **more)


def path_of(made: Json, *more: object) -> str:
    return "/".join([f"/appointments/{made['id']}/materials", *map(str, more)])


def hand_in(county: County, made: Json, material: int = 0, content: bytes | None = None, **more: Any) -> TestResponse:
    sent = content if content is not None else photo()
    return send(county.visitor, path_of(made), sent, material=material, **more)


def seen(county: County, made: Json) -> Json:
    found: Json = told(county.visitor.get(path_of(made)))
    return found


def one(county: County, made: Json, material: int = 0) -> Json:
    found: Json = seen(county, made)["items"][material]
    return found


def answer(county: County, made: Json, verdict: str, material: int = 0, **more: Any) -> TestResponse:
    return county.clerk(3).post(path_of(made, material, "answer"), {"answer": verdict, **more})


def waiting(county: County, **query: object) -> list[Json]:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    found: list[Json] = told(county.clerk(3).get(f"/halls/{COUNTY}/prereviews?{asked}"))["items"]
    return found


def in_folder(county: County) -> list[str]:
    return sorted(path.name for path in (county.folder / "files").glob("*/*"))


def test_from_the_phone_to_the_answer_and_back(county: County) -> None:
    made = appointment(county, name="张三")
    assert [each["name"] for each in seen(county, made)["items"]] == NAMES
    assert {each["state"] for each in seen(county, made)["items"]} == {"asked"}
    assert waiting(county) == []

    handed = told(hand_in(county, made, name="../../身份证.exe"), 201)
    first = handed["items"][0]
    assert (first["state"], first["label"], [file["name"] for file in first["files"]]) == (
        "handed_in",
        "待预审",
        ["身份证.jpg"],
    )
    assert first["due_at"] == "2026-11-24T09:00:00.000000Z"  # the end of the next working day
    [line] = waiting(county)
    assert (line["appointment"], line["waiting"], line["asked"], line["person"]) == (made["id"], 1, 3, "张**")

    told(answer(county, made, "incomplete", missing=["背面没有拍", "照片模糊"]))
    first = one(county, made)
    assert (first["state"], first["missing"], first["due_at"]) == ("incomplete", ["背面没有拍", "照片模糊"], None)
    assert waiting(county) == []

    county.wait(minutes=5)
    again = told(hand_in(county, made), 201)["items"][0]
    assert (again["state"], again["missing"]) == ("handed_in", ["背面没有拍", "照片模糊"])
    told(answer(county, made, "fine"))
    told(answer(county, made, "original", material=1, note="合同原件"))
    states = [(each["state"], each["missing"], each["note"]) for each in seen(county, made)["items"]]
    assert states == [("fine", [], None), ("original", [], "合同原件"), ("asked", [], None)]
    assert [line["answered"] for line in waiting(county, waiting=False)] == [2]
    assert county.clerk(3).get(f"/halls/{COUNTY}/prereviews?service=tax").get_json()["items"] == []
    kinds = [entry.kind for entry in county.journal() if entry.kind.startswith("material")]
    assert kinds == ["material_handed_in", "material_answered", "material_handed_in", *["material_answered"] * 2]
    assert not any(word in str(entry.data) for entry in county.journal() for word in ("身份证", "合同", "模糊"))


def test_opening_a_file_is_on_record_each_time_and_in_the_journal_once(county: County) -> None:
    made = appointment(county)
    file = told(hand_in(county, made, content=pdf()), 201)["items"][0]["files"][0]
    for _ in range(2):
        given = county.clerk(3).get(path_of(made, file["id"]))
        assert given.status_code == 200
        assert given.data.startswith(b"%PDF-")
    assert [entry.kind for entry in county.journal("material_looked_at")] == ["material_looked_at"]
    with county.database.reading() as connection:
        read = [entry for entry in audit_entries(connection) if entry.kind == "file_read"]
    assert [entry.ticket for entry in read] == [file["id"]] * 2
    refused(county.visitor.get(path_of(made, file["id"])), "not_signed_in", 401)
    refused(county.greeter.get(path_of(made, file["id"])), "forbidden", 403)


def test_a_file_is_taken_back_until_somebody_has_looked_at_it(county: County) -> None:
    made = appointment(county)
    told(hand_in(county, made), 201)
    [file] = one(county, made)["files"]
    back = told(county.visitor.send("DELETE", path_of(made, file["id"])))["items"][0]
    assert (back["state"], back["files"]) == ("asked", [])
    refused(county.clerk(3).get(path_of(made, file["id"])), "file_not_found", 404)
    assert in_folder(county) == [file["id"]]
    assert take_away_removed(county.database, county.house.files.store) == 1
    assert in_folder(county) == []

    [file] = told(hand_in(county, made), 201)["items"][0]["files"]
    assert county.clerk(3).get(path_of(made, file["id"])).status_code == 200
    refused(county.visitor.send("DELETE", path_of(made, file["id"])), "material_looked_at", 409)
    told(answer(county, made, "incomplete", missing=["背面"]))
    county.wait(seconds=1)
    [_, fresh] = told(hand_in(county, made), 201)["items"][0]["files"]
    back = told(county.visitor.send("DELETE", path_of(made, fresh["id"])))["items"][0]
    assert back["state"] == "incomplete", "the answer to what was looked at stands"


def test_what_belongs_to_somebody_else_is_neither_found_nor_changed(county: County) -> None:
    mine, other = appointment(county), appointment(county, id_number=YOUNG)
    [file] = told(hand_in(county, other), 201)["items"][0]["files"]
    refused(county.visitor.send("DELETE", path_of(mine, file["id"])), "file_not_found", 404)
    refused(county.clerk(3).get(path_of(mine, file["id"])), "file_not_found", 404)
    refused(hand_in(county, {"id": "x" * 22}), "appointment_not_found", 404)
    refused(hand_in(county, mine, material=3), "material_not_found", 404)
    refused(county.visitor.post(path_of(other, 0, "answer"), {"answer": "fine"}), "not_signed_in", 401)
    assert one(county, other)["files"] == [file]


def test_a_number_of_files_is_the_most(county: County) -> None:
    county.set_booking(pre_review_files=2)
    made = appointment(county)
    told(hand_in(county, made, 0), 201)
    assert told(hand_in(county, made, 1), 201)["may_add"] == 0
    problem = refused(hand_in(county, made, 1), "too_many_files", 409)
    assert "最多上传2个文件" in problem["detail"]
    assert len(in_folder(county)) == 2


def test_other_appointments_and_those_that_began_take_nothing(county: County) -> None:
    plain = book(county, "2026-11-23 15:00", phone=OTHER_PHONE)
    refused(hand_in(county, plain), "no_prereview", 409)
    made = appointment(county, "2026-11-23 15:00")
    told(hand_in(county, made), 201)
    county.wait(hours=5)
    assert seen(county, made)["open"] is False
    refused(hand_in(county, made), "prereview_over", 409)
    problem = refused(answer(county, made, "fine"), "prereview_over", 409)
    assert "窗口" in problem["detail"]


@pytest.mark.parametrize(
    ("before", "verdict", "more", "code"),
    [
        (False, "fine", {}, "material_wrong_state"),
        (False, "incomplete", {"missing": ["背面"]}, "material_wrong_state"),
        (True, "incomplete", {}, "invalid"),
        (True, "incomplete", {"missing": ["背面"], "note": "x"}, "invalid"),
        (True, "fine", {"missing": ["背面"]}, "invalid"),
        (True, "perhaps", {}, "invalid"),
    ],
)
def test_an_answer_says_what_it_must_and_no_more(
    county: County, before: bool, verdict: str, more: Json, code: str
) -> None:
    made = appointment(county)
    if before:
        told(hand_in(county, made), 201)
    refused(answer(county, made, verdict, **more), code)
    assert county.journal("material_answered") == []


def test_where_nothing_more_is_wanted_nothing_more_is_taken(county: County) -> None:
    made = appointment(county)
    told(hand_in(county, made), 201)
    told(answer(county, made, "fine"))
    refused(hand_in(county, made), "material_wrong_state", 409)
    told(answer(county, made, "incomplete", missing=["看错了，缺背面"]))  # a mistake is put right
    told(hand_in(county, made), 201)


def test_the_same_request_twice_is_one_file(county: County) -> None:
    made, content = appointment(county), photo()
    for _ in range(2):
        assert len(told(hand_in(county, made, content=content, key="k" * 22), 201)["items"][0]["files"]) == 1
    refused(hand_in(county, made, content=photo(colour="blue"), key="k" * 22), "idempotency_key_reused", 422)
    [kept] = one(county, made)["files"]
    left_over = [name for name in in_folder(county) if name != kept["id"]]
    assert len(left_over) == 1, "what came with the second request, and was not needed"
    assert sweep(county.database, county.house.files.store) == 0, "it could belong to somebody yet"
    long_ago = (clock.now() - timedelta(hours=2)).timestamp()
    for path in (county.folder / "files").glob("*/*"):
        os.utime(path, (long_ago, long_ago))
    assert sweep(county.database, county.house.files.store) == 1
    assert in_folder(county) == [kept["id"]]


@pytest.mark.parametrize("ended", ["cancelled", "old"])
def test_files_go_when_the_appointment_has_no_use_for_them(county: County, ended: str) -> None:
    county.set_booking(pre_review_keep_days=30)
    made = appointment(county)
    told(hand_in(county, made), 201)
    if ended == "cancelled":
        told(county.visitor.send("DELETE", f"/appointments/{made['id']}"))
    else:
        county.wait(days=33)
        keep_appointments(county.database)
        forget_old_materials(county.database)
        assert len(in_folder(county)) == 1, "the 30th day is not over"
        county.wait(days=1)
    forget_old_materials(county.database)
    take_away_removed(county.database, county.house.files.store)
    assert in_folder(county) == []
    assert [entry.data["files"] for entry in county.journal("materials_forgotten")] == [1]
    assert one(county, made)["files"] == []


def test_a_backup_has_every_file_and_a_lost_one_is_found(county: County, tmp_path: Path) -> None:
    made = appointment(county)
    [file] = told(hand_in(county, made), 201)["items"][0]["files"]
    told(hand_in(county, made, 1), 201)
    kept, folder = in_folder(county), county.folder / "files"
    if county.database.engine.dialect.name == "sqlite":
        manifest = back_up(county.database, county.folder, tmp_path / "hall.tar")
        assert {f"files/{name[:2]}/{name}" for name in kept} <= manifest.files.keys()
        elsewhere = tmp_path / "restored"
        elsewhere.mkdir()
        restored = Database(f"sqlite:///{elsewhere / 'hall.db'}")
        with opened_archive(tmp_path / "hall.tar") as archive:
            restore(archive, elsewhere, restored)
        assert verify(restored, files=elsewhere / "files").findings == []
        restored.close()
        assert FileStore(elsewhere, county.vault).get(file["id"]) == county.house.files.store.get(file["id"])
    assert verify(county.database, files=folder).findings == []
    (folder / file["id"][:2] / file["id"]).unlink()
    assert lost_files(county.database, folder) == [file["id"]]
    [finding] = verify(county.database, files=folder).findings
    assert finding.place == f"file {file['id']}"
    refused(county.clerk(3).get(path_of(made, file["id"])), "file_unreadable", 503)


def test_two_files_under_each_others_names_do_not_open(county: County) -> None:
    made = appointment(county)
    told(hand_in(county, made, 0), 201)
    told(hand_in(county, made, 1), 201)
    one_path, other_path = (county.folder / "files" / name[:2] / name for name in in_folder(county))
    one_path.write_bytes(other_path.read_bytes())
    refused(county.clerk(3).get(path_of(made, one_path.name)), "file_unreadable", 503)


def test_nothing_of_a_file_lies_open_on_disk(county: County) -> None:
    made = appointment(county)
    told(hand_in(county, made, content=pdf(), name="秘密.pdf"), 201)
    [path] = (county.folder / "files").glob("*/*")
    assert path.stat().st_mode & 0o777 == 0o600
    assert {folder.stat().st_mode & 0o777 for folder in (path.parent, path.parent.parent)} == {0o700}
    assert b"%PDF" not in path.read_bytes()
    with county.database.reading() as connection:
        [row] = connection.execute(FILES.select())
    assert "秘密".encode() not in bytes(row.name)
    assert row.added_at == datetime(2026, 11, 23, 2, tzinfo=UTC)
