"""Photographs and PDFs of a record: added by either side, seen by those who may read it, telling nobody of anybody."""

from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from PIL import Image
from werkzeug.test import TestResponse

from hall.db import Work
from hall.errors import DatabaseBusy, EscalationWrongState, OutcomeUnknown
from hall.escalation.actions.attaching import MOST
from hall.files.models import FILES
from hall.journal.audit import audit_entries
from tests.actions.escalation.ledger import ACCEPT, LAND, Ledger
from tests.halls import ADULT, TOWN_CLERK, Json, Somebody, refused, told
from tests.sent_in import carry_file, pdf, photo, send


def path_of(record: Json, *more: str) -> str:
    return "/".join([f"/escalations/{record['id']}/attachments", *more])


def attach(by: Somebody, record: Json, content: bytes = b"", **more: Any) -> TestResponse:
    return send(by, path_of(record), content or photo(), **more)


def shown(ledger: Ledger, record: Json, by: Somebody | None = None) -> list[tuple[str, str]]:
    return [(file["name"], file["part"]) for file in ledger.see(record, by)["attachments"]]


def test_each_side_adds_and_the_reporter_sees_their_own(ledger: Ledger) -> None:
    record = ledger.report(name="王小二")
    mine = told(attach(ledger.reporter, record, name="门口的公告.jpg"), 201)["attachments"]
    assert [(file["name"], file["part"], file["kind"]) for file in mine] == [("门口的公告.jpg", "reporter", "jpeg")]
    ledger.county.wait(seconds=1)
    theirs = told(attach(ledger.officer, record, pdf(), name="核查记录.pdf"), 201)["attachments"]
    assert shown(ledger, record) == [("门口的公告.jpg", "reporter")]
    assert shown(ledger, record, ledger.officer) == [("门口的公告.jpg", "reporter"), ("核查记录.pdf", "staff")]
    assert [line["step"] for line in ledger.see(record)["log"]].count("attachment") == 1
    assert [line["step"] for line in ledger.see(record, ledger.officer)["log"]].count("attachment") == 2

    assert ledger.reporter.get(path_of(record, mine[0]["id"])).mimetype == "image/jpeg"
    refused(ledger.reporter.get(path_of(record, theirs[1]["id"])), "file_not_found", 404)
    given = ledger.officer.get(path_of(record, theirs[1]["id"]))
    assert given.headers["Content-Disposition"].startswith("attachment;")
    assert given.data.startswith(b"%PDF-")


def test_only_those_who_may_read_the_record_open_its_files_and_staff_on_record(ledger: Ledger) -> None:
    record, other = ledger.report(), ledger.report()
    [file] = told(attach(ledger.reporter, record), 201)["attachments"]
    refused(ledger.land.get(path_of(record, file["id"])), "not_your_case", 403)
    refused(attach(ledger.land, record), "not_your_case", 403)
    refused(ledger.county.person(TOWN_CLERK).get(path_of(record, file["id"])), "not_your_case", 403)
    refused(ledger.reporter.get(path_of(other, file["id"])), "file_not_found", 404)
    refused(ledger.reporter.get(path_of({"id": "x" * 22}, file["id"])), "escalation_not_found", 404)
    ledger.does(ledger.officer, record, "accept", **ACCEPT)
    ledger.does(ledger.officer, record, "assign", department=LAND)
    for reader in (ledger.land, ledger.officer):
        assert ledger.reporter.get(path_of(record, file["id"])).status_code == 200
        assert reader.get(path_of(record, file["id"])).status_code == 200
    with ledger.county.database.reading() as connection:
        read = [entry for entry in audit_entries(connection) if entry.kind == "file_read"]
    assert [entry.ticket for entry in read] == [file["id"]] * 2, "of those who deal with it, each"


def test_whoever_it_complains_of_neither_adds_nor_opens(ledger: Ledger) -> None:
    record = ledger.report(ledger.officer, source="window", staff="manager")
    [file] = told(attach(ledger.officer, record), 201)["attachments"]
    refused(ledger.manager.get(path_of(record, file["id"])), "complained_of", 403)
    refused(attach(ledger.manager, record), "complained_of", 403)


