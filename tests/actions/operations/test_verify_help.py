"""Requests for help that were changed in the tables do not go with what the journal tells of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from hall.db import SYSTEM
from hall.events import AssistanceStepTaken
from hall.operations.verify import verify
from tests.halls import COUNTY, Built, County, opened, told


@pytest.fixture
def helped(built: Built, tmp_path: Path) -> Iterator[County]:
    """One who was helped from naming to the end, one with a ticket to whom nobody came, and one who still waits."""
    with opened(built, tmp_path, sound=False) as county:
        asked = told(county.kiosk.post(f"/halls/{COUNTY}/assistance", {"service": "tax"}), 201)
        told(county.manager.post(f"/assistance/{asked['id']}/assign", {"aide": "greeter"}))
        county.wait(minutes=2)
        for step, body in (("start", None), ("steps", {"deed": "copied"}), ("done", None)):
            told(county.greeter.post(f"/assistance/{asked['id']}/{step}", body))
        county.open(27)
        county.issue("tax", needs_help=True)
        told(county.finish(27, county.serve(27)))
        told(county.visitor.post(f"/halls/{COUNTY}/assistance", {"service": "tax"}), 201)
        assert verify(county.database).findings == []
        yield county


STATEMENTS = [
    ("UPDATE assistance_requests SET state = 'assigned' WHERE state = 'requested'", "the state of the help of"),
    ("UPDATE assistance_requests SET state = 'done' WHERE state = 'unmet'", "the state of the help of"),
    ("UPDATE assistance_requests SET due_at = requested_at WHERE state = 'done'", "the due time of the help of"),
    ("UPDATE assistance_requests SET started_at = requested_at WHERE state = 'done'", "the beginning of the help of"),
    ("UPDATE assistance_requests SET closed_at = NULL WHERE state = 'unmet'", "the end of the help of"),
    ("UPDATE assistance_requests SET aide = NULL WHERE state = 'done'", "the aide of the help of"),
    ("UPDATE assistance_requests SET ticket_id = NULL WHERE state = 'unmet'", "the ticket of the help of"),
    ("UPDATE assistance_requests SET service = NULL WHERE state = 'done'", "the service of the help of"),
    ("UPDATE assistance_requests SET number = 'H2026-0009' WHERE state = 'done'", "the number of the help of"),
    ("UPDATE assistance_requests SET sequence = 9 WHERE state = 'done'", "the help numbers of 2026 have a gap"),
    ("UPDATE assistance_counters SET last = 4", "the help numbers of 2026 have a gap"),
    ("DELETE FROM assistance_requests WHERE state = 'requested'", "is not in the table"),
    ("UPDATE assistance_steps SET deed = 'visited' WHERE deed = 'copied'", "the steps of the help of"),
    ("DELETE FROM assistance_steps WHERE step = 'assign'", "the steps of the help of"),
    (
        """INSERT INTO assistance_requests
            (id, hall_id, seq, year, sequence, number, day, state, steps, source, venue, requested_at, due_at)
        SELECT 'unheard', hall_id, seq + 1000, year, 4, 'H2026-0004', day, state, 0, source, venue, requested_at, due_at
        FROM assistance_requests WHERE state = 'requested'""",
        "1 requests for help are in the table, not in the journal",
    ),
]


@pytest.mark.parametrize(("statement", "what"), STATEMENTS)
def test_help_changed_behind_the_halls_back_is_found(helped: County, statement: str, what: str) -> None:
    with helped.database.engine.begin() as connection:
        assert connection.execute(sa.text(statement)).rowcount == 1
    found = [finding.what for finding in verify(helped.database).findings]
    assert any(what in sentence for sentence in found), found


@pytest.mark.parametrize("ends_by", ["done", "unmet"])
def test_help_that_a_taken_back_finish_opens_again_is_sound_on_the_next_day(helped: County, ends_by: str) -> None:
    ticket = helped.issue("tax", needs_help=True)
    served = helped.serve(27)
    if ends_by == "done":
        told(helped.greeter.does("accompany", ticket))
    told(helped.finish(27, served))
    told(helped.clerk(27).does("undo", served))
    helped.wait(hours=24)
    assert len(helped.journal("day_ended")) == 1
    assert [entry.data["step"] for entry in helped.journal("assistance_step_taken")].count("reopen") == 1
    assert verify(helped.database).findings == []


@pytest.mark.parametrize(
    ("asked", "step", "what"),
    [(0, "done", "does not follow for the help of"), (1000, "start", "of a request for help that is not open")],
)
def test_a_step_that_could_not_be_is_found(helped: County, asked: int, step: str, what: str) -> None:
    """Where a guard was away, the journal itself tells what may not happen: an end before anybody had come."""
    number = told(helped.greeter.get(f"/halls/{COUNTY}/assistance?counted=waiting"))["items"][0]["number"]
    heard = {entry.data["number"]: entry.seq for entry in helped.journal("assistance_requested")}
    state = {"done": "done", "start": "underway"}[step]
    with helped.database.work(helped.hall_id, SYSTEM) as work:
        of = {"assistance": heard[number] + asked, "number": number, "of_ticket": None}
        work.record(AssistanceStepTaken(**of, step=step, state=state, aide=None))
    found = [finding.what for finding in verify(helped.database).findings]
    assert any(what in sentence for sentence in found), found
