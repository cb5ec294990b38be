"""The five properties of the queue policy, each stated from first principles and checked on a hall in memory.

They do not use the policy's own functions: a faulty policy must not be able to excuse itself.
"""

from collections.abc import Iterator
from datetime import timedelta

from hall.ticketing.policy import WaitingTicket, WindowView
from hall.ticketing.states import AT_WINDOW, LIVE
from hall.ticketing.story.replay import replay
from hall.ticketing.story.retold import RetoldHall
from tests.rules.memory import MemoryHall
from tests.rules.memory_parts import PAPER, MemoryTicket


def _undisplaced(hall: MemoryHall) -> Iterator[MemoryTicket]:
    """Live tickets that the bounds protect: those that missed no call and were not brought back from an end."""
    return (ticket for ticket in hall.tickets.values() if ticket.state in LIVE and not ticket.displaced)


def _came_past(hall: MemoryHall, ticket: MemoryTicket) -> list[MemoryTicket]:
    """Tickets issued later that come before this one."""
    return [
        other for other in hall.tickets.values() if other.issue_order > ticket.issue_order and other.key < ticket.key
    ]


def check_horizon(hall: MemoryHall) -> None:
    """Once you have waited as long as the largest credit, nobody who takes a ticket after that comes before you.

    A number from paper was taken when it was given; its holder is protected from when it was entered.
    """
    horizon = timedelta(minutes=max(hall.rules.booking_credit_minutes, hall.rules.green_credit_minutes))
    for ticket in _undisplaced(hall):
        for other in _came_past(hall, ticket):
            known_at = ticket.entered_at or ticket.issued_at
            assert other.issued_at < known_at + horizon, f"{other.number} came past {ticket.number}"


def check_cap(hall: MemoryHall) -> None:
    """At most K later tickets ever come before one, all of them counted; a credit makes nobody worse off."""
    limit = hall.rules.overtaken_limit or max(12, len(hall.windows))
    for ticket in _undisplaced(hall):
        past = len(_came_past(hall, ticket))
        assert past <= limit, f"{ticket.number} was overtaken by {past}, the limit is {limit}"
        assert past <= ticket.overtaken, f"{ticket.number} was overtaken by {past}, counted {ticket.overtaken}"
        assert ticket.key.effective_since <= (ticket.entered_at or ticket.issued_at)


def _could_take(window: WindowView, ticket: WaitingTicket) -> bool:
    if ticket.bound is not None:
        return ticket.bound == window.id
    wanted = ticket.pending[:1] if ticket.in_order else ticket.pending
    return ticket.needs_help or any(service in window.services for service in wanted)


def _could_call(window: WindowView, waiting: list[WaitingTicket]) -> list[WaitingTicket]:
    able = [ticket for ticket in waiting if _could_take(window, ticket)]
    if window.assisted and any(ticket.needs_help for ticket in able):
        return [ticket for ticket in able if ticket.needs_help]
    return able


def check_local_order(hall: MemoryHall) -> None:
    """At every call in order no waiting ticket that the window may serve has a smaller key."""
    for window, chosen, waiting in hall.asked:
        able = {ticket.id: ticket.key for ticket in _could_call(window, waiting)}
        if chosen is not None:
            assert chosen in able, f"{window.id} called {chosen}, which it may not serve"
            assert able[chosen] == min(able.values()), f"{window.id} called {chosen} out of turn"


def check_work_conservation(hall: MemoryHall) -> None:
    """A window that asks gets a ticket whenever one it may serve is waiting."""
    for window, chosen, waiting in hall.asked:
        assert chosen is not None or not _could_call(window, waiting), f"{window.id} was left idle"


def check_determinism(hall: MemoryHall, told: RetoldHall | None = None) -> None:
    """The journal alone gives every state, key and count again, and nothing in it breaks a rule."""
    told = told or replay(hall.journal, rules=hall.rules)
    assert told.violations == []
    for ticket in hall.tickets.values():
        again = told.tickets[ticket.id]
        assert (again.now.state, again.key, again.now.bound) == (ticket.state, ticket.key, ticket.stand.bound)
        assert (again.overtaken, again.credit) == (ticket.overtaken, ticket.credit)
        assert [outcome for _, outcome in again.now.errands] == [outcome for _, outcome in ticket.stand.outcomes]
    assert [key for key, _ in told.line] == sorted(ticket.key for ticket in hall.waiting())


def check_windows(hall: MemoryHall) -> None:
    """One active ticket at a window, numbers once each and (but for those on paper) without a gap, keys once each."""
    active = [ticket.stand.window for ticket in hall.tickets.values() if ticket.state in AT_WINDOW]
    assert len(active) == len(set(active))
    numbers = sorted(ticket.number for ticket in hall.tickets.values())
    for prefix in {number[0] for number in numbers} - {PAPER}:
        mine = [number for number in numbers if number[0] == prefix]
        assert mine == [f"{prefix}{ordinal:03d}" for ordinal in range(1, len(mine) + 1)]
    assert len(set(numbers)) == len(numbers)
    assert len({ticket.key for ticket in hall.tickets.values()}) == len(hall.tickets)


PROPERTIES = {
    "horizon": check_horizon,
    "cap": check_cap,
    "local order": check_local_order,
    "work conservation": check_work_conservation,
    "determinism": check_determinism,
    "windows and numbers": check_windows,
}
