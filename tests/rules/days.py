"""Random days: lists of steps in plain numbers, so that a day that fails shrinks to something one can read."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import NamedTuple

from hypothesis import strategies as st

from hall.catalogue.rules import NoShowPolicy, QueueRules
from hall.ticketing.states import TicketState
from tests.rules.memory import MemoryHall
from tests.rules.memory_parts import MemoryTicket, MemoryWindow, Policy

SERVICES = ("tax", "pension", "land")
# What windows 1 to 3 do at the beginning, and what they may be given in mid-day.
PLANS = (
    frozenset(SERVICES),
    frozenset({"tax"}),
    frozenset({"pension", "land"}),
    frozenset({"tax", "land"}),
    frozenset({"pension"}),
)
BUNDLES = (("tax",), ("pension",), ("land",), ("tax", "land"), ("pension", "tax", "land"))


class Step(NamedTuple):
    """One thing that somebody does: what, after how many seconds, where, and to which of those it could be done to."""

    what: str
    after: int
    window: int = 0
    which: int = 0
    choice: int = 0


def _issue(hall: MemoryHall, step: Step, _window: MemoryWindow) -> None:
    kind = step.choice
    slot = hall.now + timedelta(minutes=(step.which % 40) - 20) if kind % 4 == 1 else None
    hall.issue(
        *BUNDLES[step.which % len(BUNDLES)],
        in_order=step.which % 2 == 1,
        needs_help=kind % 11 == 10,
        slot_start=slot,
        green_channel=kind % 4 == 2 or kind % 8 == 5,
        returns=kind % 16 == 7,
    )


def _enter(hall: MemoryHall, step: Step, _window: MemoryWindow) -> None:
    """Some numbers of a short or a long time without a server, the latest of them a moment ago."""
    given_at = hall.now - timedelta(minutes=step.which * (step.choice % 4))
    hall.enter(step.choice + 1, given_at, *BUNDLES[step.which % len(BUNDLES)], green_channel=step.choice % 5 == 4)


def _one_in(hall: MemoryHall, state: TicketState, which: int) -> MemoryTicket | None:
    found = [ticket for ticket in hall.tickets.values() if ticket.state is state]
    return found[which % len(found)] if found else None


def _to_one(state: TicketState, act: Callable[[MemoryHall, MemoryTicket, Step], object]) -> "Act":
    def acting(hall: MemoryHall, step: Step, _window: MemoryWindow) -> None:
        ticket = _one_in(hall, state, step.which)
        if ticket is not None:
            act(hall, ticket, step)

    return acting


def _resume(hall: MemoryHall, ticket: MemoryTicket, step: Step) -> None:
    window = hall.windows[ticket.stand.bound or ticket.stand.window or "w1"]
    hall.resume(window, ticket, serving=step.choice % 2 == 0)


def _transfer(hall: MemoryHall, step: Step, window: MemoryWindow) -> None:
    states = (TicketState.WAITING, TicketState.CALLED, TicketState.SERVING)
    ticket = _one_in(hall, states[step.choice % 3], step.which)
    if ticket is not None and step.choice % 2:
        hall.transfer(ticket, to=window)
    elif ticket is not None:
        hall.transfer(ticket, service=SERVICES[step.which % 3])


def _undo(hall: MemoryHall, step: Step, _window: MemoryWindow) -> None:
    acted_on = [ticket for ticket in hall.tickets.values() if ticket.last is not None and ticket.last.by is not None]
    latest = sorted(acted_on, key=lambda ticket: -ticket.last_seq)
    if latest:
        hall.undo(latest[step.which % min(2, len(latest))])


def _reassign(hall: MemoryHall, step: Step, window: MemoryWindow) -> None:
    hall.change_window(window, services=PLANS[step.choice % len(PLANS)])


def _set_state(hall: MemoryHall, step: Step, window: MemoryWindow) -> None:
    hall.change_window(window, state=("open", "open", "paused", "closed")[step.choice % 4])


def _call_by_number(hall: MemoryHall, step: Step, window: MemoryWindow) -> None:
    ticket = _one_in(hall, TicketState.WAITING, step.which)
    if ticket is not None:
        hall.call(window, ticket)


Act = Callable[[MemoryHall, Step, MemoryWindow], object]
ACTS: dict[str, Act] = {
    "issue": _issue,
    "enter": _enter,
    "call": lambda hall, _step, window: hall.call_next(window),
    "start": lambda hall, _step, window: hall.start(window),
    "finish": lambda hall, _step, window: hall.finish(window),
    "serve": lambda hall, _step, window: hall.start(window) and hall.finish(window),
    "recall": lambda hall, _step, window: hall.recall(window),
    "no_show": lambda hall, _step, window: hall.no_show(window),
    "hold": lambda hall, _step, window: hall.hold(window),
    "resume": _to_one(TicketState.HELD, _resume),
    "requeue": _to_one(TicketState.PASSED, lambda hall, ticket, _step: hall.requeue(ticket)),
    "upgrade": _to_one(TicketState.WAITING, lambda hall, ticket, _step: hall.upgrade(ticket)),
    "cancel": _to_one(TicketState.WAITING, lambda hall, ticket, _step: hall.cancel(ticket)),
    "call_by_number": _call_by_number,
    "transfer": _transfer,
    "undo": _undo,
    "reassign": _reassign,
    "set_state": _set_state,
}
# How often each thing happens: mostly people come and are called.
WEIGHTS = {
    "issue": 8,
    "call": 7,
    "serve": 4,
    "undo": 3,
    "start": 2,
    "hold": 3,
    "resume": 3,
    "upgrade": 2,
    "requeue": 2,
    "no_show": 2,
    "enter": 2,
}


def new_hall(rules: QueueRules, policy: Policy | None = None) -> MemoryHall:
    """Three windows, one of them the assisted one, and nobody waiting."""
    hall = MemoryHall(rules=rules, policy=policy or Policy())
    hall.open_window(1, PLANS[0])
    hall.open_window(2, PLANS[1])
    hall.open_window(3, PLANS[2], kind="assisted")
    return hall


def perform(hall: MemoryHall, step: Step) -> None:
    """Do one step; what is impossible just then does nothing."""
    hall.advance(step.after)
    ACTS[step.what](hall, step, hall.windows[f"w{step.window % len(hall.windows) + 1}"])


def run(rules: QueueRules, steps: list[Step], policy: Policy | None = None) -> MemoryHall:
    """The hall after a whole day."""
    hall = new_hall(rules, policy)
    for step in steps:
        perform(hall, step)
    return hall


def random_days(count: int, length: int = 90) -> list[list[Step]]:
    """The same days every time."""
    random, whats = Random(20261123), [what for what in ACTS for _ in range(WEIGHTS.get(what, 1))]
    return [
        [
            Step(random.choice(whats), random.randint(0, 120), *(random.randint(0, 30) for _ in range(3)))
            for _ in range(length)
        ]
        for _ in range(count)
    ]


whats = st.sampled_from([what for what in ACTS for _ in range(WEIGHTS.get(what, 1))])
# Mostly seconds, sometimes minutes, now and then a clock set back.
gaps = st.one_of(st.integers(0, 90), st.integers(60, 600), st.just(-120))
steps = st.builds(Step, whats, gaps, st.integers(0, 2), st.integers(0, 30), st.integers(0, 30))
days = st.lists(steps, min_size=30, max_size=90)
rule_sets = st.builds(
    QueueRules,
    booking_credit_minutes=st.sampled_from([10, 10, 0, 25]),
    green_credit_minutes=st.sampled_from([20, 20, 5]),
    overtaken_limit=st.sampled_from([1, 2, 3, 5, None]),
    requeue_behind=st.sampled_from([3, 1]),
    no_show_seconds=st.sampled_from([60, 0]),
    no_show_policy=st.sampled_from(list(NoShowPolicy)),
)
