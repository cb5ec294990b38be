"""Anybody may try anything with a record, in any order and at any time: what must hold holds after every step."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.db import Work
from hall.edge.access import VISITOR, Caller
from hall.errors import HallError
from hall.escalation.actions.noting import add_note
from hall.escalation.actions.registering import Report, Source, register
from hall.escalation.actions.stepping import Brought, take_step
from hall.escalation.clocks import CaseClass, Colour, clock_in
from hall.escalation.keeping import keep_ledgers
from hall.escalation.parts import who_is
from hall.escalation.queries import EscalationRow, StepRow, cards_of, steps_of, stored_escalation
from hall.escalation.states import CLOSED, MOVES, State, Step, steps_from
from hall.escalation.workflow import Satisfaction
from hall.journal.chain import Entry
from hall.journal.entries import entries_after
from hall.staff.queries import known_person
from hall.staff.resolver import caller_of
from tests.actions.escalation.ledger import LAND, Ledger
from tests.databases import Databases
from tests.halls import Built, County, build, opened

STAFF = ("escalation", "department", "manager", "county", "clerk03", "greeter")
DAYS = ("2026-02-12T09:30", "2026-04-30T16:30", "2026-09-29T11:00", "2026-10-10T17:30", "2026-12-30T15:00")
STARTS = [datetime.fromisoformat(f"{day}+08:00") for day in DAYS]
ZONE = ZoneInfo("Asia/Shanghai")
WAITS = [1, 3, 7, 20, 24, 48, 24 * 4, 24 * 9]  # hours

# How a record comes deep into its workflow, so that not every try begins at its beginning.
FIRST = (("accept", "escalation"), ("assign", "escalation"), ("sign", "department"), ("resolve", "department"),
    ("reply", "department"), ("call-back", "escalation"))  # fmt: skip
AGAIN = (("reopen", "escalation"), ("assign", "manager"), ("sign", "department"), ("resolve", "department"),
    ("reply", "manager"), ("call-back", "county"), ("rectify", "department"))  # fmt: skip
WORDS = Brought("按规定办理", "请到别处", CaseClass.B, "process", "done", LAND)
HEARD = [Satisfaction.DISSATISFIED, Satisfaction.SATISFIED]

people = st.sampled_from([*STAFF, "reporter"])
words = st.sampled_from([None, "按规定办理"])
brought = st.builds(
    Brought,
    text=words,
    remedy=words,
    case_class=st.sampled_from(CaseClass),
    cause=st.just("process"),
    outcome=st.just("done"),
    department=st.just(LAND),
    days=st.integers(0, 12),
    agrees=st.booleans(),
    satisfaction=st.sampled_from([Satisfaction.SATISFIED, Satisfaction.DISSATISFIED]),
)


class AnyRecord(RuleBasedStateMachine):
    """One record of a real hall's ledger; `log` is what was let through, as it was asked for."""

    county: County
    callers: dict[str, Caller]

    @initialize(
        start=st.sampled_from(STARTS),
        anonymous=st.booleans(),
        about=st.sampled_from([None, None, "manager"]),
        far=st.integers(0, len(FIRST + AGAIN)),
    )
    def open(self, start: datetime, anonymous: bool, about: str | None, far: int) -> None:
        self.county.clock.at = start
        self.log: list[tuple[Step, str, Brought, datetime]] = []
        complained = self.callers[about].id if about else None
        with self.county.database.work(self.county.hall_id) as work:
            given = Report(Source.ONLINE, "办不成", work.now, anonymous=anonymous, about=complained)
            self.id = register(work, hall_book(work.connection, work.hall_id), self.county.vault, given)
            self.begins = work.order.seq
        self.about, self.anonymous = about, anonymous
        self.before = self.row()
        for step, who in (FIRST + AGAIN)[:far]:
            heard = HEARD[sum(taken is Step.CALL_BACK for taken, *_ in self.log) % 2]
            self.attempt(Step(step), who, replace(WORDS, satisfaction=heard))
        self.before = self.row()

    # --- what may be tried

    @rule(pick=st.integers(0, 20), right=st.integers(0, 20), brought=brought)
    def take_a_step_that_may_follow(self, pick: int, right: int, brought: Brought) -> None:
        state = State(self.row().state)
        steps = [step for step in steps_from(state) if step is not Step.WITHDRAW]
        if steps:
            step = steps[pick % len(steps)]
            wanted = [name for name in STAFF if self.parts(name) & MOVES[state, step].parts]
            if wanted:
                self.attempt(step, wanted[right % len(wanted)], brought)

    @rule(step=st.sampled_from(Step), who=people, brought=brought, seldom=st.integers(0, 3))
    def try_anything(self, step: Step, who: str, brought: Brought, seldom: int) -> None:
        if step is not Step.WITHDRAW or seldom == 0:
            self.attempt(step, who, brought)

    @rule(who=people, asks=st.booleans())
    def say_something(self, who: str, asks: bool) -> None:
        before = self.seen()
        try:
            with self.county.database.work(self.county.hall_id, self.caller(who).actor) as work:
                who_it_is = who_is(work.connection, self.caller(who), stored_escalation(work.connection, self.id))
                add_note(work, self.book(work), self.county.vault, self.id, who_it_is, "补充", asks=asks)
        except HallError:
            assert self.seen() == before

    @precondition(lambda self: self.row().state in ("resolved_on_the_spot", "resolved", "replied"))
    @rule(times=st.sampled_from([3, 2, 1]))
    def ring_in_vain(self, times: int) -> None:
        for _ in range(times):
            self.attempt(Step.UNREACHABLE, "escalation", Brought())

    @rule(hours=st.sampled_from(WAITS))
    def wait(self, hours: int) -> None:
        self.county.clock.advance(timedelta(hours=hours))
        keep_ledgers(self.county.database)
        keep_ledgers(self.county.database)
        row = self.row()
        if row.due_at is not None and row.due_at <= self.county.clock.at:
            assert (row.reopened, row.clock, Colour.RED.value) in self.cards(), "overdue, and no red card"

    def attempt(self, step: Step, who: str, brought: Brought) -> None:
        """What is refused changes nothing."""
        before = self.seen()
        try:
            with self.county.database.work(self.county.hall_id, self.caller(who).actor) as work:
                who_it_is = who_is(work.connection, self.caller(who), stored_escalation(work.connection, self.id))
                take_step(work, self.book(work), self.county.vault, self.id, step, who_it_is, brought)
        except HallError:
            assert self.seen() == before
        else:
            self.log.append((step, who, brought, self.county.clock.at))
            assert who != self.about, "whoever it complains of wrote to it"
            if step is Step.UNREACHABLE and self.row().state == State.CALLED_BACK:
                days = [at.astimezone(ZONE).date() for step, _, _, at in self.log if step is Step.UNREACHABLE]
                assert len(days) >= 3
                assert len(set(days)) >= 2

    # --- what must hold

    @invariant()
    def it_is_archived_with_everything_that_was_owed(self) -> None:
        if self.row().state != State.ARCHIVED:
            return
        last, by, given, _at = self.log[-1]
        if last is Step.CONFIRM:
            [proposer] = [who for step, who, _, _ in self.log if step is Step.OUT_OF_SCOPE][-1:]
            assert proposer != by
            return
        assert last is Step.ARCHIVE
        reopened = [at for at, line in enumerate(self.log) if line[0] is Step.REOPEN]
        this_round = self.log[reopened[-1] if reopened else 0 :]
        done = {step for step, *_ in this_round}
        tries = [at.astimezone(ZONE).date() for step, _, _, at in this_round if step is Step.UNREACHABLE]
        heard = [given.satisfaction for step, _, given, _ in this_round if step is Step.CALL_BACK]
        assert self.anonymous or (Step.REPLY in done and heard) or (len(tries) >= 3 and len(set(tries)) >= 2)
        if self.anonymous:
            assert not done & {Step.REPLY, Step.CALL_BACK, Step.UNREACHABLE}
            assert self.row().satisfaction is None
            assert Step.RESOLVE in done
        assert Satisfaction.DISSATISFIED not in heard
        assert Step.RECTIFY in done or given.text
        if reopened:
            assert by not in {
                who for step, who, _, _ in self.log if step in (Step.RESOLVE_NOW, Step.RESOLVE, Step.REPLY)
            }
            assert by in (("manager", "county") if len(reopened) == 1 else ("county",))

    @invariant()
    def a_due_time_stands_as_long_as_anything_is_due(self) -> None:
        row, before = self.row(), self.before
        heard = Satisfaction(row.satisfaction) if row.satisfaction else None
        clock = clock_in(State(row.state), heard)
        assert row.clock == (clock.value if clock else None)
        assert (row.due_at is not None) == (clock is not None)
        assert (row.closed_at is not None) == (State(row.state) in CLOSED)
        same = (row.clock, row.reopened, row.paused_on) == (before.clock, before.reopened, before.paused_on)
        if same and row.due_at is not None:
            assert row.due_at >= before.due_at, "a due time came nearer by itself"
        colours = {colour for round_, clock, colour in self.cards() if (round_, clock) == (row.reopened, row.clock)}
        if row.due_at is not None and row.next_card_at is None:
            assert {Colour.RED, Colour.MEETING} <= colours, "nobody will be warned any more"
        self.before = row

    @invariant()
    def a_card_is_raised_once(self) -> None:
        number = self.row().number
        told = [
            (entry.data["round"], entry.data["clock"], entry.data["colour"])
            for entry in self.journal()
            if entry.data["escalation"] == number
        ]
        assert len(told) == len(set(told))
        assert sorted(told) == sorted(self.cards())

    @invariant()
    def the_log_has_no_gaps(self) -> None:
        row, lines = self.seen()
        assert [line.position for line in lines] == list(range(1, row.steps + 1))
        assert lines[-1].state == row.state

    # --- what is looked at

    def caller(self, name: str) -> Caller:
        return VISITOR if name == "reporter" else self.callers[name]

    def parts(self, name: str) -> frozenset[str]:
        with self.county.database.reading() as connection:
            return frozenset(who_is(connection, self.caller(name), stored_escalation(connection, self.id)).parts)

    def book(self, work: Work) -> HallBook:
        return hall_book(work.connection, work.hall_id)

    def row(self) -> EscalationRow:
        return self.seen()[0]

    def seen(self) -> tuple[EscalationRow, list[StepRow]]:
        with self.county.database.reading() as connection:
            return stored_escalation(connection, self.id), list(steps_of(connection, self.id))

    def journal(self) -> list[Entry]:
        with self.county.database.reading() as connection:
            return entries_after(connection, self.county.hall_id, self.begins, kinds=("escalation_card_raised",))

    def cards(self) -> list[tuple[int, str, str]]:
        with self.county.database.reading() as connection:
            return [(card.round, card.clock, card.colour) for card in cards_of(connection, [self.id])[self.id]]


@pytest.fixture(scope="module")
def any_record(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[type[AnyRecord]]:
    """One hall for every record that is tried; time is set back between them, so its journal tells no one story."""
    built: Built = build(tmp_path_factory.getbasetemp() / "county", databases)
    with opened(built, tmp_path_factory.mktemp("any-record"), sound=False) as county:
        Ledger(county)
        with county.database.reading() as connection:
            people = {name: caller_of(known_person(connection, name), "") for name in STAFF}
        AnyRecord.county, AnyRecord.callers = county, people
        yield AnyRecord


def test_no_order_of_steps_closes_a_record_without_its_conditions_or_loses_its_time(
    any_record: type[AnyRecord],
) -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        any_record,
        settings=settings(max_examples=60, stateful_step_count=20, deadline=None, suppress_health_check=checks),
    )