def test_an_anonymous_reporters_file_tells_nothing_of_them(ledger: Ledger) -> None:
    record = ledger.report(anonymous=True)
    assert b"Exif" in photo()
    [file] = told(attach(ledger.reporter, record, name="王小二在办公室.jpg"), 201)["attachments"]
    assert file["name"] == "attachment.jpg"
    given = ledger.officer.get(path_of(record, file["id"])).data
    assert dict(Image.open(BytesIO(given)).getexif()) == {}
    with ledger.county.database.reading() as connection:
        [row] = connection.execute(FILES.select())
    assert row.added_by is None
    assert "王小二" not in str([entry.data for entry in ledger.county.journal()])


def test_what_the_reporter_adds_lets_the_clock_run_again(ledger: Ledger) -> None:
    record = ledger.report(name="王小二", id_number=ADULT)
    ledger.does(ledger.officer, record, "accept", **ACCEPT)
    held = ledger.does(ledger.officer, record, "notes", text="请补一张照片", asks=True)
    assert held["paused"] is True
    assert told(attach(ledger.officer, record), 201)["paused"] is True, "staff answer nothing for the reporter"
    going = told(attach(ledger.reporter, record), 201)
    assert going["paused"] is False
    assert going["due_at"] < held["due_at"]
    [*_, last] = ledger.county.journal("escalation_attached")
    assert (last.data["part"], last.data["escalation"]) == ("reporter", record["number"])


def test_too_many_hostile_and_late_ones_are_refused(ledger: Ledger) -> None:
    record = ledger.report()
    for content, code in ((b"MZ program", "file_type_refused"), (pdf(carry_file), "file_unsafe")):
        refused(attach(ledger.reporter, record, content), code, 422)
    for _ in range(MOST):
        told(attach(ledger.reporter, record), 201)
    problem = refused(attach(ledger.reporter, record), "too_many_files", 409)
    assert problem["most"] == MOST
    told(attach(ledger.officer, record), 201)
    ledger.does(ledger.reporter, record, "withdraw")
    refused(attach(ledger.officer, record), "escalation_wrong_state", 409)
    assert len(list((ledger.county.folder / "files").glob("*/*"))) == MOST + 1


def test_a_file_stays_while_the_transaction_that_keeps_it_is_tried_again(ledger: Ledger) -> None:
    """Another's transaction got in its way: what was refused once was kept at the second try, and is there."""
    crossings = [DatabaseBusy(crossed=True)]

    def cross(work: Work) -> None:
        if crossings and any(event.kind == "escalation_attached" for _seq, event in work.recorded):
            raise crossings.pop()

    record = ledger.report()
    ledger.county.database.inside.append(cross)
    [file] = told(attach(ledger.reporter, record), 201)["attachments"]
    assert not crossings
    assert ledger.reporter.get(path_of(record, file["id"])).status_code == 200


def test_a_file_stays_where_nobody_knows_whether_its_transaction_was_committed(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_the_line(begun: sa.RootTransaction) -> None:
        driver: Any = begun.connection.connection.dbapi_connection
        driver.commit()
        raise OutcomeUnknown

    record = ledger.report()
    with monkeypatch.context() as patched:
        patched.setattr("hall.writers.commit", lose_the_line)
        refused(attach(ledger.reporter, record), "outcome_unknown", 503)
    [(_name, _part)] = shown(ledger, record)
    [file] = ledger.see(record)["attachments"]
    assert ledger.reporter.get(path_of(record, file["id"])).status_code == 200


def test_a_file_that_was_refused_is_not_left_lying_about(ledger: Ledger) -> None:
    """Closed between the look at it and the writing: with a key, too, whose refusal is kept."""
    record, files = ledger.report(), ledger.county.folder / "files"

    def closed_meanwhile(work: Work) -> None:
        if any(event.kind == "escalation_attached" for _seq, event in work.recorded):
            raise EscalationWrongState

    ledger.county.database.inside.append(closed_meanwhile)
    for key in (None, "k" * 22):
        refused(attach(ledger.reporter, record, key=key), "escalation_wrong_state", 409)
    assert [path for path in files.rglob("*") if path.is_file()] == []
