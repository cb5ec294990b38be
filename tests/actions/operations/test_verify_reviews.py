"""Reviews that were changed in the tables do not go with what the journal tells of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from hall.operations.verify import verify
from tests.halls import COUNTY, Built, County, opened, told


@pytest.fixture
def reviewed(built: Built, tmp_path: Path) -> Iterator[County]:
    """A bad review that was verified, and a good one."""
    with opened(built, tmp_path, sound=False) as county:
        county.open(27)
        for rating in ("dissatisfied", "satisfied"):
            county.issue("tax")
            ticket = county.serve(27)
            told(county.finish(27, ticket))
            body = {"rating": rating, "tags": ["slow"] if rating == "dissatisfied" else []}
            told(county.visitor.post(f"/tickets/{ticket['id']}/review", body), 201)
        bad = told(county.manager.get(f"/halls/{COUNTY}/reviews?counted=bad"))["items"][0]
        told(county.manager.post(f"/reviews/{bad['id']}/verify", {"text": "属实"}))
        assert verify(county.database).findings == []
        yield county


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE reviews SET rating = 'very_satisfied' WHERE rating = 'dissatisfied'", "is not in the table as"),
        ("UPDATE reviews SET user_id = NULL WHERE rating = 'satisfied'", "is not in the table as"),
        ("DELETE FROM reviews WHERE rating = 'satisfied'", "is not in the table as"),
        ("UPDATE reviews SET reached = 'improved' WHERE reached = 'verified'", "a step that nobody took"),
        ("DELETE FROM review_steps WHERE step = 'verified'", "the step of"),
        ("UPDATE review_steps SET in_time = false WHERE step = 'verified'", "the step of"),
        (
            """INSERT INTO review_steps (review_id, step, at, in_time)
            SELECT review_id, 'improved', at, true FROM review_steps WHERE step = 'found'""",
            "1 steps of reviews are in the table, not in the journal",
        ),
    ],
)
def test_a_review_changed_behind_the_halls_back_is_found(reviewed: County, statement: str, what: str) -> None:
    with reviewed.database.engine.begin() as connection:
        assert connection.execute(sa.text(statement)).rowcount == 1
    found = [finding.what for finding in verify(reviewed.database).findings]
    assert any(what in sentence for sentence in found), found
