"""What was changed in the tables behind the hall's back does not go with the story that the journal tells."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from hall.operations.verify import verify
from tests.halls import Built, County, opened, told


@pytest.fixture
def morning(built: Built, tmp_path: Path) -> Iterator[County]:
    """One ticket waits, one is at a window, one is held there, one missed its call."""
    with opened(built, tmp_path, sound=False) as county:
        county.open(27, 28)
        for _ in range(4):
            county.issue("tax")
        told(county.clerk(27).does("hold", county.serve(27)))
        county.pass_over(27)
        county.serve(27)
        assert verify(county.database).findings == []
        yield county


@pytest.mark.parametrize(
    ("statement", "place", "what"),
    [
        ("UPDATE tickets SET state = 'done' WHERE number = 'H003'", "H003", "state"),
        ("UPDATE tickets SET window_id = 'elsewhere' WHERE number = 'H003'", "H003", "window_id"),
        ("UPDATE tickets SET bound_window_id = NULL WHERE number = 'H001'", "H001", "bound_window_id"),
        ("UPDATE tickets SET requeues = 1 WHERE number = 'H002'", "H002", "requeues"),
        ("UPDATE tickets SET sub = 1 WHERE number = 'H004'", "H004", "sub"),
        (
            "UPDATE tickets SET effective_since = (SELECT min(created_at) FROM users) WHERE number = 'H004'",
            "H004",
            "effective_since",
        ),
        (
            "UPDATE errands SET outcome = 'completed' WHERE ticket_id = (SELECT id FROM tickets WHERE number = 'H004')",
            "H004",
            "errands",
        ),
        (
            "UPDATE errands SET service = 'pension' WHERE ticket_id = (SELECT id FROM tickets WHERE number = 'H004')",
            "H004",
            "errands",
        ),
        (
            "UPDATE errands SET in_line = false WHERE ticket_id = (SELECT id FROM tickets WHERE number = 'H004')",
            "H004",
            "does not stand in line",
        ),
        (
            "UPDATE errands SET in_line = true WHERE ticket_id = (SELECT id FROM tickets WHERE number = 'H002')",
            "H002",
            "stands in line as its ticket does not",
        ),
        ("UPDATE windows SET state = 'open' WHERE number = 29", "window 29", "not set up"),
        ('UPDATE windows SET services = \'["tax", "pension"]\' WHERE number = 27', "window 27", "not set up"),
        ("UPDATE hall_orders SET seq = seq + 1 WHERE hall_id = 1", "zhouzhi", "the hall's order says"),
    ],
)
def test_a_change_is_found_at_its_place(morning: County, statement: str, place: str, what: str) -> None:
    with morning.database.engine.begin() as connection:
        assert connection.execute(sa.text(statement)).rowcount == 1
    found = [f"{finding.place}: {finding.what}" for finding in verify(morning.database).findings]
    assert any(place in finding.partition(": ")[0] and what in finding for finding in found), found


def test_a_hall_that_nobody_touched_is_sound(county: County) -> None:
    verdict = verify(county.database)
    assert (verdict.halls, verdict.tickets, verdict.findings) == (4, 0, [])
