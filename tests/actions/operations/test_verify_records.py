"""The ledger of what could not get done, damaged in every way: in its tables, and by guards that are taken away."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from hall.escalation import workflow
from hall.escalation.states import Step
from hall.events import EscalationCardRaised, EscalationNoted, EscalationStepTaken, Event
from hall.operations.verify import verify
from tests.actions.escalation.ledger import Ledger
from tests.halls import Built, opened

LATE, OVER = "2026-0001", "2026-0002"  # one is overdue at a department, one is archived
THIS = f"(SELECT id FROM escalations WHERE number = '{LATE}')"
STEP: dict[str, Any] = {
    "escalation": LATE, "part": "desk", "level": 0, "owner": None, "what": {}, "remark": None, "clock": None,
    "due_at": None,
}  # fmt: skip
CARD: dict[str, Any] = {"escalation": LATE, "level": 0, "owner": None}


@pytest.fixture
def ledger(built: Built, tmp_path: Path) -> Iterator[Ledger]:
    with opened(built, tmp_path, sound=False) as county:
        ledger = Ledger(county)
        ledger.in_progress()
        done = ledger.replied()
        ledger.does(ledger.officer, done, "call-back", satisfaction="satisfied")
        ledger.does(ledger.officer, done, "archive", reason="已当面说明")
        ledger.wait(days=8)
        assert verify(county.database).findings == []
        yield ledger


def found(ledger: Ledger) -> list[str]:
    return [finding.what for finding in verify(ledger.county.database).findings]


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        (f"UPDATE escalations SET state = 'resolved' WHERE number = '{LATE}'", f"the state of {LATE}"),
        (f"UPDATE escalations SET due_at = received_at WHERE number = '{LATE}'", f"the due_at of {LATE}"),
        (f"UPDATE escalations SET due_at = NULL WHERE number = '{LATE}'", f"the due_at of {LATE}"),
        (f"UPDATE escalations SET clock = NULL WHERE number = '{LATE}'", f"the clock of {LATE}"),
        (f"UPDATE escalations SET level = 2 WHERE number = '{LATE}'", f"the level of {LATE}"),
        (f"UPDATE escalations SET owner = NULL WHERE number = '{LATE}'", f"the owner of {LATE}"),
        (f"UPDATE escalations SET reopened = 1 WHERE number = '{LATE}'", f"the reopened of {LATE}"),
        (f"UPDATE escalations SET anonymous = true WHERE number = '{LATE}'", f"the anonymous of {LATE}"),
        (f"UPDATE escalations SET closed_at = NULL WHERE number = '{OVER}'", f"the closed_at of {OVER}"),
        (f"UPDATE escalations SET number = '2026-0009' WHERE number = '{LATE}'", f"the record {LATE} is not"),
        ("UPDATE escalation_counters SET last = 3", "the numbers of 2026 have a gap"),
        (f"DELETE FROM escalation_cards WHERE escalation_id = {THIS} AND colour = 'red'", f"the cards of {LATE}"),
        (
            f"UPDATE escalation_cards SET round = 1 WHERE escalation_id = {THIS} AND colour = 'red'",
            f"the cards of {LATE}",
        ),
        (f"DELETE FROM escalation_steps WHERE escalation_id = {THIS} AND step = 'sign'", f"the log of {LATE}"),
        (f"UPDATE escalation_steps SET by = NULL WHERE escalation_id = {THIS} AND step = 'sign'", f"the log of {LATE}"),
    ],
)
def test_what_was_changed_in_the_tables_is_found(ledger: Ledger, statement: str, what: str) -> None:
    with ledger.county.database.engine.begin() as connection:
        assert connection.execute(sa.text(statement)).rowcount == 1
    assert any(what in sentence for sentence in found(ledger)), found(ledger)


def test_a_record_that_nobody_registered_is_found(ledger: Ledger) -> None:
    with ledger.county.database.engine.begin() as connection:
        table = sa.Table("escalations", sa.MetaData(), autoload_with=connection)
        row = connection.execute(sa.select(table).where(table.c.number == LATE)).one()
        forged = {**row._mapping, "id": "forged", "number": "2026-0003", "sequence": 3, "seq": 9_000}
        connection.execute(sa.insert(table).values(forged))
    assert "1 records are in the table, not in the journal" in found(ledger)


@pytest.mark.parametrize(
    ("event", "what"),
    [
        (EscalationStepTaken(**STEP, step="archive", state="archived"), "could not be taken: escalation_wrong_state"),
        (
            EscalationStepTaken(**{**STEP, "escalation": OVER}, step="archive", state="archived"),
            f"with {OVER} could not be",
        ),
        (
            EscalationStepTaken(**{**STEP, "clock": "handling"}, step="resolve", state="resolved"),
            "has lost its due time",
        ),
        (EscalationStepTaken(**STEP, step="resolve", state="replied"), "leads to resolved, not replied"),
        (EscalationStepTaken(**STEP, step="resolve", state="resolved"), "the clock of 2026-0001 is None"),
        (EscalationCardRaised(**CARD, clock="handling", colour="red", round=0), "was raised for 2026-0001 before"),
        (
            EscalationCardRaised(**CARD, clock="contact", colour="red", round=0),
            "for a clock of 2026-0001 that does not",
        ),
        (
            EscalationNoted(escalation="2026-0009", part="desk", paused=False, due_at=None, remark=None),
            "that is not open",
        ),
    ],
    ids=lambda given: given if isinstance(given, str) else type(given).__name__,
)
def test_what_cannot_have_happened_is_found_in_the_journal(ledger: Ledger, event: Event, what: str) -> None:
    with ledger.county.database.work(ledger.county.hall_id) as work:
        work.record(event)
    assert any(what in sentence for sentence in found(ledger)), found(ledger)


def test_a_red_card_before_its_time_is_found(ledger: Ledger) -> None:
    fresh = ledger.in_progress()
    with ledger.county.database.work(ledger.county.hall_id) as work:
        work.record(
            EscalationCardRaised(**{**CARD, "escalation": fresh["number"]}, clock="handling", colour="red", round=0)
        )
    assert any("came before 2026-0003 was overdue" in sentence for sentence in found(ledger)), found(ledger)


@pytest.mark.parametrize("guard", [Step.ARCHIVE, Step.RETURN, Step.EXTEND, Step.CONFIRM, Step.CALL_BACK])
def test_a_guard_that_was_taken_away_is_found(ledger: Ledger, monkeypatch: pytest.MonkeyPatch, guard: Step) -> None:
    officer, land = ledger.officer, ledger.land
    with monkeypatch.context() as without:
        without.delitem(workflow._CHECKS, guard)
        if guard is Step.ARCHIVE:
            ledger.does(officer, _called(ledger), "archive")
        elif guard is Step.RETURN:
            record = ledger.accepted()
            for _ in range(2):
                ledger.does(officer, record, "assign", department="县资源规划局")
                ledger.does(land, record, "return", reason="不是我们的")
        elif guard is Step.EXTEND:
            record = ledger.in_progress()
            ledger.wait(days=8)
            ledger.does(land, record, "extend", days=1, reason="已过期")
        elif guard is Step.CONFIRM:
            record = ledger.report()
            ledger.does(officer, record, "out-of-scope", reason="不是", remedy="别处")
            ledger.does(officer, record, "confirm", agrees=True)
        else:
            record = ledger.replied()
            ledger.does(officer, record, "call-back", satisfaction="dissatisfied")
            ledger.does(officer, record, "reopen", reason="不满意")
            ledger.does(ledger.manager, record, "assign", department="县资源规划局")
            ledger.does(land, record, "sign")
            ledger.does(land, record, "resolve", outcome="done", text="好了")
            ledger.does(officer, record, "reply", text="好了")
            ledger.does(officer, record, "call-back", satisfaction="satisfied")
    assert any(f"the step {guard.value} of" in sentence for sentence in found(ledger)), found(ledger)


def _called(ledger: Ledger) -> dict[str, Any]:
    """Called back, and nothing rectified: to be archived for a written reason alone."""
    record = ledger.replied()
    ledger.does(ledger.officer, record, "call-back", satisfaction="satisfied")
    return record
