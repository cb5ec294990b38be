"""A hall in memory that anything may happen to, in any order, with every property checked after every step."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hall.catalogue.rules import NoShowPolicy, QueueRules
from hall.ticketing.states import TicketState
from hall.ticketing.story.replay import tell
from hall.ticketing.story.retold import RetoldHall
from tests.rules.days import BUNDLES, PLANS, SERVICES, new_hall
from tests.rules.memory import MemoryHall
from tests.rules.memory_parts import MemoryTicket, MemoryWindow
from tests.rules.properties import PROPERTIES, check_determinism

which = st.integers(0, 20)
called = st.sampled_from(["start", "start", "no_show"])
served = st.sampled_from(["finish", "finish", "hold"])


def _some(state: TicketState) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Only while some ticket stands there: a step that can do nothing teaches nothing."""
    return precondition(lambda self: any(ticket.state is state for ticket in self.hall.tickets.values()))


class AnyHall(RuleBasedStateMachine):
    """Steps of visitors, clerks and managers at three windows; `told` follows the journal as a replay would."""

    @initialize(
        limit=st.sampled_from([1, 2, 3, None]),
        green=st.sampled_from([20, 5]),
        policy=st.sampled_from(list(NoShowPolicy)),
    )
    def open(self, limit: int | None, green: int, policy: NoShowPolicy) -> None:
        rules = QueueRules(overtaken_limit=limit, green_credit_minutes=green, no_show_policy=policy, no_show_seconds=0)
        self.hall: MemoryHall = new_hall(rules)
        self.told = RetoldHall()
        self.heard = 0

    def window(self, at: int) -> MemoryWindow:
        return self.hall.windows[f"w{at % 3 + 1}"]

    def ticket(self, state: TicketState, at: int) -> MemoryTicket:
        found = [ticket for ticket in self.hall.tickets.values() if ticket.state is state]
        return found[at % len(found)]

    # --- visitors

    @rule(services=st.sampled_from(BUNDLES), in_order=st.booleans(), needs_help=st.sampled_from([False] * 5 + [True]))
    def walk_in(self, services: tuple[str, ...], in_order: bool, needs_help: bool) -> None:
        self.hall.issue(*services, in_order=in_order, needs_help=needs_help)

    @rule(services=st.sampled_from(BUNDLES), green=st.booleans(), returns=st.booleans(), early=st.integers(-20, 15))
    def come_with_credit(self, services: tuple[str, ...], green: bool, returns: bool, early: int) -> None:
        slot = self.hall.now + timedelta(minutes=early)
        self.hall.issue(*services, slot_start=slot, green_channel=green, returns=returns)

    @rule(
        paper=st.integers(1, 9),
        services=st.sampled_from(BUNDLES),
        green=st.booleans(),
        ago=st.sampled_from([0, 5, 20, 90]),
    )
    def enter_paper(self, paper: int, services: tuple[str, ...], green: bool, ago: int) -> None:
        self.hall.enter(paper, self.hall.now - timedelta(minutes=ago), *services, green_channel=green)

    @_some(TicketState.WAITING)
    @rule(at=which, sure=st.sampled_from([False, False, True]))
    def cancel(self, at: int, sure: bool) -> None:
        if sure:
            self.hall.cancel(self.ticket(TicketState.WAITING, at))

    @_some(TicketState.PASSED)
    @rule(at=which)
    def come_back(self, at: int) -> None:
        self.hall.requeue(self.ticket(TicketState.PASSED, at))

    @rule(seconds=st.sampled_from([1, 30, 61, 300, 1200, -60]))
    def time_passes(self, seconds: int) -> None:
        self.hall.advance(seconds)

    # --- windows

    # Most of what happens is clerks at work, so each window's is a rule of its own.
    @rule(how=called, end=served)
    def work_at_1(self, how: str, end: str) -> None:
        self.work(0, how, end)

    @rule(how=called, end=served)
    def work_at_2(self, how: str, end: str) -> None:
        self.work(1, how, end)

    @rule(how=called, end=served)
    def work_at_3(self, how: str, end: str) -> None:
        self.work(2, how, end)

    def work(self, at: int, how: str, end: str) -> None:
        """Call somebody, or do with the one who is there as it may go."""
        window = self.window(at)
        ticket = self.hall.at(window)
        if ticket is None:
            self.hall.call_next(window)
        else:
            getattr(self.hall, how if ticket.state is TicketState.CALLED else end)(window)

    @_some(TicketState.WAITING)
    @rule(at=which, ticket=which)
    def call_out_of_order(self, at: int, ticket: int) -> None:
        self.hall.call(self.window(at), self.ticket(TicketState.WAITING, ticket))

    @_some(TicketState.CALLED)
    @rule(at=which)
    def recall(self, at: int) -> None:
        self.hall.recall(self.hall.windows[self.ticket(TicketState.CALLED, at).stand.window or ""])

    @_some(TicketState.HELD)
    @rule(at=which, serving=st.booleans())
    def resume(self, at: int, serving: bool) -> None:
        ticket = self.ticket(TicketState.HELD, at)
        self.hall.resume(self.hall.windows[ticket.stand.window or ""], ticket, serving=serving)

    @_some(TicketState.CALLED)
    @rule(at=which, to=which)
    def transfer_to_a_window(self, at: int, to: int) -> None:
        self.hall.transfer(self.ticket(TicketState.CALLED, at), to=self.window(to))

    @_some(TicketState.SERVING)
    @rule(at=which, service=st.sampled_from(SERVICES))
    def transfer_to_a_service(self, at: int, service: str) -> None:
        self.hall.transfer(self.ticket(TicketState.SERVING, at), service=service)

    @precondition(lambda self: any(ticket.last for ticket in self.hall.tickets.values()))
    @rule(back=st.integers(0, 1))
    def undo(self, back: int) -> None:
        acted_on = sorted(self.hall.tickets.values(), key=lambda ticket: -ticket.last_seq)
        self.hall.undo(acted_on[back % len(acted_on)])

    # --- managers and greeters

    @_some(TicketState.WAITING)
    @rule(at=which)
    def confirm_late(self, at: int) -> None:
        self.hall.upgrade(self.ticket(TicketState.WAITING, at))

    @rule(at=which, services=st.sampled_from(PLANS))
    def reassign(self, at: int, services: frozenset[str]) -> None:
        self.hall.change_window(self.window(at), services=services)

    @rule(at=which, state=st.sampled_from(["open", "open", "open", "paused", "closed"]))
    def change_state(self, at: int, state: str) -> None:
        self.hall.change_window(self.window(at), state=state)

    # --- always

    @invariant()
    def every_property_holds(self) -> None:
        for entry in self.hall.journal[self.heard :]:
            tell(self.told, entry, self.hall.rules)
        self.heard = len(self.hall.journal)
        check_determinism(self.hall, self.told)
        for name, check in PROPERTIES.items():
            if name != "determinism":
                check(self.hall)
        self.hall.asked.clear()


TestAnyHall = AnyHall.TestCase
TestAnyHall.settings = settings(max_examples=100, stateful_step_count=80, deadline=None)
