"""After the hall's days nothing personal is left, whatever table it lay in; numbers, figures and the journal are."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from hall.assistance.sealed import ADDRESS
from hall.booking.sealed import DETAILS
from hall.booking.sealed import NAME as BOOKED_NAME
from hall.cli.keeping import purge as purge_command
from hall.errors import DataDamaged
from hall.files.keeping import take_away_removed
from hall.files.queries import NAME as FILE_NAME
from hall.journal.audit import audit_entries, broken_audit
from hall.journal.remarks import PURPOSE
from hall.operations.purge import due, purge
from hall.operations.verify import verify
from hall.ticketing.sealed import ID_HASH, NAME, NOTE, PHONE_HASH
from tests.actions.booking.people import OTHER_PHONE, book
from tests.actions.escalation.ledger import Ledger
from tests.halls import ADULT, COUNTY, SENIOR, TOWN, YOUNG, Built, County, Json, opened, told
from tests.sent_in import photo, send

PURPOSES = (NAME, ID_HASH, PHONE_HASH, NOTE, BOOKED_NAME, DETAILS, PURPOSE, ADDRESS, FILE_NAME)
HOME = {"address": "二曲街道中心街1号", "contact_name": "家中人", "contact_phone": OTHER_PHONE}
DAYS = "from=2026-11-23&to=2026-11-30"
KEPT = "取消重复证明"  # what was put right is the hall's own


@pytest.fixture
def county(built: Built, tmp_path: Path) -> Iterator[County]:
    with opened(built, tmp_path) as county:
        yield county


def personal(county: County) -> set[str]:
    """Everything encrypted that can still be read, in whatever table; and everybody whose keyed hash is still there."""
    hashes = {county.vault.hash(number, ID_HASH): number for number in (ADULT, SENIOR, YOUNG)}
    found = set()
    for table, rows in county.rows().items():
        for cell in (cell for row in rows for cell in row if table != "idempotency_keys"):
            found |= set(readable(county, cell)) if isinstance(cell, bytes) else {hashes.get(str(cell), "")} - {""}
    return found


def readable(county: County, cell: bytes) -> Iterator[str]:
    for purpose in PURPOSES:
        try:
            yield county.vault.open(cell, purpose)
        except DataDamaged:
            continue


def visited(county: County, number: str, name: str, outcome: str = "refused") -> Json:
    county.issue("tax", id_number=number, name=name, phone="13800138000")
    ticket = county.serve(27)
    told(county.finish(27, ticket, outcome, **({"note": f"{name}的材料"} if outcome == "refused" else {})))
    return ticket


def reviewed(county: County, ticket: Json, rating: str, text: str) -> None:
    told(county.visitor.post(f"/tickets/{ticket['id']}/review", {"rating": rating, "text": text}), 201)


def closed(ledger: Ledger, **more: Any) -> Json:
    record = ledger.report(name="王小二", phone="13800138000", id_number=ADULT, description="王小二办不成", **more)
    told(send(ledger.reporter, f"/escalations/{record['id']}/attachments", photo(), name="王小二的照片.jpg"), 201)
    ledger.does(ledger.officer, record, "accept", case_class="B", cause="process", text="给王小二打过电话")
    ledger.does(ledger.officer, record, "resolve-now", outcome="done", text="王小二的事办好了")
    ledger.does(ledger.officer, record, "reply", text="王小二您好")
    ledger.does(ledger.officer, record, "call-back", satisfaction="satisfied", text="王小二满意")
    ledger.does(ledger.officer, record, "rectify", text=KEPT)
    return ledger.does(ledger.officer, record, "archive")


def helped(county: County, **asked: str) -> None:
    request = told(county.visitor.post(f"/halls/{COUNTY}/assistance", {"venue": "home", **asked}), 201)
    told(county.visitor.post(f"/assistance/{request['id']}/withdraw"))


def figures(county: County) -> list[Json]:
    paths = (f"/halls/{COUNTY}/escalations/figures?{DAYS}", f"/halls/{COUNTY}/reviews/figures?{DAYS}")
    return [told(county.manager.get(path)) for path in paths]


def test_nothing_personal_is_left_of_what_is_over(county: County) -> None:
    ledger = Ledger(county)
    county.open(27)
    reviewed(county, visited(county, SENIOR, "王小二"), "satisfied", "王小二很满意")
    book(county, "2026-11-24 09:00", "pension", "home_visit", name="王小二", id_number=YOUNG, phone=OTHER_PHONE, **HOME)
    closed(ledger)
    helped(county, name="王小二", phone=OTHER_PHONE, address="王小二家", text="王小二行动不便")
    assert {"王小二的照片.jpg", "王小二家", "王小二行动不便"} <= personal(county)
    assert {"王小二", "王小二办不成", "王小二很满意", KEPT, SENIOR, YOUNG} <= personal(county)
    county.wait(days=179)
    before, journal = figures(county), [entry.hash for entry in county.journal()]
    assert {kind: n for one in due(county.database) for kind, n in one.counts.items() if n} == {}
    county.wait(days=8)
    promised = due(county.database)
    assert purge(county.database, county.vault) == promised
    assert promised[0].counts == {
        "tickets": 1, "appointments": 1, "reviews": 1, "records": 1, "files": 1, "help": 1, "lifts": 0, "reasons": 0,
    }  # fmt: skip
    assert take_away_removed(county.database, county.house.files.store) == 1
    assert personal(county) - {KEPT} == set()
    assert figures(county) == before
    assert [entry.hash for entry in county.journal()][: len(journal)] == journal
    assert verify(county.database).findings == []
    with county.database.reading() as connection:
        assert not list(broken_audit(connection))
        noted = [entry.data for entry in audit_entries(connection) if entry.kind == "personal_erased"]
    assert {(one["what"], one["count"]) for one in noted} == {
        ("tickets", 1), ("appointments", 1), ("reviews", 1), ("records", 1), ("files", 1), ("help", 1),
    }  # fmt: skip
    assert sum(sum(one.counts.values()) for one in purge(county.database, county.vault)) == 0
    record = told(county.manager.get(f"/halls/{COUNTY}/escalations"))["items"][0]
    assert told(ledger.officer.get(f"/escalations/{record['id']}"))["description"] is None
    assert ledger.officer.get(f"/escalations/{record['id']}/file.pdf").status_code == 200


def test_a_hall_that_is_retired_forgets_in_time_too(county: County) -> None:
    wish = {"channel": "kiosk", "services": ["general"], "id_number": ADULT, "name": "王小二", "phone": "13800138000"}
    told(county.other_kiosk.post(f"/halls/{TOWN}/tickets", wish), 201)
    county.retire_town()
    county.wait(days=187)
    assert {"王小二", ADULT} <= personal(county)
    [town] = [one for one in purge(county.database, county.vault) if one.hall == TOWN]
    assert town.counts["tickets"] == 1
    assert personal(county) == set()


def test_what_is_open_keeps_its_people_until_it_has_been_closed_as_long(county: County) -> None:
    ledger = Ledger(county)
    county.open(27)
    open_record, bad, over = (
        visited(county, number, name) for number, name in ((SENIOR, "张三"), (YOUNG, "李四"), (ADULT, "赵五"))
    )
    reviewed(county, bad, "dissatisfied", "李四不满意")
    told(county.clerk(27).post(f"/tickets/{open_record['id']}/escalate", {"description": "张三办不成"}), 201)
    [record] = told(ledger.officer.get(f"/halls/{COUNTY}/escalations"))["items"]
    county.wait(days=187)
    purge(county.database, county.vault)
    left = personal(county)
    assert {"张三", "张三办不成", "李四", "李四不满意", SENIOR, YOUNG} <= left
    assert not {"赵五", ADULT} & left, over
    reviews = told(county.manager.get(f"/halls/{COUNTY}/reviews?counted=bad&{DAYS}"))["items"]
    for step, more in (("verify", {}), ("reply", {}), ("call-back", {"heard": "satisfied"}), ("improve", {})):
        told(county.manager.post(f"/reviews/{reviews[0]['id']}/{step}", {"text": "李四", **more}))
    ledger.does(ledger.reporter, record, "withdraw")
    county.wait(days=179)
    purge(county.database, county.vault)
    assert {"张三", "李四"} <= personal(county)
    county.wait(days=8)
    purge(county.database, county.vault)
    assert personal(county) == set()


def test_a_hall_may_keep_for_less_and_misses_that_count_are_kept(county: County) -> None:
    county.set_rules(retention_days=30)
    county.open(27)
    visited(county, SENIOR, "王小二")
    book(county, "2026-11-24 09:00", id_number=YOUNG, name="王小二")
    lifted = {"id_number": YOUNG, "reason": "窗口停电"}
    told(county.manager.post(f"/halls/{COUNTY}/booking-standing/lift", lifted))
    county.wait(days=31)
    purge(county.database, county.vault)
    left = personal(county)
    assert SENIOR not in left
    assert YOUNG in left, "missed, and counts for sixty days"
    county.wait(days=40)
    assert purge(county.database, county.vault)[0].counts["lifts"] == 1
    assert YOUNG not in personal(county)


def test_a_reason_stands_for_half_a_year(county: County) -> None:
    county.open(27, 28)
    county.issue("tax")
    ticket = county.serve(27)
    told(county.clerk(27).does("transfer", ticket, window=county.windows[28], reason="请王小二到28号"))
    county.wait(days=184)
    purge(county.database, county.vault)
    assert "请王小二到28号" in personal(county)
    county.wait(days=4)
    assert next(one.counts for one in purge(county.database, county.vault) if one.hall == COUNTY)["reasons"] == 1
    assert "请王小二到28号" not in personal(county)
    with county.database.engine.begin() as connection:
        salts = connection.exec_driver_sql("SELECT salt FROM remarks WHERE sealed IS NULL").scalars().all()
    assert {bytes(salt) for salt in salts} == {b""}, "or the words could be guessed from their digest"


def test_many_are_erased_some_at_a_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hall.operations.purge.AT_ONCE", 2)
    county.open(27)
    for _ in range(5):
        visited(county, SENIOR, "王小二")
    county.wait(days=187)
    assert purge(county.database, county.vault)[0].counts["tickets"] == 5
    assert personal(county) == set()


def test_the_command_says_what_it_would_do_and_does_it(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = county.settings
    for name, value in (
        ("DATA_DIR", str(settings.data_dir)), ("DATABASE_URL", settings.database_url),
        ("DATA_KEY", settings.data_key), ("SECRET_KEY", "x" * 32),
    ):  # fmt: skip
        monkeypatch.setenv(f"HALL_{name}", value)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    county.open(27)
    visited(county, SENIOR, "王小二")
    county.wait(days=187)
    run = CliRunner().invoke(purge_command, ["--dry-run"])
    assert run.stdout.endswith("共1行将清除个人信息；未作更改。\n"), run.output
    assert SENIOR in personal(county)
    run = CliRunner().invoke(purge_command, [])
    assert run.stdout.endswith("已清除1行的个人信息。\n"), run.output
    assert "zhouzhi: tickets 1  appointments 0" in run.stdout
    assert SENIOR not in personal(county)


def test_a_server_does_the_same_by_itself(county: County) -> None:
    county.open(27)
    visited(county, SENIOR, "王小二")
    county.wait(days=187)
    [duty] = [duty for some in county.house.duties for duty in some._duties if duty.name == "erase what is due"]
    duty.work()
    assert SENIOR not in personal(county)
    assert duty.every == 86400
