"""For any two tickets of any day, the ground of the sentence is a fact of that day, and the first came first."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings

from hall.catalogue.rules import QueueRules
from hall.ticketing.states import TicketState
from hall.ticketing.story.comparison import Comparison, Ground, compare
from hall.ticketing.story.explain import explain
from hall.ticketing.story.wording import Reader
from tests.rules.days import Step, days, random_days, rule_sets, run
from tests.rules.faults import FAULTS
from tests.rules.memory import MemoryHall
from tests.rules.memory_parts import MemoryTicket, Policy

ZONE = ZoneInfo("Asia/Shanghai")


def _calls(hall: MemoryHall, ticket: MemoryTicket) -> list[tuple[int, datetime]]:
    """The calls of a ticket, without those that were taken back; in order, and their time (a clock may be set back)."""
    undone = {entry.data["undone_seq"] for entry in hall.journal if entry.kind == "ticket_undone"}
    return [
        (entry.seq, entry.at)
        for entry in hall.journal
        if entry.kind == "ticket_called" and entry.ticket == ticket.id and entry.seq not in undone
    ]


def _pairs(hall: MemoryHall) -> list[tuple[MemoryTicket, MemoryTicket]]:
    tickets = list(hall.tickets.values())
    return [(one, other) for at, one in enumerate(tickets) for other in tickets[at + 1 :]]


def _check(hall: MemoryHall, one: MemoryTicket, other: MemoryTicket) -> Comparison:
    found = compare(hall.journal, one.id, other.id)
    assert compare(hall.journal, other.id, one.id) == found or found.ground is Ground.NEVER_CALLED
    by_number = {one.number: one, other.number: other}
    first, second = by_number[found.first.number], by_number[found.second.number]
    if found.called_at is not None:
        assert found.called_at in [at for _, at in _calls(hall, first)]
    if found.ground is Ground.KEY:
        assert found.first.key < found.second.key
    if found.ground in (Ground.KEY, Ground.APART) and found.called_at is None:
        assert first.state is second.state is TicketState.WAITING
        assert (found.first.key, found.second.key) == (first.key, second.key)
    if found.ground is Ground.NOT_YET_ISSUED:
        assert found.called_at is not None
        assert first.issue_order < second.issue_order
    if found.ground is Ground.NEVER_CALLED:
        assert _calls(hall, second) == []
    if TicketState.WAITING not in (one.state, other.state) and found.called_at is not None:
        assert found.called_at == min(_calls(hall, one) + _calls(hall, other))[1]
    return found


@settings(max_examples=25, deadline=None)
@given(rules=rule_sets, steps=days)
def test_every_pair_has_a_true_ground(rules: QueueRules, steps: list[Step]) -> None:
    hall = run(rules, steps)
    for one, other in _pairs(hall)[:60]:
        found = _check(hall, one, other)
        assert found.ground not in (Ground.AGAINST_THE_RULE, Ground.UNTOLD)
        sentence = explain(found, Reader(ZONE, one.number))
        assert all(number in words for number in (one.number, other.number) for words in sentence)


def _grounds(policy: Policy) -> set[Ground]:
    halls = [run(QueueRules(overtaken_limit=2), day, policy) for day in random_days(40)]
    return {compare(hall.journal, one.id, other.id).ground for hall in halls for one, other in _pairs(hall)}


def test_a_hall_that_breaks_the_order_has_to_admit_it() -> None:
    assert Ground.AGAINST_THE_RULE in _grounds(FAULTS["place is ignored"][0])


def test_the_random_days_come_upon_nearly_every_ground() -> None:
    never_here = {Ground.SAME, Ground.OTHER_DAY, Ground.UNTOLD, Ground.AGAINST_THE_RULE}
    assert _grounds(Policy()) >= set(Ground) - never_here
