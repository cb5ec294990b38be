"""Anybody may try anything with a bad review and the records that come of it, in any order and at any time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from hall.escalation.keeping import keep_ledgers
from hall.recourse.opening import records_of
from hall.review.queries import ReviewRow, review_of_ticket, steps_of, stored_review
from tests.databases import Databases
from tests.halls import Built, County, Json, Somebody, build, opened, told

STEPS = ("verify", "reply", "call-back", "improve")
NAMES = ("verified", "replied_and_rectified", "called_back", "improved")
PEOPLE = ("manager", "clerk27", "clerk28", "greeter", "escalation", "county")
RECORD_STEPS: dict[str, Json] = {
    "accept": {"case_class": "B", "cause": "process"},
    "resolve-now": {"outcome": "done", "text": "已办"},
    "reply": {"text": "已办好"},
    "call-back": {"satisfaction": "satisfied"},
    "archive": {"reason": "已说明"},
}
DAYS = ("2026-02-12T09:30", "2026-04-29T16:30", "2026-09-28T11:00", "2026-10-09T10:30", "2026-12-30T15:00")
STARTS = [datetime.fromisoformat(f"{day}+08:00").astimezone(UTC) for day in DAYS]
WAITS = (1, 5, 24, 72, 24 * 9)  # hours

HEARD = st.sampled_from(["satisfied", "dissatisfied", "unreachable"])
people = st.sampled_from(PEOPLE)


class AnyReview(RuleBasedStateMachine):
    """One bad review of clerk27's work; `taken` are the steps that were let through, with what a call-back heard."""

    county: County

    @initialize(start=st.sampled_from(STARTS), far=st.integers(0, 4), heard=HEARD)
    def give(self, start: datetime, far: int, heard: str) -> None:
        self.county.clock.at = start
        self.taken: list[tuple[str, str | None]] = []
        self.decided: bool | None = None
        county = self.county
        if county.window(27)["state"] != "open":
            told(county.at(27, "sign-in"))
        ticket = county.issue("tax")
        county.serve(27)
        told(county.finish(27, ticket))
        said = {"rating": "very_dissatisfied", "text": "办不成"}
        told(county.visitor.post(f"/tickets/{ticket['id']}/review", said), 201)
        with county.database.reading() as connection:
            given = review_of_ticket(connection, ticket["id"])
        assert given is not None
        self.id = given.id
        loop = self.row().loop
        assert loop is not None, "a bad review that counts"
        self.limits = loop.limits
        for step in STEPS[:far]:
            self.take(step, "manager", heard)

    # --- what may be tried

    @rule(step=st.sampled_from(STEPS), who=people, heard=HEARD)
    def take(self, step: str, who: str, heard: str) -> None:
        before, records = self.row(), len(self.records())
        body = {"text": "如实办理"} | ({"heard": heard} if step == "call-back" else {})
        if not self.does(who, f"/reviews/{self.id}/{step}", body):
            assert self.row() == before
            assert len(self.records()) == records
            return
        assert who == "manager", "somebody without the right took a step"
        assert before.loop is not None
        assert before.loop.next == NAMES[STEPS.index(step)], "a step was taken out of its order"
        self.taken.append((step, heard if step == "call-back" else None))

    @rule(who=people)
    def put_on_record(self, who: str) -> None:
        was_open = any(record.closed_at is None for record in self.records())
        if self.does(who, f"/reviews/{self.id}/escalate", None, 201):
            assert not was_open, "a second record stands beside an open one"
            assert who == "manager"
            assert self.decided is not True

    @rule(who=people)
    def appeal(self, who: str) -> None:
        if self.does(who, f"/reviews/{self.id}/appeal", {"text": "不属实"}):
            assert who == "clerk27", "somebody else appealed"

    @rule(who=people, upheld=st.booleans())
    def decide(self, who: str, upheld: bool) -> None:
        if self.does(who, f"/reviews/{self.id}/decide", {"upheld": upheld, "text": "已查"}):
            assert who == "manager"
            assert self.decided is None
            self.decided = upheld

    @rule(step=st.sampled_from(list(RECORD_STEPS)), who=people)
    def handle_its_record(self, step: str, who: str) -> None:
        for record in self.records()[-1:]:
            if self.does(who, f"/escalations/{record.id}/{step}", RECORD_STEPS[step]):
                assert who != "clerk27", "whoever it complains of wrote to it"

    @rule(hours=st.sampled_from(WAITS))
    def wait(self, hours: int) -> None:
        self.county.clock.advance(timedelta(hours=hours))
        keep_ledgers(self.county.database)

    # --- what must hold

    @invariant()
    def every_step_is_there_once_in_its_order_and_the_limits_stand(self) -> None:
        row = self.row()
        assert row.loop is not None
        with self.county.database.reading() as connection:
            steps = [step.step for step in steps_of(connection, self.id) if step.step in NAMES]
        assert steps == list(NAMES[: len(self.taken)])
        assert row.loop.reached == (steps[-1] if steps else "found")
        assert row.loop.limits == self.limits, "a limit was moved or lost"
        closed = len(self.taken) == len(STEPS) or self.decided is True
        assert (row.loop.due_on is None) == closed, "a step is owed, and nobody is told until when"
        assert row.loop.due_on is None or isinstance(row.loop.due_on, date)

    @invariant()
    def who_is_dissatisfied_still_has_a_record_and_never_two_that_are_open(self) -> None:
        records = self.records()
        assert len([record for record in records if record.closed_at is None]) <= 1
        assert all(record.review_id == self.id and record.source == "bad_review" for record in records)
        if ("call-back", "dissatisfied") in self.taken:
            assert records, "the visitor was dissatisfied still, and nothing came of it"

    # --- what is looked at

    def does(self, who: str, path: str, body: Any, good: int = 200) -> bool:
        somebody: Somebody = self.county.person(who)
        status = somebody.post(path, body).status_code
        assert status in (good, 403, 409), (path, status)
        return status == good

    def row(self) -> ReviewRow:
        with self.county.database.reading() as connection:
            return stored_review(connection, self.id)

    def records(self) -> list[Any]:
        with self.county.database.reading() as connection:
            return records_of(connection, self.id)


@pytest.fixture(scope="module")
def any_review(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[type[AnyReview]]:
    """One hall for every review that is tried; time is set back between them, so its journal tells no one story."""
    built: Built = build(tmp_path_factory.getbasetemp() / "county", databases)
    with opened(built, tmp_path_factory.mktemp("any-review"), sound=False) as county:
        county.set_hours(always=True)
        AnyReview.county = county
        yield AnyReview


def test_no_order_of_steps_skips_one_loses_a_limit_or_leaves_somebody_without_recourse(
    any_review: type[AnyReview],
) -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        any_review,
        settings=settings(max_examples=40, stateful_step_count=16, deadline=None, suppress_health_check=checks),
    )
